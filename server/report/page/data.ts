import type { Currency } from '../../../pricing/own.ts';
import type { Amount, Tokens } from '../../core/model.ts';

/** What the page's script is told beside the page itself. Money crosses as text: JSON has no such numbers. */
export interface PageData {
  currency: Currency | null;
  /** A row of a table each, which has its number. */
  calls: PageCall[];
}

export interface PageCall {
  file: string;
  /** Tests, examples, vendored code. */
  aside: boolean;
  input: Pick<Tokens, 'min' | 'max' | 'exactness'>;
  /** Null where there is no price. */
  cost: TextAmount | null;
  month: TextAmount | null;
  standing: 'priced' | 'lower bound' | 'unknown';
  /** Where an editor opens it: which of its folders, the file in there, line and column from 0. */
  at: [folder: number, file: string, line: number, character: number];
}

export type TextAmount = Omit<Amount, 'low' | 'high'> & { low: string; high: string | null };
