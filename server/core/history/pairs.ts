import { isLongText } from '../calls/constants.ts';
import { createPairing } from './pairing.ts';
import type { StaticText } from './text.ts';

/** What part of the words must be the same for a text to be another one's next version, where their names differ. */
const NEARLY = 0.6;
/** The same where the last names are alike: a function that became a method. */
const NEARLY_UNDER_NAME = 0.35;
/** Words are not all of one length. */
const LEEWAY = 0.8;

/** Which text of the older version each of the newer one was. */
export type Pairs = ReadonlyMap<StaticText, StaticText>;

/** Versions of one file: what has the same name goes on, what lost its name is found by its words. */
export function pairWithin(
  older: readonly StaticText[],
  newer: readonly StaticText[],
  isWanted: (text: StaticText) => boolean = () => true,
): Pairs {
  const pairs = createPairing(older, newer);
  pairs.join(({ symbol, text }) => `${symbol}\0${text}`);
  pairs.nearest((a, b) => (a.symbol === b.symbol && !isRemainder(a, b) ? 1 + similarity(a.text, b.text) : 0), 0);
  pairs.join(({ text }) => text);
  pairs.nearest((a, b) => (isWanted(b) ? likeness(a, b) : 0), 0);
  return pairs.found;
}

/** The same by names and equal texts alone. */
export function pairAlike(older: readonly StaticText[], newer: readonly StaticText[]): Pairs {
  const pairs = createPairing(older, newer);
  pairs.join(({ symbol, text }) => `${symbol}\0${text}`);
  pairs.join(({ symbol }) => symbol);
  pairs.join(({ text }) => text);
  return pairs.found;
}

/** Texts that went from one file to another: `older` has gone there, `newer` has come here. */
export function pairAcross(older: readonly StaticText[], newer: readonly StaticText[]): Pairs {
  const pairs = createPairing(older, newer);
  pairs.join(({ symbol, text }) => `${symbol}\0${text}`);
  pairs.join(({ text }) => text);
  pairs.nearest(likeness, 0);
  return pairs.found;
}

/** Of a text that went elsewhere, what fills it in may stay under its name: no version of it. */
const REMAINDER = 0.2;
const isRemainder = (a: StaticText, b: StaticText): boolean =>
  isLongText(a.text) !== isLongText(b.text) && similarity(a.text, b.text) < REMAINDER;

/** How alike two texts are; 0 where not enough for one to be the other. */
function likeness(a: StaticText, b: StaticText): number {
  const least = nameOf(a) === nameOf(b) ? NEARLY_UNDER_NAME : NEARLY;
  // Twice as many letters leave no room for so many common words.
  const [short, long] = [Math.min(a.text.length, b.text.length), Math.max(a.text.length, b.text.length)];
  if ((2 * short) / (short + long) < least * LEEWAY) return 0;
  const found = similarity(a.text, b.text);
  return found >= least ? found : 0;
}

/** The name nearest to a text; of what a function returns, the function's. */
const nameOf = ({ symbol }: StaticText): string => /([^.]+(?:\.return)?)$/.exec(symbol)?.[1] ?? symbol;

const MAX_KNOWN = 1024;
const bags = new Map<string, Bag>();

interface Bag {
  size: number;
  counts: ReadonlyMap<string, number>;
}

/** Pairs of words that stand side by side, with how often. */
function bagOf(text: string): Bag {
  const known = bags.get(text);
  if (known) return known;
  const counts = new Map<string, number>();
  const words = text.match(/\w+|[^\s\w]/g) ?? [];
  for (const [i, word] of words.entries()) {
    const pair = `${word} ${words[i + 1] ?? ''}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  if (bags.size >= MAX_KNOWN) bags.clear();
  const bag = { size: words.length, counts };
  bags.set(text, bag);
  return bag;
}

/** What part of two texts' word pairs is common to both: 1 for equal texts. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const [bagA, bagB] = [bagOf(a), bagOf(b)];
  let common = 0;
  for (const [pair, count] of bagA.counts) common += Math.min(count, bagB.counts.get(pair) ?? 0);
  const size = bagA.size + bagB.size;
  return size === 0 ? 0 : (2 * common) / size;
}
