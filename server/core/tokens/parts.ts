import type { Part, Tokens } from '../model.ts';
import { blur, either, exactly, open, sum, times } from './ranges.ts';

/** Tokens of a text; a fitted rule may give fractions. */
export type CountText = (text: string) => number;

/** Tokens of what is no text. */
export type CountMedia = (part: Extract<Part, { kind: 'media' }>) => Tokens;

/** Bounds the ways that choices multiply to, and how far a repeated block is written out. */
const WAYS_MAX = 32;
const COPIES_MAX = 64;

/**
 * Tokens of parts that are joined into one text. A token can span two parts, so each way the choices can fall is written
 * out, and the longest runs of known text in it are counted whole.
 */
export const countParts = (parts: readonly Part[], countText: CountText, countMedia: CountMedia): Tokens =>
  either(unfold(parts).map(way => sum(joinTexts(way).map(part => countPart(part, countText, countMedia)))));

/** Every way the choices of `parts` can fall, without choices and repeats but those that would be too many. */
function unfold(parts: readonly Part[]): Part[][] {
  let ways: Part[][] = [[]];
  for (const part of parts) {
    const tails = waysOf(part);
    const isSpread = tails.length > 1 && ways.length * tails.length <= WAYS_MAX;
    if (isSpread) ways = ways.flatMap(way => tails.map(tail => [...way, ...tail]));
    else for (const way of ways) way.push(...(tails.length === 1 ? (tails[0] ?? []) : [part]));
  }
  return ways;
}

function waysOf(part: Part): Part[][] {
  if (part.kind === 'choice') return part.options.flatMap(unfold);
  if (part.kind !== 'repeat' || !part.count.known || part.count.value > COPIES_MAX) return [[part]];
  return unfold(Array.from({ length: part.count.value }, () => part.parts).flat());
}

function joinTexts(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as Part;
    if (part.kind !== 'text') {
      joined.push(part);
      continue;
    }
    let { text } = part;
    for (let next = parts[at + 1]; next?.kind === 'text'; next = parts[++at + 1]) text += next.text;
    joined.push({ ...part, text });
  }
  return joined;
}

function countPart(part: Part, countText: CountText, countMedia: CountMedia): Tokens {
  switch (part.kind) {
    case 'text':
      return exactly(countText(part.text));
    case 'hole':
      return part.tokens === undefined
        ? open(`\`${part.name}\` is ${part.why}`)
        : sum([exactly(part.tokens), blur(`the length of \`${part.name}\` is by your own word`)]);
    case 'media':
      return countMedia(part);
    case 'choice':
      return sum([
        either(part.options.map(option => countParts(option, countText, countMedia))),
        blur('alternatives too many to write out'),
      ]);
    case 'repeat': {
      if (!part.count.known) return open(`sent once for each of \`${part.over}\`: ${part.count.why}`);
      const once = countParts(part.parts, countText, countMedia);
      return sum([times(once, part.count.value), blur('a repeated block is counted once and multiplied')]);
    }
  }
}
