import type { Argument, Expr } from '../facts.ts';

/** A word of a command: as spelled if it is plain text, and as a value. */
export interface Word {
  text: string | null;
  value: Expr;
}

const DATA: ReadonlySet<string> = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json']);

/** Short options with a value; the last of several letters takes it. https://curl.se/docs/manpage.html */
const SHORT_WITH_VALUE = /^-[A-Za-z#]*[AbcCDeEFhHKmoPQrTuUwxXyYz]$/;

/** Long options without a value: those in common use beside a URL. */
const LONG_WITHOUT_VALUE =
  /^--(?:no-.*|silent|show-error|fail.*|location.*|insecure|include|verbose|compressed|globoff|get|head|http[\d.]+|ipv[46]|remote-name|progress-bar|tlsv[\d.]+)$/;

/** Arguments of `curl` by name, `url` and `data`; `read` makes the text of a file that data is taken from. */
export function curlArguments(words: readonly Word[], read: (word: Word) => Expr): Argument[] {
  const args: Argument[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const option = word?.text ?? '';
    const next = words[at + 1];
    if (!word) break;
    if (DATA.has(option) && next) {
      args.push({ name: 'data', value: option === '--data-raw' ? next.value : read(next), spread: false });
      at++;
    } else if (option === '--url' && next) {
      args.push({ name: 'url', value: next.value, spread: false });
      at++;
    } else if (!option.startsWith('-')) args.push({ name: 'url', value: word.value, spread: false });
    else if (takesValue(option)) at++;
  }
  return args;
}

const takesValue = (option: string): boolean =>
  option.startsWith('--') ? !LONG_WITHOUT_VALUE.test(option) : SHORT_WITH_VALUE.test(option);
