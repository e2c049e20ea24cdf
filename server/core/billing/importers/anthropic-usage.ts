import type { BilledTokens } from '../bill.ts';
import { anthropicService, isLongWindow } from './anthropic.ts';
import { bucketsOf, countIn, dayOf, type Fields, fieldsOf, textOf } from './fields.ts';
import { createLedger, type JsonImporter } from './importer.ts';

/**
 * `GET /v1/organizations/usage_report/messages`: https://platform.claude.com/docs/en/api/admin/usage_report/retrieve_messages (2026-11).
 */
export const anthropicUsage: JsonImporter = {
  id: 'anthropic-usage',
  label: 'Anthropic usage',
  authority: 'usage',
  fits: json => bucketsOf(json, 'starting_at').some(({ results }) => results.some(isUsage)),
  read(json) {
    const ledger = createLedger();
    for (const { start, results } of bucketsOf(json, 'starting_at'))
      for (const result of results.filter(isUsage)) {
        const [day, tokens] = [dayOf(start), tokensOf(result)];
        if (day === null || tokens === null) {
          ledger.leaveOut('no count of tokens, or no day', null);
          continue;
        }
        ledger.add({
          day,
          provider: 'anthropic',
          model: textOf(result['model']),
          usd: null,
          tokens,
          requests: null,
          service: anthropicService(result['service_tier']),
          isLong: isLongWindow(result['context_window']),
          what: 'messages',
          source: 'anthropic-usage',
        });
      }
    return ledger.close();
  },
};

const isUsage = (result: Fields): boolean => 'uncached_input_tokens' in result;

function tokensOf(result: Fields): BilledTokens | null {
  const creation = fieldsOf(result['cache_creation']);
  const counts = {
    input: countIn(result['uncached_input_tokens']),
    cacheRead: countIn(result['cache_read_input_tokens']),
    cacheWrite: countIn(creation['ephemeral_5m_input_tokens']),
    cacheWrite1h: countIn(creation['ephemeral_1h_input_tokens']),
    output: countIn(result['output_tokens']),
  };
  if (counts.input === null || counts.output === null) return null;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== null));
}
