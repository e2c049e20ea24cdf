import { type Catalogue, catalogue, providerOf } from '../../../../pricing/catalogue.ts';
import type { Service } from '../../../../pricing/facts/service-tiers.ts';
import type { TokenKind } from '../bill.ts';

/**
 * What clouds call a meter of tokens: `USE1-Claude4.6Sonnet-cache-read-input-token-count-cross-region-global`
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/cost-mgmt-understanding-cur-data.html), `gpt 4o 1120 cached Inp glbl Tokens`
 * (https://prices.azure.com/api/retail/prices), `Gemini 2.5 Flash Text Output - Predictions` (https://cloud.google.com/skus).
 */
export interface Meter {
  /** The catalogue's id if the words are those of one model and no other; else the words that are left. */
  model: string | null;
  kind: TokenKind | null;
  service: Service;
}

export function readMeter(text: string, provider: string): Meter {
  // A bill has a few hundred of them, on millions of lines.
  if (read.of !== catalogue() || read.meters.size >= MOST) read = { of: catalogue(), meters: new Map() };
  const key = `${provider}\n${text}`;
  const meter = read.meters.get(key) ?? meterOf(text, provider);
  read.meters.set(key, meter);
  return meter;
}

const MOST = 10_000;
let read: { of: Catalogue | null; meters: Map<string, Meter> } = { of: null, meters: new Map() };

function meterOf(text: string, provider: string): Meter {
  const kind = kindOf(text);
  // A grounded or tuned answer, capacity by the hour, storage: none of them is a model's price by the token.
  return { model: kind === null ? null : modelOf(text, provider), kind, service: serviceOf(text) };
}

/** Tokens of a cache are input too: their words go first. */
const KINDS: readonly [RegExp, TokenKind][] = [
  [/\b(?:audio|image|video|speech|aud|img)\b/i, 'media'],
  [/cache[- ]?write.*(?:1[- ]?h(?:ou)?r?|ttl-?1h)\b/i, 'cacheWrite1h'],
  [/cache[- ]?(?:writes?|creation)/i, 'cacheWrite'],
  [/cache[- ]?(?:reads?|hits?)|\b(?:cached?|cchd|caching)\b/i, 'cacheRead'],
  [/\b(?:output|outp|outpt|opt|response|completion)\b/i, 'output'],
  [/\b(?:input|inp|inpt|prompt)\b/i, 'input'],
];

const kindOf = (text: string): TokenKind | null =>
  /storage|provisioned|hosting|training|fine[- ]?tun|grounding/i.test(text)
    ? null
    : (KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? null);

const serviceOf = (text: string): Service => {
  const [word] = /\b(?:batch|flex|priority)\b/i.exec(text) ?? [];
  return (word?.toLowerCase() as Service | undefined) ?? 'standard';
};

/** Words of a meter that say nothing of the model. */
const OTHER_WORDS = new Set(
  (
    'input inp inpt prompt output outp outpt opt response completion cache cached cchd caching read reads hit hits write writes creation ' +
    'token tokens count text predictions prediction thinking ga gbl gl glbl global regnl rgnl regional dz dzone data zone cross region geo ' +
    'batch flex priority standard std mantle on demand 1h 5m hour 1k 1m k m units unit pp api short long context'
  ).split(' '),
);

function modelOf(text: string, provider: string): string | null {
  const [, spelled] = /(?:^|-)((?:[a-z\d]+\.)[a-z][\w.-]*?)-mantle-/.exec(text) ?? [];
  if (spelled !== undefined) return spelled;
  const bare = text.replace(/^[A-Z]{2,4}\d?-(?=[A-Za-z])/, '').replace(/\b1[km]\b/i, '');
  const [name = [], apart = []] = [bare, bare.replace(/([a-z])(?=[A-Z])/g, '$1 ')].map(spelling =>
    wordsOf(spelling).filter(word => !OTHER_WORDS.has(word)),
  );
  if (name.length === 0) return null;
  const isGlobal = /cross-region-global/.test(text);
  const spellings = [name, apart, undated(name), undated(apart)];
  return spellings.map(words => catalogued(words, provider, isGlobal)).find(id => id !== null) ?? name.join(' ');
}

/** The one model whose name has these words in any order, and no other; a date in its name may be left out. */
function catalogued(words: readonly string[], provider: string, isGlobal: boolean): string | null {
  const key = keyOf(words);
  const ids = idsOf(provider).map(id => ({ id, own: wordsOf(bareId(id)) }));
  const exact = ids.filter(({ own }) => keyOf(own) === key);
  const found = exact.length > 0 ? exact : ids.filter(({ own }) => keyOf(undated(own)) === key);
  const placed = found.filter(({ id }) => id.startsWith(isGlobal ? 'global.' : 'regional.'));
  const [only, ...others] = placed.length > 0 ? placed : found;
  return only !== undefined && others.length === 0 ? only.id : null;
}

function idsOf(provider: string): string[] {
  const { models = [], fallback_model_providers: others = [] } = providerOf(provider) ?? {};
  return [...models, ...others.flatMap(other => providerOf(other)?.models ?? [])].map(({ id }) => id);
}

/** `regional.anthropic.claude-sonnet-4-6-v1:0` is `claude-sonnet-4-6`. */
const bareId = (id: string): string =>
  id
    .replace(/^(?:global|regional)\./, '')
    .replace(/^[a-z\d]+\.(?=[a-z])/, '')
    .replace(/(?:-v?\d+)?:\d+$|-v\d+$/, '');

/** `Claude4.6Sonnet` is `claude 4 6 sonnet`, `4o` is `4 o`. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/\b(20\d\d)-(\d\d)-(\d\d)\b/, '$1$2$3')
    .match(/[a-z]+|\d+/g) ?? [];

const undated = (words: readonly string[]): string[] => {
  const date = /^(?:20\d{6}|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))$/;
  return words.filter(word => !date.test(word));
};

const keyOf = (words: readonly string[]): string => words.toSorted().join(' ');

/** How many tokens an amount of this unit is: `Tokens`, `1000 Tokens`, `1K tokens`, `1M Tokens`. Null: another unit, or none that is told. */
export function tokensPer(unit: string): number | null {
  const found = /^(?<count>[\d,.]+)?\s*(?<factor>k|m|thousand|million)?\s*tokens?$/i.exec(unit.trim());
  if (!found) return null;
  const { count = '1', factor = '' } = found.groups ?? {};
  const number = Number(count.replaceAll(',', '')) * (FACTORS.get(factor.toLowerCase()) ?? 1);
  return Number.isFinite(number) && number > 0 ? number : null;
}

const FACTORS: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['million', 1e6],
]);
