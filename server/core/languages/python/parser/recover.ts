import { endOfLine } from './lines.ts';
import type { Parser } from './state.ts';
import { Token } from './tokens.ts';

/** Words that begin a statement and stand in no expression. */
const STATEMENT =
  /(?:async|assert|break|class|continue|def|del|except|finally|global|import|pass|raise|return|try|while|with)\b|@\w/y;
const CLOSER = /[)\]}]/y;

/**
 * Whether a line's end inside brackets ends the statement all the same: the next line begins one. `at` is where the line
 * ends.
 */
export function isBroken(parser: Parser, at: number): boolean {
  const { text, indents } = parser;
  const next = nextLine(text, at);
  if (!next) return true;
  const isOutside = next.column <= (indents.at(-2) ?? 0);
  if (begins(CLOSER, text, next.at)) return false;
  return isOutside || begins(STATEMENT, text, next.at) || (parser.kind === Token.colon && HEADS.has(parser.head));
}

/** What opens a block behind a colon. */
const HEADS: ReadonlySet<Token> = new Set([
  Token.if,
  Token.for,
  Token.while,
  Token.with,
  Token.def,
  Token.class,
  Token.async,
]);

/** A quote that opens nothing is passed over: what stands behind it keeps its brackets. */
export function closesOnLine(text: string, at: number): boolean {
  const quote = text.charCodeAt(at);
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === quote) return true;
    if (code === 10) return false;
    if (code === 92) next++;
  }
  return false;
}

/** What no prose has: the begin of a definition or an import. */
const CODE =
  /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|class[ \t]+\w+[ \t]*[(:]|@\w|import[ \t]+\w|from[ \t]+[\w.]+[ \t]+import\b)/gm;

/** The same for three quotes: they are one too many if what follows the statement would be in the string. */
export function closesBeforeCode({ text, indents }: Parser, at: number): boolean {
  const end = text.indexOf(text.slice(at, at + 3), at + 3);
  if (end < 0) return false;
  CODE.lastIndex = at + 3;
  for (let code = CODE.exec(text); code && code.index < end; code = CODE.exec(text)) {
    const next = nextLine(text, code.index);
    if (next && next.column <= (indents.at(-2) ?? 0)) return false;
  }
  return true;
}

function begins(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** First character of the next line that holds code. */
function nextLine(text: string, from: number): { at: number; column: number } | null {
  let column = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) column = 0;
    else if (code === 32) column++;
    else if (code === 9) column += 8;
    else if (code === 35) at = endOfLine(text, at) - 1;
    else return { at, column };
  }
  return null;
}
