import { providerTold } from '../../signals/spans.ts';
import type { BilledTokens } from '../bill.ts';
import { countIn, type Fields, textOf } from './fields.ts';

/** Words that LiteLLM's answers share. What it calls spend it reckons itself: no bill. */

/** Null where it is not told, or LiteLLM does not know. */
export const providerIn = (value: unknown): string | null => {
  const told = textOf(value);
  return told === null ? null : providerTold(told);
};

/** `prompt_tokens` holds what was read from the provider's cache and written to it, whoever the provider is. */
export function tokensIn(counts: Fields, cache: Fields): BilledTokens | null {
  const [prompt, completion] = [countIn(counts['prompt_tokens']), countIn(counts['completion_tokens'])];
  if (prompt === null || completion === null) {
    const total = countIn(counts['total_tokens']);
    return total === null ? null : { unsplit: total };
  }
  const [read, write] = [countIn(cache['cache_read_input_tokens']), countIn(cache['cache_creation_input_tokens'])];
  return {
    input: Math.max(0, prompt - (read ?? 0) - (write ?? 0)),
    ...(read !== null && { cacheRead: read }),
    // For how long is not told: five minutes is what is written if nothing else is asked for.
    ...(write !== null && { cacheWrite: write, cacheWrite1h: 0 }),
    output: completion,
  };
}
