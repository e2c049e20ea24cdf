import { usd } from '../../../../pricing/money.ts';
import { countIn, dayOf, type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from './fields.ts';
import { createLedger, type JsonImporter } from './importer.ts';
import { tokensIn } from './litellm.ts';

/** `GET /user/daily/activity`: https://docs.litellm.ai/docs/proxy/cost_tracking#daily-spend-breakdown-api. */
export const litellmActivity: JsonImporter = {
  id: 'litellm-activity',
  label: 'LiteLLM daily activity',
  authority: 'gateway',
  fits: json => daysOf(json).length > 0,
  read(json) {
    const ledger = createLedger();
    for (const one of daysOf(json)) {
      const day = dayOf(one['date']);
      for (const [model, told] of Object.entries(fieldsOf(fieldsOf(one['breakdown'])['models']))) {
        // Proxies of before 2025-05 have the numbers at the model itself.
        const metrics = fieldsOf(fieldsOf(told)['metrics'] ?? told);
        const spend = numberOf(metrics['spend']);
        if (day === null || spend === null) ledger.leaveOut('without a day, or an amount', null);
        else
          ledger.add({
            day,
            provider: null,
            model: textOf(model),
            usd: usd(spend),
            tokens: tokensIn(metrics, metrics),
            requests: countIn(metrics['successful_requests']) ?? countIn(metrics['api_requests']),
            service: null,
            isLong: null,
            what: 'requests of a day',
            source: 'litellm-activity',
          });
      }
    }
    return ledger.close();
  },
};

/** Of a page, or of a list of pages. */
const daysOf = (json: unknown): Fields[] =>
  Array.isArray(json)
    ? json.flatMap(daysOf)
    : listOf(fieldsOf(json)['results'])
        .filter(isFields)
        .filter(one => 'date' in one && 'breakdown' in one);
