import { code, prose } from './markdown.ts';

/**
 * Text out of a pull request, in a comment that everybody reads. GitHub looks for names, numbers and addresses in what is rendered, where
 * a backslash is gone: only code is left alone. So whatever is not plain words becomes code.
 */

/** A path, a name, a model: as code, on one line, with nothing hidden in it. */
export const quoted = (text: string, most = LONGEST): string => code(cut(visible(text), most));

/** A sentence of ours around names of theirs, which stand in backticks. */
export const sentence = (text: string): string => {
  const shown = cut(visible(text), LONGEST_SENTENCE);
  return isPlain(shown) ? prose(shown) : code(shown);
};

/** Where a line of a file stands below an address of ours, whatever its path is made of. */
export const linkTo = (address: string, path: string, line: number): string =>
  `${address}/${path.split('/').map(encodeURIComponent).join('/')}#L${line}`;

/** Paths are long; what is longer than this is meant to be in the way. */
const LONGEST = 160;
const LONGEST_SENTENCE = 400;

const cut = (text: string, most: number): string => {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
};

/**
 * What turns the direction of a line, has no width, or is no character shows its number instead; marks piled on a letter end at the third.
 */
export const visible = (text: string): string =>
  text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu, numberOf)
    .replace(/(\p{M}{3})\p{M}+/gu, '$1');

const numberOf = (char: string): string =>
  `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/**
 * Outside of backticks letters and signs that we write ourselves, and nothing that GitHub makes a link, a mention, a formula or an icon of:
 * `@name`, `#12`, `GH-12`, `1a2b3c4`, `:name:`.
 */
const isPlain = (text: string): boolean =>
  text
    .split(/(`[^`]*`)/)
    .filter(piece => !/^`[^`]+`$/.test(piece))
    .every(piece => OWN_SIGNS.test(piece) && !LINKED.test(piece));

const OWN_SIGNS = /^[\x20-\x7E…×≤≥–−→±·]*$/;
const LINKED = /[@#`<>&[\]\\]|\$(?!\d)|:\w|\/\/|\S\.[a-z]{2}|gh-\d|\b[a-z]+-\d+\b(?!\.)|\b[0-9a-f]{7,}\b/i;

/** A browser breaks a line between a minus and a dollar: what is less would read as what is more. */
export const unbroken = (told: string): string => told.replaceAll('−$', '−\u2060$');
