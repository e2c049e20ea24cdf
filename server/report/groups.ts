import { grouped } from '../core/groups.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { comparePlaces } from '../core/positions.ts';
import { baseName } from '../core/paths.ts';
import { modelNames } from './models.ts';
import { byCost, tallyOf } from './tally.ts';

/** By what a list of calls is told. */
export type GroupBy = 'file' | 'model' | 'owner';

export interface Group {
  label: string;
  /** The dearest first. */
  calls: AnalyzedCall[];
}

/** Each call in one group, the dearest group first: a call of two owners counts once, with both as its group. */
export function groupCalls(
  calls: readonly AnalyzedCall[],
  by: GroupBy,
  ownersOf: (file: string) => readonly string[],
): Group[] {
  return [...grouped(calls, call => labelOf(call, by, ownersOf))]
    .map(([label, ofGroup]) => ({ label, calls: sortCalls(ofGroup), tally: tallyOf(ofGroup) }))
    .toSorted((a, b) => byCost(a.tally, b.tally) || (a.label < b.label ? -1 : 1))
    .map(({ label, calls: sorted }) => ({ label, calls: sorted }));
}

function labelOf(call: AnalyzedCall, by: GroupBy, ownersOf: (file: string) => readonly string[]): string {
  if (by === 'file') return call.place.file;
  const names =
    by === 'model' ? [...new Set(modelNames(call))].filter(name => name !== '?') : ownersOf(call.place.file);
  const isOpen = by === 'model' && call.model.unknown !== null;
  if (names.length === 0) return by === 'model' ? 'model unknown' : 'no owner';
  return (by === 'model' ? names.join(' or ') : names.join(' ')) + (isOpen ? ' or ?' : '');
}

/** The dearest first; where that says nothing, as they stand in their files. */
const sortCalls = (calls: readonly AnalyzedCall[]): AnalyzedCall[] =>
  calls
    .map(call => ({ call, tally: tallyOf([call]) }))
    .toSorted((a, b) => byCost(a.tally, b.tally) || comparePlaces(a.call.place, b.call.place))
    .map(({ call }) => call);

/** Those that have all of the words, in their file, method, model or owner. */
export function filterCalls(
  calls: readonly AnalyzedCall[],
  filter: string,
  ownersOf: (file: string) => readonly string[],
): AnalyzedCall[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...calls];
  return calls.filter(call => {
    const { place, sdk, operation } = call;
    const texts = [place.file, sdk, operation, ...modelNames(call), ...ownersOf(place.file), baseName(place.file)];
    const text = texts.join(' ').toLowerCase();
    return words.every(word => text.includes(word));
  });
}

/** As a screen reader should say it: signs are read as nothing, or wrongly. */
export const spoken = (text: string): string =>
  text
    .replaceAll(/ ?\/call/g, ' per call')
    .replaceAll('≥', 'at least ')
    .replaceAll('≤', 'at most ')
    .replaceAll('~', 'about ')
    .replaceAll(/\? (?=out|tok)/g, 'unknown ')
    .replaceAll(/ · /g, ', ')
    .replaceAll(/ × \?/g, ', an unknown number of times')
    .replaceAll(/ × /g, ' times ');
