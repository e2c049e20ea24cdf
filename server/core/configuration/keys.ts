import type { Currency, OwnPrice } from '../../../pricing/own.ts';
import type { Tier } from '../model.ts';
import { RULES } from '../rules/index.ts';
import {
  type BudgetRow,
  type Conditions,
  type Exemption,
  type ModelMapping,
  type Policy,
  SEVERITIES,
  type UsageRow,
} from './configuration.ts';

/** What a key takes. */
export interface Key {
  /** `numbers`: a number for each name that the user gives; `texts`: a list. */
  type: 'text' | 'number' | 'numbers' | 'texts';
  description: string;
  /** Numbers: within these, the ends included; `above` without it. */
  least?: number;
  above?: number;
  most?: number;
  /** Texts: nothing else. */
  values?: readonly string[];
}

type Keys<T> = Readonly<Record<keyof T & string, Key>>;

const CONDITION_KEYS: Keys<Conditions> = {
  env: { type: 'text', description: 'For calls whose model comes from this environment variable: `OPENAI_MODEL`.' },
  variable: {
    type: 'text',
    description: 'For calls whose model is this, as Prompt Cost names it: `settings.model`.',
  },
  site: { type: 'text', description: 'For the call of this id, which `prompt-cost scan --json` tells.' },
  symbol: { type: 'text', description: 'For calls in this function, method or class: `Agent.answer`.' },
  path: { type: 'text', description: 'For calls in these files: `src/agents/**`.' },
};

export const MODEL_KEYS: Keys<ModelMapping> = {
  model: { type: 'text', description: 'The model that answers, as its provider calls it: `gpt-4o`.' },
  provider: { type: 'text', description: 'Who serves it, where not its maker: `azure`, `aws`.' },
  ...CONDITION_KEYS,
};

const perMtok = (what: string): Key => ({
  type: 'number',
  least: 0,
  description: `US dollars per million tokens ${what}.`,
});

export const PRICE_KEYS: Keys<OwnPrice & { gpu: string }> = {
  model: { type: 'text', description: 'The model that you have this price for, or a pattern of several: `gpt-4o*`.' },
  provider: { type: 'text', description: 'Only where it is served by: `azure`, `aws`, `localhost`.' },
  input: perMtok('of input'),
  output: perMtok('of output'),
  cacheRead: perMtok('of input that is read from the cache'),
  cacheWrite: perMtok('of input that is written to the cache for 5 minutes'),
  cacheWrite1h: perMtok('of input that is written to the cache for an hour'),
  discount: { type: 'number', above: 0, most: 100, description: 'What you pay less than the list price, in percent.' },
  gpuHour: { type: 'number', above: 0, description: 'A machine of your own: US dollars for an hour of one GPU.' },
  gpu: {
    type: 'text',
    description: 'Instead of `gpuHour`: a GPU of the built-in list, which `prompt-cost prices --gpus` shows.',
  },
  gpus: { type: 'number', above: 0, description: 'How many GPUs run the model: 1 if left out.' },
  tokensPerSecond: {
    type: 'number',
    above: 0,
    description: 'What the machine does, input and output together, when it is as busy as you mean it to be.',
  },
};

export const USAGE_KEYS: Keys<UsageRow> = {
  callsPerMonth: { type: 'number', least: 0, description: 'How often the call is made in a month.' },
  holes: {
    type: 'numbers',
    least: 0,
    description:
      'How many tokens what is filled in at run time has, by the name that Prompt Cost gives it: `{ context: 1200 }`.',
  },
  outputTokens: { type: 'number', least: 0, description: 'How many tokens an answer has, on average.' },
  cacheHitRate: {
    type: 'number',
    least: 0,
    most: 1,
    description: "Which part of the input is read from the provider's cache: 0.8 is 80 %.",
  },
  cacheWrite: {
    type: 'text',
    values: ['5m', '1h'],
    description: 'For how long the rest of the input is written to the cache, where that has a price of its own.',
  },
  source: { type: 'text', description: 'Where these figures come from: `invoice of October`.' },
  asOf: { type: 'text', description: 'The day of these figures: `2026-11-21`.' },
  model: { type: 'text', description: 'For calls of this model, or of a pattern of several: `gpt-4o*`.' },
  ...CONDITION_KEYS,
};

