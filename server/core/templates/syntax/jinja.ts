import type { Source } from '../template.ts';
import { hole, missing, type Token, buildParts } from './blocks.ts';
import { type Stretch, cutAtMarks } from './tags.ts';

/**
 * Jinja as prompts are written in it: https://jinja.palletsprojects.com/templates/. Read for what it sends, not to be run: a
 * template with a statement that nobody knows is still read to its end, and every part keeps its place.
 */
export function jinjaTokens(source: Source, start = 0, end = source.text.length): Token[] {
  // One line break at the end is no part of what is sent, unless whoever renders it asks for it.
  const text = source.text.slice(start, end).replace(/\r?\n$/, '');
  const tokens: Token[] = [];
  let isRaw = false;
  for (const stretch of cutAtMarks(text, JINJA)) {
    const place = source.place(start + stretch.start, start + stretch.end);
    const word = stretch.mark === '{%' ? /^\+?\s*(\w+)/.exec(stretch.text)?.[1] : undefined;
    if (isRaw && word !== 'endraw') tokens.push({ kind: 'text', text: text.slice(stretch.start, stretch.end), place });
    else if (word === 'raw' || word === 'endraw') isRaw = word === 'raw';
    else tokens.push(...tokensOf(stretch, word, source, place));
  }
  return tokens;
}

const JINJA = {
  marks: [
    ['{{', '}}'],
    ['{%', '%}'],
    ['{#', '#}'],
  ],
  trim: '-',
} as const;

type PlaceOf = ReturnType<Source['place']>;

function tokensOf({ mark, text }: Stretch, word: string | undefined, source: Source, place: PlaceOf): Token[] {
  if (mark === null) return [{ kind: 'text', text, place }];
  if (mark === '{#') return [];
  return word === undefined ? [variable(text, place)] : statement(word, text, source, place);
}

/** `{{ user.name | upper }}`: the variable without its filters; `{{ "text" }}` is that text. */
function variable(expression: string, place: PlaceOf): Token {
  const literal = /^(["'])([^"'\\]*)\1$/.exec(expression);
  if (literal) return { kind: 'text', text: literal[2] ?? '', place };
  return { kind: 'part', part: hole(expression.split('|', 1)[0]?.trim() || expression, place) };
}

function statement(word: string, text: string, source: Source, place: PlaceOf): Token[] {
  const rest = text.replace(/^\+?\s*\w+/, '').trim();
  if (word.startsWith('end')) return [{ kind: 'close' }];
  switch (word) {
    case 'if':
      return [{ kind: 'open', block: 'if', name: rest, place }];
    case 'elif':
      return [{ kind: 'else', last: false }];
    case 'else':
      return [{ kind: 'else', last: true }];
    case 'for':
      return [{ kind: 'open', block: 'each', name: overOf(rest), place }];
    case 'set':
      return rest.includes('=') ? [] : [{ kind: 'open', block: 'never', name: rest, place }];
    case 'macro':
      return [{ kind: 'open', block: 'never', name: rest, place }];
    case 'call':
      return [
        { kind: 'part', part: hole(rest, place) },
        { kind: 'open', block: 'never', name: rest, place },
      ];
    case 'block':
    case 'filter':
    case 'with':
    case 'autoescape':
    case 'trans':
    case 'generation':
      return [{ kind: 'open', block: 'once', name: rest, place }];
    case 'include':
    case 'extends':
      return included(rest, source, place);
    default:
      return []; // `import`, `do`, `break` and extensions' own statements send nothing by themselves
  }
}

/** `x in items if x.ok` goes over `items`. */
const overOf = (rest: string): string => /\bin\s+(.+?)(?:\s+(?:if|recursive)\b.*)?$/s.exec(rest)?.[1] ?? rest;

function included(rest: string, source: Source, place: PlaceOf): Token[] {
  const name = /^["']([^"']+)["']/.exec(rest)?.[1];
  const other = name === undefined ? undefined : source.other(name);
  if (!other) return [{ kind: 'part', part: missing(name ?? rest, place) }];
  return buildParts(jinjaTokens(other)).map(part => ({ kind: 'part', part }));
}
