import { deepEqual, ok } from 'node:assert/strict';
import type { Series } from '../../server/core/signals/model.ts';
import { openPrometheus, type Prometheus } from '../../server/workspace/telemetry/prometheus.ts';
import { instruments } from '../harness/metrics/history.ts';
import { load } from '../harness/metrics/load.ts';
import { type MetricServer, startPrometheus, startVictoria } from '../harness/metrics/servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP_MS = 5 * MINUTE;
const END = Math.floor(Date.now() / STEP_MS) * STEP_MS;
const span = { end: END, stepMs: MINUTE };
const chart = { spanMs: 24 * HOUR, stepMs: STEP_MS };

for (const start of [startPrometheus, startVictoria])
  describe(`a chart of ${start === startPrometheus ? 'Prometheus' : 'VictoriaMetrics'}`, function () {
    this.timeout(60_000);
    let server: MetricServer;
    before(async () => {
      server = await start();
      // It began within the chart, and was done anew in it.
      const curve = instruments(span).counter('sglang:prompt_tokens_total', { model_name: 'm' }, 100, {
        resetBeforeMs: 60 * MINUTE,
      });
      await load(server, [{ ...curve, from: END - 20 * HOUR }], span);
    });
    after(() => server?.stop());

    /** With how long a time each round asked for, in hours. */
    function opened(): { client: Prometheus; asked: number[] } {
      const asked: number[] = [];
      const spying: typeof fetch = (url, init) => {
        const form = init?.body instanceof URLSearchParams ? init.body : new URLSearchParams();
        // What is asked of earlier weeks has steps of a week.
        if (String(url).endsWith('/query_range') && form.get('step') !== '604800')
          asked.push((Number(form.get('end')) - Number(form.get('start'))) / 3600);
        return fetch(url, init);
      };
      const client = openPrometheus({ url: server.url, fetch: spying });
      if (!client.known) throw new Error(client.why);
      return { client: client.value, asked };
    }
    async function drawn(client: Prometheus, now: number): Promise<Series | null | undefined> {
      const { measurements } = await client.measure({ now, before: [], chart });
      return measurements[0]?.signals[0]?.series;
    }

    it('is the same drawn on as drawn anew, and asks only for what is new', async () => {
      const { client, asked } = opened();
      for (const ago of [100, 50, 49.5, 41].map(minutes => minutes * MINUTE)) {
        const series = await drawn(client, END - ago);
        ok(series && series.values.filter(value => value !== null).length > 100);
        deepEqual(series, await drawn(opened().client, END - ago));
      }
      deepEqual(
        asked.map(hours => Math.round(hours * 12)),
        // In steps of five minutes, the last point once more each time.
        [288, 11, 1, 2],
      );
    });

    it('is asked for as a whole again after an hour', async () => {
      const { client, asked } = opened();
      for (const ago of [70, 40, 5]) await drawn(client, END - ago * MINUTE);
      deepEqual(
        asked.map(hours => Math.round(hours * 12)),
        [288, 7, 288],
      );
    });
  });
