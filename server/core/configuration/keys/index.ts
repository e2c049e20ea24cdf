import { budgets } from './budgets.ts';
import { candidates } from './candidates.ts';
import { currency } from './currency.ts';
import { exemptions } from './exemptions.ts';
import { exclude, include, tiers } from './files.ts';
import type { Choices, OneRow, Rows, Texts } from './key.ts';
import { gpus, live, spend } from './live.ts';
import { models } from './models.ts';
import { policies } from './policies.ts';
import { prices } from './prices.ts';
import { rules } from './rules.ts';
import { usage } from './usage.ts';

/** Every section of the file, one file each: the reader, its messages and the editor's schema are made from these. */
export const KEYS = {
  models,
  prices,
  usage,
  currency,
  candidates,
  budgets,
  spend,
  gpus,
  live,
  rules,
  policies,
  exemptions,
  include,
  exclude,
  tiers,
} as const satisfies Readonly<Record<string, OneRow | Rows | Texts | Choices>>;

/** Of a file of usage alone. */
export const USAGE_FILE_KEYS = { usage: KEYS.usage };
