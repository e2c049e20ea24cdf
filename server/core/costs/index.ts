import { siblings } from '../../../pricing/siblings.ts';
import type { CallCost, CallSite, ModelCandidate, ModelCost, Tokens } from '../model.ts';
import type { Meter } from '../ports.ts';
import { inputTokens, outputTokens } from '../tokens/index.ts';
import { eitherCost } from './amounts.ts';
import { priceCall, type Priced } from './price.ts';
import { distinct, eitherInput } from './tokens.ts';

/** What one execution of a call takes: tokens in and out, and money where every model that may answer has a price. */
export function costOf(call: CallSite, meter: Meter): CallCost {
  const output = outputTokens(call);
  const { candidates, unknown } = call.model;
  const priced = candidates.map(model => costWith(model, call, output, meter));
  const models = priced.map(({ modelCost }) => modelCost);
  const input =
    eitherInput(models.map(({ tokens }) => tokens)) ?? inputTokens(call.prompt, call.kind, null, meter.count);
  const costs = models.flatMap(({ cost }) => cost ?? []);
  const why = [
    ...(unknown === null ? [] : [unknown]),
    ...priced.flatMap(row => row.why),
    ...input.why,
    ...(output.max === null ? output.why : []),
    ...assumptions(candidates),
  ];
  // Another model may cost less as well as more: with one in doubt there is no bound to give.
  const isPriced = unknown === null && costs.length === candidates.length;
  return { input, output, models, perCall: isPriced ? eitherCost(costs) : null, why: distinct(why) };
}

/** The same call on the other sizes of its model's family, cheapest first. Empty where no single model is known. */
export function onOtherTiers(call: CallSite, meter: Meter): ModelCost[] {
  const [model, ...others] = call.model.candidates;
  if (!model || others.length > 0) return [];
  return sameCallOn(call, siblings(model.id, model.provider, meter.on), meter);
}

/** What the call would take on other models, counted anew by the tokenizer of each. */
function sameCallOn(call: CallSite, others: readonly { model: string; provider: string }[], meter: Meter): ModelCost[] {
  const output = outputTokens(call);
  return others.map(({ model, provider }) => {
    const candidate: ModelCandidate = {
      id: model,
      provider,
      origin: 'literal',
      note: 'for comparison',
      variable: null,
      place: call.place,
    };
    return costWith(candidate, call, output, meter).modelCost;
  });
}

function costWith(
  model: ModelCandidate,
  call: CallSite,
  output: Tokens,
  meter: Meter,
): { modelCost: ModelCost; why: Priced['why'] } {
  const tokens = inputTokens(call.prompt, call.kind, model, meter.count);
  const { price, cost, why } = priceCall(model, { kind: call.kind, input: tokens, output }, meter.on);
  return { modelCost: { model, tokens, price, cost }, why };
}

/** What a reader should know though the number stands: a model that the environment or a caller may replace. */
const assumptions = (candidates: readonly ModelCandidate[]): string[] =>
  candidates.filter(isReplaceable).map(({ id, note }) => `${id} is the ${note}`);

const isReplaceable = ({ origin }: ModelCandidate): boolean =>
  origin !== 'literal' && origin !== 'constant' && origin !== 'type';
