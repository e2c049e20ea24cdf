import type { Part, Place } from '../model.ts';

/** One of several runs of parts; what they begin and end with alike stands once. */
export function anyOf(runs: readonly Part[][], place: Place): Part[] {
  const distinct = distinctOf(runs.flatMap(waysOf));
  const [first = []] = distinct;
  if (distinct.length < 2) return first;
  const isAlike = (at: (parts: Part[]) => Part | undefined): boolean => {
    const part = at(first);
    return part !== undefined && distinct.every(parts => keyOf(at(parts)) === keyOf(part));
  };
  const shortest = Math.min(...distinct.map(parts => parts.length));
  let head = 0;
  while (head < shortest && isAlike(parts => parts[head])) head++;
  let tail = 0;
  while (tail < shortest - head && isAlike(parts => parts.at(-1 - tail))) tail++;
  const options = distinct.map(parts => parts.slice(head, parts.length - tail));
  return [...first.slice(0, head), { kind: 'choice', options, place }, ...first.slice(first.length - tail)];
}

/** Each of several runs once, wherever it stands. */
export const distinctOf = (runs: readonly Part[][]): Part[][] => [
  ...new Map(runs.map(parts => [keyOf(parts), parts])).values(),
];

/** What is nothing but one of several is one of them each. */
function waysOf(parts: Part[]): Part[][] {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'choice' ? only.options.flatMap(waysOf) : [parts];
}

/** What is sent, wherever it stands. */
export const keyOf = (sent: unknown): string =>
  JSON.stringify(sent, (key, value: unknown) => (key === 'place' ? undefined : value));
