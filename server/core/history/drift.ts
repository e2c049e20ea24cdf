import type { Series } from './series.ts';

/** A point of history that today is held against. */
export interface Point {
  name: 'base' | '30d' | '90d' | 'tag';
  /** What a reader calls it: `main`, `v1.2`. */
  label: string;
  /** Full name; null where it lies before all that was read. */
  commit: string | null;
  /** Position in the history that was read; null where it is no part of the first-parent line. */
  at: number | null;
}

/** A prompt's series, and its size at the points that today is held against. */
export interface DriftSeries extends Series {
  /** Ids of the calls that send it. */
  usedBy: string[];
  /** Null where it was not there; left out where that is not known. */
  earlier: Partial<Record<Point['name'], number | null>>;
}

export interface Drift {
  series: DriftSeries[];
  points: Point[];
  /** Commits of the first-parent line that were read. */
  commits: number;
  /** Why there is more history than was read; null: this is all. */
  limit: string | null;
}
