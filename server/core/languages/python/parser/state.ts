import type { SyntaxNode } from '../../syntax.ts';
import type { Token } from './tokens.ts';

/** Where the parser stands in a text. One token is known at a time; what follows it is read when it is taken. */
export interface Parser {
  readonly text: string;
  /** Where the next token is looked for. */
  at: number;
  kind: Token;
  start: number;
  end: number;
  /** Where the token before ends. */
  last: number;
  /** Open brackets: inside them lines mean nothing. */
  depth: number;
  /** Calls of the parser inside each other. */
  nesting: number;
  /** Where the last comment ends. */
  comment: number;
  /** String: how many quotes it begins with. The token ends behind them. */
  quotes: number;
  /** Columns that the open blocks begin at, and the characters there. */
  readonly indents: number[];
  /** Column that the line begins at, and the characters before it: a tab is one of these, and eight columns. */
  column: number;
  width: number;
  /** Where the block ends that the token closes, or the line: a comment of the same column belongs to it. */
  blockEnd: number;
  /** Comments on lines of their own before the token: column and end of each, and how many blocks have taken. */
  readonly comments: number[];
  taken: number;
  /** Statements that are no Python, so far. */
  mistakes: number;
  /** Reads such a statement again: what misses is passed over, what is too much is left out. */
  isTolerant: boolean;
  /** Tolerant: what the statement begins with, and where something was last looked for that may not have been there. */
  head: Token;
  tried: number;
  /** Reads any expression but `a := b`; brackets and strings hold some. */
  readonly value: (parser: Parser) => SyntaxNode;
  /** Reads one whose operators bind at least as tight as a level. */
  readonly operation: (parser: Parser, level: number) => SyntaxNode;
  /** What follows a colon: the rest of the line, or a block. */
  readonly suite: (parser: Parser) => SyntaxNode;
}

/** Thrown where a statement is nothing that this parser knows. */
export const UNKNOWN = new Error('unknown syntax');

/** Thrown where the whole text is better left to another. */
export const GIVEN_UP = new Error('beyond this parser');

export function giveUp(): never {
  throw GIVEN_UP;
}

/** Something else must stand here. Comes back only where that is tolerated. */
export function miss(parser: Parser): void {
  if (!parser.isTolerant) throw UNKNOWN;
}

/** While someone types there are one or two, or as many as a text has lines that is read as code. */
const MAX_MISTAKES = 100;

export function noteMistake(parser: Parser): void {
  if (++parser.mistakes > MAX_MISTAKES) giveUp();
}

/** CPython allows 200 brackets inside each other and 100 blocks; the call stack allows a few thousand calls. */
const MAX_NESTING = 300;

export function enter(parser: Parser): void {
  if (++parser.nesting > MAX_NESTING) giveUp();
}

/** What `read` gives, or null and the parser where it was. Starts no line. */
export function attempt<T>(parser: Parser, read: (parser: Parser) => T | null): T | null {
  const before = { ...parser };
  parser.isTolerant = false;
  try {
    const found = read(parser);
    if (found) {
      parser.isTolerant = before.isTolerant;
      return found;
    }
  } catch (error) {
    if (error !== UNKNOWN) throw error;
  }
  Object.assign(parser, before);
  return null;
}
