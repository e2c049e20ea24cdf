import type { UsageIncrement, UsageSample } from './model.ts';
import type { OtlpPayload } from './otlp/model.ts';
import { createPoints } from './points.ts';
import { createTraces, type SampleChange } from './traces.ts';

export interface NormalizerOptions {
  /** From when on nothing that is told is missed: a total that began before holds what was counted in an earlier run. */
  since: number;
  /** Attributes that the user names, of spans or of whole programs: only these are kept. */
  labels: readonly string[];
}

/** What a request adds to what is known; samples of earlier ones may be withdrawn. */
export interface Normalized {
  changes: readonly SampleChange[];
  increments: readonly UsageIncrement[];
}

/** What to know of what was taken in. */
export interface NormalizerNotes {
  /** Spans that came again. */
  duplicates: number;
  /** Samples and points whose clock is ahead of ours: they are taken as of when they arrived. */
  fromFuture: number;
  /** Totals that began before we listened: what they held then is not counted. */
  earlierTotals: number;
}

export interface Normalizer {
  take: (payload: OtlpPayload, now: number) => Normalized;
  notes: () => NormalizerNotes;
}

/** Clocks of machines differ by so much. */
export const SKEW_MS = 60_000;

/** OTLP → samples and increments, each inference once. All state is in here, and bounded: see `traces.ts`, `points.ts`. */
export function createNormalizer({ since, labels }: NormalizerOptions): Normalizer {
  const traces = createTraces(labels);
  const points = createPoints(labels, since);
  let fromFuture = 0;

  const timely = (at: number, now: number): number => {
    if (at <= now + SKEW_MS) return at;
    fromFuture += 1;
    return now;
  };

  return {
    notes: () => ({ duplicates: traces.duplicates(), fromFuture, earlierTotals: points.earlierTotals() }),
    take: (payload, now) => {
      if (payload.signal === 'traces') {
        const placed = (sample: UsageSample): UsageSample => {
          const at = timely(sample.at, now);
          return at === sample.at ? sample : { ...sample, at };
        };
        return { changes: traces.take(payload.spans, placed), increments: [] };
      }
      const placed = (increment: UsageIncrement): UsageIncrement => {
        const to = timely(increment.to, now);
        return to === increment.to ? increment : { ...increment, from: Math.min(increment.from, to), to };
      };
      return { changes: [], increments: points.take(payload.metrics).map(placed) };
    },
  };
}
