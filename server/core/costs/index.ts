import { priceOf } from '../../../pricing/index.ts';
import { siblings } from '../../../pricing/siblings.ts';
import type {
  Amount,
  CallCost,
  CallSite,
  Cost,
  InputTokens,
  ModelCandidate,
  ModelCost,
  Tokens,
  Usage,
} from '../model.ts';
import type { Meter } from '../ports.ts';
import { answerTokens } from '../tokens/answers.ts';
import { inputTokens, outputTokens } from '../tokens/index.ts';
import { eitherCost, multiply } from './amounts.ts';
import { priceCall, type Priced, whyNotKept } from './price.ts';
import { statesCall } from './stated.ts';
import { distinct, eitherInput } from './tokens.ts';

/** What one execution of a call takes: tokens in and out, and money where every model that may answer has a price. */
export function costOf(call: CallSite, meter: Meter, usage: Usage | null = null): CallCost {
  const output = outputTokens(call);
  const { candidates, unknown } = call.model;
  const priced = candidates.map(model => costWith(model, call, output, meter, usage));
  const models = priced.map(({ modelCost }) => modelCost);
  const input =
    eitherInput(models.map(({ tokens }) => tokens)) ?? inputTokens(call.prompt, call.kind, null, meter.count);
  const costs = models.flatMap(({ cost }) => cost ?? []);
  const why = [
    ...(unknown === null ? [] : [unknown]),
    ...priced.flatMap(row => row.why),
    ...input.why,
    ...(output.max === null && !OF_MEDIA.has(call.kind) ? output.why.map(reason => reason + ownLimits(models)) : []),
    ...assumptions(candidates),
  ];
  // Another model may cost less as well as more: with one in doubt there is no bound to give.
  const isPriced = unknown === null && costs.length === candidates.length;
  const perCall = isPriced ? eitherCost(costs) : null;
  const expected = isPriced && statesCall(usage) ? expectedOf(models) : null;
  return {
    input,
    output,
    models,
    perCall,
    expected,
    perRun: perCall && perRun(perCall.total, call.repeats),
    perMonth: perMonth(expected ?? perCall, usage),
    usage,
    currency: meter.currency ?? null,
    why: distinct(why),
  };
}

/** `; gpt-4o itself stops at 16,384 tokens`: nobody sets it, and it bounds the answer all the same. */
function ownLimits(models: readonly ModelCost[]): string {
  const limits = models.flatMap(({ model, limit }) =>
    limit ? [`${model.id} itself stops at ${limit.tokens.toLocaleString('en-US')} tokens`] : [],
  );
  return limits.length === 0 || limits.length < models.length ? '' : `; ${limits.join(', ')}`;
}

/** Whose output no count of tokens bounds. */
const OF_MEDIA: ReadonlySet<CallSite['kind']> = new Set(['image', 'audio']);

/** Where nothing that is stated changes what a model takes, it takes what it always takes. */
function expectedOf(models: readonly ModelCost[]): Cost | null {
  if (models.every(({ expected }) => expected === null)) return null;
  return eitherCost(models.flatMap(({ expected, cost }) => expected?.cost ?? cost ?? []));
}

/** Only loops whose length is known; each turn of an agent is longer than the last. */
function perRun(total: Amount, repeats: CallSite['repeats']): Amount | null {
  const counts = repeats.map(({ kind, count }) => (kind === 'each' && count.known ? count.value : null));
  if (counts.length === 0 || counts.includes(null)) return null;
  return multiply(
    total,
    counts.reduce<number>((all, count) => all * (count ?? 1), 1),
  );
}

const perMonth = (cost: Cost | null, usage: Usage | null): CallCost['perMonth'] =>
  cost && usage?.callsPerMonth != null
    ? { calls: usage.callsPerMonth, amount: multiply(cost.total, usage.callsPerMonth) }
    : null;

/**
 * The same call on the other sizes of its model's family, and on the models that the user compares with, cheapest first. Of a call
 * whose single model is not known the latter alone.
 */
export function onOtherModels(call: CallSite, meter: Meter): ModelCost[] {
  const [model, ...others] = call.model.candidates;
  const isOne = model !== undefined && others.length === 0;
  const family = isOne ? siblings(model.id, model.provider, meter.on) : [];
  const named = (meter.candidates ?? []).map(candidate => ({ model: candidate, provider: null }));
  const all = sameCallOn(call, [...family, ...named], meter);
  const own = isOne ? priceOf(model.id, model.provider, meter.on, 0) : null;
  const idOf = ({ price }: ModelCost): string | null =>
    price.known ? `${price.value.provider}/${price.value.model}` : null;
  const seen = new Set<string | null>(own?.known ? [`${own.value.provider}/${own.value.model}`] : []);
  return all
    .filter(row => {
      const id = idOf(row);
      const isNew = id === null || !seen.has(id);
      seen.add(id);
      return isNew;
    })
    .toSorted(byCost);
}

/** By what surely comes in, then by what may come out; without a price, last. */
function byCost({ cost: a, lines: left }: ModelCost, { cost: b, lines: right }: ModelCost): number {
  if (!a || !b) return Number(a === null) - Number(b === null);
  const rate = (lines: ModelCost['lines']): bigint => lines.at(-1)?.rates?.atMaxPerMtok ?? 0n;
  return Number(a.total.low - b.total.low) || Number(rate(left) - rate(right));
}

/** What the call would take on other models, counted anew by the tokenizer of each. */
function sameCallOn(
  call: CallSite,
  others: readonly { model: string; provider: string | null }[],
  meter: Meter,
): ModelCost[] {
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
    return costWith(candidate, call, output, meter, null).modelCost;
  });
}

function costWith(
  model: ModelCandidate,
  call: CallSite,
  output: Tokens,
  meter: Meter,
  usage: Usage | null,
): { modelCost: ModelCost; why: Priced['why'] } {
  const { kind, prompt, cached, service } = call;
  const count = (sent: CallSite['prompt']): InputTokens => inputTokens(sent, kind, model, meter.count);
  const tokens = count(prompt);
  const form = answerTokens(prompt, kind, model, meter.count);
  const priceable = { kind, prompt, cached, count, input: tokens, output, service, form, usage };
  const { why, ...priced } = priceCall(model, priceable, meter);
  return { modelCost: { model, tokens, ...priced }, why: [...why, ...whyNotKept(priced.price, priceable)] };
}

/** What a reader should know though the number stands: a model that the environment or a caller may replace. */
const assumptions = (candidates: readonly ModelCandidate[]): string[] =>
  candidates.filter(isReplaceable).map(({ id, note }) => `${id} is the ${note}`);

const isReplaceable = ({ origin }: ModelCandidate): boolean =>
  origin !== 'literal' && origin !== 'constant' && origin !== 'type';
