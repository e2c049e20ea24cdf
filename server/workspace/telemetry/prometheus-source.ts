import type { SpendRow } from '../../core/configuration/configuration.ts';
import { SPEND_WINDOWS, type Spends, windowOf } from '../../core/signals/budgets.ts';
import { gpuMeasurement } from '../../core/signals/gpu.ts';
import type { LiveProject, LiveSetup, LiveSource } from '../../core/signals/live.ts';
import { known, type Measurement, type Reading } from '../../core/signals/model.ts';
import { withSpend } from '../../core/signals/price-rates.ts';
import { authOf } from './credentials.ts';
import { keepGpus } from './kept-gpus.ts';
import { openPrometheus, type Prometheus } from './prometheus.ts';
import type { Source } from './source.ts';

/** Between two rounds of questions. Budgets look back over days: they are asked for less often. */
const EVERY_MS = 30_000;
const BUDGETS_EVERY_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const CHART = { spanMs: 24 * HOUR_MS, stepMs: 5 * 60_000 };

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
  let spent: readonly { windowMs: number; reading: Reading }[] = [];
  let budgetsAt = 0;
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
    if ((project?.spend.length ?? 0) === 0 || now - budgetsAt < BUDGETS_EVERY_MS) return;
    budgetsAt = now;
    spent = await spendsOf(prometheus, now, abort.signal);
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
    gpus: gpus.uses,
    spends: (row, now) => budgetSpends(row, spent, now),
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

/** Of each window, what the vocabulary that bills first says of it. */
async function spendsOf(
  prometheus: Prometheus,
  now: number,
  signal: AbortSignal,
): Promise<{ windowMs: number; reading: Reading }[]> {
  const windows = SPEND_WINDOWS.map(name => now - windowOf(name, now).from);
  const told = await prometheus.spend(now, windows, signal);
  const readings = told.known ? (told.value[0]?.readings ?? []) : [];
  return readings.flatMap((reading, at) => {
    const windowMs = windows[at];
    return windowMs === undefined ? [] : [{ windowMs, reading }];
  });
}

/** A server tells spend of all models together: a budget of some of them is not told. */
function budgetSpends(
  { model }: SpendRow,
  spent: readonly { windowMs: number; reading: Reading }[],
  now: number,
): Spends | null {
  if (spent.length < SPEND_WINDOWS.length || model !== null) return null;
  const each = SPEND_WINDOWS.map((name, at) => {
    const { reading } = spent[at] ?? {};
    const hours = (now - windowOf(name, now).from) / HOUR_MS;
    const value = reading?.value.known ? known(reading.value.value * hours) : reading?.value;
    return [name, { ...reading, unit: 'USD', value }];
  });
  return Object.fromEntries(each) as unknown as Spends;
}
