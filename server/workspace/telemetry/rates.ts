import { MOST_WEEKS, notWeekly, WEEK_MS, weekly } from '../../core/signals/baselines.ts';
import { driverOf } from '../../core/signals/budgets.ts';
import type { RateSignal, RateState } from '../../core/signals/live.ts';
import type { Reading, Signal } from '../../core/signals/model.ts';
import { type Asked, instantQuery, readInstant } from '../../core/signals/prometheus/read.ts';
import { RATE_SIGNALS, RATE_STEPS, stepOf } from '../../core/signals/rates.ts';
import { askedFor, type SourceOf, windowOf } from './asked.ts';
import { readTotal } from './measure.ts';
import { askAt } from './query.ts';
import { type Past, pastWeeks } from './weeks.ts';

/** What was in earlier weeks moves slowly: it is asked for so often at most. */
const BASELINE_MS = 5 * 60_000;

/** How fast what a server counts goes, against earlier weeks. */
export async function ratesOf(of: SourceOf, past: Past, now: number, signal: AbortSignal): Promise<RateState[]> {
  const { vocabulary } = of.found;
  const known = new Map<string, Promise<Reading>>();
  const totalOf = (asked: Asked): Promise<Reading> => {
    const key = `${asked.id} ${asked.window.from}`;
    const reading = known.get(key) ?? readTotal(of.client, asked, signal);
    known.set(key, reading);
    return reading;
  };
  const ids = RATE_SIGNALS.filter(id => askedFor(id, of, windowOf(null, now))?.query.kind === 'rate');
  return Promise.all(
    ids.map(async id => {
      const steps = await Promise.all(
        RATE_STEPS.map(at => readStep(of, id, at, now, totalOf, baselineOf(of, past, id, at, now, signal))),
      );
      const beyond = RATE_STEPS[steps.findIndex(({ isBeyond }) => isBeyond)];
      const driver = beyond ? await driverIn(of, id, now, beyond.longMs, signal) : null;
      return { source: of.source, counter: vocabulary.counter, vocabulary: vocabulary.id, id, steps, driver };
    }),
  );
}

async function readStep(
  of: SourceOf,
  id: RateSignal,
  at: (typeof RATE_STEPS)[number],
  now: number,
  totalOf: (asked: Asked) => Promise<Reading>,
  baselineRead: Promise<Signal['before'][number]>,
): Promise<RateState['steps'][number]> {
  const { intervalMs } = of.found;
  const [long, short] = [at.longMs, at.shortMs].map(ms => askedFor(id, of, windowOf(intervalMs, now, ms)));
  const requests = askedFor('requests', of, windowOf(intervalMs, now, at.longMs));
  if (!long || !short) throw new Error(`${id} is not there any more`);
  const [longest, shortest, count, baseline] = await Promise.all([
    totalOf(long),
    totalOf(short),
    requests?.query.kind === 'rate' ? totalOf(requests) : null,
    baselineRead,
  ]);
  const perSecond = count?.value.known === true ? count.value.value : null;
  return stepOf(id, at, {
    long: longest,
    short: shortest,
    baseline,
    requests: perSecond === null ? null : (perSecond * at.longMs) / 1000,
  });
}

async function baselineOf(
  of: SourceOf,
  past: Past,
  id: RateSignal,
  { long, longMs }: (typeof RATE_STEPS)[number],
  now: number,
  signal: AbortSignal,
): Promise<Signal['before'][number]> {
  const to = Math.floor(now / BASELINE_MS) * BASELINE_MS;
  const asked = askedFor(id, of, windowOf(of.found.intervalMs, to, longMs));
  if (!asked) throw new Error(`${id} is not there any more`);
  const found = await pastWeeks(past, `${of.found.vocabulary.id} ${id} ${long}`, of.client, asked, signal);
  const like = readInstant(asked, { known: false, why: '' }).total;
  if (!found.known) return notWeekly(like, found.why);
  const none = `no samples of this time in the last ${MOST_WEEKS} weeks`;
  return weekly(found.value, undefined, 'time') ?? notWeekly(like, none);
}

/** Which of its parts grew most since the week before. */
async function driverIn(
  of: SourceOf,
  id: RateSignal,
  now: number,
  longMs: number,
  signal: AbortSignal,
): Promise<string | null> {
  const window = windowOf(of.found.intervalMs, now, longMs);
  const asked = askedFor(id, of, window);
  if (!asked) return null;
  const [grown = [], before = []] = await Promise.all(
    [0, WEEK_MS].map(async ms => {
      const then = { from: window.from - ms, to: window.to - ms };
      const answer = await askAt(of.client, instantQuery(asked.expression), then.to, signal);
      return readInstant({ ...asked, window: then }, answer).by;
    }),
  );
  return driverOf(grown, before);
}
