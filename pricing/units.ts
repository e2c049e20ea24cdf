import type { ModelPrice } from '@pydantic/genai-prices';
import { type Money, usd, usdPerMillion } from './money.ts';

/** What a price is for. The catalogue's key, in a reader's words. */
export interface Unit {
  key: string;
  label: string;
  /** What one price buys: a million tokens, a thousand searches. */
  per: string;
  isTokens: boolean;
  /** Of sound, pictures or pages. */
  isOfMedia: boolean;
}

const isOfMedia = (key: string): boolean => /audio|image|video|pages/.test(key);
const tokens = (key: string, label: string): Unit => ({
  key,
  label,
  per: 'million tokens',
  isTokens: true,
  isOfMedia: isOfMedia(key),
});
const other = (key: string, label: string, per: string): Unit => ({
  key,
  label,
  per,
  isTokens: false,
  isOfMedia: isOfMedia(key),
});

/** https://github.com/pydantic/genai-prices/blob/main/prices/units.yml. A unit that is not here is named, never priced. */
export const UNITS: readonly Unit[] = [
  tokens('input_mtok', 'input'),
  tokens('cache_read_mtok', 'input read from cache'),
  tokens('cache_write_mtok', 'input written to cache'),
  tokens('cache_write_5m_mtok', 'input written to cache for 5 minutes'),
  tokens('cache_write_1h_mtok', 'input written to cache for 1 hour'),
  tokens('output_mtok', 'output'),
  tokens('output_reasoning_mtok', 'reasoning'),
  tokens('output_citation_mtok', 'citations'),
  tokens('input_audio_mtok', 'audio input'),
  tokens('cache_audio_read_mtok', 'audio read from cache'),
  tokens('output_audio_mtok', 'audio output'),
  tokens('input_image_mtok', 'image input'),
  tokens('cache_image_read_mtok', 'images read from cache'),
  tokens('output_image_mtok', 'image output'),
  tokens('input_video_mtok', 'video input'),
  tokens('output_video_mtok', 'video output'),
  other('audio_hours', 'audio', 'hour'),
  other('input_audio_hours', 'audio input', 'hour'),
  other('requests_kcount', 'requests', '1,000 requests'),
  other('web_searches_kcount', 'web search', '1,000 searches'),
  other('storage_searches_kcount', 'file search', '1,000 searches'),
  other('input_document_kpages', 'pages read', '1,000 pages'),
  other('input_annotated_document_kpages', 'pages read and annotated', '1,000 pages'),
  other('input_text_messages_kcount', 'text messages', '1,000 messages'),
];

/** One unit's price, and the prices of longer prompts. */
export interface UnitPrice {
  unit: Unit;
  rate: Money;
  /** `above` is a number of tokens of input; the rate is for all tokens of such a call. */
  tiers: { above: number; rate: Money }[];
}

/** What a model takes; `unread` are keys that mean nothing to us. */
interface UnitPrices {
  units: UnitPrice[];
  unread: string[];
}

const read = new WeakMap<ModelPrice, UnitPrices>();

/** All that the catalogue says a model takes. */
export function unitPrices(prices: ModelPrice): UnitPrices {
  const known = read.get(prices) ?? readPrices(prices);
  read.set(prices, known);
  return known;
}

function readPrices(prices: ModelPrice): UnitPrices {
  const units = UNITS.flatMap(unit => {
    const price = prices[unit.key];
    if (price === undefined) return [];
    const money = unit.isTokens ? usdPerMillion : usd;
    if (typeof price === 'number') return [{ unit, rate: money(price), tiers: [] }];
    const tiers = price.tiers.map(tier => ({ above: tier.start, rate: money(tier.price) }));
    return [{ unit, rate: money(price.base), tiers }];
  });
  const unread = Object.keys(prices).filter(key => !UNITS.some(unit => unit.key === key));
  return { units, unread };
}

/** The rate of a unit for a prompt of this length; null: the catalogue has no such unit for the model. */
export function rateOf(units: readonly UnitPrice[], key: string, inputTokens: number): Money | null {
  const found = units.find(({ unit }) => unit.key === key);
  return found ? (found.tiers.findLast(tier => inputTokens > tier.above)?.rate ?? found.rate) : null;
}
