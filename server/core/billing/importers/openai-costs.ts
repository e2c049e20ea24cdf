import type { Service } from '../../../../pricing/facts/service-tiers.ts';
import { usd } from '../../../../pricing/money.ts';
import { type BilledRow, onlyOf, type TokenKind } from '../bill.ts';
import { bucketsOf, dayOf, type Fields, fieldsOf, numberOf, textOf } from './fields.ts';
import { createLedger, type JsonImporter } from './importer.ts';

/**
 * `GET /v1/organization/costs`, as `CostsResult` has it: https://github.com/openai/openai-openapi/blob/master/openapi.yaml (2026-08-21),
 * https://platform.openai.com/docs/api-reference/usage/costs. Only `group_by=line_item` tells the model.
 */
export const openaiCosts: JsonImporter = {
  id: 'openai-costs',
  label: 'OpenAI costs',
  authority: 'bill',
  fits: json => bucketsOf(json, 'start_time').some(({ results }) => results.some(isCost)),
  read(json) {
    const ledger = createLedger();
    for (const { start, results } of bucketsOf(json, 'start_time'))
      for (const result of results.filter(isCost)) {
        const [day, amount] = [dayOf(start), fieldsOf(result['amount'])];
        const [value, currency] = [numberOf(amount['value']), textOf(amount['currency'])?.toUpperCase() ?? null];
        if (day === null || value === null) ledger.leaveOut('no amount, or no day', null);
        else if (currency !== 'USD') ledger.leaveOut(`billed in ${currency ?? 'no currency'}: not converted`, null);
        else ledger.add({ ...lineOf(result), day, usd: usd(value) });
      }
    return ledger.close();
  },
};

const isCost = ({ object }: Fields): boolean => object === 'organization.costs.result';

function lineOf(result: Fields): Omit<BilledRow, 'day' | 'usd'> {
  const item = textOf(result['line_item']);
  const parts = item === null ? null : partsOf(item);
  const quantity = tokensIn(numberOf(result['quantity']), textOf(result['quantity_unit']));
  return {
    provider: 'openai',
    model: parts?.model ?? null,
    tokens: parts && quantity !== null ? onlyOf(parts.kind, quantity) : null,
    requests: null,
    service: parts ? (parts.service ?? 'standard') : null,
    isLong: parts?.isLong ?? null,
    what: item ?? 'all line items in one amount',
    source: 'openai-costs',
  };
}

/** Without a unit it is not known what was counted. */
function tokensIn(quantity: number | null, unit: string | null): number | null {
  if (quantity === null || quantity < 0) return null;
  if (unit === 'tokens') return Math.round(quantity);
  return unit === '1000_tokens' ? Math.round(quantity * 1000) : null;
}

/**
 * `gpt-5.5-2026-04-23, cached input`, `priority | gpt-5.6-sol, output, long context`, `gpt-image-2.5 text, input`. OpenAI documents
 * `line_item` as a text and no more; what is not of this form (`web search tool calls`) names no model.
 */
function partsOf(
  item: string,
): { model: string; kind: Exclude<TokenKind, 'unsplit'>; service: Service | null; isLong: boolean } | null {
  const form =
    /^(?:(?<service>batch|flex|priority) \| )?(?<model>[\w.:/-]+)(?: (?<medium>text|audio|image|video))?(?:, (?<tier>batch|flex|priority))?, (?<kind>cached input|cache writes|input|output)(?<long>, long context)?$/i;
  const { model, service, tier, medium, kind = '', long } = form.exec(item)?.groups ?? {};
  if (model === undefined) return null;
  const isText = medium === undefined || medium.toLowerCase() === 'text';
  return {
    model,
    kind: isText ? (KINDS.get(kind.toLowerCase()) ?? 'input') : 'media',
    service: ((service ?? tier)?.toLowerCase() as Service | undefined) ?? null,
    isLong: long !== undefined,
  };
}

const KINDS: ReadonlyMap<string, Exclude<TokenKind, 'unsplit'>> = new Map([
  ['input', 'input'],
  ['cached input', 'cacheRead'],
  ['cache writes', 'cacheWrite'],
  ['output', 'output'],
]);
