import type { Reading } from '../../core/signals/model.ts';
import type { Detection } from './detect.ts';
import { askedFor, readTotal, type SourceOf } from './measure.ts';

/** What a vocabulary says was spent an hour, over some windows. */
export interface Spend {
  vocabulary: string;
  readings: readonly Reading[];
}

/** Spend over longer windows than signals have: what budgets are held against. */
export async function readSpend(
  of: Omit<SourceOf, 'found'>,
  { found, skewMs }: Detection,
  asked: { now: number; windowsMs: readonly number[] },
  signal: AbortSignal,
): Promise<Spend[]> {
  const to = asked.now + skewMs;
  const paid = found.filter(({ vocabulary }) => vocabulary.prometheus.signals.spend !== undefined);
  return Promise.all(
    paid.map(async one => {
      const readings = asked.windowsMs.map(async windowMs => {
        const query = askedFor('spend', { ...of, found: one }, { from: to - windowMs, to });
        return query ? [await readTotal(of.client, query, signal)] : [];
      });
      return { vocabulary: one.vocabulary.id, readings: (await Promise.all(readings)).flat() };
    }),
  );
}
