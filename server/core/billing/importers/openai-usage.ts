import type { Service } from '../../../../pricing/facts/service-tiers.ts';
import type { BilledTokens } from '../bill.ts';
import { bucketsOf, countIn, dayOf, type Fields, textOf } from './fields.ts';
import { createLedger, type JsonImporter } from './importer.ts';

/**
 * `GET /v1/organization/usage/completions` and `/embeddings`, as `UsageCompletionsResult` and `UsageEmbeddingsResult` have them:
 * https://github.com/openai/openai-openapi/blob/master/openapi.yaml (2026-08-21),
 * https://platform.openai.com/docs/api-reference/usage/completions.
 */
export const openaiUsage: JsonImporter = {
  id: 'openai-usage',
  label: 'OpenAI usage',
  authority: 'usage',
  fits: json => bucketsOf(json, 'start_time').some(({ results }) => results.some(isUsage)),
  read(json) {
    const ledger = createLedger();
    for (const { start, results } of bucketsOf(json, 'start_time'))
      for (const result of results.filter(isUsage)) {
        const day = dayOf(start);
        const tokens = result['object'] === EMBEDDINGS ? tokensOfEmbeddings(result) : tokensOf(result);
        if (day === null || tokens === null) {
          ledger.leaveOut('no count of tokens, or no day', null);
          continue;
        }
        ledger.add({
          day,
          provider: 'openai',
          model: textOf(result['model']),
          usd: null,
          tokens,
          requests: countIn(result['num_model_requests']),
          service: serviceOf(result),
          isLong: null,
          what: result['object'] === EMBEDDINGS ? 'embeddings' : 'completions',
          source: 'openai-usage',
        });
      }
    return ledger.close();
  },
};

const COMPLETIONS = 'organization.usage.completions.result';
const EMBEDDINGS = 'organization.usage.embeddings.result';
const isUsage = ({ object }: Fields): boolean => object === COMPLETIONS || object === EMBEDDINGS;

function tokensOfEmbeddings(result: Fields): BilledTokens | null {
  const input = countIn(result['input_tokens']);
  return input === null ? null : { input, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 0, output: 0 };
}

/** `input_tokens` holds what was read from the cache and written to it. */
function tokensOf(result: Fields): BilledTokens | null {
  const count = (name: string): number | null => countIn(result[name]);
  const [input, output] = [count('input_tokens'), count('output_tokens')];
  if (input === null || output === null) return null;
  const [text, textOut] = [count('input_text_tokens'), count('output_text_tokens')];
  const write = count('input_cache_write_tokens');
  const cacheWrite = write === null ? {} : { cacheWrite: write, cacheWrite1h: 0 };
  if (text !== null && textOut !== null) {
    const cacheRead = count('input_cached_text_tokens') ?? 0;
    const media = input - text - cacheRead - (write ?? 0) + output - textOut;
    return { input: text, cacheRead, ...cacheWrite, output: textOut, ...(media > 0 && { media }) };
  }
  // Reports of before these fields: `input_tokens` is of text alone, sound beside it.
  const cached = count('input_cached_tokens');
  const media = (count('input_audio_tokens') ?? 0) + (count('output_audio_tokens') ?? 0);
  return {
    input: Math.max(0, input - (cached ?? 0) - (write ?? 0)),
    ...(cached !== null && { cacheRead: cached }),
    ...cacheWrite,
    output,
    ...(media > 0 && { media }),
  };
}

/** `default` is the list price. Where it is not told it may be any. */
function serviceOf({ batch, service_tier: tier }: Fields): Service | null {
  if (batch === true) return 'batch';
  const told = textOf(tier)?.toLowerCase();
  return told === undefined ? null : (TIERS.get(told) ?? null);
}

const TIERS: ReadonlyMap<string, Service> = new Map([
  ['default', 'standard'],
  ['standard', 'standard'],
  ['flex', 'flex'],
  ['priority', 'priority'],
  ['batch', 'batch'],
  ['scale', 'reserved'],
]);
