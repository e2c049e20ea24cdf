import { wildcardsOf } from '../globs.ts';

/** A pattern of paths: `*` within a name, `**` any folders, `{a,b}` either. One without `/` means any folder; a folder all in it. */
export function matcherOf(pattern: string): (file: string) => boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const anywhere = bare.includes('/') || pattern.startsWith('/') ? '' : '(?:.*/)?';
  const body = bare.split(EITHER).map(toRegExp).join('');
  const matching = new RegExp(`^${anywhere}${body}(?:/.*)?$`);
  return file => matching.test(file);
}

const EITHER = /(\{[^{}]*\})/;

const toRegExp = (piece: string): string =>
  EITHER.test(piece) ? `(?:${piece.slice(1, -1).split(',').map(wildcardsOf).join('|')})` : wildcardsOf(piece);
