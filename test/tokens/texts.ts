import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `below => 0 … below - 1`; the same numbers in each run, so that a failure comes back. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// prettier-ignore
const FRAGMENTS = [
  'You are a helpful assistant.', 'Answer in JSON: {"answer": "…", "score": 0.75}\n', "it's we'll I'D don't THEY'RE", '  indented\n\tcode();\r\n',
  '<|endoftext|>', '<|im_start|>system', '<|endofprompt|>', '<|start|>', '[INST]', '<s>', '今日は良い天気ですね。', '안녕하세요 세계', 'Привет, мир', 'مرحبا بالعالم', 'שלום',
  '\u200f\u202e', '🎉', '👨‍👩‍👧‍👦', '❤️', '🇩🇪', 'e\u0301', '\u0000', '\u0007\u007f', '\u001b[31m', '\u00a0', '\u3000', '\u2028', '\ud83d', '\udc4d', 'ǅ', 'ª', '१२३', '1234567',
  'https://example.com/a/b?c=d#e', '\n\n\n', '   ', '\r', '\n \n', '////', '====', 'camelCaseHTMLParser_v2', 'SELECT * FROM t WHERE x <> 1;', "'", 'ﬁ', 'ß', 'İ',
  'ア・イー゛', '々〇', '\u3040', '\u200d', '\u0301A', 'Àé', '½²', '𝟘𝟙', '𝒜𝒷', '\ufffd', 'ABCdef', 'a', 'Z', ' ', '.',
];

export function mixtures(amount: number): string[] {
  const random = createRandom(1);
  const fragment = (): string => FRAGMENTS[random(FRAGMENTS.length)] + (random(3) === 0 ? ' ' : '');
  return Array.from({ length: amount }, () => Array.from({ length: 1 + random(8) }, fragment).join(''));
}

/** First and last character of what a run of random characters is drawn from. */
// prettier-ignore
const BLOCKS = [
  [0x20, 0x7e], [0x20, 0x7e], [0, 0x2f], [0x30, 0x39], [0x41, 0x7a], [0xa0, 0x24f], [0x300, 0x36f], [0x370, 0x52f], [0x590, 0x6ff], [0x900, 0x97f],
  [0x1100, 0x11ff], [0x2000, 0x206f], [0x2190, 0x27bf], [0x3000, 0x30ff], [0x4e00, 0x9fff], [0xac00, 0xd7a3], [0xd800, 0xdfff], [0xe000, 0xe0ff],
  [0xfe00, 0xfe0f], [0xff00, 0xffef], [0x10400, 0x1044f], [0x1d400, 0x1d7ff], [0x1f300, 0x1faff], [0xe0100, 0xe01ef], [0x0, 0x10ffff],
] as const;

/** Runs of characters out of one block of Unicode after the other. */
export function characters(amount: number): string[] {
  const random = createRandom(2);
  const run = (): string => {
    const [first, last] = BLOCKS[random(BLOCKS.length)] ?? [0, 0];
    return String.fromCodePoint(...Array.from({ length: 1 + random(12) }, () => first + random(last - first + 1)));
  };
  return Array.from({ length: amount }, () => Array.from({ length: 1 + random(6) }, run).join(''));
}

/** Cut out of this repository's files, in the middle of words too. */
export function slices(amount: number, longest = 160): string[] {
  const random = createRandom(3);
  const texts = ownTexts();
  return Array.from({ length: amount }, () => {
    const text = texts[random(texts.length)] ?? '';
    const start = random(text.length);
    return text.slice(start, start + random(longest));
  });
}

/** Prompts, code, JSON and tables of this repository. */
export const ownTexts = (): string[] => ['server', 'test', 'pricing', 'examples'].flatMap(readTexts);

function readTexts(folder: string): string[] {
  const root = path.join(import.meta.dirname, '../..', folder);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:ts|mjs|json|md|ya?ml|py|txt)$/.test(entry.name))
    .map(entry => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .filter(text => text.length > 0);
}

/** Runs of one thing, on both sides of the length where the counter changes its ways; many an oracle is quadratic. */
export const repeats = (): string[] =>
  ['a', 'A', ' ', '\n', '=', '漢', '👩‍💻', 'ab', '- ', 'aGVsbG8', '\u0301', '9', ' \n', 'Ǆ'].flatMap(unit =>
    [1, 2, 3, 17, 66, 67, 99, 100, 101, 199, 200, 201, 450].map(times => unit.repeat(times).slice(0, 900)),
  );

export function base64(length: number): string {
  const random = createRandom(4);
  return Buffer.from(Array.from({ length: (length * 3) / 4 }, () => random(256))).toString('base64');
}

/** A million characters of all kinds. */
export const longText = (): string => [...ownTexts(), ...characters(5000)].join('\n').slice(-1_000_000);

/** As it is sent: a lone surrogate has no UTF-8. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');
