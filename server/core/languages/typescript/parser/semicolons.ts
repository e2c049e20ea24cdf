import { next, skipComment } from './lexer.ts';
import { miss, type Parser } from './state.ts';

/**
 * Ends a statement, by `;` or by a line's end that stands for it; gives where the statement ends. `behindOperand`: an operator might
 * stand here.
 */
export function semicolon(p: Parser, behindOperand = true): number {
  if (p.token === ';') {
    next(p);
    return p.last;
  }
  if (p.token !== '}' && p.token !== 'end' && !p.newline) miss(p);
  const end = lineEnd(p, behindOperand);
  return end < 0 ? p.last : end;
}

/**
 * Where a block ends: the grammar lets a line's end behind it stand for a semicolon that is part of it, and with that the comments
 * before.
 */
export function blockEnd(p: Parser, behindOperand: boolean): number {
  const end = lineEnd(p, behindOperand);
  return end < 0 ? p.last : end;
}

/** Where the grammars put the semicolon that a line's end stands for: behind comments on that line, but not all; -1 for nowhere. */
function lineEnd(p: Parser, behindOperand: boolean): number {
  const { text, last } = p;
  if (p.start - last < 3) return last;
  let at = blanksEnd(text, last);
  if (text.charCodeAt(at) !== 47) return last;
  for (let from = last; ;) {
    if (endsAt(p, from, behindOperand)) return from;
    at = blanksEnd(text, from);
    const isLine = isBreak(text.charCodeAt(at));
    if (isLine || text.charCodeAt(at) !== 47) return -1;
    from = skipComment(p, at);
  }
}

/** Whether the grammars see the semicolon at this place. They differ in whether they look behind a comment. */
function endsAt(p: Parser, from: number, behindOperand: boolean): boolean {
  const { text } = p;
  for (let at = blanksEnd(text, from); ; at = blanksEnd(text, at)) {
    if (at >= text.length) return true;
    const isLooked = !p.types && isComment(text, at);
    if (isLooked) {
      const behind = lookedBehind(p, at);
      at = behind.at;
      if (behind.isEnd && !behindOperand && text[at] !== ',' && text[at] !== '=') return true;
    }
    const c = text.charCodeAt(at);
    if (c === 125) return true;
    if (isBreak(c)) return !goesOn(text, commentsEnd(p, at));
    if (!isLooked || (c !== 32 && c !== 9)) return false;
  }
}

/** How far the grammar of JavaScript looks: through comments to a line's end, or behind the first one in a line. */
function lookedBehind(p: Parser, from: number): { at: number; isEnd: boolean } {
  const { text } = p;
  for (let at = from; ;) {
    while (at < text.length && /\s/.test(text.charAt(at))) at++;
    if (!isComment(text, at)) return { at, isEnd: true };
    const isBlock = text.charCodeAt(at + 1) === 42;
    const end = skipComment(p, at);
    if (isBlock) return { at: end, isEnd: text.slice(at, end).includes('\n') };
    at = end;
  }
}

const isBreak = (c: number): boolean => c === 10 || c === 13;

const isComment = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 47 && (text.charCodeAt(at + 1) === 47 || text.charCodeAt(at + 1) === 42);

function blanksEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
}

/** Behind all blanks, line ends and comments. */
function commentsEnd(p: Parser, from: number): number {
  const { text } = p;
  for (let at = from; ;) {
    while (at < text.length && /\s/.test(text.charAt(at))) at++;
    if (!isComment(text, at)) return at;
    at = skipComment(p, at);
  }
}

/** Whether what stands there goes on with the statement before. */
function goesOn(text: string, at: number): boolean {
  const c = text.charAt(at);
  if (c === '') return false;
  if ('`,:;*%><=[(?^|&/'.includes(c)) return true;
  const d = text.charAt(at + 1);
  if (c === '.') return !/\d/.test(d);
  if (c === '+' || c === '-') return d !== c;
  if (c === '!') return d === '=';
  return /^in(?:stanceof)?\b/.test(text.slice(at, at + 11));
}
