import { NO_RANK, type Vocabulary } from './vocabulary.ts';

/** Beyond this many bytes the search for the next pair costs more than a heap. */
const SHORT_BYTES = 200;
/** A heap entry is rank × this + position: the lowest rank first, the leftmost among equals. */
const POSITIONS = 2 ** 26;

/** `(bytes, length) => number of tokens`: repeatedly joins the neighbours whose joint rank is lowest. */
export function createMerger(vocabulary: Vocabulary): (bytes: Uint8Array, length: number) => number {
  const mergeShort = createShortMerger(vocabulary);
  return (bytes, length) => (length <= SHORT_BYTES ? mergeShort(bytes, length) : mergeLong(vocabulary, bytes, length));
}

/** Token `i` starts at `starts[i]`; `ranks[i]` is the rank of it joined with the next. */
function createShortMerger({ rankOf, rankOfPair }: Vocabulary): (bytes: Uint8Array, length: number) => number {
  const starts = new Int32Array(SHORT_BYTES + 1);
  const ranks = new Int32Array(SHORT_BYTES + 1);
  return (bytes, length) => {
    for (let i = 0; i < length; i++) {
      starts[i] = i;
      ranks[i] = i + 1 < length ? rankOfPair(bytes[i] as number, bytes[i + 1] as number) : NO_RANK;
    }
    starts[length] = length;
    let count = length;
    for (;;) {
      const best = lowest(ranks, count);
      if (best < 0) return count;
      starts.copyWithin(best + 1, best + 2, count + 1);
      ranks.copyWithin(best + 1, best + 2, count);
      count--;
      ranks[best] = best + 1 < count ? rankOf(bytes, starts[best] as number, starts[best + 2] as number) : NO_RANK;
      if (best > 0) ranks[best - 1] = rankOf(bytes, starts[best - 1] as number, starts[best + 1] as number);
    }
  };
}

function lowest(ranks: Int32Array, count: number): number {
  let best = -1;
  let rank = NO_RANK;
  for (let i = 0; i < count; i++) {
    if ((ranks[i] as number) >= rank) continue;
    rank = ranks[i] as number;
    best = i;
  }
  return best;
}

/** The same over a linked list and a heap, so that a long piece (base64, a ruler, spaces) is not quadratic. */
function mergeLong({ rankOf, rankOfPair }: Vocabulary, bytes: Uint8Array, length: number): number {
  const next = Int32Array.from({ length }, (_, i) => i + 1);
  const previous = Int32Array.from({ length }, (_, i) => i - 1);
  const ranks = new Int32Array(length).fill(NO_RANK);
  const heap = createHeap(length);
  const rank = (at: number, value: number): void => {
    if (ranks[at] === value) return;
    ranks[at] = value;
    if (value !== NO_RANK) heap.push(value * POSITIONS + at);
  };
  for (let i = 0; i + 1 < length; i++) rank(i, rankOfPair(bytes[i] as number, bytes[i + 1] as number));
  let count = length;
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const at = top % POSITIONS;
    if (ranks[at] !== (top - at) / POSITIONS) continue; // its neighbours were merged since
    const absorbed = next[at] as number;
    const after = next[absorbed] as number;
    next[at] = after;
    ranks[absorbed] = NO_RANK;
    if (after < length) previous[after] = at;
    rank(at, after < length ? rankOf(bytes, at, next[after] as number) : NO_RANK);
    const before = previous[at] as number;
    if (before >= 0) rank(before, rankOf(bytes, before, after));
    count--;
  }
  return count;
}

/** Binary min-heap of numbers. */
function createHeap(capacity: number): { push(value: number): void; pop(): number | undefined } {
  let items = new Float64Array(capacity);
  let size = 0;
  const at = (i: number): number => items[i] as number;
  return {
    push(value) {
      if (size === items.length) {
        const larger = new Float64Array(size * 2);
        larger.set(items);
        items = larger;
      }
      let i = size++;
      for (let parent = (i - 1) >> 1; i > 0 && at(parent) > value; parent = (i - 1) >> 1) {
        items[i] = at(parent);
        i = parent;
      }
      items[i] = value;
    },
    pop() {
      if (size === 0) return undefined;
      const top = at(0);
      const last = at(--size);
      let i = 0;
      for (let child = 1; child < size; child = 2 * i + 1) {
        if (child + 1 < size && at(child + 1) < at(child)) child++;
        if (at(child) >= last) break;
        items[i] = at(child);
        i = child;
      }
      items[i] = last;
      return top;
    },
  };
}
