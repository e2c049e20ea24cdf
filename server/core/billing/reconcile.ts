import { add, minus, type Money, NO_MONEY, toNumber, usd } from '../../../pricing/money.ts';
import type { OwnPrice } from '../../../pricing/own.ts';
import { grouped } from '../groups.ts';
import type { Amount, AnalyzedCall, Known } from '../model.ts';
import type { UsageTokens } from '../signals/model.ts';
import { providerTold } from '../signals/spans.ts';
import { addTokens, type BilledTokens, type Imported, type LeftOut, type SourceId } from './bill.ts';
import { compareDay, type Difference, type DifferenceKind, type MeasuredUse } from './differences.ts';
import { type Estimated, estimateOf } from './estimate.ts';
import { isBill } from './importers/index.ts';
import type { PricedTokens } from './priced.ts';
import { type BilledDay, modelKey, type ModelKey, sumBills, textOfKey } from './sums.ts';

/** What an instrument saw of one model on one UTC day, and what it says that it cost. */
export interface MeasuredDay {
  day: string;
  provider: string | null;
  model: string;
  requests: number | null;
  tokens: UsageTokens;
  /** Null: it has no price for it; ours counts then. */
  pricedUsd: number | null;
}

export interface Reconciled extends ModelKey {
  day: string;
  /** As the bill spells the model, or its line items where it names none. */
  names: string[];
  billed: { usd: Money | null; tokens: BilledTokens | null; requests: number | null } | null;
  /** The bill's tokens × our catalogue of the day. Null: it tells no tokens. */
  priced: Known<PricedTokens> | null;
  measured: MeasuredUse | null;
  differences: Difference[];
}

/** All days of one model. */
export interface ReconciledModel extends ModelKey {
  names: string[];
  days: number;
  /** Of those days that tell money; null: none does. */
  billed: Money | null;
  /** Null: not known of one of its days at least. */
  priced: { low: Money; high: Money | null } | null;
  /** Of those days of which the instrument has a price; null: of none. */
  measured: Money | null;
  /** A day, by the project's own volumes. */
  estimated: Amount | null;
  /** Billed to what we reckon, where it is the same on three days or more; null: it is not. */
  factor: number | null;
  differences: Difference[];
}

export interface Reconciliation {
  /** First and last day of which there is a row; null: there is none. */
  span: { from: string; to: string } | null;
  days: Reconciled[];
  models: ReconciledModel[];
  sources: { id: SourceId; rows: number; isBill: boolean }[];
  /** Whether anything measured was given. */
  isMeasured: boolean;
  leftOut: LeftOut[];
  notes: string[];
  estimated: Estimated | null;
}

export interface ReconcileOptions {
  /** ISO days, both included; null: open. */
  since: string | null;
  until: string | null;
  own: readonly OwnPrice[];
  /** The project's calls; null: not asked for. */
  calls: readonly AnalyzedCall[] | null;
}

/** Holds what was billed against what was measured and what the code lets expect, by model and day. */
export function reconcile(
  bills: readonly Imported[],
  measuredDays: readonly MeasuredDay[] | null,
  { since, until, own, calls }: ReconcileOptions,
): Reconciliation {
  const isWithin = ({ day }: { day: string }): boolean =>
    (since === null || day >= since) && (until === null || day <= until);
  const files = bills.map(({ rows }) => rows.filter(isWithin));
  const { days: billedDays, notes } = sumBills(files);
  const measured = measuredDays && sumMeasured(measuredDays.filter(isWithin));
  const rows = compareAll(billedDays, measured, own);
  const all = rows.map(({ day }) => day).toSorted();
  const [from, to] = [all[0], all.at(-1)];
  const estimated = calls && estimateOf(calls, to ?? new Date(0).toISOString().slice(0, 10));
  const sources = [...grouped(files.flat(), ({ source }) => source)];
  return {
    span: from === undefined || to === undefined ? null : { from, to },
    days: rows,
    models: modelsOf(rows, estimated),
    sources: sources.map(([, group]) => ({
      id: group[0]?.source ?? 'focus',
      rows: group.length,
      isBill: isBill(group[0]?.source ?? 'focus'),
    })),
    isMeasured: measuredDays !== null,
    leftOut: bills.flatMap(({ leftOut }) => leftOut),
    notes,
    estimated,
  };
}

type MeasuredRow = ModelKey & { day: string; use: MeasuredUse };

function sumMeasured(days: readonly MeasuredDay[]): Map<string, MeasuredRow> {
  const sums = new Map<string, MeasuredRow>();
  for (const { day, provider, model, requests, tokens, pricedUsd } of days) {
    const key = modelKey(model, provider === null ? null : providerTold(provider), day);
    const id = `${day} ${textOfKey(key)}`;
    const use = { requests, tokens: kindsOfUse(tokens), pricedUsd: pricedUsd === null ? null : usd(pricedUsd) };
    const before = sums.get(id);
    sums.set(id, { ...key, day, use: before ? both(before.use, use) : use });
  }
  return sums;
}

const both = (a: MeasuredUse, b: MeasuredUse): MeasuredUse => ({
  requests: a.requests === null || b.requests === null ? null : a.requests + b.requests,
  tokens: addTokens(a.tokens, b.tokens),
  pricedUsd: a.pricedUsd === null || b.pricedUsd === null ? null : add(a.pricedUsd, b.pricedUsd),
});

