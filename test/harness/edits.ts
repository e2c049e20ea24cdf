import type { TextEdit } from '../../server/core/model.ts';
import { lineStartsOf } from '../../server/core/languages/lines.ts';

/** A text after edits of it, which do not overlap; of several at one place the first comes first. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const starts = lineStartsOf(text);
  const at = ({ line, character }: TextEdit['place']['range']['start']): number => (starts[line] ?? 0) + character;
  return edits
    .toSorted((a, b) => at(b.place.range.start) - at(a.place.range.start))
    .reduce(
      (all, { place: { range }, text: put }) => all.slice(0, at(range.start)) + put + all.slice(at(range.end)),
      text,
    );
}
