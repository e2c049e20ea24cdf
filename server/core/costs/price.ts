import { cacheMinimumOf, limitsOf, thinksFirst } from '../../../pricing/facts/index.ts';
import type { Service } from '../../../pricing/facts/service-tiers.ts';
import { otherPricesOf, priceOf } from '../../../pricing/index.ts';
import { toDecimal } from '../../../pricing/money.ts';
import type { Price } from '../../../pricing/price.ts';
import { servedAs } from '../../../pricing/service.ts';
import type {
  CallKind,
  CallSite,
  CostLine,
  InputTokens,
  Known,
  ModelCandidate,
  ModelCost,
  OutputLimit,
  Tokens,
  Usage,
} from '../model.ts';
import type { Meter } from '../ports.ts';
import { atLeast, atMost, UNKNOWN } from './amounts.ts';
import { type Cacheable, cacheOf } from './caching.ts';
import { cachedLines, costLines, costOfLines, formLine, type RateRange } from './lines.ts';
import { statesCall, withHoles, withOutput } from './stated.ts';

/** What one model takes for a call of this length. */
export interface Priced extends Omit<ModelCost, 'model' | 'tokens'> {
  /** Reasons why the cost is no exact number that lie in the price. */
  why: string[];
}

/** A call, as far as its price depends on it. */
export interface Priceable extends Omit<Cacheable, 'thinks'> {
  service: CallSite['service'];
  /** Tokens of an answer in the form that is asked for. */
  form: CostLine['tokens'] | null;
  usage: Usage | null;
}

/** What is not charged by the tokens of its prompt. */
const OTHER_UNITS: Partial<Record<CallKind, string>> = {
  image: 'a picture is charged by its size and quality, not by the tokens of its prompt',
  audio: 'sound is charged by its length, not by the tokens of its prompt',
  rerank: 'documents put in order are charged by the search, not by the tokens of one prompt',
};

/** A prompt of any length is priced by the tier of what is known of it, which `price.tier` tells. */
export function priceCall(model: ModelCandidate, asked: Priceable, meter: Meter): Priced {
  const otherUnit = OTHER_UNITS[asked.kind];
  if (otherUnit !== undefined) return unpriced(otherUnit + mediaRates(asked.kind, model, meter.on));
  const tariff = tariffFor(model, asked.input, asked.service, meter);
  if (!tariff.known) return unpriced(tariff.why);
  const { price, service, bounded } = tariff.value;
  const call = { ...asked, thinks: thinksFirst(price) || asked.prompt.thinking === true };
  const lines = bounded(costLines(call, service.rates));
  return {
    price: { known: true, value: price },
    cost: costOfLines(lines),
    lines,
    expected: expectedOf(call, input => tariffFor(model, input, asked.service, meter)),
    limit: limitOf(price, service.rates, call, bounded),
    cache: cacheOf(price, service.rates, call, bounded),
    form: formOf(call, service.rates, bounded),
    terms: service.terms,
    why: [...reasons(price, model, call.kind), ...thinkingReasons(price, call), ...service.why],
  };
}

/** What is taken of a call for a prompt of some length. */
interface Tariff {
  /** For the shortest prompt that it may be. */
  price: Price;
  service: Served;
  /** Lines as the tariff lets them be told: some amounts may be more, or less. */
  bounded: (lines: CostLine[]) => CostLine[];
}

function tariffFor(
  model: ModelCandidate,
  { min, max }: Pick<Tokens, 'min' | 'max'>,
  service: CallSite['service'],
  { on, prices }: Meter,
): Known<Tariff> {
  const shortest = priceOf(model.id, model.provider, on, min, prices);
  if (!shortest.known) return shortest;
  const price = shortest.value;
  const longest = max === null ? shortest : priceOf(model.id, model.provider, on, max, prices);
  const served = serviceOf(price, longest.known ? longest.value : price, service, model.id);
  const bounded = (lines: CostLine[]): CostLine[] =>
    lines.map(line => ({
      ...line,
      amount: served.bound(price.mayExceed === null ? line.amount : atLeast(line.amount)),
    }));
  return { known: true, value: { price, service: served, bounded } };
}

/** What a call pays for; of a picture what it is made from is not in the source. */
const MEDIA_UNITS: Partial<Record<CallKind, RegExp>> = {
  image: /^output_(?:image|video)/,
  audio: /^(?:in|out)put_audio/,
};

/** `: audio input $0.36 per hour`: how much of it there is, only the run tells. Two names of one price are told once. */
function mediaRates(kind: CallKind, { id, provider }: ModelCandidate, on: string): string {
  const rates = otherPricesOf(id, provider, on).filter(({ unit }) => MEDIA_UNITS[kind]?.test(unit.key));
  const told = rates
    .filter((one, at) => !rates.slice(0, at).some(({ unit, rate }) => unit.per === one.unit.per && rate === one.rate))
    .map(({ unit, rate }) => `${unit.label} $${toDecimal(rate)} per ${unit.per}`);
  return told.length === 0 ? '' : `: ${told.join(', ')}`;
}

const unpriced = (why: string): Priced => ({
  price: { known: false, why },
  cost: null,
  lines: [],
  expected: null,
  limit: null,
  cache: null,
  form: null,
  terms: null,
  why: [why],
});

interface Served {
  rates: RateRange;
  /** What is left of an amount where the way that the call is served has no known price. */
  bound: typeof atMost;
  terms: string | null;
  why: string[];
}

