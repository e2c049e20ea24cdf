import { priceOf } from '../../../pricing/index.ts';
import type { Price as CataloguePrice } from '../../../pricing/price.ts';
import {
  type Amount,
  type Cost,
  type InputTokens,
  type Known,
  type ModelCandidate,
  type Price,
  usd,
} from '../model.ts';
import type { CallKind, Tokens } from '../model.ts';
import { amountOf, atLeast, NOTHING, type Rates, sum, UNKNOWN } from './amounts.ts';

/** What one model takes for a call of this length. */
export interface Priced {
  price: Known<Price>;
  /** Null exactly where `price` is not known. */
  cost: Cost | null;
  /** Reasons why the cost is no exact number that lie in the price. */
  why: string[];
}

export interface Usage {
  kind: CallKind;
  input: InputTokens;
  output: Tokens;
}

/** What is not charged by the tokens of its prompt. */
const OTHER_UNITS: Partial<Record<CallKind, string>> = {
  image: 'a picture is charged by its size and quality, not by the tokens of its prompt',
  audio: 'sound is charged by its length, not by the tokens of its prompt',
  rerank: 'documents put in order are charged by the search, not by the tokens of one prompt',
};

/** A prompt of any length is priced by the tier of what is known of it, which `price.tier` tells. */
export function priceCall(model: ModelCandidate, usage: Usage, on: string): Priced {
  const otherUnit = OTHER_UNITS[usage.kind];
  if (otherUnit) return { price: { known: false, why: otherUnit }, cost: null, why: [otherUnit] };
  const { min, max } = usage.input;
  const price = priceOf(model.id, model.provider, on, min);
  if (!price.known) return { price, cost: null, why: [price.why] };
  const longest = max === null ? price : priceOf(model.id, model.provider, on, max);
  const cost = costAt(price.value, longest.known ? longest.value : price.value, usage);
  return { price: { known: true, value: toPrice(price.value) }, cost, why: reasons(price.value, usage.kind) };
}

function costAt(shortest: CataloguePrice, longest: CataloguePrice, { kind, input, output }: Usage): Cost {
  const inputRates = { atMinPerMtok: usd(shortest.inputPerMtok), atMaxPerMtok: usd(longest.inputPerMtok) };
  const atPrice = (amount: Amount): Amount => (shortest.mayExceed === null ? amount : atLeast(amount));
  const inputAmount = atPrice(amountOf(input, inputRates));
  const outputAmount = kind === 'embedding' ? NOTHING : atPrice(outputAmountOf(output, outputRates(shortest, longest)));
  return { input: inputAmount, output: outputAmount, total: sum(inputAmount, outputAmount) };
}

/** The call's own bound is certain: where an answer ends below it is the model's to decide, and counts as no doubt. */
function outputAmountOf(output: Tokens, rates: Rates | null): Amount {
  if (rates === null) return UNKNOWN;
  if (rates.atMinPerMtok + rates.atMaxPerMtok === 0) return NOTHING;
  return output.max === null ? UNKNOWN : amountOf({ ...output, exactness: 'exact' }, rates);
}

function outputRates(shortest: CataloguePrice, longest: CataloguePrice): Rates | null {
  if (shortest.outputPerMtok === null || longest.outputPerMtok === null) return null;
  return { atMinPerMtok: usd(shortest.outputPerMtok), atMaxPerMtok: usd(longest.outputPerMtok) };
}

function reasons({ model, outputPerMtok, mayExceed }: CataloguePrice, kind: CallKind): string[] {
  const isOutputUnpriced = outputPerMtok === null && kind !== 'embedding';
  return [
    ...(isOutputUnpriced ? [`the catalogue has no price for the output of ${model}`] : []),
    ...(mayExceed === null ? [] : [`${model}: ${mayExceed}`]),
  ];
}

function toPrice({ model, provider, inputPerMtok, outputPerMtok, tier, on, since, source }: CataloguePrice): Price {
  const output = outputPerMtok === null ? null : usd(outputPerMtok);
  return { model, provider, inputPerMtok: usd(inputPerMtok), outputPerMtok: output, tier, on, since, source };
}
