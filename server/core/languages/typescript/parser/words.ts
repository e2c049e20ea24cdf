import { NAME, RESERVED } from './state.ts';

const RESERVED_WORDS =
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with';
const WORDS_WITH_A_ROLE =
  'abstract accessor any as asserts async await boolean declare from get global implements infer interface is keyof let module namespace never number object of out override private protected public readonly satisfies set static string symbol type undefined unique unknown using yield';

export interface Word {
  text: string;
  kind: number;
  precedence: number;
}

const PRECEDENCE: Readonly<Record<string, number>> = { in: 7, instanceof: 7, as: 7, satisfies: 7 };

/** By first letter and length: one, two or three words each. */
const BY_SHAPE: (Word[] | undefined)[] = Array.from({ length: 26 << 4 });

for (const [list, kind] of [
  [RESERVED_WORDS, RESERVED],
  [WORDS_WITH_A_ROLE, NAME],
] as const) {
  for (const text of list.split(' ')) {
    const shape = shapeOf(text.charCodeAt(0), text.length);
    (BY_SHAPE[shape] ??= []).push({ text, kind, precedence: PRECEDENCE[text] ?? 0 });
  }
}

function shapeOf(first: number, length: number): number {
  return ((first - 97) << 4) | length;
}

/** The word of the language that stands at `start`. */
export function wordAt(text: string, start: number, end: number): Word | undefined {
  const length = end - start;
  const first = text.charCodeAt(start);
  if (first < 97 || first > 122 || length > 10 || length < 2) return undefined;
  const words = BY_SHAPE[shapeOf(first, length)];
  if (words) for (const word of words) if (text.startsWith(word.text, start)) return word;
  return undefined;
}