/** The rates of the way that the call asks to be served; the list price's, as a bound, where those are not known. */
function serviceOf(shortest: Price, longest: Price, service: CallSite['service'], asked: string): Served {
  const list: RateRange = { low: shortest, high: longest };
  if (!service.known) return { ...atAnyTier(list, shortest), why: [service.why] };
  const [low, high] = [servedAs(shortest, service.value, asked), servedAs(longest, service.value, asked)];
  if (!low.known || !high.known) {
    const why = low.known ? [] : [low.why];
    return { rates: list, bound: BOUNDS[service.value], terms: null, why };
  }
  return {
    rates: { low: low.value.low, high: high.value.high },
    bound: BOUNDS.standard,
    terms: low.value.told,
    why: [],
  };
}

const unknown: typeof atMost = () => UNKNOWN;

/** What the list price is to each way that has no price of its own. */
const BOUNDS: Readonly<Record<Service, typeof atMost>> = {
  standard: amount => amount,
  batch: atMost,
  flex: atMost,
  priority: atLeast,
  reserved: unknown,
};

/** Whichever way the program asks for: no less than for flex, where that has a known price. */
function atAnyTier(list: RateRange, shortest: Price): Omit<Served, 'why'> {
  const flex = servedAs(shortest, 'flex', null);
  if (!flex.known) return { rates: list, bound: unknown, terms: null };
  return { rates: { low: flex.value.low, high: list.high }, bound: atLeast, terms: null };
}

/** What is thought before an answer in the form that is asked for comes on top: then only the least is known. */
function formOf(
  { form, thinks }: Priceable & { thinks: boolean },
  rates: RateRange,
  bounded: (lines: CostLine[]) => CostLine[],
): CostLine | null {
  const line = form && formLine(thinks ? { ...form, max: null } : form, rates);
  return line && (bounded([line])[0] ?? null);
}

/** With the figures that the user states. A prompt that is too short is kept by nobody, whatever is stated. */
function expectedOf(
  { usage, ...call }: Priceable & { thinks: boolean },
  tariffOf: (input: InputTokens) => Known<Tariff>,
): ModelCost['expected'] {
  if (!statesCall(usage)) return null;
  const prompt = withHoles(call.prompt, usage.holes);
  const stated = {
    ...call,
    input: prompt ? call.count(prompt) : call.input,
    output: withOutput(call.output, usage),
  };
  // A prompt as long as it is stated may be priced otherwise than what is known of it.
  const tariff = tariffOf(stated.input);
  if (!tariff.known) return null;
  const { price, service, bounded } = tariff.value;
  const { max } = stated.input;
  const minimum = cacheMinimumOf(price);
  const isTooShort = minimum !== null && max !== null && max < minimum.tokens;
  const hit = price.cacheReadPerMtok === null || isTooShort ? null : usage.cacheHitRate;
  if (hit === null && prompt === null && stated.output === call.output) return null;
  const { rates } = service;
  const lines = bounded(hit === null ? costLines(stated, rates) : cachedLines(stated, rates, hit, usage.cacheWrite));
  return { cost: costOfLines(lines), lines };
}

/** What the model gives at the most, where the call sets no bound. */
function limitOf(
  price: Price,
  rates: RateRange,
  call: Priceable & { thinks: boolean },
  bounded: (lines: CostLine[]) => CostLine[],
): OutputLimit | null {
  const limits = call.output.max === null ? limitsOf(price) : null;
  if (limits === null || limits.output === null) return null;
  const { output: tokens, source, asOf } = limits;
  const output = { ...call.output, max: tokens, exactness: 'lower-bound' as const };
  const lines = bounded(costLines({ ...call, output }, rates));
  return { tokens, source, asOf, cost: costOfLines(lines), lines };
}

function reasons(
  { model: id, outputPerMtok, mayExceed, doubt, own }: Price,
  model: ModelCandidate,
  kind: CallKind,
): string[] {
  const isOutputUnpriced = outputPerMtok === null && kind !== 'embedding';
  return [
    ...(isOutputUnpriced ? [`the catalogue has no price for the output of ${id}`] : []),
    ...(mayExceed === null ? [] : [`${id}: ${mayExceed}`]),
    ...(own === null ? [] : [`${id}: ${own}`]),
    ...(doubt === null || model.origin === 'mapping' ? [] : [doubt]),
  ];
}

/** What is thought is billed as output. Budgets and efforts bound nothing: in records the same effort took from 0 to 1,856 tokens. */
function thinkingReasons({ model }: Price, { thinks, output, prompt }: Priceable & { thinks: boolean }): string[] {
  const { thinkingBudget: budget } = prompt;
  if (budget !== undefined && budget > 0)
    return [
      `${model} is told to think for ${budget.toLocaleString('en-US')} tokens, billed as output: that is a target, no limit`,
    ];
  return thinks && output.max === null
    ? [`${model} thinks before it answers, billed as output: nothing says how much`]
    : [];
}

/** What a reader should know of a stated cache hit rate that changes nothing. */
export function whyNotKept(price: Known<Price>, { usage, input }: Priceable): string[] {
  if (!price.known || usage === null || usage.cacheHitRate === null) return [];
  if (price.value.cacheReadPerMtok === null)
    return [`${price.value.model} has no price for input read from cache: your own cache hit rate changes nothing`];
  const minimum = cacheMinimumOf(price.value);
  return minimum !== null && input.max !== null && input.max < minimum.tokens
    ? [
        `${price.value.model} keeps no prompt under ${minimum.tokens.toLocaleString('en-US')} tokens: your own cache hit rate changes nothing`,
      ]
    : [];
}
