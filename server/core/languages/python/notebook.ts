import { type Node, findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { LineOrigin } from '../facts.ts';
import type { Program } from '../language.ts';
import { lineAt, lineStartsOf } from '../lines.ts';

/** What the notebook's own commands begin with; Python does not know them. */
const COMMAND = /^\s*[%!?]/;

/**
 * The code cells of a Jupyter notebook as one program, in order, and where each line of it stands in the file.
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function readNotebook(text: string): Program {
  const root = parseTree(text);
  const cells = root && findNodeAtLocation(root, ['cells']);
  const starts = lineStartsOf(text);
  const lines: { text: string; origin: LineOrigin }[] = [];
  for (const cell of cells?.children ?? []) {
    const source = findNodeAtLocation(cell, ['source']);
    if (!source || findNodeAtLocation(cell, ['cell_type'])?.value !== 'code') continue;
    const strings = source.type === 'array' ? (source.children ?? []) : [source];
    // `%%bash` and the like: the whole cell is another language's.
    if (!String(strings[0]?.value).startsWith('%%')) lines.push(...strings.flatMap(node => linesOf(node, starts)));
  }
  return { text: lines.map(line => line.text).join('\n'), lines: lines.map(line => line.origin) };
}

/** Lines that a JSON string holds: usually one, each on a line of its own in the file. */
function linesOf(node: Node, starts: readonly number[]): { text: string; origin: LineOrigin }[] {
  const value: unknown = getNodeValue(node);
  if (typeof value !== 'string') return [];
  const line = lineAt(starts, node.offset);
  const character = node.offset - (starts[line] ?? 0) + 1;
  return value
    .replace(/\n$/, '')
    .split('\n')
    .map((text, at) => ({
      text: COMMAND.test(text) ? `#${text.slice(1)}` : text,
      origin: { line, character: at === 0 ? character : 0 },
    }));
}
