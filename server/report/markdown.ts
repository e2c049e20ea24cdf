/** Markdown out of text that others wrote: names, paths and prompts cannot break out of their place. */

/** Plain text. A pair of backticks in it is meant as code, and stays that. */
export function prose(text: string): string {
  return oneLine(text)
    .split(/(`[^`]*`)/)
    .map(piece => (/^`.+`$/.test(piece) ? code(piece.slice(1, -1)) : escape(piece)))
    .join('');
}

/** A code span, with a fence longer than any inside it: escapes do nothing in there. */
export function code(text: string): string {
  const inner = oneLine(text);
  const longest = Math.max(0, ...(inner.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const needsBlank = inner.startsWith('`') || inner.endsWith('`') || inner.trim() === '';
  return needsBlank ? `${fence} ${inner} ${fence}` : fence + inner + fence;
}

/** A bar ends a cell even in code, but behind one backslash. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => text.replace(/\\*\|/g, String.raw`\|`);
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The same for a hover, whose cells an editor draws without a gap: each brings its own. Counts stand flush right. */
export function hoverTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const spaced = (cells: readonly string[]): string[] =>
    cells.map((text, at) => (at === 0 || text === '' ? text : `&ensp;${text}`));
  const [head = '', , ...lines] = table(spaced(header), rows.map(spaced)).split('\n');
  const rulers = header.map((_, at) => (isCounts(rows.map(row => row[at] ?? '')) ? '--:' : ':--'));
  return [head, `| ${rulers.join(' | ')} |`, ...lines].join('\n');
}

/** Amounts of money are none: the less they are, the more digits they have. */
const isCounts = (cells: readonly string[]): boolean =>
  cells.some(text => text !== '') && cells.every(text => /^([~≥≤]*[\d,]+|\?)?( tok)?$/.test(text));

/** An address is shown by its host, and opens. */
export const cited = (text: string): string =>
  text
    .split(/(https:\/\/[^\s<>()]+)/)
    .map(piece => (piece.startsWith('https://') ? `[${prose(new URL(piece).host)}](<${target(piece)}>)` : prose(piece)))
    .join('');

/** Inside `<…>` only these end a link's target. */
export const target = (url: string): string => url.replace(/[<>\s\\]/g, char => encodeURIComponent(char));

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** What CommonMark reads as a sign anywhere, what begins a block, what becomes a link or one of VS Code's icons. */
const escape = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|~&]/g, String.raw`\$&`)
    .replace(/^\s*(?=[-+#=])/, '$&\\')
    .replace(/^(\s*\d+)(?=[.)])/, '$1\\')
    .replace(/(?<=\w)@|:(?=\/\/)|(?<=\bwww)\.|\$(?=\()/gi, String.raw`\$&`);
