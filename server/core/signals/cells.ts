import type { UsageIncrement, UsageSample } from './model.ts';
import { isRefusal, PICO, type Priced } from './price.ts';
import type { Known } from '../model.ts';
import {
  addBuckets,
  addDistribution,
  addSize,
  type Distribution,
  emptyDistribution,
  readDistribution,
  writeDistribution,
} from './sketch.ts';

/**
 * What is summed up of a span of time. `…Told`: of how many requests it is known: what is not told is no zero. Dollars are whole
 * picodollars, see `price.ts`.
 */
const SUMS = [
  'requests',
  'failures',
  'input',
  'inputTold',
  'output',
  'outputTold',
  'cacheRead',
  'cacheReadTold',
  /** Input of those requests that tell what of it was cached. */
  'cacheReadOf',
  'cacheWrite',
  'cacheWriteTold',
  'reasoning',
  'reasoningTold',
  'usd',
  'usdLow',
  'usdHigh',
  'priced',
  /** Of the priced ones those that cost this or more. */
  'pricedLeast',
  /** Input and output of the priced ones. */
  'pricedTokens',
  'saved',
  'billed',
  'billedTold',
  'attempts',
  'attemptsTold',
  /** Of those that tell attempts the ones that succeeded. */
  'attemptsDone',
  /** Another model answered than was asked for. */
  'moved',
  'movedTold',
  /** Increments of counters, which don't say of how many requests they are. */
  'uncounted',
] as const;

export type Sum = (typeof SUMS)[number];
type Sums = Record<Sum, number>;

export interface Cell {
  sums: Sums;
  /** Tokens of input. */
  lengths: Distribution;
  /** Milliseconds until the first token. */
  firstTokens: Distribution;
  /** Tokens of output by the bound that the request set; null: none tells both. */
  answers: Map<number, Distribution> | null;
}

const ZEROS = Object.fromEntries(SUMS.map(sum => [sum, 0])) as Sums;

export const emptyCell = (): Cell => ({
  sums: { ...ZEROS },
  lengths: emptyDistribution(),
  firstTokens: emptyDistribution(),
  answers: null,
});

export function addCell(into: Cell, { sums, lengths, firstTokens, answers }: Cell): void {
  for (const sum of SUMS) into.sums[sum] += sums[sum];
  addDistribution(into.lengths, lengths);
  addDistribution(into.firstTokens, firstTokens);
  for (const [bound, sizes] of answers ?? []) addDistribution(answersOf(into, bound), sizes);
}

/** A program that works its bound out anew for each request has as many as requests: those beyond these are not kept. */
const MOST_BOUNDS = 16;

function answersOf(cell: Cell, bound: number): Distribution {
  const answers = (cell.answers ??= new Map());
  const known = answers.get(bound) ?? emptyDistribution();
  if (answers.size < MOST_BOUNDS) answers.set(bound, known);
  return known;
}

/** `weight` is -1 for a sample that is withdrawn. */
export function addSample(cell: Cell, sample: UsageSample, priced: Known<Priced>, weight: 1 | -1): void {
  const { sums } = cell;
  const { tokens, error, operation } = sample;
  // Who is turned away took nothing, and an embedding has no output: that is known without being told.
  const isRefused = error !== null && tokens.input === null && isRefusal(error);
  const tell = (sum: Sum, told: Sum, amount: number | null): void => {
    if (amount === null) return;
    sums[sum] += weight * amount;
    sums[told] += weight;
  };
  sums.requests += weight;
  if (error !== null) sums.failures += weight;
  tell('input', 'inputTold', tokens.input ?? (isRefused ? 0 : null));
  tell('output', 'outputTold', tokens.output ?? (isRefused || operation === 'embedding' ? 0 : null));
  tell('cacheRead', 'cacheReadTold', tokens.input === null ? null : tokens.cacheRead);
  if (tokens.cacheRead !== null && tokens.input !== null) sums.cacheReadOf += weight * tokens.input;
  tell('cacheWrite', 'cacheWriteTold', tokens.cacheWrite);
  tell('reasoning', 'reasoningTold', tokens.reasoning);
  tell('billed', 'billedTold', sample.billedUsd === null ? null : Math.round(sample.billedUsd / PICO));
  tell('attempts', 'attemptsTold', sample.attempts);
  if (sample.attempts !== null && error === null) sums.attemptsDone += weight;
  const { requestModel, responseModel } = sample;
  if (requestModel !== null && responseModel !== null)
    tell('moved', 'movedTold', isOther(requestModel, responseModel) ? 1 : 0);
  if (priced.known) {
    addPriced(sums, priced.value, weight);
    sums.priced += weight;
    if (priced.value.isLeast) sums.pricedLeast += weight;
    sums.pricedTokens += weight * ((tokens.input ?? 0) + (tokens.output ?? 0));
  }
  if (tokens.input !== null) addSize(cell.lengths, tokens.input, weight);
  if (error === null && tokens.output !== null && sample.maxOutput !== null)
    addSize(answersOf(cell, sample.maxOutput), tokens.output, weight);
  if (sample.firstTokenMs !== null) addSize(cell.firstTokens, sample.firstTokenMs, weight);
}

