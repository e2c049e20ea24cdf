import { readCell, writeCell, type Cell } from './cells.ts';
import type { Counter, UsageOperation, Window } from './model.ts';
import { emptyRollup, keyOf, type Reason, type RollupState, type Series, type SeriesLabels, TIERS } from './rollup.ts';

/** Raised when what is written means something else than before: what an older program wrote is not read then. */
const VERSION = 2;

/** What was summed up, as text to be kept across restarts. */
export const writeRollup = ({ series, listened }: RollupState): string =>
  JSON.stringify({
    version: VERSION,
    listened,
    series: [...series.values()].map(({ labels, tiers, reasons }) => ({
      labels,
      reasons: [...reasons],
      tiers: tiers.map(cells => [...cells].map(([index, cell]) => [index, writeCell(cell)])),
    })),
  });

/** The same back; with a reason, and empty, where the text is none of ours. */
export function readRollup(text: string): { state: RollupState; why: string | null } {
  const broken = (why: string): { state: RollupState; why: string } => ({ state: emptyRollup(), why });
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return broken('what was kept of earlier measurements is cut off or no JSON');
  }
  if (!isRecord(written)) return broken('what was kept of earlier measurements is in no form that is known');
  if (written['version'] !== VERSION) return broken('what was kept of earlier measurements is of another version');
  const listened = arrayOf(written['listened'], readWindow);
  const series = arrayOf(written['series'], readSeries);
  if (!listened || !series) return broken('what was kept of earlier measurements is damaged');
  return {
    state: { listened, series: new Map(series.map(one => [keyOf(one.labels, one.labels.feed), one])) },
    why: null,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** Null: it is none, or one of its values is none of those. */
function arrayOf<T>(value: unknown, read: (one: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const all = value.map(one => read(one));
  return all.every((one): one is T & NonNullable<T> => one !== null) ? all : null;
}

const readWindow = (value: unknown): Window | null =>
  isRecord(value) && isNumber(value['from']) && isNumber(value['to']) ? { from: value['from'], to: value['to'] } : null;

function readSeries(value: unknown): Series | null {
  if (!isRecord(value)) return null;
  const labels = readLabels(value['labels']);
  const reasons = arrayOf(value['reasons'], readReason);
  const tiers = arrayOf(value['tiers'], readCells);
  if (!labels || !reasons || tiers?.length !== TIERS.length) return null;
  return { labels, reasons: new Map(reasons), tiers };
}

function readReason(value: unknown): [string, Reason] | null {
  if (!Array.isArray(value)) return null;
  const [key, reason] = value as unknown[];
  if (typeof key !== 'string' || !isRecord(reason)) return null;
  const { why, count, until } = reason;
  return typeof why === 'string' && isNumber(count) && isNumber(until) ? [key, { why, count, until }] : null;
}

function readCells(value: unknown): Map<number, Cell> | null {
  const cells = arrayOf(value, (one): [number, Cell] | null => {
    if (!Array.isArray(one) || !isNumber(one[0])) return null;
    const cell = readCell(one[1]);
    return cell && [one[0], cell];
  });
  return cells && new Map(cells);
}

const COUNTERS: readonly unknown[] = ['client', 'gateway', 'server', 'gpu'] satisfies Counter[];
const OPERATIONS: readonly unknown[] = [
  'chat',
  'completion',
  'embedding',
  'image',
  'audio',
  'rerank',
  'other',
] satisfies UsageOperation[];
const TEXTS = ['service', 'environment', 'provider', 'requestModel', 'responseModel', 'name'] as const;

function readLabels(value: unknown): SeriesLabels | null {
  if (!isRecord(value)) return null;
  const { vocabulary, feed, counter, operation, code, labels } = value;
  const isSound =
    typeof vocabulary === 'string' &&
    typeof feed === 'string' &&
    COUNTERS.includes(counter) &&
    OPERATIONS.includes(operation) &&
    TEXTS.every(key => isText(value[key])) &&
    isRecord(labels) &&
    Object.values(labels).every(label => typeof label === 'string') &&
    (code === null ||
      (isRecord(code) &&
        typeof code['file'] === 'string' &&
        isText(code['function']) &&
        (code['line'] === null || isNumber(code['line']))));
  // Every field has just been checked.
  return isSound ? (value as unknown as SeriesLabels) : null;
}