const BUDGET_KEYS: Keys<BudgetRow> = {
  tokens: { type: 'number', above: 0, description: 'How many tokens of input a call may have: 4000.' },
  ...CONDITION_KEYS,
};

export const CURRENCY_KEYS: Keys<Currency> = {
  code: { type: 'text', description: 'The currency that amounts are shown in: `EUR`.' },
  perUsd: { type: 'number', above: 0, description: 'What one US dollar is in it, by your own word: 0.92.' },
  asOf: { type: 'text', description: 'The day of that rate: `2026-11-21`.' },
};

const WHERE_KEYS = {
  site: CONDITION_KEYS.site,
  symbol: CONDITION_KEYS.symbol,
  path: CONDITION_KEYS.path,
} as const satisfies Keys<Pick<Conditions, 'site' | 'symbol' | 'path'>>;

const limitKey = (what: string): Key => ({ type: 'number', least: 0, description: what });
const models = (what: string): Key => ({ type: 'texts', description: `${what}: \`gpt-4o*\`, \`claude-haiku-4-5\`.` });

export const POLICY_KEYS: Keys<Policy> = {
  name: { type: 'text', description: 'What it is called where it is told: `cheap calls`.' },
  action: {
    type: 'text',
    values: ['warn', 'fail'],
    description: 'What follows where a change goes beyond it: `warn`, if left out, or `fail`, with exit code 1.',
  },
  unknown: {
    type: 'text',
    values: ['warn', 'fail'],
    description: 'What follows where that could not be evaluated: `warn`, if left out, or `fail`.',
  },
  step: {
    type: 'number',
    least: 0,
    description:
      'A call that was beyond the limit before is told again if it grew by this much of the limit, in percent: 10 if left out.',
  },
  maxPerCall: limitKey('US dollars for one call, input and output, the output at its most.'),
  maxInputPerCall: limitKey('US dollars for the input of one call.'),
  maxInputTokens: limitKey('Tokens of the input of one call.'),
  maxPerRun: limitKey('US dollars for all rounds of the loops around a call.'),
  maxPerMonth: limitKey('US dollars a month for each call, by `callsPerMonth` of `usage`.'),
  maxPerMonthInAll: limitKey('US dollars a month for all calls that the policy is for, together.'),
  maxGrowthPercent: limitKey('By how much the input of one call may get dearer in one change, in percent.'),
  maxGrowthPerCall: limitKey('By how much the input of one call may get dearer in one change, in US dollars.'),
  maxGrowthTokens: limitKey('By how many tokens the input of one call may grow in one change.'),
  bannedModels: models('Models that no call may come to use'),
  allowedModels: models('Models that a call may come to use, and no other'),
  requiredOwners: {
    type: 'texts',
    description: 'One of these must own, by CODEOWNERS, the file that a call comes to stand in: `@acme/ai`.',
  },
  ...WHERE_KEYS,
};

/** What a policy can hold calls to. */
const LIMITS = [
  'maxPerCall',
  'maxInputPerCall',
  'maxInputTokens',
  'maxPerRun',
  'maxPerMonth',
  'maxPerMonthInAll',
  'maxGrowthPercent',
  'maxGrowthPerCall',
  'maxGrowthTokens',
  'bannedModels',
  'allowedModels',
  'requiredOwners',
] as const satisfies readonly (keyof Policy)[];

export const EXEMPTION_KEYS: Keys<Exemption> = {
  policy: { type: 'text', description: 'The name of the policy; every one, if left out.' },
  until: { type: 'text', description: 'The last day that it holds: `2026-12-31`.' },
  reason: { type: 'text', description: 'Why: it is told beside what it lets pass.' },
  ...WHERE_KEYS,
};

/** One kind of row: its keys, what it must have, and of what it must have at least one. */
export interface RowShape {
  keys: Readonly<Record<string, Key>>;
  required: readonly string[];
  oneOf: readonly string[];
  /** What is wrong with a row that has none of these. */
  lacking: string;
}

