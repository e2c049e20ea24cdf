import assert from 'node:assert/strict';
import { importJson } from '../../server/core/billing/importers/index.ts';

/** Answers in the shapes that the services document, with numbers of our own. */

const START = Date.UTC(2026, 10, 2) / 1000;

export const day = (offset: number): string => new Date((START + offset * 86_400) * 1000).toISOString().slice(0, 10);

/** What they are read as. */
export const imported = (json: unknown): NonNullable<ReturnType<typeof importJson>> =>
  importJson(json) ?? assert.fail('of no importer');

/** Pages of buckets as OpenAI has them. */
export const openaiPage = (results: readonly object[][], more: string | null = null): object => ({
  object: 'page',
  data: results.map((of, at) => ({
    object: 'bucket',
    start_time: START + at * 86_400,
    end_time: START + (at + 1) * 86_400,
    results: of,
  })),
  has_more: more !== null,
  next_page: more,
});

export const openaiUsageOf = (model: string | null, counts: object): object => ({
  object: 'organization.usage.completions.result',
  num_model_requests: 10,
  project_id: null,
  user_id: null,
  api_key_id: null,
  model,
  batch: false,
  service_tier: 'default',
  ...counts,
});

/** What was used in a day: gpt-4o takes $2.50 in, $1.25 from its cache and $10 out per million. */
export const MODEL = 'gpt-4o-2024-08-06';
export const USED = {
  input_tokens: 10_000_000,
  input_cached_tokens: 2_000_000,
  input_cache_write_tokens: 0,
  output_tokens: 1_000_000,
};

export const openaiCostOf = (line_item: string | null, value: number, more: object = {}): object => ({
  object: 'organization.costs.result',
  amount: { value, currency: 'usd' },
  line_item,
  project_id: null,
  ...more,
});

/** Pages of buckets as Anthropic has them. */
export const anthropicPage = (results: readonly object[][], more: string | null = null): object => ({
  data: results.map((of, at) => ({
    starting_at: `${day(at)}T00:00:00Z`,
    ending_at: `${day(at + 1)}T00:00:00Z`,
    results: of,
  })),
  has_more: more !== null,
  next_page: more,
});

export const anthropicUsageOf = (model: string | null, counts: object = {}): object => ({
  api_key_id: null,
  workspace_id: null,
  model,
  service_tier: 'standard',
  context_window: '0-200k',
  uncached_input_tokens: 1500,
  cache_creation: { ephemeral_1h_input_tokens: 1000, ephemeral_5m_input_tokens: 500 },
  cache_read_input_tokens: 200,
  output_tokens: 500,
  server_tool_use: { web_search_requests: 10 },
  ...counts,
});

export const anthropicCostOf = (cents: string, more: object = {}): object => ({
  amount: cents,
  currency: 'USD',
  context_window: '0-200k',
  cost_type: 'tokens',
  description: 'Claude Sonnet 4.6 Usage - Input Tokens',
  model: 'claude-sonnet-4-6',
  service_tier: 'standard',
  token_type: 'uncached_input_tokens',
  workspace_id: null,
  ...more,
});

/** A row of LiteLLM's log. */
export const spendLogOf = (more: object = {}): object => ({
  request_id: 'chatcmpl-1',
  call_type: 'acompletion',
  api_key: '88dc28',
  spend: 0.0123,
  total_tokens: 1100,
  prompt_tokens: 1000,
  completion_tokens: 100,
  startTime: `${day(0)}T10:00:00.000000Z`,
  endTime: `${day(0)}T10:00:01.000000Z`,
  model: 'gpt-4o',
  custom_llm_provider: 'openai',
  cache_hit: 'False',
  metadata: JSON.stringify({
    additional_usage_values: { cache_read_input_tokens: 800, cache_creation_input_tokens: 0 },
  }),
  ...more,
});

export type FocusCells = Readonly<Record<string, string | number | null>>;

const FOCUS: FocusCells = {
  BilledCost: 0,
  EffectiveCost: 0,
  BillingCurrency: 'USD',
  ChargeCategory: 'Usage',
  ChargeDescription: null,
  ChargePeriodStart: `${day(0)}T00:00:00Z`,
  ChargePeriodEnd: `${day(0)}T01:00:00Z`,
  ConsumedQuantity: null,
  ConsumedUnit: null,
  ProviderName: 'AWS',
  ServiceCategory: 'AI and Machine Learning',
  ServiceName: 'Amazon Bedrock',
  SkuId: null,
  SkuMeter: null,
  x_UsageType: null,
};

export const focusRow = (cells: FocusCells): FocusCells => ({
  ...FOCUS,
  EffectiveCost: cells['BilledCost'] ?? 0,
  ...cells,
});

/** As a cloud writes it: every cell with a comma or a quote in quotes, a byte order mark before. */
export const focusCsv = (rows: readonly FocusCells[]): string => {
  const columns = Object.keys(rows[0] ?? FOCUS);
  const cell = (value: unknown): string => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
  return `\uFEFF${[columns.join(','), ...rows.map(row => columns.map(column => cell(row[column] ?? null)).join(','))].join('\r\n')}\r\n`;
};
