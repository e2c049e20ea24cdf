import type { Known } from '../../core/model.ts';
import type { GpuObservation } from '../../core/signals/gpu-model.ts';
import type { RateState } from '../../core/signals/live.ts';
import type { Measurement, SignalId } from '../../core/signals/model.ts';
import { isEmpty } from '../../core/signals/prometheus/read.ts';
import { type CallHistory, readHistory } from './call-history.ts';
import type { KeptCharts } from './chart.ts';
import { type Detection, detectSources } from './detect.ts';
import { observeGpus } from './gpus.ts';
import { type HttpOptions, openHttp } from './http.ts';
import { type MeasureOptions, measureSource } from './measure.ts';
import { ratesOf } from './rates.ts';
import { readSpend, type Spend, type SpendAsked } from './spend.ts';
import type { Past } from './weeks.ts';

export interface PrometheusOptions extends HttpOptions {
  /** As the user calls it. */
  name?: string;
  /** Of all that is asked for: `namespace="prod", cluster=~"eu-.*"`. */
  matchers?: string;
}

/** What a server had to say, and what it could not tell. */
export interface Measured {
  measurements: readonly Measurement[];
  /** Failures, and what is odd about the server; each names what it is about. */
  problems: readonly string[];
}

/** A server with Prometheus' API: Prometheus, VictoriaMetrics, Thanos, Mimir, Cortex, Grafana Cloud. */
export interface Prometheus {
  /** Which instruments it watches. Asked once; `measure` asks again after a while. */
  detect(now: number, signal?: AbortSignal): Promise<Known<Detection>>;
  measure(options: MeasureOptions, signal?: AbortSignal): Promise<Measured>;
  /** What was spent in some windows, by vocabulary: what budgets are held against. */
  spend(asked: SpendAsked, signal?: AbortSignal): Promise<Known<readonly Spend[]>>;
  /** What was counted of calls over some days. */
  history(now: number, days: number, signal?: AbortSignal): Promise<Known<CallHistory>>;
  /** How fast each vocabulary's tokens and dollars go, against earlier weeks. */
  rates(now: number, signal?: AbortSignal): Promise<Known<readonly RateState[]>>;
  /** What GPUs there are and do, what nodes cost, and what the servers on them get done. */
  gpus(now: number, signal?: AbortSignal): Promise<Known<GpuObservation>>;
}

const DAY_MS = 86_400_000;
const REDETECT_MS = 10 * 60_000;
/** All that one round may take, however many queries it has. */
const ROUND_MS = 60_000;

/** The server, or what is wrong with its address. Nothing is asked yet. */
export function openPrometheus(options: PrometheusOptions): Known<Prometheus> {
  const http = openHttp(options);
  if (!http.known) return http;
  const client = http.value;
  const matchers = options.matchers ?? '';
  const source = options.name ?? client.address;
  const charts: KeptCharts = new Map();
  const past: Past = new Map();
  let kept: { at: number; detection: Detection } | null = null;

  const detect: Prometheus['detect'] = async (now, signal) => {
    const detection = await detectSources(client, now, matchers, { signal });
    kept = detection.known ? { at: now, detection: detection.value } : null;
    return detection;
  };
  const detected = async (now: number, signal: AbortSignal): Promise<Known<Detection>> =>
    kept && Math.abs(now - kept.at) < REDETECT_MS ? { known: true, value: kept.detection } : detect(now, signal);

  async function measure(measureOptions: MeasureOptions, signal?: AbortSignal): Promise<Measured> {
    const bounded = within(ROUND_MS, signal);
    const detection = await detected(measureOptions.now, bounded);
    if (!detection.known) return { measurements: [], problems: [`${source}: ${detection.why}`] };
    const { now, chart } = measureOptions;
    const charted = chart && { kept: charts, ...chart };
    const round = { ...measureOptions, past, now: now + detection.value.skewMs, ...(charted && { chart: charted }) };
    const all = await Promise.all(
      detection.value.found.map(found => measureSource({ client, found, matchers, source }, round, bounded)),
    );
    const problems = [...detection.value.notes, ...all.flatMap(failuresOf)];
    return { measurements: all, problems: problems.map(problem => `${source}: ${problem}`) };
  }

  /** What is read of the sources that are there, or why none can be looked for. */
  async function reading<T>(
    now: number,
    signal: AbortSignal | undefined,
    read: (detection: Detection, bounded: AbortSignal) => Promise<T>,
  ): Promise<Known<T>> {
    const bounded = within(ROUND_MS, signal);
    const detection = await detected(now, bounded);
    return detection.known ? { known: true, value: await read(detection.value, bounded) } : detection;
  }
  const of = { client, matchers, source };
  const spend: Prometheus['spend'] = (asked, signal) =>
    reading(Math.max(...asked.windows.map(({ to }) => to)), signal, (detection, bounded) =>
      readSpend(of, detection, asked, bounded),
    );
  const rates: Prometheus['rates'] = (now, signal) =>
    reading(now, signal, async ({ found, skewMs }, bounded) =>
      (await Promise.all(found.map(one => ratesOf({ ...of, found: one }, past, now + skewMs, bounded)))).flat(),
    );
  const gpus: Prometheus['gpus'] = (now, signal) =>
    reading(now, signal, (detection, bounded) => observeGpus(of, detection, now, bounded));
  const history: Prometheus['history'] = async (now, days, signal = new AbortController().signal) => {
    const detection = await detectSources(client, now, matchers, { signal, sinceMs: days * DAY_MS });
    if (!detection.known) return detection;
    return { known: true, value: await readHistory({ client, matchers }, detection.value, { now, days }, signal) };
  };
  return { known: true, value: { detect, measure, spend, rates, history, gpus } };
}

/** Signals that could not be asked for, each once however many of them failed alike. */
function failuresOf({ vocabulary, signals }: Measurement): string[] {
  const failed = new Map<string, SignalId[]>();
  for (const { id, total } of signals)
    if (!total.value.known && !isEmpty(total))
      failed.set(total.value.why, [...(failed.get(total.value.why) ?? []), id]);
  return [...failed].map(([why, ids]) => `${vocabulary}, ${ids.join(', ')}: ${why}`);
}

const within = (ms: number, signal?: AbortSignal): AbortSignal =>
  signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms);
