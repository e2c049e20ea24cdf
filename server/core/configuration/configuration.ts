import type { Currency, OwnPrice } from '../../../pricing/own.ts';
import type { Tier, Usage } from '../model.ts';

/** What a project says of itself in `promptcost.config.yaml`: what the source leaves open, and what is not to be told. */
export interface Configuration {
  models: readonly ModelMapping[];
  prices: readonly OwnPrice[];
  usage: readonly UsageRow[];
  /** Null: US dollars. */
  currency: Currency | null;
  /** Models that a call is compared with, as `provider/model` or by the name alone. */
  candidates: readonly string[];
  /** How long prompts may be. */
  budgets: readonly BudgetRow[];
  /** What may be spent in a month. */
  spend: readonly SpendRow[];
  /** What GPUs of one's own cost. */
  gpus: readonly GpuPrice[];
  live: LiveSettings;
  /** How serious a rule's findings are to this project, by the rule's id. */
  rules: ReadonlyMap<string, Severity>;
  policies: readonly Policy[];
  exemptions: readonly Exemption[];
  /** Whether a file is left out. */
  isIgnored: (file: string) => boolean;
  /** What a file is for, where the project says it; undefined: as its place tells. */
  tierOf: (file: string) => Tier | undefined;
}

export const SEVERITIES = ['off', 'info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Which calls a row is for. All that it names must hold; of several rows the first counts. */
export interface Conditions {
  env: string | null;
  variable: string | null;
  site: string | null;
  symbol: string | null;
  path: string | null;
}

/** Which model answers where the source does not decide it. */
export interface ModelMapping extends Conditions {
  model: string;
  provider: string | null;
}

/** How many tokens of input a call may have. */
export interface BudgetRow extends Conditions {
  tokens: number;
}

/** What may be spent in a month, US dollars; `model`: a pattern, null for all. */
export interface SpendRow {
  name: string;
  perMonth: number;
  model: string | null;
}

/** US dollars for an hour of one GPU of a type, or of a pattern of several. */
export interface GpuPrice {
  gpu: string;
  perHour: number;
}

export interface LiveSettings {
  /** Attributes that use is also told by. */
  labels: readonly string[] | null;
  /** Which part of all requests each model should answer. */
  shares: Readonly<Record<string, number>> | null;
}

/** How calls are made, as nobody but the user knows. A row without conditions is for every call. */
export interface UsageRow extends Usage, Conditions {
  /** The day of the figures, ISO date. */
  asOf: string | null;
  /** Only for calls of this model, or of a pattern of several: `gpt-4o*`. */
  model: string | null;
}

/**
 * What a change may not do to the bill. A limit is told where a change goes beyond it; amounts are US dollars, tokens are those of the
 * input. Null: no such limit.
 */
export interface Policy extends Pick<Conditions, 'site' | 'symbol' | 'path'> {
  name: string;
  action: 'warn' | 'fail';
  /** What follows where it can't be told whether a limit holds. */
  unknown: 'warn' | 'fail';
  /** By how much of the limit, in percent, a call that is beyond it must grow to be told again. */
  step: number;
  maxPerCall: number | null;
  maxInputPerCall: number | null;
  maxInputTokens: number | null;
  maxPerRun: number | null;
  maxPerMonth: number | null;
  /** Of all calls that the policy is for, together. */
  maxPerMonthInAll: number | null;
  maxGrowthPercent: number | null;
  maxGrowthPerCall: number | null;
  maxGrowthTokens: number | null;
  bannedModels: readonly string[] | null;
  allowedModels: readonly string[] | null;
  /** Who must own the file of a new call by CODEOWNERS: one of these. */
  requiredOwners: readonly string[] | null;
}

/** Calls that a policy is not for, up to a day and that day included. */
export interface Exemption extends Pick<Conditions, 'site' | 'symbol' | 'path'> {
  /** The policy's name; null: any. */
  policy: string | null;
  /** ISO date. */
  until: string;
  reason: string;
}

/** At the root of the project; the first that is there is read. */
export const CONFIGURATION_FILES = [
  'promptcost.config.yaml',
  'promptcost.config.yml',
  'promptcost.config.json',
] as const;
/** What is known of the traffic: written by hand, or by what measures it. */
export const USAGE_FILES = ['promptcost.usage.yaml', 'promptcost.usage.yml', 'promptcost.usage.json'] as const;

/** A row of usage whose source begins so was written by `prompt-cost usage sync`, which may write it again. */
export const MEASURED = 'prompt-cost usage sync';

export const NO_CONFIGURATION: Configuration = {
  models: [],
  prices: [],
  usage: [],
  currency: null,
  candidates: [],
  budgets: [],
  spend: [],
  gpus: [],
  live: { labels: null, shares: null },
  rules: new Map(),
  policies: [],
  exemptions: [],
  isIgnored: () => false,
  tierOf: () => undefined,
};
