import { GPU_HOURS } from '../../../pricing/facts/gpus.ts';
import type { Node } from 'jsonc-parser';
import type { Currency, OwnPrice } from '../../../pricing/own.ts';
import { providerNamed } from '../../../pricing/provider.ts';
import { lineAt, lineStartsOf } from '../languages/lines.ts';
import type { Tier } from '../model.ts';
import {
  type BudgetRow,
  type Configuration,
  type GpuPrice,
  type LiveSettings,
  type ModelMapping,
  NO_CONFIGURATION,
  type Severity,
  type SpendRow,
  type UsageRow,
} from './configuration.ts';
import { KEYS, USAGE_FILE_KEYS } from './keys/index.ts';
import type { Key } from './keys/key.ts';
import { matcherOf } from './paths.ts';
import { readPolicies } from './policies.ts';
import { type FoundRow, isDay, noDay, rowsIn } from './rows.ts';
import { readSyntax } from './syntax.ts';
import { entriesOf, namedIn, rowOf, type Tell, textOf, textsOf } from './values.ts';

/** Something that is wrong with the configuration, and what to do about it. */
export interface Problem {
  /** Root-relative. */
  file: string;
  /** From 1. */
  line: number;
  /** `models[0].modle`; empty for the file itself. */
  key: string;
  why: string;
  next: string;
}

export interface ReadConfiguration {
  configuration: Configuration;
  problems: Problem[];
}

/** A file's name, which tells its format, and its text. */
export interface ConfigurationText {
  file: string;
  text: string;
}

/** Reads the project's file and that of its usage. Rows that are right count, whatever is wrong beside them. */
export function readConfiguration(
  own: ConfigurationText | null,
  usage: ConfigurationText | null = null,
): ReadConfiguration {
  const problems: Problem[] = [];
  const configuration = own ? readOwn(own, problems) : NO_CONFIGURATION;
  // What stands in the project's own file goes before what may have been measured.
  const more = usage ? readUsage(usage, problems) : [];
  return { configuration: { ...configuration, usage: [...configuration.usage, ...more] }, problems };
}

function readOwn(source: ConfigurationText, problems: Problem[]): Configuration {
  const { entries, tell } = open(source, KEYS, problems);
  const matchers = (name: 'include' | 'exclude'): ((file: string) => boolean)[] =>
    textsOf(entries.get(name), name, tell).map(matcherOf);
  const [included, excluded] = [matchers('include'), matchers('exclude')];
  return {
    models: rowsIn<ModelMapping>(entries, 'models', tell).map(({ row }) => row),
    prices: rowsIn<PriceRow>(entries, 'prices', tell).flatMap(found => priceOf(found, tell) ?? []),
    usage: usageIn(entries, tell),
    currency: currencyOf(entries.get('currency'), tell),
    candidates: textsOf(entries.get('candidates'), 'candidates', tell),
    budgets: rowsIn<BudgetRow>(entries, 'budgets', tell).map(({ row }) => row),
    spend: rowsIn<SpendRow>(entries, 'spend', tell).map(({ row }) => row),
    gpus: rowsIn<GpuPrice>(entries, 'gpus', tell).map(({ row }) => row),
    live: liveOf(entries.get('live'), tell),
    ...readPolicies(entries, tell),
    rules: severitiesOf(entries.get('rules'), tell),
    isIgnored: file =>
      excluded.some(matches => matches(file)) || (included.length > 0 && !included.some(matches => matches(file))),
    tierOf: tiersOf(entries.get('tiers'), tell),
  };
}

function readUsage(source: ConfigurationText, problems: Problem[]): UsageRow[] {
  const { entries, tell } = open(source, USAGE_FILE_KEYS, problems);
  return usageIn(entries, tell);
}

