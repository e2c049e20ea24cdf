/** What a token is. Keywords are tokens of their own; `match`, `case` and `type` are names until the parser knows better. */
export enum Token {
  end,
  newline,
  indent,
  dedent,
  name,
  number,
  string,
  ellipsis,
  // brackets and marks
  openParenthesis,
  closeParenthesis,
  openBracket,
  closeBracket,
  openBrace,
  closeBrace,
  comma,
  colon,
  semicolon,
  dot,
  arrow,
  exclamation,
  assign,
  walrus,
  augment,
  // operators
  compare,
  pipe,
  caret,
  ampersand,
  shiftLeft,
  shiftRight,
  plus,
  minus,
  star,
  slash,
  doubleSlash,
  percent,
  at,
  doubleStar,
  tilde,
  // keywords
  false,
  none,
  true,
  and,
  as,
  assert,
  async,
  await,
  break,
  class,
  continue,
  def,
  del,
  elif,
  else,
  except,
  finally,
  for,
  from,
  global,
  if,
  import,
  in,
  is,
  lambda,
  nonlocal,
  not,
  or,
  pass,
  raise,
  return,
  try,
  while,
  with,
  yield,
}

/** What a character begins, by its code. */
export enum Class {
  unknown,
  space,
  newline,
  letter,
  digit,
  quote,
  operator,
  comment,
  backslash,
  dot,
}

export const CLASSES = new Uint8Array(128);
const mark = (characters: string, value: Class): void => {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = value;
};
mark(' \t\f', Class.space);
mark('\r\n', Class.newline);
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', Class.letter);
mark('0123456789', Class.digit);
mark('"\'', Class.quote);
mark('()[]{},:;!=<>|^&+-*/%@~', Class.operator);
mark('#', Class.comment);
mark('\\', Class.backslash);
mark('.', Class.dot);

/** Operators of one character, by its code. */
export const SINGLE = new Uint8Array(128);
const SINGLES: Readonly<Record<string, Token>> = {
  '(': Token.openParenthesis,
  ')': Token.closeParenthesis,
  '[': Token.openBracket,
  ']': Token.closeBracket,
  '{': Token.openBrace,
  '}': Token.closeBrace,
  ',': Token.comma,
  ':': Token.colon,
  ';': Token.semicolon,
  '!': Token.exclamation,
  '=': Token.assign,
  '<': Token.compare,
  '>': Token.compare,
  '|': Token.pipe,
  '^': Token.caret,
  '&': Token.ampersand,
  '+': Token.plus,
  '-': Token.minus,
  '*': Token.star,
  '/': Token.slash,
  '%': Token.percent,
  '@': Token.at,
  '~': Token.tilde,
};
for (const [character, kind] of Object.entries(SINGLES)) SINGLE[character.charCodeAt(0)] = kind;

/**
 * How tight an operator binds between two operands, 0 where it is none.
 * https://docs.python.org/3/reference/expressions.html#operator-precedence
 */
export const LEVELS = new Uint8Array(128);
export enum Level {
  or = 1,
  and,
  not,
  compare,
  pipe,
  caret,
  ampersand,
  shift,
  sum,
  product,
  power,
}
LEVELS[Token.or] = Level.or;
LEVELS[Token.and] = Level.and;
for (const kind of [Token.compare, Token.in, Token.is, Token.not]) LEVELS[kind] = Level.compare;
LEVELS[Token.pipe] = Level.pipe;
LEVELS[Token.caret] = Level.caret;
LEVELS[Token.ampersand] = Level.ampersand;
for (const kind of [Token.shiftLeft, Token.shiftRight]) LEVELS[kind] = Level.shift;
for (const kind of [Token.plus, Token.minus]) LEVELS[kind] = Level.sum;
for (const kind of [Token.star, Token.slash, Token.doubleSlash, Token.percent, Token.at]) LEVELS[kind] = Level.product;
LEVELS[Token.doubleStar] = Level.power;

/** 1 for what an expression may begin with, in a list also `*`. */
export const STARTS = new Uint8Array(128);
const BEGINNINGS: readonly Token[] = [
  Token.name,
  Token.number,
  Token.string,
  Token.ellipsis,
  Token.openParenthesis,
  Token.openBracket,
  Token.openBrace,
  Token.plus,
  Token.minus,
  Token.star,
  Token.tilde,
  Token.false,
  Token.none,
  Token.true,
  Token.await,
  Token.lambda,
  Token.not,
];
for (const kind of BEGINNINGS) STARTS[kind] = 1;

/* ---- keywords -------------------------------------------------------------------------------------------------- */

/** In the order of their tokens. */
const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
  'import in is lambda nonlocal not or pass raise return try while with yield';

/** A keyword lies where its hash says, or nowhere: no name is cut out of the text to be looked up. */
const SLOTS = 256;
const FACTOR = 13;
const words: string[] = Array.from({ length: SLOTS }, () => '');
const kinds = new Uint8Array(SLOTS);

/** Hash of a word, one character after the other, from 0. */
export const hashed = (hash: number, code: number): number => (hash * FACTOR + code) & (SLOTS - 1);

KEYWORDS.split(' ').forEach((word, index) => {
  let slot = 0;
  for (let at = 0; at < word.length; at++) slot = hashed(slot, word.charCodeAt(at));
  if (words[slot]) throw new Error(`${word} and ${words[slot]} have one hash`);
  words[slot] = word;
  kinds[slot] = Token.false + index;
});

/** What the word between two offsets is. */
export function kindOfWord(text: string, start: number, end: number, hash: number): Token {
  const kind = kinds[hash] ?? 0;
  if (kind === 0) return Token.name;
  const word = words[hash] ?? '';
  return word.length === end - start && text.startsWith(word, start) ? kind : Token.name;
}
