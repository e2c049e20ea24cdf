import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Measurement, Reading, Signal, SignalId } from '../../server/core/signals/model.ts';
import { ruleGroups } from '../../server/core/signals/prometheus/rules.ts';
import { writeRules } from '../../server/report/rules.ts';
import { type MeasureOptions } from '../../server/workspace/telemetry/measure.ts';
import { openPrometheus } from '../../server/workspace/telemetry/prometheus.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { load } from '../harness/metrics/load.ts';
import { remoteWrite } from '../harness/metrics/remote-write.ts';
import { type MetricServer, startPrometheus, startVictoria } from '../harness/metrics/servers.ts';
import { world } from '../harness/metrics/world.ts';
import { until } from '../harness/until.ts';

const MINUTE = 60_000;
/** Rates are of five minutes, which is at least four of them. */
const STEP_MS = 20_000;
const DAY = 86_400_000;
const END = Math.floor(Date.now() / MINUTE) * MINUTE;

const open = (server: MetricServer, matchers = '') => {
  const opened = openPrometheus({ url: server.url, matchers });
  if (!opened.known) throw new Error(opened.why);
  return opened.value;
};
const valueOf = ({ value }: Reading): number | string => (value.known ? value.value : value.why);
const isRecorded = ({ how }: Reading): boolean => how.includes('prompt_cost:');

async function measure(
  server: MetricServer,
  options: Partial<MeasureOptions> = {},
  matchers = '',
): Promise<readonly Measurement[]> {
  const { measurements, problems } = await open(server, matchers).measure({ now: Date.now(), before: [], ...options });
  deepEqual(
    problems.filter(problem => !problem.includes('interval of scrapes')),
    [],
  );
  return measurements;
}

describe('what rules recorded, in a real Prometheus that evaluates them', function () {
  this.timeout(120_000);
  let server: MetricServer;
  let folder: Folder;
  before(async () => {
    folder = createFolder();
    const span = { end: Math.floor(Date.now() / STEP_MS) * STEP_MS, stepMs: STEP_MS };
    // The names of this world, as `prompt-cost rules --url` finds them.
    const plain = await startPrometheus();
    const lately = world(span).curves.map(curve => ({ ...curve, from: Math.max(curve.from, span.end - 30 * MINUTE) }));
    await load(plain, lately, span);
    const detection = await open(plain).detect(span.end);
    await plain.stop();
    if (!detection.known) throw new Error(detection.why);
    const rules = writeRules(ruleGroups(detection.value.found, null), { command: 'prompt-cost rules' });
    folder.write('rules.yml', rules.replaceAll('interval: 1m', 'interval: 2s'));
    server = await startPrometheus(`rule_files: ["${folder.root}/rules.yml"]\n`);
    await load(server, lately, span);
    // A group's rules are evaluated one after the other.
    const last = ['litellm', 'first-token-p95'] as const;
    const isThere = async (): Promise<boolean> => {
      const now = await open(server).detect(Date.now());
      const recorded = (now.known ? now.value.found : []).filter(one => one.recorded.size > 0);
      return (
        recorded.length > 10 &&
        recorded.some(({ vocabulary, recorded: of }) => vocabulary.id === last[0] && of.has(last[1]))
      );
    };
    await until(isThere);
  });
  after(async () => {
    await server?.stop();
    folder.remove();
  });

  it('is asked where it answers, says so, and is what the raw series say', async () => {
    const now = Date.now();
    // A matcher that all series have: nothing recorded is asked.
    const [recorded, raw] = [await measure(server, { now }), await measure(server, { now }, 'no_such_label=""')];
    const signalOf = (of: Measurement, id: SignalId): Signal | undefined => of.signals.find(one => one.id === id);
    let asked = 0;
    for (const [i, own] of recorded.entries())
      for (const { id, total, by } of own.signals) {
        const truth = raw[i] && signalOf(raw[i], id);
        equal(raw[i]?.vocabulary, own.vocabulary);
        ok(truth && !isRecorded(truth.total));
        if (!isRecorded(total)) continue;
        asked++;
        ok(
          total.why.some(text => text.startsWith('as a rule recorded it (prompt_cost:')),
          total.why.join(),
        );
        const near = (a: Reading, b: Reading | undefined): void => {
          const [value, expected] = [valueOf(a), b && valueOf(b)];
          const isNear =
            value === expected || (typeof value === 'number' && Math.abs(value / Number(expected) - 1) < 0.05);
          ok(isNear, `${own.vocabulary} ${id} ${JSON.stringify(a.of)}: ${value} is not ${expected}`);
        };
        near(total, truth.total);
        equal(by.length, truth.by.length, `${own.vocabulary} ${id}`);
        for (const part of by)
          near(
            part,
            truth.by.find(({ of }) => JSON.stringify(of) === JSON.stringify(part.of)),
          );
      }
    ok(asked > 30, String(asked));
    const litellm = recorded.find(({ vocabulary }) => vocabulary === 'litellm');
    const how = (id: SignalId): string => (litellm && signalOf(litellm, id)?.total.how) ?? '';
    equal(how('spend'), 'sum(prompt_cost:spend:5m{vocabulary="litellm"})');
    match(how('cache-prompt'), /litellm_input_cached_tokens_metric_total/);
  });
});

