import { catalogue } from '../../pricing/catalogue.ts';
import { type Money, toNumber } from '../../pricing/money.ts';
import type { Price } from '../../pricing/price.ts';
import type {
  Amount,
  AnalyzedCall,
  Cost,
  CostLine,
  Known,
  OutputLimit,
  Place,
  PromptCache,
  PromptDefinition,
  Tokens,
} from '../core/model.ts';
import { promptsIn } from '../core/prompts.ts';
import { isLikely } from './numbers.ts';
import type { ScanReport } from './scan.ts';

/** The scan for programs. Lines and columns count from 1; a field that is not known is null, with its reason beside it. */
export function writeJson(scan: ScanReport): string {
  const calls = scan.analyses.flatMap(analysis => analysis.calls.map(callJson));
  const prompts = promptsIn(scan.analyses).map(promptJson);
  const ignored = {
    calls: scan.analyses.reduce((sum, { ignored: count }) => sum + count, 0),
    files: scan.ignoredFiles,
  };
  const { source, asOf } = catalogue();
  const prices = { on: scan.on, source, asOf };
  return `${JSON.stringify({ version: 1, calls, prompts, prices, skipped: scan.skipped, files: scan.files, ignored }, null, 2)}\n`;
}

/** One call. */
export function callJson(call: AnalyzedCall): object {
  const { id, sdk, operation, kind, tier, cost } = call;
  return {
    id,
    ...placeJson(call.place),
    sdk,
    operation,
    kind,
    tier,
    ...modelJson(call),
    inputTokens: {
      ...tokensJson({ ...cost.input, ...cost.input.billed }),
      tokenizer: cost.input.tokenizer,
      error: cost.input.error,
    },
    outputTokens: tokensJson(cost.output),
    ...knownJson('service', call.service),
    cost: cost.perCall && costJson(cost.perCall),
    perRun: cost.perRun && amountJson(cost.perRun),
    expected: cost.expected && {
      cacheHitRate: cost.usage?.cacheHitRate ?? null,
      holes: cost.usage?.holes ?? null,
      outputTokens: cost.usage?.outputTokens ?? null,
      source: cost.usage?.source ?? null,
      ...costJson(cost.expected),
    },
    perMonth: cost.perMonth && { calls: cost.perMonth.calls, ...amountJson(cost.perMonth.amount) },
    through: call.through.map(via => via.name),
    decidedBy: call.decidedBy?.name ?? null,
    repeats: call.repeats.map(repeat => ({
      kind: repeat.kind,
      over: repeat.over,
      ...knownJson('count', repeat.count),
    })),
    why: cost.why,
  };
}

/** `model` is the one that answers, for certain; `models` all that the source names. */
function modelJson({ model: { candidates, unknown }, cost }: AnalyzedCall): object {
  const [only, ...others] = candidates;
  return {
    model: only && others.length === 0 && unknown === null && !cost.models.some(isLikely) ? only.id : null,
    modelReason:
      unknown ??
      cost.models.map(row => `${row.model.id}: ${row.model.note}${isLikely(row) ? ', likely' : ''}`).join('; '),
    models: cost.models.map(({ model, price, cost: modelCost, lines, terms, limit, form, cache }) => ({
      id: model.id,
      provider: model.provider,
      origin: model.origin,
      note: model.note,
      ...knownJson('price', price.known ? { known: true, value: priceJson(price.value) } : price),
      cost: modelCost && costJson(modelCost),
      lines: lines.map(lineJson),
      terms,
      outputLimit: limit && limitJson(limit),
      answerForm: form && lineJson(form),
      cache: cache && cacheJson(cache),
    })),
  };
}

const limitJson = ({ tokens, source, asOf, cost }: OutputLimit): object => ({
  tokens,
  source,
  asOf,
  cost: costJson(cost),
});

/** What is kept of the prompt, with the price of the call that writes it and of one that finds it. */
const cacheJson = ({ prices, ...told }: PromptCache): object => ({
  ...told,
  firstCall: prices?.first ? costJson(prices.first.cost) : null,
  whileCached: prices && costJson(prices.later.cost),
});

const promptJson = ({ name, place, format, tier, sent, tokens, usedBy }: PromptDefinition): object => ({
  name,
  ...placeJson(place),
  format,
  tier,
  sent,
  tokens: { ...tokensJson(tokens), tokenizer: tokens.tokenizer },
  usedBy,
});

export const placeJson = ({ file, range: { start, end } }: Place): object => ({
  file,
  line: start.line + 1,
  column: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

export const tokensJson = ({ min, likely, max, exactness, why }: Tokens): object => ({
  min,
  likely,
  max,
  exactness,
  why,
});

/** Amounts are US dollars, whatever they are shown in. */
const costJson = ({ input, output, total }: Cost): object => ({
  currency: 'USD',
  input: amountJson(input),
  output: amountJson(output),
  total: amountJson(total),
});

/** An unknown amount has no lower bound worth reading as a number. */
const amountJson = ({ low, high, exactness }: Amount): object => ({
  low: exactness === 'unknown' ? null : toNumber(low),
  high: high === null ? null : toNumber(high),
  exactness,
});

/** Rates as numbers, all else as it is. */
const priceJson = ({ model, provider, ...rest }: Price): object => ({ model, provider, ...numbers(rest) });

/** Money as numbers, as JSON has them. */
export const numbers = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? toNumber(value as Money) : value]),
  );

const lineJson = ({ label, side, tokens, part, rates, amount }: CostLine): object => ({
  label,
  side,
  minTokens: tokens.min,
  maxTokens: tokens.max,
  part,
  perMtok: rates && { low: toNumber(rates.atMinPerMtok), high: toNumber(rates.atMaxPerMtok) },
  ...amountJson(amount),
});

const knownJson = <T>(name: string, known: Known<T>): object =>
  known.known ? { [name]: known.value } : { [name]: null, [`${name}Why`]: known.why };
