import type { LiveProject, LiveSource } from '../../core/signals/live.ts';
import { type Join, joinTo } from '../../core/signals/join.ts';
import type { UsageLabels, Window } from '../../core/signals/model.ts';
import { createNormalizer, type Normalized } from '../../core/signals/normalize.ts';
import type { OtlpPayload } from '../../core/signals/otlp/model.ts';
import { createPricer } from '../../core/signals/price.ts';
import { receivedRates } from '../../core/signals/rates-received.ts';
import { createRollup, KEPT_MS, type Rollup, type RollupState } from '../../core/signals/rollup.ts';
import { measure } from '../../core/signals/signals.ts';
import { type Look, look } from '../../core/signals/windows.ts';
import { modelsOf, spendByModel, spendsOf, usesOf } from '../../core/signals/uses.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { isSampleOf } from './sample-traffic.ts';
import type { Source } from './source.ts';
import { openSourceMaps } from './source-maps.ts';
import { type Kept, keepRollup } from './kept-rollup.ts';

/** What a rate is taken over. */
const WINDOW_MS = 5 * MINUTE_MS;
/** Beside the labels that the user names. */
const GROUPINGS = ['model', 'service', 'operation', 'name'] as const;
/** A chart shows all that was seen, up to a day: the first that it goes into. */
const CHART_SPANS = [15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS];
const CHART_POINTS = 72;
/** Without anything new for so long, what is shown is called old. */
const STALE_MS = 10 * MINUTE_MS;

export interface OtlpSourceOptions {
  id: string;
  /** 0: any. */
  port: number;
  /** Whether it takes what is made up, or what is not: they never meet. */
  isSample: boolean;
  /** File that what was summed up is kept in; null: nowhere. */
  file: string | null;
  project: LiveProject;
  onChange(): void;
  onProblem(why: string): void;
}

/** A port that programs send OTLP to, and what it came to. */
export interface OtlpSource extends Source {
  /** Where to send it. */
  endpoint: string;
}

/** Listens. Fails where there is no port to listen on. */
export async function openOtlpSource(options: OtlpSourceOptions): Promise<OtlpSource> {
  const { id, port, isSample, onChange, onProblem } = options;
  let { project } = options;
  const kept = keepRollup(options.file, onProblem);
  let engine = createEngine(project, kept);
  let lastAt: number | null = null;
  const pastHours = rememberHours();
  const onPayload = (payload: OtlpPayload, at: number): void => {
    const own = only(payload, isSample);
    if (engine.take(own, at)) lastAt = at;
    onChange();
  };
  /** Silence was listened to as well: without that a burst would be a rate. */
  const stateAt = (now: number): RollupState => {
    engine.rollup.listen(now);
    return engine.rollup.state;
  };
  const receiver = await openReceiver({ port, onPayload, onProblem });
  const timer = setInterval(() => {
    kept.write(stateAt(Date.now()));
  }, MINUTE_MS / 2);
  timer.unref();
  stateAt(Date.now());

  return {
    endpoint: receiver.endpoints.http,
    state: now => stateOf({ id, isSample, receiver, asked: port, lastAt, now, seen: engine.rollup.state.series.size }),
    measurements: now => {
      const state = stateAt(now);
      const expected = project.live.shares;
      const by = [...GROUPINGS, ...(project.live.labels ?? []).map(label => ({ label }))];
      const of = { now, windowMs: WINDOW_MS, by, chart: chartOf(state, now), past: pastHours(state, now) };
      return measure(state, { ...of, ...(expected && { expected }) }).map(measured => ({ ...measured, source: id }));
    },
    spends: (row, now) => spendsOf(stateAt(now), row, now),
    movers: now => moversOf(stateAt(now), now),
    rates: now => (isSample ? [] : receivedRates(stateAt(now), now, id, pastHours(engine.rollup.state, now))),
    gpus: () => [],
    uses: now =>
      usesOf(stateAt(now), engine.join, { now, window: { from: now - KEPT_MS, to: now } }, { source: id, isSample }),
    models: now => modelsOf(stateAt(now), engine.join, { now, window: { from: now - KEPT_MS, to: now } }),
    setProject(next) {
      const isSame =
        JSON.stringify([next.prices, next.live.labels]) === JSON.stringify([project.prices, project.live.labels]);
      project = next;
      // Prices and labels bear on what comes from now on.
      engine = isSame ? { ...engine, ...placedBy(next) } : createEngine(next, { ...kept, state: engine.rollup.state });
    },
    async close() {
      clearInterval(timer);
      await receiver.close();
      kept.write(engine.rollup.state, true);
    },
  };
}

