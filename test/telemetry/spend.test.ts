import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Reading, Window } from '../../server/core/signals/model.ts';
import { openPrometheus } from '../../server/workspace/telemetry/prometheus.ts';
import type { Spend } from '../../server/workspace/telemetry/spend.ts';
import { type Curve, instruments, pointsOf } from '../harness/metrics/history.ts';
import { load } from '../harness/metrics/load.ts';
import { remoteWrite } from '../harness/metrics/remote-write.ts';
import { type MetricServer, startPrometheus, startVictoria } from '../harness/metrics/servers.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The traffic comes in waves of five minutes. */
const END = Math.floor(Date.now() / 300_000) * 300_000;
const span = { end: END, stepMs: 60_000 };
const { counter, gauge } = instruments(span);

const last = (ms: number): Window => ({ from: END - ms, to: END });
const valueOf = ({ value }: Reading): number | string => (value.known ? value.value : value.why);

for (const start of [startPrometheus, startVictoria])
  describe(`what was spent, asked of ${start === startPrometheus ? 'Prometheus' : 'VictoriaMetrics'}`, function () {
    this.timeout(60_000);
    let server: MetricServer;
    before(async () => (server = await start()));
    after(() => server?.stop());

    async function spent(window: Window, ...models: (string | null)[]): Promise<Reading[]> {
      const opened = openPrometheus({ url: server.url });
      ok(opened.known);
      const told = await opened.value.spend({ windows: [window], models, prices: [] });
      ok(told.known, told.known ? '' : told.why);
      deepEqual(
        told.value.map(({ model }: Spend) => model),
        models,
      );
      return told.value.flatMap(({ readings }) => readings);
    }
    const near = (reading: Reading | undefined, truth: number): void => {
      const value = reading && valueOf(reading);
      ok(typeof value === 'number' && Math.abs(value / truth - 1) < 0.02, `${value} is not ${truth}`);
    };

    it('is told of models by themselves, as patterns have them', async () => {
      const of = (model: string, perSecond: number): Curve =>
        counter('litellm_spend_metric_total', { model, team: 'a', job: 'litellm' }, perSecond);
      await load(server, [of('gpt-4o', 0.001), of('gpt-4o-mini', 0.0002), of('claude-sonnet-4-5', 0.003)], span);
      const [all, both, mini, none, dot] = await spent(last(HOUR), null, 'GPT-4o*', 'gpt-4o-mini', 'o3', 'gpt.4o');
      near(all, 0.0042 * 3600);
      near(both, 0.0012 * 3600);
      near(mini, 0.0002 * 3600);
      equal(none && valueOf(none), 'no samples in this window');
      equal(dot && valueOf(dot), 'no samples in this window');
      deepEqual([all?.unit, all?.exactness, all?.window], ['USD', 'exact', last(HOUR)]);
      match(both?.how ?? '', /model=~"\(\?i\)GPT-4o\.\*"/);
    });

    it('of a longer time than there is, it says what was watched', async () => {
      const [ten] = await spent(last(10 * DAY), 'claude-sonnet-4-5');
      // Half as much until twelve hours ago.
      near(ten, 0.003 * 3600 * (12 + 60 / 2));
      ok(ten && Math.abs(ten.window.from - (END - 3 * DAY)) <= HOUR, new Date(ten?.window.from ?? 0).toISOString());
      equal(ten.exactness, 'exact');
    });
  });

describe('what was spent, asked of a Prometheus that is told tokens alone', function () {
  this.timeout(60_000);
  let server: MetricServer;
  before(async () => (server = await startPrometheus()));
  after(() => server?.stop());

  it('is these at their prices, by model; a server of one’s own is paid by no token', async () => {
    const tokens = (gen_ai_request_model: string, gen_ai_token_type: string, perSecond: number): Curve[] => {
      const labels = { gen_ai_request_model, gen_ai_token_type, gen_ai_operation_name: 'chat', job: 'shop' };
      const names = ['gen_ai_client_token_usage_count', 'gen_ai_client_token_usage_sum'];
      return names.map((name, i) => counter(name, labels, i * perSecond));
    };
    const curves = [
      ...tokens('gpt-4o', 'input', 1000),
      ...tokens('gpt-4o', 'output', 100),
      ...tokens('gpt-4o-mini', 'input', 1000),
      ...tokens('gpt-4o-mini', 'output', 100),
      counter('vllm:prompt_tokens_total', { model_name: 'gpt-4o' }, 1e6),
    ];
    await load(server, curves, span);
    const opened = openPrometheus({ url: server.url });
    ok(opened.known);
    const told = await opened.value.spend({
      windows: [last(HOUR)],
      models: [null, 'gpt-4o', 'gpt-4o*', 'o3'],
      prices: [],
    });
    const readings = told.known ? told.value.flatMap(({ readings: [hour] }) => hour ?? []) : [];
    const [large, small] = [0.0036 * (1000 * 2.5 + 100 * 10), 0.0036 * (1000 * 0.15 + 100 * 0.6)];
    for (const [i, truth] of [large + small, large, large + small].entries()) {
      const value = readings[i] && valueOf(readings[i]);
      ok(typeof value === 'number' && Math.abs(value / truth - 1) < 0.02, `${i}: ${value} is not ${truth}`);
    }
    deepEqual(
      readings.map(({ basis, exactness }) => [basis, exactness]),
      [
        ['priced', 'approximate'],
        ['priced', 'approximate'],
        ['priced', 'approximate'],
        ['priced', 'unknown'],
      ],
    );
    match(readings[1]?.why.join() ?? '', /what the cache had is not told/);
  });
});

describe('what was spent, asked of a Prometheus that did not watch all the time', function () {
  this.timeout(60_000);
  let server: MetricServer;
  before(async () => (server = await startPrometheus()));
  after(() => server?.stop());

  it('is this or more', async () => {
    const [from, to] = [END - 4 * HOUR, END - 3 * HOUR];
    const curves = [
      counter('litellm_spend_metric_total', { model: 'm', job: 'litellm' }, 0.001),
      gauge('up', { job: 'other', instance: 'o' }, 1),
    ];
    // Nothing at all is there for an hour.
    await remoteWrite(server.writeUrl, pointsOf(curves, span, END - 8 * HOUR, from));
    await remoteWrite(server.writeUrl, pointsOf(curves, span, to, END + 1));
    const opened = openPrometheus({ url: server.url });
    ok(opened.known);
    const told = await opened.value.spend({ windows: [last(6 * HOUR), last(HOUR)], models: [null], prices: [] });
    const [six, one] = told.known ? (told.value[0]?.readings ?? []) : [];
    equal(six?.exactness, 'lower-bound');
    match(six?.why[0] ?? '', /^it was watched for 8\d % of that time$/);
    deepEqual([one?.exactness, one?.why], ['exact', []]);
  });
});