/** What a row can be known by. */
const CONDITIONS = ['env', 'variable', 'site', 'symbol', 'path'] as const;

const tierKey = (what: string): Key => ({ type: 'texts', description: `Files that are ${what}: \`scripts/**\`.` });

const TIER_KEYS: Keys<Record<Tier, unknown>> = {
  production: tierKey('what the project runs, wherever they lie'),
  test: tierKey('tests'),
  example: tierKey('examples'),
  vendored: tierKey("other people's, or generated"),
};

const RULE_TITLES: Readonly<Record<string, string>> = Object.fromEntries(RULES.map(({ id, title }) => [id, title]));

/** Every key of the file, one row each: the reader, its messages and the editor's schema are made from these. */
export const KEYS = {
  models: {
    type: 'rows',
    description: 'Which model answers where the source does not decide it. The first row that fits counts.',
    row: { keys: MODEL_KEYS, required: ['model'], oneOf: CONDITIONS, lacking: 'does not say which calls it is for' },
  },
  prices: {
    type: 'rows',
    description: 'What you pay where that is not the list price. The first row that fits counts.',
    row: {
      keys: PRICE_KEYS,
      required: ['model'],
      oneOf: ['input', 'output', 'discount', 'gpuHour', 'gpu'],
      lacking: 'has no price',
    },
  },
  usage: {
    type: 'rows',
    description:
      'How calls are made: how often, with how much, and what their cache saves. The first row that fits counts.',
    row: {
      keys: USAGE_KEYS,
      required: [],
      oneOf: ['callsPerMonth', 'holes', 'outputTokens', 'cacheHitRate'],
      lacking: 'says nothing of the calls',
    },
  },
  currency: {
    type: 'row',
    description: 'What amounts are shown in, if not in US dollars. Never looked up: the rate is yours.',
    row: { keys: CURRENCY_KEYS, required: ['code', 'perUsd', 'asOf'], oneOf: [], lacking: '' },
  },
  candidates: {
    type: 'texts',
    description: 'Models that a call is compared with where it is explained: `anthropic/claude-haiku-4-5`.',
  },
  budgets: {
    type: 'rows',
    description:
      'How long prompts may be; the rule `prompt-over-budget` tells of those that are longer. The first row that fits counts.',
    row: { keys: BUDGET_KEYS, required: ['tokens'], oneOf: [], lacking: '' },
  },
  rules: {
    type: 'choices',
    description: 'How serious the findings of a rule are, by its name. `off`: not told.',
    names: RULE_TITLES,
    values: SEVERITIES,
  },
  policies: {
    type: 'rows',
    description:
      'What a change may not do to the bill: `prompt-cost diff` and the GitHub Action tell where it does. A row without `site`, `symbol` or `path` is for every call.',
    row: { keys: POLICY_KEYS, required: ['name'], oneOf: LIMITS, lacking: 'has no limit' },
  },
  exemptions: {
    type: 'rows',
    description: 'Calls that a policy is not for, with the day that this ends and the reason.',
    row: {
      keys: EXEMPTION_KEYS,
      required: ['until', 'reason'],
      oneOf: ['site', 'symbol', 'path', 'policy'],
      lacking: 'does not say what it is for',
    },
  },
  include: {
    type: 'texts',
    description: 'Only these files are read: patterns such as `src/**`, counted from this file. All, if left out.',
  },
  exclude: {
    type: 'texts',
    description: 'Files that are not read: patterns such as `scripts/**`, counted from this file.',
  },
  tiers: {
    type: 'row',
    description:
      'What files are for, where their place does not tell. Tests, examples and vendored code are no production cost.',
    row: { keys: TIER_KEYS, required: [], oneOf: [], lacking: '' },
  },
} as const satisfies Readonly<
  Record<
    string,
    { description: string } & (
      | { type: 'texts' }
      /** `names`: what each of them is for. */
      | { type: 'choices'; names: Readonly<Record<string, string>>; values: readonly string[] }
      | { type: 'row' | 'rows'; row: RowShape }
    )
  >
>;

/** Of a file of usage alone. */
export const USAGE_FILE_KEYS = { usage: KEYS.usage };