/** Hours of earlier weeks change no more. */
function rememberHours(): (state: RollupState, now: number) => (hour: Window) => Look {
  const known = new Map<number, Look>();
  return (state, now) => hour => {
    const before = known.get(hour.from);
    if (before) return before;
    for (const from of known.keys()) if (from < now - KEPT_MS) known.delete(from);
    const seen = look(state, hour, { now });
    known.set(hour.from, seen);
    return seen;
  };
}

const moversOf = (state: RollupState, now: number): ReturnType<Source['movers']> => ({
  now: spendByModel(state, { now, window: { from: now - HOUR_MS, to: now } }),
  before: spendByModel(state, { now, window: { from: now - 2 * HOUR_MS, to: now - HOUR_MS } }),
});

function chartOf({ listened }: RollupState, now: number): { spanMs: number; points: number } {
  const seen = now - (listened[0]?.from ?? now);
  return { spanMs: CHART_SPANS.find(spanMs => seen <= spanMs) ?? DAY_MS, points: CHART_POINTS };
}

interface Engine {
  rollup: Rollup;
  join: Join;
  original: ReturnType<typeof openSourceMaps>;
  /** Whether it held anything of LLM calls. */
  take(payload: OtlpPayload, at: number): boolean;
}

const placedBy = ({ targets, roots }: LiveProject): Pick<Engine, 'join' | 'original'> => ({
  join: remembered(joinTo(targets, new Date().toISOString().slice(0, 10))),
  original: openSourceMaps(roots),
});

function createEngine(project: LiveProject, { state }: Pick<Kept, 'state'>): Engine {
  const normalizer = createNormalizer({ since: Date.now(), labels: project.live.labels ?? [] });
  const rollup = createRollup(createPricer(project.prices), state);
  const engine: Engine = {
    rollup,
    ...placedBy(project),
    take(payload, at) {
      const normalized = normalizer.take(payload, at);
      rollup.add(inSource(normalized, engine.original), at);
      rollup.listen(at);
      return normalized.changes.length + normalized.increments.length > 0;
    },
  };
  return engine;
}

/** Lines of built code become those of their source. */
const inSource = ({ changes, increments }: Normalized, original: Engine['original']): Normalized => ({
  changes: changes.map(change =>
    change.sample.code ? { ...change, sample: { ...change.sample, code: original(change.sample.code) } } : change,
  ),
  increments,
});

/** The same labels are asked for at every look. */
function remembered(join: Join): Join {
  const known = new WeakMap<UsageLabels, ReturnType<Join>>();
  return labels => {
    const before = known.get(labels);
    if (before !== undefined) return before;
    const joined = join(labels);
    known.set(labels, joined);
    return joined;
  };
}

const only = (payload: OtlpPayload, isSample: boolean): OtlpPayload =>
  payload.signal === 'traces'
    ? { ...payload, spans: payload.spans.filter(span => isSampleOf(span) === isSample) }
    : { ...payload, metrics: payload.metrics.filter(metric => isSampleOf(metric) === isSample) };

interface Standing {
  id: string;
  isSample: boolean;
  receiver: Receiver;
  asked: number;
  lastAt: number | null;
  now: number;
  seen: number;
}

function stateOf({ id, isSample, receiver, asked, lastAt, now, seen }: Standing): LiveSource {
  const isMoved = asked !== 0 && receiver.port !== asked;
  const moved = isMoved ? `Port ${asked} is taken by another program: it listens on ${receiver.port}.` : null;
  const isLive = lastAt !== null && now - lastAt < STALE_MS;
  return {
    id,
    kind: 'otlp',
    title: isSample ? 'Sample traffic' : `OTLP on port ${receiver.port}`,
    isSample,
    state: isLive ? 'live' : seen > 0 ? 'stale' : 'waiting',
    message: moved,
    lastAt,
    setUp: isSample ? [] : Object.entries(receiver.environment).map(([name, value]) => `export ${name}=${value}`),
    queryUrl: null,
  };
}
