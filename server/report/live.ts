import type { PanelFigure, PanelModel, PanelSection, PanelTable } from './panel.ts';
import { COLORED, padEnd, type Paint, PLAIN, printable, widthOf, wrap } from './terminal.ts';

export interface LiveTextOptions {
  width: number;
  color: boolean;
  /** Rows of a table at the most. */
  rows: number;
}

/** The side panel as text for a terminal: each number with its mark, what is made up marked as such. */
export function writeLive(model: PanelModel, options: LiveTextOptions): string {
  const paint = options.color ? COLORED : PLAIN;
  const lines = [
    ...(model.sample ? [paint.warn(model.sample.text), ''] : []),
    ...model.sources.flatMap(({ title, state, text, setUp }) => [
      ...wrap(`${title}: ${text}`, options.width).map(line => (state === 'live' ? paint.dim(line) : line)),
      ...setUp.filter(() => state === 'waiting').map(line => `  ${line}`),
    ]),
    ...model.alerts.flatMap(({ title, text, severity }) => [
      '',
      ...wrap(`${severity === 'page' ? 'ALERT' : 'Alert'}: ${title} · ${text}`, options.width).map(line =>
        paint.warn(line),
      ),
    ]),
    ...(model.empty ? ['', model.empty.title, ...wrap(model.empty.text, options.width)] : []),
    ...model.tabs.flatMap(({ title, sections }) => {
      const shown = sections.filter(section => isTold(section));
      return shown.length === 0
        ? []
        : ['', paint.bold(title), ...shown.flatMap(section => sectionLines(section, options, paint))];
    }),
  ];
  return `${lines.map(line => line.trimEnd()).join('\n')}\n`;
}

/** What nobody tells is left out here; the panel says why. */
const isTold = ({ figures, table }: PanelSection): boolean =>
  figures.some(({ value }) => value !== '?') ||
  (figures.length === 0 && table !== null && table.rows.some(({ cells }) => isRowTold(cells)));

const isRowTold = (cells: PanelTable['rows'][number]['cells']): boolean =>
  cells.length === 1 || cells.slice(1).some(({ text }) => text !== '?');

const INDENT = '  ';

function sectionLines(section: PanelSection, options: LiveTextOptions, paint: Paint): string[] {
  const { title, note, figures, table, isSample } = section;
  const head = isSample ? `${title} (sample)` : title;
  const notes = note === null ? [] : wrap(note, options.width - INDENT.length).map(line => INDENT + paint.dim(line));
  return ['', INDENT + head, ...notes, ...figureLines(figures), ...(table ? tableLines(table, options) : [])];
}

function figureLines(figures: readonly PanelFigure[]): string[] {
  const [label, value] = [figures.map(figure => figure.label), figures.map(figure => figure.value)].map(texts =>
    Math.max(0, ...texts.map(text => widthOf(printable(text)))),
  );
  return figures.map(figure =>
    [
      INDENT + INDENT + padEnd(printable(figure.label), label ?? 0),
      padEnd(printable(figure.value), value ?? 0),
      figure.change ?? '',
    ].join('  '),
  );
}

/** Columns as wide as their widest cell; names give way first where the terminal is narrow. */
function tableLines({ columns, rows, more }: PanelTable, { width, rows: most }: LiveTextOptions): string[] {
  const left = rows.length - most;
  const rest = left > 0 ? [`${INDENT}${INDENT}and ${left} more`] : more === null ? [] : [`${INDENT}${INDENT}${more}`];
  // Sentences are read whole.
  if (columns.length === 1)
    return [...rows.slice(0, most).flatMap(({ cells }) => sentenceLines(cells[0]?.text ?? '', width)), ...rest];
  const cells = [
    columns.map(({ title }) => title),
    ...rows.slice(0, most).map(row => row.cells.map(({ text }) => printable(text))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map(row => widthOf(row[at] ?? ''))));
  const others = widths.slice(1).reduce((sum, one) => sum + one + 2, 0);
  const first = Math.max(8, Math.min(widths[0] ?? 0, width - others - INDENT.length * 2));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => {
        const room = at === 0 ? first : (widths[at] ?? 0);
        const text = widthOf(cell) > room ? `${cell.slice(0, room - 1)}…` : cell;
        return columns[at]?.align === 'end' ? ' '.repeat(Math.max(0, room - widthOf(text))) + text : padEnd(text, room);
      })
      .join('  ');
  return [...cells.map(row => INDENT + INDENT + line(row)), ...rest];
}

const sentenceLines = (text: string, width: number): string[] =>
  wrap(printable(text), width - INDENT.length * 3).map((line, at) => INDENT + INDENT + (at === 0 ? '' : INDENT) + line);
