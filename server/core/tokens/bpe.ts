import type { Pieces } from './pieces.ts';

/** `text => number of tokens`. */
export const createCounter =
  ({ prepare, split, count }: Pieces): ((text: string) => number) =>
  given => {
    const text = prepare(given);
    let tokens = 0;
    for (let start = 0, end = 0; start < text.length; start = end) {
      end = split(text, start);
      tokens += count(text, start, end);
    }
    return tokens;
  };
