import { toNumber } from '../../pricing/money.ts';
import { catalogue } from '../../pricing/catalogue.ts';
import type { Difference } from '../core/billing/differences.ts';
import type { Reconciliation } from '../core/billing/reconcile.ts';

/** The same for programs. US dollars; what is not known is null. Differences add up to `billed` less what it is held against. */
export function writeReconciliationJson(found: Reconciliation): string {
  const { source, asOf } = catalogue();
  const models = found.models.map(({ differences, estimated, ...model }) => ({
    ...model,
    estimatedPerDay: estimated,
    differences: differences.map(differenceJson),
  }));
  const days = found.days.map(({ priced, differences, ...day }) => ({
    ...day,
    priced: priced?.known ? priced.value : null,
    whyNotPriced: priced && !priced.known ? priced.why : null,
    differences: differences.map(differenceJson),
  }));
  const code = found.estimated && {
    models: [...found.estimated.named].toSorted(),
    openCalls: found.estimated.open,
    callsWithVolume: found.estimated.withVolume,
    callsWithoutVolume: found.estimated.withoutVolume,
  };
  const { span, sources, isMeasured, leftOut, notes } = found;
  const all = { version: 1, span, sources, isMeasured, models, days, code, leftOut, notes, prices: { source, asOf } };
  return `${JSON.stringify(all, (_, value: unknown) => (typeof value === 'bigint' ? toNumber(value as Parameters<typeof toNumber>[0]) : value), 2)}\n`;
}

const differenceJson = ({ kind, usd, tokens, why }: Difference): object => ({ kind, usd, tokens, why });
