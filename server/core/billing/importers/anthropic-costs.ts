import { share, usd } from '../../../../pricing/money.ts';
import type { BilledRow } from '../bill.ts';
import { anthropicService, isLongWindow } from './anthropic.ts';
import { bucketsOf, dayOf, type Fields, numberOf, textOf } from './fields.ts';
import { createLedger, type JsonImporter } from './importer.ts';

/**
 * `GET /v1/organizations/cost_report`: https://platform.claude.com/docs/en/api/admin/cost_report/retrieve (2026-11). `amount` is cents as a
 * decimal text: `"123.45"` is $1.23. Only `group_by[]=description` tells the model; what the Priority Tier costs is never in it.
 */
export const anthropicCosts: JsonImporter = {
  id: 'anthropic-costs',
  label: 'Anthropic costs',
  authority: 'bill',
  fits: json => bucketsOf(json, 'starting_at').some(({ results }) => results.some(isCost)),
  read(json) {
    const ledger = createLedger();
    for (const { start, results } of bucketsOf(json, 'starting_at'))
      for (const result of results.filter(isCost)) {
        const [day, cents, currency] = [dayOf(start), numberOf(result['amount']), textOf(result['currency'])];
        if (day === null || cents === null) ledger.leaveOut('no amount, or no day', null);
        else if (currency?.toUpperCase() !== 'USD')
          ledger.leaveOut(`billed in ${currency ?? 'no currency'}: not converted`, null);
        else ledger.add({ ...lineOf(result), day, usd: share(usd(cents), 0.01) });
      }
    return ledger.close();
  },
};

const isCost = (result: Fields): boolean => typeof result['amount'] === 'string' && 'currency' in result;

const lineOf = (result: Fields): Omit<BilledRow, 'day' | 'usd'> => ({
  provider: 'anthropic',
  model: textOf(result['model']),
  tokens: null,
  requests: null,
  service: anthropicService(result['service_tier']),
  isLong: isLongWindow(result['context_window']),
  what: textOf(result['description']) ?? 'all line items in one amount',
  source: 'anthropic-costs',
});
