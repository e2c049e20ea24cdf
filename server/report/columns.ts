import { pack, padEnd, widthOf } from './terminal.ts';

/** How the cells of a table lie: side by side where they go into the width, else one below the other. */

/** A cell may have several lines. */
export type Cells = readonly [line: string, call: string, model: string, input: string, output: string, cost: string];
export const HEADER: Cells = ['line', 'call', 'model', 'input', 'output', 'cost per call'];
export const INDENT = '  ';
export const GAP = '  ';

export interface Columns {
  widths: readonly number[];
  shape: (cells: Cells) => Cells;
}

const SHAPES: readonly Columns['shape'][] = [
  cells => cells,
  ([line, call, model, input, output, cost]) => [line, call, model, input, output, cost.replace(' + ', ' +\n')],
];

/** The first shape that goes into the width. */
export function fit(rows: readonly Cells[], width: number): Columns | null {
  const all = SHAPES.map(shape => ({ shape, widths: widthsOf(rows.map(shape)) }));
  return all.find(({ widths }) => widthOfRow(widths) <= width) ?? null;
}

const widthsOf = (rows: readonly Cells[]): number[] =>
  HEADER.map((title, at) =>
    rows.reduce((width, cells) => Math.max(width, widthOfCell(cells[at] ?? '')), widthOf(title)),
  );

const widthOfCell = (cell: string): number => Math.max(...cell.split('\n').map(widthOf));

const widthOfRow = (widths: readonly number[]): number =>
  INDENT.length + widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);

export function row(cells: Cells, widths: readonly number[]): string[] {
  const split = cells.map(cell => cell.split('\n'));
  const height = Math.max(...split.map(lines => lines.length));
  return Array.from({ length: height }, (_, at) =>
    (INDENT + split.map((lines, column) => padEnd(lines[at] ?? '', widths[column] ?? 0)).join(GAP)).trimEnd(),
  );
}

/** Too narrow for columns: what is called, what goes in and out, what it costs. */
export function stacked([line, operation, model, input, output, cost]: Cells, width: number): string[] {
  const tokens = output === '–' ? `${input} in` : `${input} in · ${output} out`;
  const indent = INDENT + ' '.repeat(line.length) + GAP;
  const [first = '', ...others] = [
    ...pack([...operation.split('\n'), model.replaceAll('\n', ' ')], width - indent.length),
    ...pack([tokens, cost], width - indent.length),
  ];
  return [INDENT + line + GAP + first, ...others.map(other => indent + other)];
}
