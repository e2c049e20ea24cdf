import { add, magnitude, minus, type Money, NO_MONEY, toNumber, usd } from '../../../pricing/money.ts';
import type { AnalyzedCall } from '../model.ts';
import type { CostDiff } from './diff.ts';

/** How much a change is, as far as it is certain: what decides whether somebody is to be told. */
export interface Size {
  /** Of the input of all calls together, each made once; null where no call that changed has a price. */
  input: Money | null;
  /** The same in percent of what these cost before; null where they cost nothing or are not priced. */
  percent: number | null;
  /** Of input, prompts that no call in sight sends among them. */
  tokens: number;
}

export function sizeOf({ sites, prompts }: CostDiff): Size {
  const pairs = sites.flatMap(({ before, after }) => {
    const [from, to] = [before, after].map(inputOf);
    // Of a call that got a price, or lost it, no difference is known.
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  const sum = (amounts: readonly Money[]): Money => amounts.reduce(add, NO_MONEY);
  const [from, to] = [sum(pairs.map(pair => pair.from)), sum(pairs.map(pair => pair.to))];
  const tokens = [
    ...sites.map(({ before, after }) => (after?.cost.input.min ?? 0) - (before?.cost.input.min ?? 0)),
    ...prompts.map(({ before, after }) => (after?.min ?? 0) - (before?.min ?? 0)),
  ];
  return {
    input: pairs.length === 0 ? null : minus(to, from),
    percent: from === NO_MONEY ? null : (toNumber(minus(to, from)) / toNumber(from)) * 100,
    tokens: tokens.reduce((all, one) => all + one, 0),
  };
}

/** What a call costs at the least; of none, nothing. */
function inputOf(call: AnalyzedCall | null): Money | undefined {
  if (call === null) return NO_MONEY;
  const input = call.cost.perCall?.input;
  return input && input.exactness !== 'unknown' ? input.low : undefined;
}

/** From where on a change is worth telling, in either direction. Null: this does not count. */
export interface Threshold {
  usd: number | null;
  percent: number | null;
  tokens: number | null;
}

/** `5%, $0.0001, 100 tok`: any of them; undefined where it can't be read. */
export function readThreshold(text: string): Threshold | undefined {
  const threshold: Threshold = { usd: null, percent: null, tokens: null };
  for (const word of text.split(',').map(one => one.trim())) {
    const [, percent] = /^(\d+(?:\.\d+)?) ?%$/.exec(word) ?? [];
    const [, dollars] = /^\$(\d+(?:\.\d+)?)$/.exec(word) ?? [];
    const [, tokens] = /^(\d+) ?(?:tok|tokens?)$/.exec(word) ?? [];
    if (percent !== undefined) threshold.percent = Number(percent);
    else if (dollars !== undefined) threshold.usd = Number(dollars);
    else if (tokens !== undefined) threshold.tokens = Number(tokens);
    else return undefined;
  }
  return threshold;
}

/** Whether a change is as much as that, up or down. */
export const reaches = ({ input, percent, tokens }: Size, threshold: Threshold): boolean =>
  (threshold.usd !== null && input !== null && input !== NO_MONEY && magnitude(input) >= usd(threshold.usd)) ||
  (threshold.percent !== null && percent !== null && percent !== 0 && Math.abs(percent) >= threshold.percent) ||
  (threshold.tokens !== null && tokens !== 0 && Math.abs(tokens) >= threshold.tokens);
