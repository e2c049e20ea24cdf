/** End of the piece of `text` that begins at `start`. Pieces are merged apart from each other. */
export type Split = (text: string, start: number) => number;

/** How tiktoken's patterns differ. Each in its own words: `encodings.ts`. */
export interface SplitRules {
  /** A word ends where an upper-case letter follows a lower-case one, and holds marks. */
  words: 'cased' | 'any';
  /** One character that a word may take before it: any that is no letter, digit or line break, or only a space. */
  before: 'any' | 'space';
  /** `'ll` and its like: a piece before words are looked for, in lower case alone or in any; or the end of a word. */
  contractions: 'first, lower case' | 'first' | 'last' | 'none';
  /** Most digits in a piece. */
  digits: number;
  /** What signs may take behind them. */
  tail: '' | '\r\n' | '\r\n/';
  /** White space with a line break is a piece up to the last one. */
  breaks: boolean;
}

/** What a character is; several bits where it counts as several. 0 is the end of the text. */
const [UPPER, LOWER, MARK, NUMBER, SPACE, BREAK, SIGN] = [1, 2, 4, 8, 16, 32, 64] as const;
const LETTER = UPPER | LOWER;
const BLANK = 0x20;
const APOSTROPHE = 0x27;

/** As the pattern of a tokenizer says, a character at a time: five times as fast as a regular expression. */
export function createSplit({ words, before, contractions, digits, tail, breaks }: SplitRules): Split {
  const inWord = words === 'cased' ? LETTER | MARK : LETTER;
  const wordEnd = words === 'cased' ? casedWordEnd : anyWordEnd;
  const isFirst = contractions === 'first' || contractions === 'first, lower case';
  const isLast = contractions === 'last';
  const inAnyCase = contractions !== 'first, lower case';
  const takesAny = before === 'any';
  const endsAtBreak = breaks ? BREAK : 0;

  return (text, start) => {
    const kind = kindAt(text, start);
    if (isFirst) {
      const end = contractionEnd(text, start, inAnyCase);
      if (end > start) return end;
    }
    const afterBlank = text.charCodeAt(start) === BLANK ? start + 1 : start;
    if ((kind & (NUMBER | BREAK)) === 0) {
      const from = (kind & inWord) !== 0 ? start : takesAny ? after(text, start) : afterBlank;
      const end = wordEnd(text, from);
      if (end > from) return isLast ? contractionEnd(text, end, inAnyCase) : end;
    }
    const fromNumber = takesAny ? start : afterBlank;
    const numberEnd = digitsEnd(text, fromNumber, digits);
    if (numberEnd > fromNumber) return numberEnd;
    const signEnd = runEnd(text, afterBlank, SIGN | MARK);
    return signEnd > afterBlank ? tailEnd(text, signEnd, tail) : spaceEnd(text, start, endsAtBreak);
  };
}

/** A pattern that matches at each character, where the rules above can't say it. */
export function splitBy(pattern: RegExp): Split {
  const sticky = new RegExp(pattern, 'yv');
  return (text, start) => {
    sticky.lastIndex = start;
    return sticky.test(text) ? sticky.lastIndex : after(text, start);
  };
}

const anyWordEnd: Split = (text, start) => runEnd(text, start, LETTER);

/** `U*L+`, else `U+`, of upper-case U and lower-case L; letters without case and marks are both. */
function casedWordEnd(text: string, start: number): number {
  let at = start;
  let lastOfBoth = start;
  let kind = kindAt(text, at);
  while ((kind & (UPPER | MARK)) !== 0) {
    at++;
    if ((kind & (LOWER | MARK)) !== 0) lastOfBoth = at;
    kind = kindAt(text, at);
  }
  if ((kind & LOWER) !== 0) return runEnd(text, at, LOWER | MARK);
  return lastOfBoth > start ? lastOfBoth : at;
}

function contractionEnd(text: string, at: number, inAnyCase: boolean): number {
  if (text.charCodeAt(at) !== APOSTROPHE) return at;
  const written = text.slice(at + 1, at + 3);
  const letters = inAnyCase ? written.toLowerCase() : written;
  if (letters === 're' || letters === 've' || letters === 'll') return at + 3;
  // The long s is an s to Rust's case folding.
  return /^[stmd]/.test(letters) || (inAnyCase && letters.startsWith('\u017f')) ? at + 2 : at;
}

function digitsEnd(text: string, start: number, most: number): number {
  let at = start;
  for (let count = 0; count < most && (kindAt(text, at) & NUMBER) !== 0; count++) at = after(text, at);
  return at;
}

function tailEnd(text: string, start: number, tail: string): number {
  let at = start;
  while (at < text.length && tail.includes(text.charAt(at))) at++;
  return at;
}

/** Up to the last line break; without one all but the last, which goes with what follows. */
function spaceEnd(text: string, start: number, endsAt: number): number {
  let at = start;
  let breakEnd = start;
  for (let kind = kindAt(text, at); (kind & SPACE) !== 0; kind = kindAt(text, at)) {
    at++;
    if ((kind & endsAt) !== 0) breakEnd = at;
  }
  if (breakEnd > start) return breakEnd;
  return at === text.length || at - start === 1 ? at : at - 1;
}

function runEnd(text: string, start: number, kinds: number): number {
  let at = start;
  while ((kindAt(text, at) & kinds) !== 0) at++;
  return at;
}

const after = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? at + 2 : at + 1);

/** Filled as characters are met; never for surrogates, which are nothing by themselves. */
const KINDS = new Uint8Array(0x10000);
const ASTRAL = new Map<number, number>();

const kindAt = (text: string, at: number): number =>
  at < text.length ? (KINDS[text.charCodeAt(at)] as number) || classify(text, at) : 0;

/** Either half of a pair is what the pair is; a lone one is U+FFFD in the end, a sign. */
function classify(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdfff) return (KINDS[unit] = kindOf(unit));
  const isSecond = unit >= 0xdc00 && at > 0 && (text.codePointAt(at - 1) as number) > 0xffff;
  const code = text.codePointAt(isSecond ? at - 1 : at) as number;
  const kind = ASTRAL.get(code) ?? kindOf(code);
  ASTRAL.set(code, kind);
  return kind;
}

function kindOf(code: number): number {
  const char = String.fromCodePoint(code);
  if (/[\r\n]/.test(char)) return SPACE | BREAK;
  // `\s` of JavaScript is not that of Unicode: it has U+FEFF and lacks U+0085.
  if (/\p{White_Space}/u.test(char)) return SPACE;
  if (/[\p{Lu}\p{Lt}]/u.test(char)) return UPPER;
  if (/\p{Ll}/u.test(char)) return LOWER;
  if (/\p{L}/u.test(char)) return LETTER;
  if (/\p{M}/u.test(char)) return MARK;
  return /\p{N}/u.test(char) ? NUMBER : SIGN;
}
