import { usd } from '../../../../pricing/money.ts';
import { countIn, dayOf, fieldsOf, isFields, listOf, numberOf, textOf } from './fields.ts';
import { createLedger, type JsonImporter } from './importer.ts';

/**
 * `GET /global/spend/report` by team, customer or key: https://docs.litellm.ai/docs/proxy/cost_tracking#-enterprise-generate-spend-reports.
 * With `api_key` or `internal_user_id` it tells no days.
 */
export const litellmReport: JsonImporter = {
  id: 'litellm-report',
  label: 'LiteLLM spend report',
  authority: 'gateway',
  fits: json =>
    listOf(json).some(
      one => isFields(one) && ('group_by_day' in one || ('model_details' in one && 'total_cost' in one)),
    ),
  read(json) {
    const ledger = createLedger();
    for (const one of listOf(json).filter(isFields)) {
      const day = dayOf(one['group_by_day']);
      if (day === null) {
        const total = numberOf(one['total_cost']);
        ledger.leaveOut('without a day: ask for the report by team', total === null ? null : usd(total));
        continue;
      }
      const groups = Object.values(one).filter(Array.isArray).flat();
      for (const row of groups.flatMap(group => listOf(fieldsOf(group)['metadata'])).filter(isFields)) {
        const [spend, total] = [numberOf(row['spend']), countIn(row['total_tokens'])];
        if (spend === null) ledger.leaveOut('without an amount', null);
        else
          ledger.add({
            day,
            provider: null,
            model: textOf(row['model']),
            usd: usd(spend),
            tokens: total === null ? null : { unsplit: total },
            requests: null,
            service: null,
            isLong: null,
            what: 'requests of a day',
            source: 'litellm-report',
          });
      }
    }
    return ledger.close();
  },
};
