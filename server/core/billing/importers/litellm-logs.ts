import { usd } from '../../../../pricing/money.ts';
import type { BilledRow } from '../bill.ts';
import { dayOf, type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from './fields.ts';
import { createLedger, type JsonImporter } from './importer.ts';
import { providerIn, tokensIn } from './litellm.ts';

/**
 * `GET /spend/logs`: of each request (`summarize=false`), or of each day by model (`summarize=true`, the default):
 * https://docs.litellm.ai/docs/proxy/cost_tracking, rows as `LiteLLM_SpendLogs` has them.
 */
export const litellmLogs: JsonImporter = {
  id: 'litellm-logs',
  label: 'LiteLLM spend logs',
  authority: 'gateway',
  fits: json => listOf(json).some(one => isFields(one) && (isRequest(one) || isDay(one))),
  read(json) {
    const ledger = createLedger();
    for (const one of listOf(json).filter(isFields)) {
      const day = dayOf(one['startTime']);
      if (isDay(one) && day !== null) for (const row of rowsOfDay(one, day)) ledger.add(row);
      else if (isRequest(one)) {
        const row = day === null ? null : rowOf(one, day);
        if (row === null) ledger.leaveOut('without a day, or an amount', null);
        else if (textOf(one['cache_hit'])?.toLowerCase() === 'true')
          ledger.leaveOut("requests that were answered from LiteLLM's own cache", null);
        else ledger.add(row);
      }
    }
    return ledger.close();
  },
};

const isRequest = (one: Fields): boolean => 'startTime' in one && 'spend' in one && 'call_type' in one;
const isDay = (one: Fields): boolean => 'startTime' in one && 'spend' in one && isFields(one['models']);

function rowOf(one: Fields, day: string): BilledRow | null {
  const spend = numberOf(one['spend']);
  if (spend === null) return null;
  const cache = fieldsOf(fieldsOf(metadataOf(one['metadata']))['additional_usage_values']);
  return {
    day,
    provider: providerIn(one['custom_llm_provider']),
    model: textOf(one['model']),
    usd: usd(spend),
    tokens: tokensIn(one, cache),
    requests: 1,
    service: null,
    isLong: null,
    what: textOf(one['call_type']) ?? 'request',
    source: 'litellm-logs',
  };
}

/** An object, or the text of one. */
function metadataOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return {}; // then it tells nothing of a cache
  }
}

const rowsOfDay = (one: Fields, day: string): BilledRow[] =>
  Object.entries(fieldsOf(one['models'])).flatMap(([model, spend]) => {
    const amount = numberOf(spend);
    if (amount === null) return [];
    return {
      day,
      provider: null,
      model: textOf(model),
      usd: usd(amount),
      tokens: null,
      requests: null,
      service: null,
      isLong: null,
      what: 'requests of a day',
      source: 'litellm-logs',
    };
  });