function addPriced(sums: Sums, { usd, low, high, saved }: Priced, weight: number): void {
  sums.usd += weight * usd;
  sums.usdLow += weight * low;
  sums.usdHigh += weight * high;
  sums.saved += weight * saved;
}

/** A version or a longer spelling of the model that was asked for is that model. */
export function isOther(requested: string, served: string): boolean {
  const [asked, given] = [nameOf(requested), nameOf(served)];
  if (given === asked || asked === '') return false;
  const rest = given.startsWith(asked) ? given.slice(asked.length) : null;
  return rest === null || !VERSION.test(rest);
}

/** `-2024-08-06`, `@20250929`, `-0613`, `-001`, `-20250929-v1:0`, `-08-2024`; but not the `-5` of another model. */
const VERSION = /^[-@:](?:(?:20\d\d-?\d\d-?\d\d|\d\d-20\d\d|\d{3,4})(?:-v\d+(?::\d+)?)?|v\d+(?::\d+)?)$/;

/** Without the router or cloud before it. */
const nameOf = (model: string): string =>
  model
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/^(?:[a-z-]+\.)?(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen)\./, '')
    .replace(/-latest$/, '');

export function addIncrement(cell: Cell, increment: UsageIncrement, priced: Known<Priced> | null): void {
  const { sums } = cell;
  const { quantity, amount, count, buckets, error } = increment;
  switch (quantity) {
    case 'requests':
    case 'duration-s': {
      const requests = quantity === 'requests' ? amount : (count ?? 0);
      sums.requests += requests;
      if (error !== null) sums.failures += requests;
      return;
    }
    case 'first-token-s':
      if (buckets) addBuckets(cell.firstTokens, buckets, 1000);
      return;
    case 'usd':
      sums.billed += Math.round(amount / PICO);
      sums.billedTold += count ?? 0;
      break;
    default:
      sums[quantity] += amount;
      sums[`${quantity}Told`] += count ?? 0;
      if (quantity === 'input' && buckets) addBuckets(cell.lengths, buckets);
  }
  if (count === null) sums.uncounted += 1;
  if (!priced?.known) return;
  addPriced(sums, priced.value, 1);
  // Each request has one length of input, whatever else is told of it.
  if (quantity === 'input') sums.priced += count ?? 0;
  if (priced.value.isLeast) sums.pricedLeast += count ?? 1;
  if (quantity === 'input' || quantity === 'output') sums.pricedTokens += amount;
}

/** As JSON has it: what is zero is left out. */
export function writeCell({ sums, lengths, firstTokens, answers }: Cell): unknown {
  const written = Object.fromEntries(SUMS.flatMap(sum => (sums[sum] === 0 ? [] : [[sum, sums[sum]]])));
  return {
    sums: written,
    lengths: writeDistribution(lengths),
    firstTokens: writeDistribution(firstTokens),
    ...(answers && { answers: [...answers].map(([bound, sizes]) => [bound, writeDistribution(sizes)]) }),
  };
}

/** Null: it is none. */
export function readCell(written: unknown): Cell | null {
  const { sums, lengths, firstTokens, answers } = (written ?? {}) as Partial<Record<keyof Cell, unknown>>;
  const readBounds = answers === undefined ? null : readAnswers(answers);
  const [readLengths, readFirstTokens] = [readDistribution(lengths), readDistribution(firstTokens)];
  if (typeof sums !== 'object' || sums === null || !readLengths || !readFirstTokens) return null;
  if (answers !== undefined && !readBounds) return null;
  const cell = emptyCell();
  for (const [sum, amount] of Object.entries(sums)) {
    if (!SUMS.includes(sum as Sum) || typeof amount !== 'number' || !Number.isFinite(amount)) return null;
    cell.sums[sum as Sum] = amount;
  }
  return { ...cell, lengths: readLengths, firstTokens: readFirstTokens, answers: readBounds };
}

function readAnswers(written: unknown): Cell['answers'] {
  if (!Array.isArray(written)) return null;
  const read = new Map<number, Distribution>();
  for (const one of written as unknown[]) {
    const [bound, sizes] = Array.isArray(one) ? (one as unknown[]) : [];
    const distribution = readDistribution(sizes);
    if (typeof bound !== 'number' || !Number.isFinite(bound) || !distribution) return null;
    read.set(bound, distribution);
  }
  return read;
}