for (const start of [startPrometheus, startVictoria])
  describe(`what was recorded for some time, in ${start === startPrometheus ? 'Prometheus' : 'VictoriaMetrics'}`, function () {
    this.timeout(120_000);
    let server: MetricServer;
    before(async () => {
      server = await start();
      const series = (name: string, labels: Record<string, string>, backMs: number, at: (ago: number) => number) => {
        const count = Math.round(backMs / MINUTE);
        const points = Array.from({ length: count + 1 }, (_, i): [number, number] => {
          const time = END - (count - i) * MINUTE;
          return [time, at(END - time)];
        });
        return { name, labels, points };
      };
      const record = (name: string, backMs: number) =>
        series(`prompt_cost:${name}:5m`, { vocabulary: 'sglang', model: 'm' }, backMs, () => 777);
      const counter = (name: string) =>
        series(`sglang:${name}_total`, { model_name: 'm' }, 8 * DAY, ago => ((8 * DAY - ago) / 1000) * 10);
      // What is recorded differs from what is counted here, so that one is told from the other.
      const all = [
        counter('prompt_tokens'),
        counter('generation_tokens'),
        counter('num_requests'),
        record('input_tokens', 8 * DAY),
        record('output_tokens', 3_600_000),
      ];
      for (let from = END - 8 * DAY; from <= END; from += DAY) {
        const part = all.map(one => ({ ...one, points: one.points.filter(([at]) => at >= from && at < from + DAY) }));
        await remoteWrite(
          server.writeUrl,
          part.filter(({ points }) => points.length > 0),
        );
      }
      if (server.name === 'VictoriaMetrics') await fetch(`${server.url}/internal/force_flush`);
    });
    after(() => server?.stop());

    const asked = async (matchers = ''): Promise<Record<string, unknown>> => {
      const before = [
        { label: 'yesterday', ms: DAY },
        { label: 'a week ago', ms: 7 * DAY },
      ];
      const options = { now: END, before, chart: { spanMs: DAY, stepMs: 5 * MINUTE } };
      const [one] = await measure(server, options, matchers);
      return Object.fromEntries(
        (one?.signals ?? []).map(({ id, total, before: then, series }) => {
          const charted = new Set(series?.values.map(value => (value === null ? null : Math.round(value))));
          // Hours are never of what rules record of five minutes.
          const those = then.filter(({ label }) => before.some(earlier => earlier.label === label));
          const readings = [total, ...those.map(({ reading }) => reading)].map(valueOf);
          return [id, [...readings.map(value => Math.round(Number(value))), [...charted]]];
        }),
      );
    };

    it('counts as far back as it is known to reach: beyond that the raw series do', async () => {
      deepEqual(await asked(), {
        requests: [10, 10, 10, [10]],
        'input-tokens': [777, 777, 777, [777]],
        'output-tokens': [777, 10, 10, [10]],
      });
    });

    it('is not asked where only a part of the series is wanted', async () => {
      deepEqual(await asked('model_name="m"'), {
        requests: [10, 10, 10, [10]],
        'input-tokens': [10, 10, 10, [10]],
        'output-tokens': [10, 10, 10, [10]],
      });
    });
  });