/** The file's top entries, and how a problem in it is told. */
function open(
  { file, text }: ConfigurationText,
  keys: Readonly<Record<string, unknown>>,
  problems: Problem[],
): { entries: Map<string, Node>; tell: Tell } {
  const starts = lineStartsOf(text);
  const tell: Tell = (offset, key, why, next) =>
    problems.push({ file, line: lineAt(starts, offset) + 1, key, why, next });
  const { root, error } = readSyntax(file, text);
  if (error) tell(error.offset, '', error.why, error.next);
  return { entries: entriesOf(root, '', keys, tell), tell };
}

const usageIn = (entries: Map<string, Node>, tell: Tell): UsageRow[] =>
  rowsIn<UsageRow>(entries, 'usage', tell).flatMap(({ node, key, row }) => {
    if (row.asOf === null || isDay(row.asOf)) return [row];
    tell(node.offset, `${key}.asOf`, ...noDay(row.asOf));
    return [{ ...row, asOf: null }];
  });

type PriceRow = OwnPrice & { gpu: string | null };

/** A price of one's own; one that can't be meant is told. */
function priceOf({ node, key, row: { gpu, ...rest } }: FoundRow<PriceRow>, tell: Tell): OwnPrice | undefined {
  const listed = GPU_HOURS.find(({ id }) => id === gpu);
  const gpuHour = rest.gpuHour ?? listed?.perHour ?? null;
  const refuse = (why: string, next: string): undefined => void tell(node.offset, key, why, next);
  if (gpu !== null && !listed)
    return refuse(`no GPU "${gpu}" in the list`, `Known: ${GPU_HOURS.map(({ id }) => id).join(', ')}.`);
  if (gpuHour !== null && rest.tokensPerSecond === null)
    return refuse('a price by the hour without a throughput', 'Add tokensPerSecond: 2000 or what yours does.');
  const ways = [rest.input !== null || rest.output !== null, rest.discount !== null, gpuHour !== null];
  if (ways.filter(Boolean).length > 1)
    return refuse('two prices in one row', 'Give rates, a discount or a GPU-hour, not several of them.');
  return { ...rest, gpuHour, provider: rest.provider === null ? null : providerNamed(rest.provider) };
}

function currencyOf(node: Node | undefined, tell: Tell): Currency | null {
  const currency = node && rowOf<Currency>(node, 'currency', KEYS.currency.row, tell);
  if (!node || !currency) return null;
  if (!/^[A-Z]{3}$/.test(currency.code)) {
    tell(node.offset, 'currency.code', `no code of a currency: "${currency.code}"`, 'Write three capitals: EUR.');
    return null;
  }
  if (isDay(currency.asOf)) return currency;
  tell(node.offset, 'currency.asOf', ...noDay(currency.asOf));
  return null;
}

const liveOf = (node: Node | undefined, tell: Tell): LiveSettings =>
  (node && rowOf<LiveSettings>(node, 'live', KEYS.live.row, tell)) ?? NO_CONFIGURATION.live;

function severitiesOf(node: Node | undefined, tell: Tell): Map<string, Severity> {
  const severity: Key = { type: 'text', description: '', values: KEYS.rules.values };
  return new Map(
    namedIn(node, 'rules', 'Write rule: severity.', tell).flatMap(([rule, value, at]) => {
      if (!Object.hasOwn(KEYS.rules.names, rule))
        tell(at, `rules.${rule}`, 'no such rule', 'prompt-cost lint --rules lists them.');
      const read = textOf(value, `rules.${rule}`, severity, tell);
      return read === undefined ? [] : [[rule, read as Severity] as const];
    }),
  );
}

function tiersOf(node: Node | undefined, tell: Tell): Configuration['tierOf'] {
  const row = node && rowOf<Record<Tier, readonly string[] | null>>(node, 'tiers', KEYS.tiers.row, tell);
  const tiers = Object.entries(row ?? {}).map(
    ([tier, patterns]) => [tier as Tier, (patterns ?? []).map(matcherOf)] as const,
  );
  return file => tiers.find(([, matchers]) => matchers.some(matches => matches(file)))?.[0];
}
