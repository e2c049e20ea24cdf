import type { Analysis, AnalyzedCall, Place } from '../core/model.ts';
import { followedIn } from '../core/callers.ts';
import { vainMarks } from './bounds.ts';
import { type Cells, type Columns, fit, GAP, HEADER, INDENT, row, stacked } from './columns.ts';
import { modelNames } from './models.ts';
import { formatBound, formatCost, formatRepeats, formatTokens, serviceOf, whyUnpriced } from './numbers.ts';
import { ownWords } from './own-words.ts';
import { groupReasons } from './reasons.ts';
import type { ScanReport } from './scan.ts';
import { summarize } from './summary.ts';
import { COLORED, type Paint, PLAIN, printable, wrap } from './terminal.ts';

export interface TableOptions {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  /** How a file is shown: relative to where the reader stands, so that a click opens it. */
  pathOf: (file: string) => string;
  /** Where in its file a call is said to stand: on its line, if not told otherwise. */
  lineOf?: (place: Place) => string;
}

/** The scan for a terminal: calls by file, what is unknown beneath each, and a summary. Ends with a line break. */
export function writeTable(scan: ScanReport, { width, color, pathOf, lineOf = nameLine }: TableOptions): string {
  const paint = color ? COLORED : PLAIN;
  const withCalls = scan.analyses.filter(({ calls }) => calls.length > 0);
  const rows = withCalls.flatMap(({ calls }) => calls.map(call => cellsOf(call, lineOf)));
  const isFollowed = followedIn(withCalls.flatMap(({ calls }) => calls));
  const layout: Layout = { width, paint, columns: rows.length > 0 ? fit(rows, width) : null, isFollowed, lineOf };
  const lines = [
    ...(layout.columns ? [...row(HEADER, layout.columns.widths).map(paint.dim), ''] : []),
    ...withCalls.flatMap(analysis => fileLines(analysis, pathOf(analysis.file), layout)),
    ...summarize(scan, pathOf).flatMap(line => wrap(line, width)),
  ];
  return `${lines.join('\n')}\n`;
}

interface Layout {
  width: number;
  paint: Paint;
  /** Null where they do not go side by side. */
  columns: Columns | null;
  /** Whether a call is counted at its callers. */
  isFollowed: (call: AnalyzedCall) => boolean;
  lineOf: (place: Place) => string;
}

const nameLine = ({ range }: Place): string => String(range.start.line + 1);

function cellsOf(call: AnalyzedCall, lineOf: Layout['lineOf']): Cells {
  const { input, output, perCall, currency } = call.cost;
  return [
    lineOf(call.place),
    [printable(`${call.sdk} ${call.operation}`) + formatRepeats(call.repeats), ...wayOf(call).map(printable)].join(
      '\n',
    ),
    modelNames(call).map(printable).join(' or\n'),
    formatTokens(input),
    formatBound(output),
    perCall ? formatCost(perCall, currency) : whyUnpriced(call),
  ];
}

/** Which functions of the project lie between the call and the SDK, and how it asks to be served. */
const wayOf = (call: AnalyzedCall): string[] => [
  ...(call.through.length > 0 ? [`through ${call.through.map(via => via.name).join(' › ')}`] : []),
  ...serviceOf(call).map(service => `served as ${service}`),
];

function fileLines({ calls }: Analysis, path: string, layout: Layout): string[] {
  const { paint } = layout;
  const tiers = [...new Set(calls.map(({ tier }) => tier))].filter(tier => tier !== 'production');
  const mark = tiers.length > 0 ? paint.dim(` (${tiers.join(', ')})`) : '';
  const sorted = calls.toSorted((a, b) => a.place.range.start.line - b.place.range.start.line);
  return [paint.bold(printable(path)) + mark, ...sorted.flatMap(call => callLines(call, layout)), ''];
}

function callLines(call: AnalyzedCall, { width, paint, columns, isFollowed, lineOf }: Layout): string[] {
  const cells = cellsOf(call, lineOf);
  const indent = INDENT + ' '.repeat(columns?.widths[0] ?? cells[0].length) + GAP;
  const followed = isFollowed(call) ? [`counted at the callers of \`${call.decidedBy?.name}\``] : [];
  const reasons = [...followed, ...ownWords(call.cost), ...vainMarks(call), ...groupReasons(call.cost.why)].flatMap(
    why => {
      const [first = '', ...others] = wrap(printable(why), width - indent.length - BULLET.length);
      return [BULLET + first, ...others.map(other => ' '.repeat(BULLET.length) + other)];
    },
  );
  const head = columns ? row(columns.shape(cells), columns.widths) : stacked(cells, width);
  return [...head.map(line => markUnknown(line, paint)), ...reasons.map(reason => indent + paint.dim(reason))];
}

const BULLET = '- ';

/** The eye should find what is not known. */
const markUnknown = (text: string, paint: Paint): string =>
  text.replace(/\?|model unknown|no price$/g, unknown => paint.warn(unknown));
