import type { Source } from '../template.ts';
import { hole, type Token } from './blocks.ts';

const FIELD = /\{\{|\}\}|\{([^{}\n]*)\}/g;

/** Python's `{name}`, in which `{{` stands for a bracket. */
export function fieldTokens(source: Source, from = 0, to = source.text.length): Token[] {
  const tokens: Token[] = [];
  const text = source.text.slice(from, to);
  let start = 0;
  const pushText = (end: number): unknown =>
    end > start &&
    tokens.push({ kind: 'text', text: text.slice(start, end), place: source.place(from + start, from + end) });
  for (const found of text.matchAll(FIELD)) {
    const [whole, name] = found;
    pushText(found.index + (name === undefined ? 1 : 0));
    start = found.index + whole.length;
    const place = source.place(from + found.index, from + start);
    if (name !== undefined) tokens.push({ kind: 'part', part: hole(name.split(/[:!]/, 1)[0] ?? name, place) });
  }
  pushText(text.length);
  return tokens;
}
