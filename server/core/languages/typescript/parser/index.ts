import type { Begin } from '../../language.ts';
import type { Parsed, SyntaxNode } from '../../syntax.ts';
import { members } from './chain.ts';
import { assignment, expression, unary } from './expressions.ts';
import { node } from './nodes.ts';
import { primary } from './primary.ts';
import { type Grammar, NO_WORD, type Parser, GIVEN_UP } from './state.ts';
import { block, statement, statements } from './statements.ts';
import { type } from './types.ts';
import { step } from './tokens.ts';

/** Whether types may be written, and elements, by extension. */
const DIALECTS: Readonly<Record<string, Pick<Parser, 'types' | 'jsx'>>> = {
  ts: { types: true, jsx: false },
  mts: { types: true, jsx: false },
  cts: { types: true, jsx: false },
  vue: { types: true, jsx: false },
  svelte: { types: true, jsx: false },
  tsx: { types: true, jsx: true },
  js: { types: false, jsx: true },
  jsx: { types: false, jsx: true },
  mjs: { types: false, jsx: true },
  cjs: { types: false, jsx: true },
};

const GRAMMAR: Grammar = {
  expression,
  assignment,
  unary,
  callee: p => members(p, primary(p), true),
  primary,
  type,
  statement,
  block,
};

/** Line ends that only this language knows, and a carriage return alone: rare enough to leave. */
const ODD_LINES = /\r(?!\n)|[\u2028\u2029]/;

/** The tree of a text, in the words of the grammar as far as anybody reads it; null where it cannot be read. */
export function parseTypeScript(text: string, extension: string, begin?: Begin): Parsed | null {
  const dialect = DIALECTS[extension];
  if (!dialect || ODD_LINES.test(text)) return null;
  try {
    const p = parserOf(text, dialect, false);
    const found = program(p, begin?.());
    return p.isOpen ? program(parserOf(text, dialect, true), begin?.()) : found;
  } catch (error) {
    if (error === GIVEN_UP) return null;
    throw error;
  }
}

function program(p: Parser, take?: (statement: SyntaxNode) => void): Parsed {
  step(p);
  const all: SyntaxNode[] = [];
  const parts = take ? { push: take } : all;
  statements(p, parts);
  while (p.token !== 'end') {
    p.broken = true; // a brace too many
    step(p);
    statements(p, parts);
  }
  return { root: node('program', 0, p.text.length, all), broken: p.broken };
}

const parserOf = (text: string, { types, jsx }: Pick<Parser, 'types' | 'jsx'>, isWary: boolean): Parser => ({
  text,
  grammar: GRAMMAR,
  types,
  jsx,
  token: '',
  start: 0,
  end: text.startsWith('#!') ? lineEnd(text) : 0,
  last: 0,
  newline: false,
  word: NO_WORD,
  precedence: 0,
  noIn: false,
  noConditional: false,
  ternary: false,
  depth: 0,
  attempts: 0,
  plain: new Set(),
  isOpen: false,
  isWary,
  broken: false,
});

function lineEnd(text: string): number {
  const end = text.indexOf('\n');
  return end < 0 ? text.length : end;
}
