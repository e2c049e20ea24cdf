import { add, magnitude, minus, type Money, NO_MONEY, toNumber, usd } from '../../../pricing/money.ts';
import type { AnalyzedCall } from '../model.ts';
import { type CostDiff, inputsOf, isComparableSite, outputsOf } from './diff.ts';
import type { SettingDiff } from './settings.ts';

/** How much a change is, as far as it is certain: what decides whether somebody is to be told. */
export interface Size {
  /** What the input of all changed calls is more at the least, each made once. */
  input: Growth;
  /** What their output may be more at the most. */
  output: Growth;
  /**
   * An answer that had a bound, or a call that had a price, has none any more, or the other way round; a model is told to think otherwise;
   * or what is known of a prompt does not compare.
   */
  isOpened: boolean;
  /** By how much each default that changed, and that no call is tied to, is another: of a model the price of its input, in percent. */
  settings: number[];
  /** Of input, prompts that no call in sight sends among them. */
  tokens: number;
}

/** Of the calls whose price is known on both sides. */
interface Growth {
  /** Null where there is no such call. */
  usd: Money | null;
  /** Of what these cost before; null where that is nothing, or not known. */
  percent: number | null;
}

export function sizeOf({ sites, prompts, settings }: CostDiff): Size {
  const compared = sites.filter(isComparableSite);
  const told = prompts.filter(prompt => prompt.isComparable);
  const tokens = [
    ...compared.map(({ before, after }) => (after?.cost.input.min ?? 0) - (before?.cost.input.min ?? 0)),
    ...told.map(({ before, after }) => (after?.min ?? 0) - (before?.min ?? 0)),
  ];
  return {
    input: growthOf(sites, inputsOf),
    output: growthOf(sites, outputsOf),
    isOpened:
      compared.length < sites.length ||
      told.length < prompts.length ||
      sites.some(
        site =>
          site.kind === 'changed' &&
          (isOpen(site.before) !== isOpen(site.after) ||
            isUnpriced(site.before) !== isUnpriced(site.after) ||
            site.changes.some(({ cause }) => cause === 'thinking')),
      ),
    settings: settings.flatMap(percentOf),
    tokens: tokens.reduce((all, one) => all + one, 0),
  };
}

function percentOf({ before, after, prices }: SettingDiff): number[] {
  const isKnown = prices === null || (prices.before.known && prices.after.known);
  const [from, to] =
    prices === null
      ? [Number(before), Number(after)]
      : [prices.before, prices.after].map(price => (price.known ? toNumber(price.value.inputPerMtok) : 0));
  return !isKnown || !from || to === undefined || from === to ? [] : [((to - from) / from) * 100];
}

function growthOf(sites: CostDiff['sites'], amountsOf: typeof inputsOf): Growth {
  const pairs = sites.flatMap(site => amountsOf(site) ?? []);
  const [from, to] = [pairs.map(pair => pair.from), pairs.map(pair => pair.to)].map(all => all.reduce(add, NO_MONEY));
  if (pairs.length === 0 || from === undefined || to === undefined) return { usd: null, percent: null };
  const more = minus(to, from);
  return { usd: more, percent: from === NO_MONEY ? null : (toNumber(more) / toNumber(from)) * 100 };
}

const isOpen = ({ cost }: AnalyzedCall): boolean => cost.output.max === null;

/** Of a call that got a price, or lost it, no difference is known. */
const isUnpriced = ({ cost }: AnalyzedCall): boolean => cost.perCall === null;

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
export function reaches({ input, output, isOpened, settings, tokens }: Size, threshold: Threshold): boolean {
  const isAsMuch = ({ usd: amount, percent }: Growth): boolean =>
    (threshold.usd !== null && !!amount && magnitude(amount) >= usd(threshold.usd)) ||
    (threshold.percent !== null && !!percent && Math.abs(percent) >= threshold.percent);
  return (
    isOpened ||
    isAsMuch(input) ||
    isAsMuch(output) ||
    settings.some(percent => threshold.percent !== null && Math.abs(percent) >= threshold.percent) ||
    (threshold.tokens !== null && tokens !== 0 && Math.abs(tokens) >= threshold.tokens)
  );
}
