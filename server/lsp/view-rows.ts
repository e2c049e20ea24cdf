import path from 'node:path';
import type { AnalyzedCall } from '../core/model.ts';
import type { SiteUse } from '../core/signals/live.ts';
import { baseName, directoryOf } from '../core/paths.ts';
import { groupCalls, type GroupBy, spoken } from '../report/groups.ts';
import { formatUse } from '../report/live-use.ts';
import { modelNames } from '../report/models.ts';
import { formatCost, formatRepeats, whyUnpriced } from '../report/numbers.ts';
import { numberOf } from '../report/readings.ts';
import { formatTally, plural, tallyOf } from '../report/tally.ts';
import type { Analyzed } from './buffer.ts';
import { cellAt, lineOf, linkToCell } from './notebooks.ts';
import type { ViewRow } from './protocol.ts';

/** What the rows of a folder are made with. */
export interface RowContext {
  /** Of all ids. */
  prefix: string;
  groupBy: GroupBy;
  ownersOf: (file: string) => readonly string[];
  uriOf: (file: string) => string;
  /** The file as an editor has it open. */
  openedOf: (file: string) => Analyzed | undefined;
  /** What is measured of a call while it runs. */
  useOf: (call: AnalyzedCall) => SiteUse | undefined;
  /** Hears of each call's row. */
  rowOf: (id: string, call: AnalyzedCall) => void;
}

/** Groups of production's calls, the dearest first; what is no production folded away behind them. */
export function rowsOf(calls: readonly AnalyzedCall[], context: RowContext): ViewRow[] {
  const main = calls.filter(({ tier }) => tier === 'production');
  const aside = calls.filter(({ tier }) => tier !== 'production');
  const rows = groupRows(main, context, 'main');
  if (aside.length === 0) return rows;
  const label = 'Tests, examples, vendored code';
  return [
    ...rows,
    {
      ...worded(label, descriptionOf(aside), aside.length),
      id: `${context.prefix}|aside`,
      kind: 'aside',
      rows: groupRows(aside, context, 'aside'),
      isExpanded: false,
    },
  ];
}

/** One of several folders. */
export const folderRow = (root: string, calls: readonly AnalyzedCall[], rows: ViewRow[]): ViewRow => ({
  ...worded(path.basename(root), calls.length === 0 ? 'no calls' : descriptionOf(production(calls)), calls.length),
  id: root,
  kind: 'folder',
  rows,
  isExpanded: calls.length > 0,
});

/** `10 calls · ≥$0.0012/call · 1 unpriced`, of production if there is any. */
export function messageOf(left: readonly AnalyzedCall[], all: readonly AnalyzedCall[], filter: string): string {
  if (left.length === 0) return '';
  const calls = production(left);
  const count =
    filter.trim() === ''
      ? plural(calls.length, 'call')
      : `${calls.length} of ${plural(production(all).length, 'call')}`;
  const filtered = filter.trim() === '' ? [] : [`filter: ${filter.trim()}`];
  return [...filtered, count, formatTally(tallyOf(calls))].join(' · ');
}

/** Tests are in no sum, unless there is nothing else. */
function production(calls: readonly AnalyzedCall[]): readonly AnalyzedCall[] {
  const main = calls.filter(({ tier }) => tier === 'production');
  return main.length > 0 ? main : calls;
}

function groupRows(calls: readonly AnalyzedCall[], context: RowContext, part: string): ViewRow[] {
  const { groupBy, ownersOf, prefix, uriOf } = context;
  // What runs goes first, by what it really costs; the rest as the source says.
  const groups = groupCalls(calls, groupBy, ownersOf).map(group => ({
    ...group,
    calls: dearestFirst(group.calls, call => spentOn([call], context)),
  }));
  return dearestFirst(groups, group => spentOn(group.calls, context)).map(group => {
    const isFile = groupBy === 'file';
    const folder = isFile ? directoryOf(group.label) : '';
    const description = [descriptionOf(group.calls), folder].filter(Boolean).join(' · ');
    const id = `${prefix}|${part}|${group.label}`;
    return {
      ...worded(isFile ? baseName(group.label) : group.label, description, group.calls.length),
      id,
      kind: groupBy,
      ...(isFile ? { uri: uriOf(group.label) } : {}),
      rows: group.calls.map(call => callRow(call, context, id)),
      isExpanded: false,
    };
  });
}

const spentOn = (calls: readonly AnalyzedCall[], { useOf }: RowContext): number =>
  calls.reduce((sum, call) => sum + spendOf(useOf(call)), 0);

/** What is made up moves nothing. */
const spendOf = (use: SiteUse | undefined): number => (use && !use.isSample ? (numberOf(use.spend) ?? 0) : 0);

/** Those of which nothing was spent stay as they are. */
const dearestFirst = <T>(all: readonly T[], by: (one: T) => number): T[] => all.toSorted((a, b) => by(b) - by(a));

/** Under its file a call is told by its line, elsewhere by file and line. */
function callRow(call: AnalyzedCall, context: RowContext, parent: string): ViewRow {
  const { groupBy, openedOf, rowOf, uriOf, useOf } = context;
  const { place, operation } = call;
  const opened = openedOf(place.file);
  const line = lineOf(opened, place);
  const { perCall, currency } = call.cost;
  const price = perCall ? `${formatCost(perCall, currency)} /call` : whyUnpriced(call);
  const models = [...new Set(modelNames(call))].join(' or ');
  const details = groupBy === 'model' ? [operation] : call.cost.models.length === 0 ? [] : [models];
  const head = groupBy === 'file' ? `${line}: ${operation}` : `${baseName(place.file)}:${line}`;
  const used = [formatUse(useOf(call)) ?? []].flat();
  const id = `${parent}|${call.id}`;
  rowOf(id, call);
  return {
    ...worded(head, [price + formatRepeats(call.repeats), ...details, ...used].join(' · '), 1),
    id,
    kind: 'call',
    target: targetOf(call, opened, uriOf),
    rows: [],
    isExpanded: false,
  };
}

/** In an open notebook the cell, at its line. */
function targetOf(
  { place }: AnalyzedCall,
  opened: Analyzed | undefined,
  uriOf: RowContext['uriOf'],
): ViewRow['target'] {
  const cell = opened && cellAt(opened, place);
  if (!cell) return { uri: uriOf(place.file), range: place.range };
  const at = { line: place.range.start.line - cell.line, character: 0 };
  return { uri: linkToCell(cell, place).url, range: { start: at, end: at } };
}

const descriptionOf = (calls: readonly AnalyzedCall[]): string => formatTally(tallyOf(calls));

const worded = (
  label: string,
  description: string,
  count: number,
): Pick<ViewRow, 'label' | 'description' | 'spoken'> => ({
  label,
  description,
  spoken: `${label}, ${spoken(description)}${count > 1 ? `, ${plural(count, 'call')}` : ''}`,
});