/** An instrument's input holds what was read from the cache and written to it. For how long it is written no instrument tells. */
function kindsOfUse({ input, output, cacheRead, cacheWrite }: UsageTokens): BilledTokens {
  return {
    ...(input !== null && { input: Math.max(0, input - (cacheRead ?? 0) - (cacheWrite ?? 0)) }),
    ...(cacheRead !== null && { cacheRead }),
    ...(cacheWrite !== null && { cacheWrite }),
    ...(output !== null && { output }),
  };
}

function compareAll(
  billedDays: readonly BilledDay[],
  measured: Map<string, MeasuredRow> | null,
  own: readonly OwnPrice[],
): Reconciled[] {
  const idOf = (row: ModelKey & { day: string }): string => `${row.day} ${textOfKey(row)}`;
  const billed = new Map(billedDays.map(row => [idOf(row), row]));
  const billedPlaces = new Set(billedDays.map(({ day, provider }) => `${day} ${provider}`));
  const measuredDays = new Set([...(measured?.values() ?? [])].map(({ day }) => day));
  const measuredModels = new Set([...(measured?.values() ?? [])].map(textOfKey));
  const ids = [...new Set([...billed.keys(), ...(measured?.keys() ?? [])])];
  return ids
    .flatMap(id => {
      const [bill, use] = [billed.get(id) ?? null, measured?.get(id) ?? null];
      const row = bill ?? use;
      if (!row) return [];
      const surroundings = {
        measured: measured && { hasDay: measuredDays.has(row.day), hasModel: measuredModels.has(textOfKey(row)) },
        billed: { hasDay: billedPlaces.has(`${row.day} ${row.provider}`) },
        own,
      };
      return {
        day: row.day,
        provider: row.provider,
        model: row.model,
        names: bill ? (bill.model === null ? bill.what : bill.names) : [],
        billed: bill && { usd: bill.usd, tokens: bill.tokens, requests: bill.requests },
        measured: use?.use ?? null,
        ...compareDay(bill, use?.use ?? null, surroundings),
      };
    })
    .toSorted((a, b) =>
      textOfKey(a) === textOfKey(b) ? compareText(a.day, b.day) : compareText(textOfKey(a), textOfKey(b)),
    );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function modelsOf(rows: readonly Reconciled[], estimated: Estimated | null): ReconciledModel[] {
  return [...grouped(rows, textOfKey).values()]
    .flatMap(days => {
      const [first] = days;
      if (!first) return [];
      return {
        provider: first.provider,
        model: first.model,
        names: [...new Set(days.flatMap(({ names }) => names))],
        days: days.filter(({ billed }) => billed !== null).length,
        billed: sumMoney(days.flatMap(({ billed }) => billed?.usd ?? [])),
        priced: pricedOf(days),
        measured: sumMoney(days.flatMap(({ measured }) => measured?.pricedUsd ?? [])),
        estimated: estimated?.models.get(textOfKey(first)) ?? null,
        factor: factorOf(days),
        differences: sumDifferences(days.flatMap(({ differences }) => differences)),
      };
    })
    .toSorted((a, b) => Number((b.billed ?? NO_MONEY) - (a.billed ?? NO_MONEY)));
}

const sumMoney = (amounts: readonly Money[]): Money | null => (amounts.length === 0 ? null : amounts.reduce(add));

function pricedOf(days: readonly Reconciled[]): ReconciledModel['priced'] {
  const all = days.filter(({ billed }) => billed !== null).map(({ priced }) => (priced?.known ? priced.value : null));
  if (all.length === 0 || all.includes(null)) return null;
  return all.reduce<{ low: Money; high: Money | null }>(
    (sum, one) => ({
      low: add(sum.low, one?.low ?? NO_MONEY),
      high: sum.high === null || one === null || one.high === null ? null : add(sum.high, one.high),
    }),
    { low: NO_MONEY, high: NO_MONEY },
  );
}

const LEAST_DAYS = 3;

/** A discount that one has is the same every day. */
function factorOf(days: readonly Reconciled[]): number | null {
  const factors = days.flatMap(({ billed, priced }) => {
    if (
      billed?.usd == null ||
      !priced?.known ||
      priced.value.high !== priced.value.low ||
      priced.value.low === NO_MONEY
    )
      return [];
    return toNumber(billed.usd) / toNumber(priced.value.low);
  });
  const [first] = factors;
  if (first === undefined || factors.length < LEAST_DAYS || Math.abs(first - 1) < 0.002) return null;
  return factors.every(factor => Math.abs(factor / first - 1) < 0.002) ? first : null;
}

/** By kind, the greatest first; what is left is last. */
export function sumDifferences(all: readonly Difference[]): Difference[] {
  const kinds = grouped(all, ({ kind }) => kind);
  return [...kinds]
    .map(([kind, parts]) => ({
      kind: kind as DifferenceKind,
      usd: parts.reduce((sum, part) => add(sum, part.usd), NO_MONEY),
      tokens: parts.every(({ tokens }) => tokens === null)
        ? null
        : parts.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0),
      why: [...new Set(parts.flatMap(({ why }) => why))],
    }))
    .toSorted((a, b) => Number(isLeft(a.kind)) - Number(isLeft(b.kind)) || Number(abs(b.usd) - abs(a.usd)));
}

const isLeft = (kind: DifferenceKind): boolean => kind === 'unexplained' || kind === 'rounding';
const abs = (amount: Money): Money => (amount < 0n ? minus(NO_MONEY, amount) : amount);
