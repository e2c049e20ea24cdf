import { next, skip } from './lexer.ts';
import { fail, miss, MISREAD, type Parser, restore, save } from './state.ts';

/** The token behind this one, and whether it stands on the same line; the parser does not move. */
export function peek(p: Parser): { token: string; word: number; newline: boolean } {
  const { token, start, end, last, newline, word, precedence } = p;
  next(p);
  const found = { token: p.token, word: p.word, newline: p.newline };
  p.token = token;
  p.start = start;
  p.end = end;
  p.last = last;
  p.newline = newline;
  p.word = word;
  p.precedence = precedence;
  return found;
}

/** For a token that moved on since it was last asked for: the compiler takes a field to stay as it is. */
export const is = (p: Parser, token: string): boolean => p.token === token;

/** Takes the token. One that only closes may be missing. */
export function expect(p: Parser, token: string): void {
  if (p.token === token) next(p);
  else if (token === ')' || token === ']' || token === '}') miss(p);
  else fail();
}

/** Moves on by a token, or a character that begins none. */
export function step(p: Parser): void {
  for (;;) {
    try {
      return next(p);
    } catch (error) {
      if (error !== MISREAD) throw error;
      p.end = skip(p, p.end) + 1;
    }
  }
}

/** What `read` gives, or null at a mistake, which is then stepped over, if it is no token that `isKept`. */
export function tolerate<T>(p: Parser, read: (p: Parser) => T, isKept: (p: Parser) => boolean): T | null {
  if (p.attempts > 0) return read(p);
  const before = save(p);
  try {
    return read(p);
  } catch (error) {
    if (error !== MISREAD) throw error;
    restore(p, before);
    p.broken = true;
    if (p.token !== 'end' && !isKept(p)) step(p);
    return null;
  }
}

export function take(p: Parser, token: string): boolean {
  if (p.token !== token) return false;
  next(p);
  return true;
}
