/** Text on a terminal: how wide it is, where it breaks, what colour it has. */

/** Two columns wide in a terminal: East Asian wide and full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u;
/** No column: combining marks, joiners, variation selectors. */
const ZERO = /\p{Mn}|\p{Me}|\p{Cf}/u;

export const widthOf = (text: string): number =>
  [...text].reduce((width, char) => width + (ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1), 0);

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Names come from source files: control characters in them must not reach the terminal. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '�');

/** As many of these on a line as go, with a dot between them; a longer one is wrapped. */
export function pack(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const joined = `${lines.at(-1)} · ${item}`;
    if (lines.length > 0 && widthOf(joined) <= width) lines.splice(-1, 1, joined);
    else lines.push(item);
  }
  return lines.flatMap(line => wrap(line, width));
}

/** Breaks at blanks; a longer word is broken where the line ends. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap(long => pieces(long, width))) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (widthOf(joined) <= width) line = joined;
    else {
      if (line !== '') lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** An address that is broken can't be clicked: the terminal wraps it. */
function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width || /^https?:\/\//.test(word)) return [word];
  const all: string[] = [];
  let piece = '';
  for (const char of word) {
    if (piece !== '' && widthOf(piece + char) > width) {
      all.push(piece);
      piece = '';
    }
    piece += char;
  }
  return [...all, piece];
}

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  warn(text: string): string;
}

const ansi =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001B[${open}m${text}\u001B[${close}m`;
const same = (text: string): string => text;

export const COLORED: Paint = { bold: ansi(1, 22), dim: ansi(2, 22), warn: ansi(33, 39) };
export const PLAIN: Paint = { bold: same, dim: same, warn: same };
