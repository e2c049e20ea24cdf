import { findEntry } from '../../../pricing/catalogue.ts';
import { add, type Money, withMoney } from '../../../pricing/money.ts';
import { resolve } from '../../../pricing/resolve.ts';
import { catalogueId } from '../../../pricing/provider.ts';
import { grouped } from '../groups.ts';
import { addTokens, type BilledRow, type BilledTokens, type SourceId } from './bill.ts';
import { labelOf, rankOf } from './importers/index.ts';

/** Who is paid for which model: the same for all the ways in which it is spelled. */
export interface ModelKey {
  provider: string;
  /** Null: what a bill names no model for. */
  model: string | null;
}

/** The catalogue's names, or those that are told. */
export function modelKey(model: string | null, provider: string | null, day: string): ModelKey {
  const told = provider === null ? null : (catalogueId(provider) ?? provider);
  if (model === null) return { provider: told ?? 'unknown', model: null };
  const served = resolve(model, provider, `${day}T00:00:00Z`);
  if (!served.known) return { provider: told ?? 'unknown', model: model.toLowerCase() };
  const entry = findEntry(served.value.modelId, served.value.provider, `${day}T00:00:00Z`);
  return { provider: served.value.provider, model: entry?.model.id ?? served.value.modelId.toLowerCase() };
}

export const textOfKey = ({ provider, model }: ModelKey): string => `${provider}/${model ?? ''}`;

/** What was billed for one model on one day. */
export interface BilledDay extends ModelKey {
  day: string;
  /** As the bill spells the model. */
  names: string[];
  /** Null: no source tells money. */
  usd: Money | null;
  /** Lines that tell tokens, as far as they say how these were served. */
  rows: BilledRow[];
  /** Null: no source tells them. */
  tokens: BilledTokens | null;
  requests: number | null;
  /** Line items, for what has no model. */
  what: string[];
  moneyFrom: SourceId | null;
}

interface Chosen {
  days: BilledDay[];
  /** What several sources told of the same, and whose word it is. */
  notes: string[];
}

/**
 * Sums by model and day. What several sources say of a provider's day is never added: one has the word on money, and one on tokens.
 * `files`: what each file says; a day that two files tell alike is one day.
 */
export function sumBills(files: readonly (readonly BilledRow[])[]): Chosen {
  const { rows, repeated } = withoutRepeated(files);
  const keyed = rows.map(row => ({ row, key: modelKey(row.model, row.provider, row.day) }));
  const bySource = new Map<string, Set<SourceId>>();
  const remember = (place: string, source: SourceId): void =>
    void bySource.set(place, (bySource.get(place) ?? new Set()).add(source));
  for (const { row, key } of keyed) {
    if (row.usd !== null) remember(`money ${row.day} ${key.provider}`, row.source);
    if (row.tokens !== null) remember(`tokens ${row.day} ${key.provider}`, row.source);
  }
  const wordOf = (of: 'money' | 'tokens', day: string, provider: string): SourceId | undefined =>
    [...(bySource.get(`${of} ${day} ${provider}`) ?? [])].toSorted((a, b) => rankOf(a, of) - rankOf(b, of))[0];

  const days = new Map<string, BilledDay>();
  const unused = new Map<string, number>();
  for (const { row, key } of keyed) {
    const hasMoney = row.usd !== null && wordOf('money', row.day, key.provider) === row.source;
    const hasTokens = row.tokens !== null && wordOf('tokens', row.day, key.provider) === row.source;
    if (row.usd !== null && !hasMoney) {
      const word = wordOf('money', row.day, key.provider);
      const note = `${labelOf(row.source)} tells of the same days at ${key.provider}: ${word ? labelOf(word) : ''} has the word on money`;
      unused.set(note, (unused.get(note) ?? 0) + 1);
    }
    if (!hasMoney && !hasTokens) continue;
    const id = `${row.day} ${textOfKey(key)}`;
    const before = days.get(id);
    const day = before ?? {
      ...key,
      day: row.day,
      names: [],
      usd: null,
      rows: [],
      tokens: null,
      requests: null,
      what: [],
      moneyFrom: null,
    };
    if (hasMoney && row.usd !== null) {
      day.usd = day.usd === null ? row.usd : add(day.usd, row.usd);
      day.moneyFrom = row.source;
    }
    if (hasTokens && row.tokens) {
      day.tokens = day.tokens ? addTokens(day.tokens, row.tokens) : row.tokens;
      day.rows.push(row);
      if (row.requests !== null) day.requests = (day.requests ?? 0) + row.requests;
    }
    if (row.model !== null && !day.names.includes(row.model)) day.names.push(row.model);
    if (!day.what.includes(row.what)) day.what.push(row.what);
    days.set(id, day);
  }
  return { days: [...days.values()], notes: [...repeated, ...unused.keys()] };
}

/** Exports overlap: what another file has told of a day, to the last digit, is not told again. */
function withoutRepeated(files: readonly (readonly BilledRow[])[]): { rows: BilledRow[]; repeated: string[] } {
  const seen = new Set<string>();
  const repeated = new Map<SourceId, Set<string>>();
  const rows = files.flatMap(file =>
    [...grouped(file, ({ source, day }) => `${source} ${day}`).values()].flatMap(group => {
      const [first] = group;
      const print = group.map(printOf).toSorted().join('\n');
      if (!first || !seen.has(print)) {
        seen.add(print);
        return group;
      }
      repeated.set(first.source, (repeated.get(first.source) ?? new Set()).add(first.day));
      return [];
    }),
  );
  const notes = [...repeated].map(
    ([source, days]) =>
      `${labelOf(source)}: ${days.size === 1 ? 'a day is' : `${days.size} days are`} in two files alike, and counted once`,
  );
  return { rows, repeated: notes };
}

const printOf = (row: BilledRow): string => JSON.stringify(row, withMoney);
