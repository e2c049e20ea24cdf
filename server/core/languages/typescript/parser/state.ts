import type { SyntaxNode } from '../../syntax.ts';

/** What the parts of the language hold that stand below it, and must ask for by this: each may hold any other. */
export interface Grammar {
  readonly expression: (p: Parser) => SyntaxNode;
  readonly assignment: (p: Parser) => SyntaxNode;
  readonly unary: (p: Parser) => SyntaxNode;
  /** An operand with what is called on it. */
  readonly callee: (p: Parser) => SyntaxNode;
  readonly primary: (p: Parser) => SyntaxNode;
  readonly type: (p: Parser) => SyntaxNode;
  readonly statement: (p: Parser) => SyntaxNode;
  readonly block: (p: Parser, isOperand?: boolean) => SyntaxNode;
}

/** Where the parser stands in a text: the token that is looked at, and what the places around it allow. */
export interface Parser {
  readonly text: string;
  readonly grammar: Grammar;
  /** Types may be written. */
  readonly types: boolean;
  /** `<` begins an element where an expression may begin, not a type. */
  readonly jsx: boolean;
  /** A punctuator or a word as it is written; else what kind of token it is: `name`, `""`, `0`, `#name`, `regex`, `end`. */
  token: string;
  start: number;
  end: number;
  /** End of the token before. */
  last: number;
  /** A line ends between that token and this. */
  newline: boolean;
  word: number;
  /** How tightly the token binds as an operator of two operands; 0 if it is none. */
  precedence: number;
  /** `in` is no operator here: the head of a `for`. */
  noIn: boolean;
  /** `extends` begins no conditional type here. */
  noConditional: boolean;
  /** Between `?` and `:`, where an arrow's return type could be what follows the `:`. */
  ternary: boolean;
  depth: number;
  /** Attempts under way: a mistake is for them to see. Else it is stepped over. */
  attempts: number;
  /** Parentheses that are known to hold no parameters with a return type behind them. */
  readonly plain: Set<number>;
  /** A template was not closed. */
  isOpen: boolean;
  /** A template that looks like code is none: there is a backtick too many. */
  readonly isWary: boolean;
  /** A mistake was stepped over. */
  broken: boolean;
}

/** A token that is no word, a word that may be a name, a reserved word. */
export const NO_WORD = 0;
export const NAME = 1;
export const RESERVED = 2;

/** What is thrown where the text is not understood. One value: making an error with its stack is what costs. */
export const MISREAD = new Error('not understood');

export function fail(): never {
  throw MISREAD;
}

/** What is thrown where the whole text is for the grammar to read. */
export const GIVEN_UP = new Error('given up');

/** Deeper nesting than this is left to a parser that does not recurse: some ten calls a level must fit the stack of code not yet compiled. */
const MAX_DEPTH = 300;

export function descend(p: Parser): void {
  if (++p.depth > MAX_DEPTH) throw GIVEN_UP;
}

/** Where something is missing: a mistake of the text, if this is no attempt. */
export function miss(p: Parser): void {
  if (p.attempts > 0) fail();
  p.broken = true;
}

type Position = Pick<
  Parser,
  | 'token'
  | 'start'
  | 'end'
  | 'last'
  | 'newline'
  | 'word'
  | 'precedence'
  | 'noIn'
  | 'noConditional'
  | 'ternary'
  | 'depth'
  | 'broken'
>;

export const save = (p: Parser): Position => ({
  token: p.token,
  start: p.start,
  end: p.end,
  last: p.last,
  newline: p.newline,
  word: p.word,
  precedence: p.precedence,
  noIn: p.noIn,
  noConditional: p.noConditional,
  ternary: p.ternary,
  depth: p.depth,
  broken: p.broken,
});

export function restore(p: Parser, at: Position): void {
  p.token = at.token;
  p.start = at.start;
  p.end = at.end;
  p.last = at.last;
  p.newline = at.newline;
  p.word = at.word;
  p.precedence = at.precedence;
  p.noIn = at.noIn;
  p.noConditional = at.noConditional;
  p.ternary = at.ternary;
  p.depth = at.depth;
  p.broken = at.broken;
}

/** What `read` gives, or null where it fails or gives null: then the parser stands where it stood. */
export function attempt<T>(p: Parser, read: (p: Parser) => T | null): T | null {
  const before = save(p);
  p.attempts++;
  try {
    const value = read(p);
    if (value !== null) return value;
  } catch (error) {
    if (error !== MISREAD) throw error;
  } finally {
    p.attempts--;
  }
  restore(p, before);
  return null;
}
