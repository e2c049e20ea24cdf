import { tierOf } from '../calls/tier.ts';
import type { Length } from './lengths.ts';
import { type Series, tokensAt } from './series.ts';

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

/** Sizes at points: null where a prompt was not there; left out where that is not known. */
export type Sizes = Partial<Record<Point['name'], number | null>>;

/** A prompt's series, and its size at the points that today is held against. */
export interface DriftSeries extends Series {
  /** Ids of the calls that send it. */
  usedBy: string[];
  earlier: Sizes;
}

export interface Drift {
  series: DriftSeries[];
  points: Point[];
  /** How long the product's prompts were all together, month by month. */
  lengths: Length[];
  /** Commits of the first-parent line that were read. */
  commits: number;
  /** Why there is more history than was read; null: this is all. */
  limit: string | null;
}

/** Sizes at the points of the line that was followed, with those that were found aside of it. */
export function sizesAt(one: Series, points: readonly Point[], aside: Sizes): Sizes {
  return Object.fromEntries(
    points.flatMap(({ name, at }) => {
      const tokens = at === null ? aside[name] : tokensAt(one, at);
      return tokens === undefined ? [] : [[name, tokens]];
    }),
  );
}

/** Prompts of tests and vendored code are not the product's. */
export const isProduct = ({ path }: Series): boolean => ['production', 'example'].includes(tierOf(path));
