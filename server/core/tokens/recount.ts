import type { Pieces } from './pieces.ts';

/** A text that was counted, with some of the places where a piece ends and the tokens up to there. */
interface Counted {
  text: string;
  ends: number[];
  tokens: number[];
  total: number;
}

/** A text that was counted, and how many characters at either end of it are those of another. */
interface Likeness {
  to: Counted;
  first: number;
  last: number;
}

/** Shorter texts are counted sooner than compared. */
const LONG = 1024;
/** Characters between two places that are kept. */
const STRIDE = 256;
/** The end of a piece depends on no more than the piece after it and this. */
const LOOKAHEAD = 8;
/** Share of a text that is enough for it to be looked no further. */
const MUCH = 0.9;
/** Texts that are kept, latest first, and their characters in all. */
const KEPT = 32;
const KEPT_LENGTH = 4_000_000;

/** `text => number of tokens`, where a text like an earlier one is counted around the change alone. */
export function createRecounter(pieces: Pieces): (text: string) => number {
  let kept: Counted[] = [];
  return given => {
    const text = pieces.prepare(given);
    if (text.length < LONG) return recount(text, UNLIKE, pieces).total;
    const likeness = nearest(text, kept);
    const { to, first } = likeness;
    const counted = first === text.length && first === to.text.length ? to : recount(text, likeness, pieces);
    kept = latest([counted, ...kept.filter(other => other !== counted)]);
    return counted.total;
  };
}

const UNLIKE: Likeness = { to: { text: '', ends: [], tokens: [], total: 0 }, first: 0, last: 0 };

/** Where a piece ends does not depend on the pieces before it: once the old and the new end together, they stay so. */
function recount(text: string, { to, first, last }: Likeness, pieces: Pieces): Counted {
  // The end before the last sure one: it depends on the piece behind it.
  const sure = Math.max(
    0,
    to.ends.findLastIndex(end => end + LOOKAHEAD <= first),
  );
  const [ends, tokens] = [to.ends.slice(0, sure), to.tokens.slice(0, sure)];
  const shift = text.length - to.text.length;
  let total = tokens.at(-1) ?? 0;
  let next = sure;
  for (let start = ends.at(-1) ?? 0, mark = start; start < text.length;) {
    const end = pieces.split(text, start);
    total += pieces.count(text, start, end);
    start = end;
    if (end > text.length - last) {
      while (next < to.ends.length && (to.ends[next] as number) + shift < end) next++;
      if ((to.ends[next] ?? NaN) + shift === end) {
        const more = total - (to.tokens[next] as number);
        for (let i = next; i < to.ends.length; i++) {
          ends.push((to.ends[i] as number) + shift);
          tokens.push((to.tokens[i] as number) + more);
        }
        return { text, ends, tokens, total: to.total + more };
      }
    }
    if (end - mark < STRIDE) continue;
    mark = end;
    ends.push(end);
    tokens.push(total);
  }
  return { text, ends, tokens, total };
}

function nearest(text: string, kept: readonly Counted[]): Likeness {
  let best = UNLIKE;
  for (const to of kept) {
    const most = Math.min(text.length, to.text.length);
    let first = 0;
    while (first < most && text.charCodeAt(first) === to.text.charCodeAt(first)) first++;
    let last = 0;
    const [end, toEnd] = [text.length - 1, to.text.length - 1];
    while (last < most - first && text.charCodeAt(end - last) === to.text.charCodeAt(toEnd - last)) last++;
    if (first + last > best.first + best.last) best = { to, first, last };
    if (first + last > text.length * MUCH) break;
  }
  return best;
}

function latest(kept: readonly Counted[]): Counted[] {
  let length = 0;
  return kept.filter(({ text }, i) => i < KEPT && (length += text.length) <= KEPT_LENGTH);
}
