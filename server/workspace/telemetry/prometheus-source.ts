import type { Known } from '../../core/model.ts';
import { SPEND_WINDOWS, type Spends, type SpendWindow, windowOf } from '../../core/signals/budgets.ts';
import { gpuMeasurement } from '../../core/signals/gpu.ts';
import type { LiveProject, LiveSetup, LiveSource, RateState } from '../../core/signals/live.ts';
import { known, type Measurement, type Reading } from '../../core/signals/model.ts';
import { withSpend } from '../../core/signals/price-rates.ts';
import { HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { authOf } from './credentials.ts';
import { keepGpus } from './kept-gpus.ts';
import { openPrometheus, type Prometheus } from './prometheus.ts';
import type { Spend, SpendAsked } from './spend.ts';
import type { Source } from './source.ts';

/** Between two rounds of questions. Budgets look back over days: they are asked for less often. */
const EVERY_MS = 30_000;
const BUDGETS_EVERY_MS = 5 * MINUTE_MS;
/** A surge is told of within a few minutes; it takes a dozen small queries. */
const RATES_EVERY_MS = MINUTE_MS;
const CHART = { spanMs: 24 * HOUR_MS, stepMs: 5 * MINUTE_MS };

/** A server that is asked again and again. Trouble with it is told in its state, and what it said before stands, as of then. */
// eslint-disable-next-line max-lines-per-function -- a closure: what was told and the small functions that ask
export function openPrometheusSource(
  { url, credentials }: NonNullable<LiveSetup['prometheus']>,
  onChange: () => void,
): Source {
  const opened = openPrometheus({ url, auth: authOf(credentials), name: url });
  const abort = new AbortController();
  const gpus = keepGpus(url);
  let project: LiveProject | undefined;
  let measurements: readonly Measurement[] = [];
  let spent: Spent = new Map();
  let rates: readonly RateState[] = [];
  let ratesAt = 0;
  let budgetsAt = 0;
  let budgetsOf = '';
  let lastAt: number | null = null;
  let problem: string | null = opened.known ? null : opened.why;
  let hasAnswered = !opened.known;

  async function round(prometheus: Prometheus): Promise<void> {
    const now = Date.now();
    const measured = await prometheus.measure({ now, chart: CHART }, abort.signal);
    if (abort.signal.aborted) return;
    const on = new Date(now).toISOString().slice(0, 10);
    const prices = project?.prices ?? [];
    hasAnswered = true;
    problem = measured.problems[0] ?? null;
    if (measured.measurements.length > 0) {
      measurements = measured.measurements.map(one => withSpend(one, on, prices));
      lastAt = now;
    }
    onChange();
    const hasGpus = measurements.some(({ counter }) => counter === 'gpu');
    problem ??= await gpus.see(hasGpus ? prometheus : null, now, abort.signal);
    if (abort.signal.aborted) return;
    if (hasGpus) onChange();
    if (now - ratesAt >= RATES_EVERY_MS) {
      ratesAt = now;
      const seen = await prometheus.rates(now, abort.signal);
      if (abort.signal.aborted) return;
      // What can't be asked for is told by `measure` already.
      rates = seen.known ? seen.value : [];
      onChange();
    }
    const models = [...new Set(project?.spend.map(({ model }) => model))];
    const isAsked = JSON.stringify(models) === budgetsOf && now - budgetsAt < BUDGETS_EVERY_MS;
    if (models.length === 0 || isAsked) return;
    [budgetsOf, budgetsAt] = [JSON.stringify(models), now];
    const told = await spentOn(prometheus, { models, prices }, now, abort.signal);
    if (told.known) spent = told.value;
    else problem ??= told.why;
    onChange();
  }

  let timer: NodeJS.Timeout | undefined;
  const run = async (prometheus: Prometheus): Promise<void> => {
    try {
      await round(prometheus);
    } catch (error) {
      if (abort.signal.aborted) return;
      hasAnswered = true;
      problem = error instanceof Error ? error.message : String(error);
      onChange();
    }
    if (!abort.signal.aborted) timer = setTimeout(() => void run(prometheus), EVERY_MS);
  };
  if (opened.known) void run(opened.value);

  return {
    state: now => stateOf({ url, hasAnswered, problem, lastAt, now }),
    // What each card costs goes before what OpenCost says of nodes: the first that tells is shown.
    measurements: () => [
      ...gpus.uses().map(({ vocabulary, spend }) => gpuMeasurement(url, vocabulary, spend)),
      ...measurements,
    ],
    // Old ones say nothing of now.
    rates: now => (lastAt !== null && now - lastAt < STALE_MS ? rates : []),
    gpus: gpus.uses,
    spends: ({ model }) => spent.get(model) ?? null,
    movers: () => ({ now: [], before: [] }),
    uses: () => [],
    models: () => [],
    setProject(next) {
      project = next;
      gpus.setPrices(next.gpus);
    },
    close() {
      abort.abort();
      clearTimeout(timer);
      return Promise.resolve();
    },
  };
}

interface Standing {
  url: string;
  hasAnswered: boolean;
  problem: string | null;
  lastAt: number | null;
  now: number;
}

/** Two rounds may fail before what is shown is called old. */
const STALE_MS = 3 * EVERY_MS;

function stateOf({ url, hasAnswered, problem, lastAt, now }: Standing): LiveSource {
  const isFresh = lastAt !== null && now - lastAt < STALE_MS;
  const state = !hasAnswered
    ? 'connecting'
    : isFresh
      ? 'live'
      : lastAt !== null
        ? 'stale'
        : problem === null
          ? 'waiting'
          : 'failed';
  const waiting = 'It has no metrics of LLM calls that are known here: see docs/live for which are read.';
  return {
    id: url,
    kind: 'prometheus',
    title: `Prometheus at ${URL.canParse(url) ? new URL(url).host : url}`,
    isSample: false,
    state,
    message: problem ?? (state === 'waiting' ? waiting : null),
    lastAt,
    setUp: [],
    queryUrl: URL.canParse(url) ? `${url.replace(/\/+$/, '')}/graph?g0.expr=` : null,
  };
}

/** What was spent on each of these, in each window; a budget of models that nothing was asked of is not told. */
type Spent = ReadonlyMap<string | null, Spends>;

/** Of the vocabularies that tell money the first that knows this month's: two may have counted the same calls. */
async function spentOn(
  prometheus: Prometheus,
  { models, prices }: Omit<SpendAsked, 'windows'>,
  now: number,
  signal: AbortSignal,
): Promise<Known<Spent>> {
  const windows = SPEND_WINDOWS.map(name => windowOf(name, now));
  const told = await prometheus.spend({ windows, models, prices }, signal);
  if (!told.known) return told;
  const isKnown = ({ readings }: Spend): boolean => readings.at(-1)?.value.known === true;
  const by = told.value.find(isKnown)?.vocabulary ?? told.value[0]?.vocabulary;
  const own = told.value.filter(({ vocabulary }) => vocabulary === by);
  return known(
    new Map(
      own.map(({ model, readings }) => {
        const each = SPEND_WINDOWS.flatMap((name, at) => (readings[at] ? [[name, readings[at]] as const] : []));
        return [model, Object.fromEntries(each) as Record<SpendWindow, Reading>];
      }),
    ),
  );
}
