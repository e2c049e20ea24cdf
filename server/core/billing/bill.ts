import type { Service } from '../../../pricing/facts/service-tiers.ts';
import type { Money } from '../../../pricing/money.ts';

/** What was billed, as far as a bill or a report of use says it. */

/**
 * Kinds of tokens that a bill tells apart. None holds tokens of another. `input` is all input that is told under no other kind;
 * `media` is sound and pictures, which have prices of their own; `unsplit` is input and output in one number.
 */
export type TokenKind = 'input' | 'cacheRead' | 'cacheWrite' | 'cacheWrite1h' | 'output' | 'media' | 'unsplit';

/** A kind that is not there is not told, which is no zero. */
export type BilledTokens = Readonly<Partial<Record<TokenKind, number>>>;

/** A line of a bill, or several that say the same of one day. */
export interface BilledRow {
  /** UTC, ISO date. */
  day: string;
  /** The catalogue's id, or as the bill names it; null where it does not say. */
  provider: string | null;
  /** As the bill spells it; null where it does not say. */
  model: string | null;
  /** Null: a report of use, which tells no money. */
  usd: Money | null;
  tokens: BilledTokens | null;
  requests: number | null;
  /** Null: not told. */
  service: Service | null;
  /** Whether the prompts were so long that they have another price; null: not told. */
  isLong: boolean | null;
  /** The line item in words. */
  what: string;
  source: SourceId;
}

export type SourceId =
  | 'openai-costs'
  | 'anthropic-costs'
  | 'focus'
  | 'openai-usage'
  | 'anthropic-usage'
  | 'litellm-activity'
  | 'litellm-logs'
  | 'litellm-report';

/** What stands in a file and is in no row, so that no sum is taken for more than it is. */
export interface LeftOut {
  why: string;
  count: number;
  /** Null where it tells no US dollars. */
  usd: Money | null;
}

/** What one file says. */
export interface Imported {
  rows: BilledRow[];
  leftOut: LeftOut[];
}

/** A line that tells one kind of tokens has none of the others: these stand in lines of their own. */
export const onlyOf = (kind: Exclude<TokenKind, 'unsplit'>, count: number): BilledTokens => ({
  ...NONE,
  [kind]: count,
});

const NONE: BilledTokens = { input: 0, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 0, output: 0 };

/** Both together. What only one of them tells of its cache is of the sum a part of the input that is not told apart. */
export function addTokens(a: BilledTokens, b: BilledTokens): BilledTokens {
  const sum = new Map<TokenKind, number>();
  for (const kind of new Set([...kindsOf(a), ...kindsOf(b)])) {
    const to = CACHED.has(kind) && !(kind in a && kind in b) ? 'input' : kind;
    sum.set(to, (sum.get(to) ?? 0) + (a[kind] ?? 0) + (b[kind] ?? 0));
  }
  return Object.fromEntries(sum);
}

const CACHED: ReadonlySet<TokenKind> = new Set(['cacheRead', 'cacheWrite', 'cacheWrite1h']);
export const kindsOf = (tokens: BilledTokens): TokenKind[] => Object.keys(tokens) as TokenKind[];

/** All of them, of whatever kind. */
export const countOf = (tokens: BilledTokens): number =>
  Object.values(tokens).reduce((all, count) => all + (count ?? 0), 0);
