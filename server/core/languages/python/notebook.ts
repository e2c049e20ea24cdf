import { type Node, findNodeAtLocation, parse, parseTree } from 'jsonc-parser';
import type { LineOrigin } from '../facts.ts';
import type { Program } from '../language.ts';
import { lineAt, lineStartsOf } from '../lines.ts';

/** What the notebook's own commands begin with; Python does not know them. */
const COMMAND = /^\s*[%!?]/;

/**
 * The command of a cell that another program reads. Those named here run it as Python.
 * https://ipython.readthedocs.io/en/stable/interactive/magics.html#cell-magics
 */
const FOREIGN = /^\s*%%(?!(?:capture|debug|prun|time|timeit)\b)/;

const ESCAPE = /\\(?:u[\da-f]{4}|.)/gi;

/** A line of a JSON string's text, and how its end is written. */
const LINE = /((?:[^\\]+|\\(?!n|u000a).)*)(\\n|\\u000a)?/gi;

/**
 * The code cells of a Jupyter notebook as one program, in order, and where each line of it stands in the file.
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function readNotebook(text: string): Program {
  const root = parseTree(text);
  const cells = root && findNodeAtLocation(root, ['cells']);
  const starts = lineStartsOf(text);
  const lines: Line[] = [];
  for (const cell of cells?.children ?? []) {
    const source = findNodeAtLocation(cell, ['source']);
    if (!source || findNodeAtLocation(cell, ['cell_type'])?.value !== 'code') continue;
    const strings = source.type === 'array' ? (source.children ?? []) : [source];
    const isForeign = FOREIGN.test(strings.map(({ value }) => String(value)).join(''));
    if (!isForeign) lines.push(...strings.flatMap(node => linesOf(node, text, starts)));
  }
  return { text: lines.map(line => line.text).join('\n'), lines: lines.map(line => line.origin) };
}

interface Line {
  text: string;
  origin: LineOrigin;
}

/** Lines that a JSON string holds: usually one, each on a line of its own in the file. */
function linesOf(node: Node, file: string, starts: readonly number[]): Line[] {
  if (node.type !== 'string') return [];
  const written = file.slice(node.offset, node.offset + node.length).replace(/^"|"$/g, '');
  const line = lineAt(starts, node.offset);
  let character = node.offset - (starts[line] ?? 0) + 1;
  const lines: Line[] = [];
  for (const [all, json = '', end] of written.matchAll(LINE)) {
    if (all === '' && lines.length > 0) break; // what follows the last line's end
    const text = String(parse(`"${json}"`));
    lines.push({
      text: COMMAND.test(text) ? `#${text.slice(1)}` : text,
      origin: { line, character, escapes: escapesIn(json) },
    });
    character += all.length;
    if (!end) break;
  }
  return lines;
}

function escapesIn(json: string): NonNullable<LineOrigin['escapes']> {
  let longer = 0;
  return [...json.matchAll(ESCAPE)].map(({ 0: escape, index }) => {
    const column = index - longer;
    longer += escape.length - 1;
    return { column, longer };
  });
}
