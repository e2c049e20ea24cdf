import { deepEqual, equal, ok } from 'node:assert/strict';
import { openPrometheus, type Measured } from '../../server/workspace/telemetry/prometheus.ts';
import { type Curve, instruments } from '../harness/metrics/history.ts';
import { load } from '../harness/metrics/load.ts';
import { type MetricServer, startPrometheus, startVictoria } from '../harness/metrics/servers.ts';

const MINUTE = 60_000;
const END = Math.floor(Date.now() / MINUTE) * MINUTE;
const span = { end: END, stepMs: MINUTE };
const { counter } = instruments(span);
/** Twenty minutes of history are enough. */
const lately = (curves: readonly Curve[]): Curve[] => curves.map(curve => ({ ...curve, from: END - 20 * MINUTE }));

async function measure(server: MetricServer, matchers = ''): Promise<Measured> {
  const opened = openPrometheus({ url: server.url, matchers });
  if (!opened.known) throw new Error(opened.why);
  return opened.value.measure({ now: END, before: [], chart: { spanMs: 20 * MINUTE, stepMs: MINUTE } });
}

for (const start of [startPrometheus, startVictoria])
  describe(`a server with much to tell: ${start === startVictoria ? 'VictoriaMetrics' : 'Prometheus'}`, function () {
    this.timeout(60_000);
    let server: MetricServer;
    beforeEach(async () => (server = await start()));
    afterEach(() => server.stop());

    it('10,000 models: the sum is of all, and the greatest fifty are listed, soon', async () => {
      const models = Array.from({ length: 10_000 }, (_, i) =>
        counter('vllm:prompt_tokens_total', { model_name: `model-${i}` }, i + 1),
      );
      await load(server, lately(models), span);
      const begun = Date.now();
      const { measurements, problems } = await measure(server);
      ok(Date.now() - begun < 10_000, `${Date.now() - begun} ms`);
      deepEqual(problems, []);
      const [signal] = measurements[0]?.signals ?? [];
      const total = signal?.total.value.known ? signal.total.value.value : 0;
      ok(Math.abs(total / ((10_000 * 10_001) / 2) - 1) < 0.01, String(total));
      equal(signal?.by.length, 50);
      deepEqual(signal?.by[0]?.of, { model: 'model-9999' });
      ok(signal?.by[0]?.why.some(text => text.includes('greatest 50')));
    });

    it('two servers that watched the same count it once, and it is said', async () => {
      const both = ['a', 'b'].flatMap(prometheus_replica => [
        counter('sglang:prompt_tokens_total', { model_name: 'm', instance: 'i', prometheus_replica }, 100),
        { ...counter('up', { instance: 'i', prometheus_replica }, 0), at: () => 1 },
      ]);
      await load(server, lately(both), span);
      const { measurements, problems } = await measure(server);
      ok(problems.some(text => text.includes('several Prometheus servers watch the same (label prometheus_replica)')));
      const value = measurements[0]?.signals[0]?.total.value;
      ok(value?.known && Math.abs(value.value / 100 - 1) < 0.01, JSON.stringify(value));
    });

    it('a label `replica` of the program’s own is no second server', async () => {
      const own = ['a', 'b'].map(replica =>
        counter('sglang:prompt_tokens_total', { model_name: 'm', instance: 'i', replica }, 100),
      );
      const up = { ...counter('up', { instance: 'i' }, 0), at: () => 1 };
      await load(server, lately([...own, up]), span);
      const { measurements, problems } = await measure(server);
      deepEqual(problems, []);
      const value = measurements[0]?.signals[0]?.total.value;
      ok(value?.known && Math.abs(value.value / 200 - 1) < 0.01, JSON.stringify(value));
    });

    it('only what the user’s matchers allow', async () => {
      const two = ['prod', 'dev'].map(namespace =>
        counter('llamacpp:prompt_tokens_total', { namespace }, namespace === 'prod' ? 30 : 500),
      );
      const predicted = counter('llamacpp:tokens_predicted_total', { namespace: 'prod' }, 3);
      await load(server, lately([...two, predicted]), span);
      const { measurements } = await measure(server, 'namespace="prod"');
      const value = measurements[0]?.signals.find(({ id }) => id === 'input-tokens')?.total.value;
      ok(value?.known && Math.abs(value.value / 30 - 1) < 0.01, JSON.stringify(value));
      deepEqual((await measure(server, 'namespace="none"')).measurements, []);
    });

    it('nothing of ours: no measurement, and no failure', async () => {
      deepEqual(await measure(server), { measurements: [], problems: [] });
    });
  });
