import { add, type Money } from '../../../../pricing/money.ts';
import { addTokens, type BilledRow, type Imported, type LeftOut, type SourceId } from '../bill.ts';

/** Reads what one service says of use or money. */
export interface Importer {
  id: SourceId;
  /** For a reader: `OpenAI costs`. */
  label: string;
  /**
   * `bill`: money that is paid; `usage`: tokens as the provider counted them; `gateway`: what one that stands between reckons. Of one
   * day and provider the first has the word on money, the second on tokens.
   */
  authority: 'bill' | 'usage' | 'gateway';
}

/** Of a JSON document. */
export interface JsonImporter extends Importer {
  /** By its content alone. */
  fits(json: unknown): boolean;
  read(json: unknown): Imported;
}

/** Of a table: CSV or Parquet. */
export interface TableImporter extends Importer {
  /** A table of this shape has all of them. */
  columns: readonly string[];
  /** What else it looks at, where it is there. */
  also: readonly string[];
  /** Takes lines as they come: a table may be larger than memory. */
  open(): { take(line: Line): void; close(): Imported };
}

/** Cells by their columns' names; empty and missing ones are not there. */
export type Line = Readonly<Record<string, string | undefined>>;

/** Adds up what comes in, so that a file of millions of lines is kept as a few rows a day. */
export function createLedger(): {
  add(row: BilledRow): void;
  leaveOut(why: string, usd: Money | null): void;
  close(): Imported;
} {
  const rows = new Map<string, BilledRow>();
  const leftOut = new Map<string, LeftOut>();
  return {
    add(row) {
      const key = JSON.stringify([
        row.day,
        row.provider,
        row.model,
        row.service,
        row.isLong,
        row.what,
        row.usd === null,
        row.tokens && Object.keys(row.tokens).toSorted(),
      ]);
      const before = rows.get(key);
      rows.set(key, before ? merged(before, row) : row);
    },
    leaveOut(why, usd) {
      const before = leftOut.get(why);
      const money = before && before.usd !== null && usd !== null ? add(before.usd, usd) : (usd ?? before?.usd ?? null);
      leftOut.set(why, { why, count: (before?.count ?? 0) + 1, usd: money });
    },
    close: () => ({ rows: [...rows.values()], leftOut: [...leftOut.values()] }),
  };
}

const merged = (a: BilledRow, b: BilledRow): BilledRow => ({
  ...a,
  usd: a.usd === null || b.usd === null ? null : add(a.usd, b.usd),
  tokens: a.tokens && b.tokens && addTokens(a.tokens, b.tokens),
  requests: a.requests === null || b.requests === null ? null : a.requests + b.requests,
});
