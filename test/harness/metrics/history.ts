import type { SeriesData } from './remote-write.ts';

/** A series as a function of time, over a part of the history. */
export interface Curve {
  name: string;
  labels: Readonly<Record<string, string>>;
  from: number;
  at(time: number): number;
}

/** Three days that end at `end`. Twelve hours before it everything becomes twice as frequent. */
export interface Span {
  end: number;
  stepMs: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const startOf = ({ end }: Span): number => end - 3 * DAY;
const CHANGE = 12 * HOUR;

type Labels = Curve['labels'];

/** A tenth more and a tenth less within five minutes, so that what lies between two samples is not a line. */
const WAVE_S = 300;
const wave = (seconds: number): number =>
  (0.1 * WAVE_S * (1 - Math.cos((2 * Math.PI * seconds) / WAVE_S))) / (2 * Math.PI);

/** Counters, gauges and histograms of a span. What is given of a rate is that of the last twelve hours. */
export function instruments(span: Span): {
  counter(name: string, labels: Labels, perSecond: number, begin?: { resetBeforeMs?: number }): Curve;
  gauge(name: string, labels: Labels, value: number): Curve;
  /** `shares`: of all observations, those up to each edge. */
  histogram(name: string, labels: Labels, perSecond: number, shares: Shares, mean?: number): Curve[];
} {
  const from = startOf(span);
  const change = span.end - CHANGE;
  /** Seconds at today's frequency. */
  const busy = (time: number): number =>
    (Math.max(0, time - from) / 2 + Math.max(0, time - change) / 2) / 1000 + wave((span.end - time) / 1000);
  const counter: ReturnType<typeof instruments>['counter'] = (name, labels, perSecond, { resetBeforeMs } = {}) => {
    const reset = resetBeforeMs === undefined ? Infinity : span.end - resetBeforeMs;
    return { name, labels, from, at: time => perSecond * (busy(time) - (time >= reset ? busy(reset) : 0)) };
  };
  return {
    counter,
    gauge: (name, labels, value) => ({ name, labels, from, at: () => value }),
    histogram: (name, labels, perSecond, shares, mean = 0) => [
      ...shares.map(([le, share]) => counter(`${name}_bucket`, { ...labels, le }, perSecond * share)),
      counter(`${name}_bucket`, { ...labels, le: '+Inf' }, perSecond),
      counter(`${name}_count`, labels, perSecond),
      counter(`${name}_sum`, labels, perSecond * mean),
    ],
  };
}

export type Shares = readonly (readonly [le: string, share: number])[];

/** The points of some curves between two times, at the span's steps. */
export function pointsOf(curves: readonly Curve[], { stepMs }: Span, from: number, to: number): SeriesData[] {
  return curves.flatMap(curve => {
    const points: [number, number][] = [];
    // Each target is scraped at a time of its own.
    for (let at = from + phaseOf(curve, stepMs); at < to; at += stepMs)
      if (at >= curve.from) points.push([at, curve.at(at)]);
    return points.length === 0 ? [] : [{ name: curve.name, labels: curve.labels, points }];
  });
}

function phaseOf({ name, labels }: Curve, stepMs: number): number {
  const target = labels['instance'] ?? labels['node'] ?? /^[^:_]+/.exec(name)?.[0] ?? '';
  return ([...target].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) * 7919) % stepMs;
}
