import { deepEqual, equal, ok } from 'node:assert/strict';
import type { RateState } from '../../server/core/signals/live.ts';
import type { Signal } from '../../server/core/signals/model.ts';
import { rateAlerts } from '../../server/core/signals/rates.ts';
import { openPrometheus } from '../../server/workspace/telemetry/prometheus.ts';
import { remoteWrite } from '../harness/metrics/remote-write.ts';
import { type MetricServer, startPrometheus, startVictoria } from '../harness/metrics/servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
/** Ten past the last full hour: the hour that is asked for is the one since. */
const START = Math.floor(Date.now() / HOUR) * HOUR - HOUR;
const NOW = START + 10 * MINUTE;
/** Tokens a second, by how many weeks ago: one was odd, and nobody watched the fourth. */
const RATES = new Map([
  [3, 200],
  [2, 9000],
  [1, 300],
  [0, 1500],
]);

/** That hour of each week, and the two before. */
async function write(server: MetricServer): Promise<void> {
  let total = 0;
  for (const [weeks, rate] of RATES) {
    const points: [number, number][] = [];
    const last = weeks === 0 ? NOW : START - weeks * WEEK + HOUR + 10 * MINUTE;
    for (let at = START - weeks * WEEK - 150 * MINUTE; at <= last; at += MINUTE, total += rate * 60)
      points.push([at, total]);
    await remoteWrite(server.writeUrl, [{ name: 'vllm:prompt_tokens_total', labels: { model_name: 'llama' }, points }]);
  }
  if (server.name === 'VictoriaMetrics') await fetch(`${server.url}/internal/force_flush`);
}

for (const start of [() => startPrometheus(undefined, ['--storage.tsdb.retention.time=60d']), () => startVictoria()])
  describe(`this hour of earlier weeks, asked of a real server`, function () {
    this.timeout(60_000);
    let server: MetricServer;
    let asked = 0;
    let input: Signal | undefined;
    let rates: readonly RateState[] = [];

    before(async () => {
      server = await start();
      await write(server);
      const opened = openPrometheus({
        url: server.url,
        fetch: (url, init) => {
          if (String(init?.body).includes(`step=${WEEK / 1000}`)) asked += 1;
          return fetch(url, init);
        },
      });
      if (!opened.known) throw new Error(opened.why);
      for (const now of [NOW, NOW + MINUTE]) {
        const { measurements, problems } = await opened.value.measure({ now });
        deepEqual(problems, []);
        input = measurements[0]?.signals.find(({ id }) => id === 'input-tokens');
      }
      const queries = asked;
      const seen = await opened.value.rates(NOW);
      if (!seen.known) throw new Error(seen.why);
      rates = seen.value;
      asked = queries;
    });
    after(() => server.stop());

    it(`is the middle of those that have samples`, () => {
      const [week] = input?.before ?? [];
      equal(week?.label, 'this hour of 3 earlier weeks');
      const { value } = week.reading;
      ok(value.known && Math.abs(value.value / 300 - 1) < 0.03, JSON.stringify(value));
      const days = [1, 2, 3].map(weeks => new Date(START - weeks * WEEK).toISOString().slice(0, 10));
      equal(week.reading.why.at(-1), `the median of ${days.join(', ')}`);
    });

    it('is what an alert on a rate is held against, with the model that grew', () => {
      deepEqual(
        rates.map(({ id, driver, steps }) => [id, driver, steps.map(({ isBeyond }) => isBeyond)]),
        [['input-tokens', 'model llama: 100 % of the growth', [true, true]]],
      );
      for (const { factor } of rates[0]?.steps ?? [])
        ok(factor.known && Math.abs(factor.value / 5 - 1) < 0.05, JSON.stringify(factor));
      deepEqual(
        rateAlerts(rates, [], NOW).map(({ severity, title }) => [severity, title]),
        [['page', 'Input tokens come 5.0× as fast as at this time of 3 earlier weeks']],
      );
    });

    it('is asked for once an hour, with one query', () => equal(asked, 1));
  });
