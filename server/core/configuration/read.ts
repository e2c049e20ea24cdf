import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { GPU_HOURS } from '../../../pricing/facts/gpus.ts';
import type { Currency, OwnPrice } from '../../../pricing/own.ts';
import { providerNamed } from '../../../pricing/provider.ts';
import { lineAt, lineStartsOf } from '../languages/lines.ts';
import {
  type Configuration,
  type Key,
  KEYS,
  type ModelMapping,
  type RowShape,
  type UsageRow,
} from './configuration.ts';
import { matcherOf } from './paths.ts';

/** Something that is wrong with the configuration, and what to do about it. */
export interface Problem {
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

/** Reads the text of the file. Rows that are right count, whatever is wrong beside them. */
export function readConfiguration(text: string): ReadConfiguration {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const starts = lineStartsOf(text);
  const problems: Problem[] = [];
  const tell: Tell = (offset, key, why, next) => problems.push({ line: lineAt(starts, offset) + 1, key, why, next });
  const [error] = errors;
  if (error)
    tell(error.offset, '', `no valid JSON: ${wordsOf(error)}`, 'Mend it there; comments and trailing commas are fine.');
  const entries = entriesOf(root, '', KEYS, tell);
  const rows = <T>(name: 'models' | 'prices' | 'usage'): { node: Node; key: string; row: T }[] =>
    listOf(entries.get(name), name, tell).flatMap((node, at) => {
      const key = `${name}[${at}]`;
      const row = rowOf<T>(node, key, KEYS[name].row, tell);
      return row ? [{ node, key, row }] : [];
    });
  const matchers = listOf(entries.get('ignore'), 'ignore', tell)
    .flatMap((node, at) => valueOf(node, `ignore[${at}]`, TEXT, tell) ?? [])
    .map(pattern => matcherOf(String(pattern)));
  const configuration: Configuration = {
    models: rows<ModelMapping>('models').map(({ row }) => row),
    prices: rows<PriceRow>('prices').flatMap(({ node, key, row }) => priceOf(node, key, row, tell) ?? []),
    usage: rows<UsageRow>('usage').map(({ row }) => row),
    currency: currencyOf(entries.get('currency'), tell),
    isIgnored: file => matchers.some(matches => matches(file)),
  };
  return { configuration, problems };
}

type Tell = (offset: number, key: string, why: string, next: string) => void;
type PriceRow = OwnPrice & { gpu: string | null };

/** For what a row can't do without. */
const EXAMPLES: Readonly<Record<string, string>> = {
  model: '"gpt-4o" or another',
  code: '"EUR" or another',
  perUsd: '0.92 or what it is',
  asOf: '"2026-11-21", the day of the rate',
};

const TEXT: Key = { type: 'text', description: '' };

/** `InvalidSymbol` as words. */
const wordsOf = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replaceAll(/(?!^)([A-Z])/g, ' $1')
    .toLowerCase();

function entriesOf(
  node: Node | undefined,
  key: string,
  known: Readonly<Record<string, unknown>>,
  tell: Tell,
): Map<string, Node> {
  const entries = new Map<string, Node>();
  if (node && node.type !== 'object') tell(node.offset, key, 'not an object', `Write { ${Object.keys(known)[0]}: … }.`);
  for (const { children: [name, value] = [] } of node?.type === 'object' ? (node.children ?? []) : []) {
    if (!name || !value) continue;
    const own = String(name.value);
    // An editor looks for `$schema`.
    if (Object.hasOwn(known, own)) entries.set(own, value);
    else if (own !== '$schema')
      tell(
        name.offset,
        key === '' ? own : `${key}.${own}`,
        'no such key',
        `Known here: ${Object.keys(known).join(', ')}.`,
      );
  }
  return entries;
}

function listOf(node: Node | undefined, key: string, tell: Tell): Node[] {
  if (node && node.type !== 'array') tell(node.offset, key, 'not a list', 'Write it in [ … ].');
  return node?.type === 'array' ? (node.children ?? []) : [];
}

function valueOf(node: Node | undefined, key: string, wanted: Key, tell: Tell): string | number | undefined {
  if (!node) return undefined;
  const wrong = (why: string, next: string): undefined => void tell(node.offset, key, why, next);
  if (wanted.type === 'text') {
    if (node.type !== 'string' || String(node.value).trim() === '') return wrong('not a text', 'Write it in "…".');
    const text = String(node.value);
    return wanted.values && !wanted.values.includes(text)
      ? wrong(`not one of its values: "${text}"`, `Write one of: ${wanted.values.join(', ')}.`)
      : text;
  }
  if (node.type !== 'number') return wrong('not a number', 'Write it without quotes.');
  const number = Number(node.value);
  return isWithin(number, wanted) ? number : wrong(`out of bounds: ${number}`, `Write a number ${boundsOf(wanted)}.`);
}

const isWithin = (value: number, { least, above, most }: Key): boolean =>
  (least === undefined || value >= least) &&
  (above === undefined || value > above) &&
  (most === undefined || value <= most);

const boundsOf = ({ least, above, most }: Key): string =>
  [
    ...(least === undefined ? [] : [`from ${least}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(most === undefined ? [] : [`to ${most}`]),
  ].join(' ');

/** A row with every key of its shape, null where it is not given: what `T` says, since the keys are made from it. */
function rowOf<T>(node: Node, key: string, { keys, required, oneOf, lacking }: RowShape, tell: Tell): T | undefined {
  const given = entriesOf(node, key, keys, tell);
  if (node.type !== 'object') return undefined;
  const row: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(keys).map(([name, wanted]) => [
      name,
      valueOf(given.get(name), `${key}.${name}`, wanted, tell) ?? null,
    ]),
  );
  const missing = required.find(name => row[name] === null);
  if (missing !== undefined) {
    if (!given.has(missing))
      tell(node.offset, key, `names no ${missing}`, `Add "${missing}": ${EXAMPLES[missing] ?? '…'}.`);
    return undefined;
  }
  if (oneOf.length > 0 && oneOf.every(name => row[name] === null)) {
    if (oneOf.every(name => !given.has(name))) tell(node.offset, key, lacking, `Add one of: ${oneOf.join(', ')}.`);
    return undefined;
  }
  return row as T;
}

/** A price of one's own; one that can't be meant is told. */
function priceOf(node: Node, key: string, { gpu, ...rest }: PriceRow, tell: Tell): OwnPrice | undefined {
  const listed = GPU_HOURS.find(({ id }) => id === gpu);
  const gpuHour = rest.gpuHour ?? listed?.perHour ?? null;
  const refuse = (why: string, next: string): undefined => void tell(node.offset, key, why, next);
  if (gpu !== null && !listed)
    return refuse(`no GPU "${gpu}" in the list`, `Known: ${GPU_HOURS.map(({ id }) => id).join(', ')}.`);
  if (gpuHour !== null && rest.tokensPerSecond === null)
    return refuse('a price by the hour without a throughput', 'Add "tokensPerSecond": 2000 or what yours does.');
  const ways = [rest.input !== null || rest.output !== null, rest.discount !== null, gpuHour !== null];
  if (ways.filter(Boolean).length > 1)
    return refuse('two prices in one row', 'Give rates, a discount or a GPU-hour, not several of them.');
  return { ...rest, gpuHour, provider: rest.provider === null ? null : providerNamed(rest.provider) };
}

function currencyOf(node: Node | undefined, tell: Tell): Currency | null {
  const currency = node && rowOf<Currency>(node, 'currency', KEYS.currency.row, tell);
  if (!node || !currency) return null;
  if (!/^[A-Z]{3}$/.test(currency.code)) {
    tell(node.offset, 'currency.code', `no code of a currency: "${currency.code}"`, 'Write three capitals: "EUR".');
    return null;
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(currency.asOf) || Number.isNaN(Date.parse(currency.asOf))) {
    tell(node.offset, 'currency.asOf', `no date: "${currency.asOf}"`, 'Write the day as "2026-11-21".');
    return null;
  }
  return currency;
}
