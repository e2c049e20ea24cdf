import { cacheMinimumOf } from '../../../pricing/facts/index.ts';
import type { Price, TokenRates } from '../../../pricing/price.ts';
import type {
  CachedPrefix,
  CallSite,
  CostLine,
  InputTokens,
  Part,
  PricedLines,
  Prompt,
  PromptCache,
} from '../model.ts';
import { type Counted, costOfLines, prefixLines, type RateRange } from './lines.ts';

/** What a provider's cache makes of a call. That it is found there is never assumed: both prices are told. */

/** A call, as far as a cache is concerned. */
export interface Cacheable extends Counted {
  prompt: Prompt;
  cached: CallSite['cached'];
  count: (prompt: Prompt) => InputTokens;
}

type Prefix = { tokens: InputTokens; keptFor: CachedPrefix['keptFor'] | null };

/** Null where nothing is marked and nothing is surely kept, or reading from the cache has no price. */
export function cacheOf(
  price: Price,
  rates: RateRange,
  call: Cacheable,
  bounded: (lines: CostLine[]) => CostLine[],
): PromptCache | null {
  if (price.cacheReadPerMtok === null || (call.kind !== 'chat' && call.kind !== 'agent')) return null;
  const minimum = cacheMinimumOf(price);
  const how = minimum?.isAutomatic ? 'automatic' : 'marked';
  if (how === 'automatic' && call.input.min < (minimum?.tokens ?? 0)) return null;
  const prefix = how === 'automatic' ? inBlocks(fixedPrefix(call), minimum?.block ?? 1) : markedPrefix(call);
  if (!prefix) return null;
  const isKept = minimum === null ? null : reaches(prefix.tokens, minimum.tokens);
  if (how === 'automatic' && isKept !== true) return null;
  const priced = (label: string, rate: keyof TokenRates): PricedLines => {
    const lines = bounded(prefixLines(call, rates, { label, rate, prefix: prefix.tokens }));
    return { cost: costOfLines(lines), lines };
  };
  const first = (): PricedLines => priced(...writing(price, prefix.keptFor));
  const { min, max, exactness } = prefix.tokens;
  return {
    how,
    prefix: { min, max, exactness },
    minimum: minimum && { tokens: minimum.tokens, source: minimum.source, asOf: minimum.asOf },
    isKept,
    keptFor: prefix.keptFor,
    prices:
      isKept === false
        ? null
        : {
            // Of models that take something for writing, no page says whether a prompt that nothing marks is written.
            first: how === 'automatic' && price.cacheWritePerMtok !== null ? null : first(),
            later: priced('input read from cache', 'cacheReadPerMtok'),
          },
  };
}

/** As much of it as fills whole blocks. */
function inBlocks(prefix: Prefix | null, block: number): Prefix | null {
  if (!prefix) return null;
  const whole = (count: number): number => count - (count % block);
  const { tokens } = prefix;
  const max = tokens.max === null ? null : whole(tokens.max);
  return { ...prefix, tokens: { ...tokens, min: whole(tokens.min), max } };
}

/** Some providers take nothing for writing. */
function writing(price: Price, keptFor: Prefix['keptFor']): [label: string, rate: keyof TokenRates] {
  if (keptFor === '1h') return ['input written to cache for 1 hour', 'cacheWrite1hPerMtok'];
  if (price.cacheWritePerMtok === null) return ['input that is kept', 'inputPerMtok'];
  return [`input written to cache${keptFor === '5m' ? ' for 5 minutes' : ''}`, 'cacheWritePerMtok'];
}

/** By what will be billed, where that is known as a range: an estimate near the minimum decides nothing. */
function reaches({ min, max, billed }: InputTokens, minimum: number): boolean | null {
  const [least, most] = billed ? [billed.min, billed.max] : [min, max];
  if (least >= minimum) return true;
  return most !== null && most < minimum ? false : null;
}

/** Of several marks the last one whose text is the same in each call: one that holds what changes finds nothing. */
function markedPrefix({ cached = [], count }: Cacheable): Prefix | null {
  const prefixes = cached.map(({ prompt, keptFor }) => ({ tokens: count(prompt), keptFor }));
  return prefixes.findLast(({ tokens }) => tokens.max !== null) ?? prefixes.at(-1) ?? null;
}

/** What each call begins with: all up to the first thing that is decided at run time. */
function fixedPrefix({ prompt, count }: Cacheable): Prefix | null {
  const { attachments, open } = prompt;
  if (attachments.some(({ json }) => !json.known)) return null;
  const messages: Prompt['messages'] = [];
  for (const message of prompt.messages) {
    const fixed = beginningOf(message.parts);
    if (fixed.length > 0) messages.push({ ...message, parts: fixed });
    // A history may stand behind any message but the system's.
    if (fixed.length < message.parts.length || open.length > 0) break;
  }
  const isFirstOpen = open.length > 0 && messages[0]?.role !== 'system';
  if (messages.length === 0 || isFirstOpen) return null;
  return { tokens: count({ ...prompt, messages, open: [] }), keptFor: null };
}

function beginningOf(parts: readonly Part[]): Part[] {
  const end = parts.findIndex(part => !isFixed(part));
  return end < 0 ? [...parts] : parts.slice(0, end);
}

const isFixed = (part: Part): boolean =>
  part.kind === 'text' || (part.kind === 'repeat' && part.count.known && part.parts.every(isFixed));
