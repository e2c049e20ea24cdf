import type { SiteDiff } from '../core/history/diff.ts';
import type { Place } from '../core/model.ts';
import { type SiteWords, siteWords } from './diff-words.ts';

/** Sites of which the same is said, as one: forty calls with one change are read once. */
export interface SiteGroup {
  /** The first of them. */
  site: SiteDiff;
  /** Each of it is true of all; a cause has places only where these are the same for all. */
  words: SiteWords;
  others: Place[];
}

/** In the order of the first of each. */
export function groupSites(sites: readonly SiteDiff[]): SiteGroup[] {
  const groups = new Map<string, SiteGroup>();
  for (const site of sites) {
    const words = siteWords(site);
    const key = saidOf(words, site);
    const group = groups.get(key);
    if (!group) groups.set(key, { site, words, others: [] });
    else groups.set(key, { ...group, words: shared(group.words, words), others: [...group.others, words.place] });
  }
  return [...groups.values()];
}

const saidOf = ({ kind, model, open, input, perCall, causes }: SiteWords, { before, after }: SiteDiff): string =>
  JSON.stringify([
    [kind, model, open, input, perCall, (after ?? before).sdk, (after ?? before).operation],
    causes.map(({ cause, what, cost }) => [cause, what, cost]),
    (after ?? before).repeats.map(({ kind: how, count }) => [how, count]),
  ]);

function shared(words: SiteWords, { causes }: SiteWords): SiteWords {
  const isSame = (at: number, places: readonly Place[]): boolean => keyOf(places) === keyOf(causes[at]?.places ?? []);
  return {
    ...words,
    causes: words.causes.map((cause, at) => (isSame(at, cause.places) ? cause : { ...cause, places: [] })),
  };
}

const keyOf = (places: readonly Place[]): string =>
  places.map(({ file, range }) => `${file}:${range.start.line}`).join('\0');

/** Of those that are alike, these are named. */
const MOST_NAMED = 3;

/** `39 more alike: a.py:7, b.py:7, c.py:7, …`; empty where there are none. */
export function alikeWords(others: readonly Place[], placed: (place: Place) => string): string {
  if (others.length === 0) return '';
  const named = others.slice(0, MOST_NAMED).map(placed);
  return `${others.length} more alike: ${[...named, ...(others.length > MOST_NAMED ? ['…'] : [])].join(', ')}`;
}
