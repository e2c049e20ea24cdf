import { add, minus, type Money, NO_MONEY, toNumber } from '../../pricing/money.ts';
import type { Currency } from '../../pricing/own.ts';
import type { Change } from '../core/history/changes.ts';
import {
  type CostDiff,
  inputsOf,
  isComparableSite,
  outputsOf,
  placeOf,
  type PromptDiff,
  type SiteDiff,
} from '../core/history/diff.ts';
import type { AnalyzedCall, Place, Tokens } from '../core/model.ts';
import type { SettingDiff } from '../core/history/settings.ts';
import {
  formatBound,
  formatCost,
  formatDifference,
  formatMoney,
  formatTokens,
  groupDigits,
  whyUnpriced,
} from './numbers.ts';

/** What a cost diff says, sentence by sentence: the same in a terminal, on a pull request and in a chat. */

/** The diff without what is no production: tests, examples, vendored code. */
export function ofProduction(diff: CostDiff): CostDiff {
  const isOurs = ({ before, after }: SiteDiff): boolean => (after ?? before).tier === 'production';
  return {
    ...diff,
    sites: diff.sites.filter(isOurs),
    prompts: diff.prompts.filter(({ tier }) => tier === 'production'),
  };
}

export const isSilent = ({ sites, prompts, settings }: CostDiff): boolean =>
  sites.length + prompts.length + settings.length === 0;

/** `LLM cost: +$0.0041 per call at 2 sites (1.9×) · 1 call added`: the one line for the one question. */
export function headline(diff: CostDiff): string {
  if (isSilent(diff)) return 'LLM cost: no change';
  const changed = diff.sites.filter(site => site.kind === 'changed');
  const priced = changed.filter(site => inputsOf(site) !== null);
  const moved = priced.filter(site => inputOf(site) !== NO_MONEY);
  const currency = currencyOf(diff);
  const parts = [
    ...(moved.length > 0
      ? [`${inputWords(moved, currency)} at ${plural(moved.length, 'site')}${factorOf(moved)}`]
      : []),
    ...outputWords(changed, currency),
    ...unpricedWords(changed.filter(site => inputsOf(site) === null && isComparableSite(site))),
    ...incomparableWords(changed.filter(site => !isComparableSite(site))),
    ...(priced.length > moved.length
      ? [`${plural(priced.length - moved.length, 'site')} with the same input cost`]
      : []),
    ...counted(diff.sites, 'added', currency),
    ...counted(diff.sites, 'removed', currency),
    ...promptWords(diff.prompts),
    ...(diff.settings.length > 0
      ? [`${plural(diff.settings.length, 'setting')} that no call in sight is tied to`]
      : []),
  ];
  return `LLM cost: ${parts.join(' · ')}`;
}

/** `+$0.0041 per call`: of the input, at the least. */
const inputWords = (sites: readonly SiteDiff[], currency: Currency | null): string =>
  `${formatDifference(sites.map(inputOf).reduce(add, NO_MONEY), currency)} input per call`;

/** Where no price is known there are tokens all the same. */
function unpricedWords(sites: readonly SiteDiff[]): string[] {
  if (sites.length === 0) return [];
  const tokens = sites.reduce((all, { before, after }) => all + leastOf(after) - leastOf(before), 0);
  return [`${signedCount(tokens)} tok at ${plural(sites.length, 'site')} without a price`];
}

/** Less that is known is nothing saved. */
const incomparableWords = (sites: readonly SiteDiff[]): string[] =>
  sites.length === 0
    ? []
    : [`${plural(sites.length, 'site')} not to be compared: other parts of the prompt are known at run time only`];

const leastOf = (call: AnalyzedCall | null): number => call?.cost.input.min ?? 0;

/** What an answer may cost more at the most. */
function outputWords(changed: readonly SiteDiff[], currency: Currency | null): string[] {
  const differences = changed.flatMap(site => {
    const bounds = outputsOf(site);
    return bounds === null || bounds.from === bounds.to ? [] : [minus(bounds.to, bounds.from)];
  });
  return differences.length === 0
    ? []
    : [`output at most ${formatDifference(differences.reduce(add, NO_MONEY), currency)}`];
}

function counted(sites: readonly SiteDiff[], kind: 'added' | 'removed', currency: Currency | null): string[] {
  const own = sites.filter(site => site.kind === kind);
  if (own.length === 0) return [];
  const [only, ...others] = own;
  const cost = only && others.length === 0 ? (only.after ?? only.before).cost.perCall : null;
  return [`${plural(own.length, 'call')} ${kind}${cost ? ` (${formatCost(cost, currency)})` : ''}`];
}

function promptWords(prompts: readonly PromptDiff[]): string[] {
  const told = prompts.filter(prompt => prompt.isComparable);
  const others = prompts.length - told.length;
  const tokens = told.reduce((all, { before, after }) => all + (after?.min ?? 0) - (before?.min ?? 0), 0);
  const unsent = 'that no call in sight sends';
  return [
    ...(told.length > 0 ? [`${signedCount(tokens)} tok in ${plural(told.length, 'prompt')} ${unsent}`] : []),
    ...(others > 0 ? [`${plural(others, 'prompt')} ${unsent}, not to be compared`] : []),
  ];
}

const inputOf = (site: SiteDiff): Money => {
  const totals = inputsOf(site);
  return totals ? minus(totals.to, totals.from) : NO_MONEY;
};

/** ` (1.9×)`: of what was paid for these before. */
function factorOf(sites: readonly SiteDiff[]): string {
  const totals = sites.flatMap(site => inputsOf(site) ?? []);
  const sum = (of: 'from' | 'to'): number => toNumber(totals.map(pair => pair[of]).reduce(add, NO_MONEY));
  const [from, to] = [sum('from'), sum('to')];
  return from > 0 && to > 0 ? ` (${factor(to / from)})` : '';
}

const factor = (ratio: number): string => `${ratio >= 10 ? Math.round(ratio) : Number(ratio.toPrecision(2))}×`;

export const currencyOf = ({ sites }: CostDiff): Currency | null =>
  sites.map(({ before, after }) => (after ?? before).cost.currency).find(found => found !== null) ?? null;

export const signedCount = (count: number): string => `${signOf(count)}${groupDigits(Math.abs(count))}`;

const signOf = (value: number): string => (value === 0 ? '±' : value > 0 ? '+' : '−');

const plural = (count: number, what: string): string => `${groupDigits(count)} ${what}${count === 1 ? '' : 's'}`;

/* ---- one site -------------------------------------------------------------------------------------------------- */

/** A site as a reader is told of it. */
export interface SiteWords {
  kind: SiteDiff['kind'];
  place: Place;
  /** `SupportAssistant.answer · openai chat.completions.create`. */
  name: string;
  /** `gpt-4.1-mini`, `gpt-4.1-mini → gpt-5`. */
  model: string;
  /** Why the model of a call that came or went is not known; empty where it is. */
  open: string;
  /** `656 → 1,296 tok`. */
  input: string;
  /** `$0.0013 in + ≤$0.0048 out → …`. */
  perCall: string;
  causes: CauseWords[];
}

export interface CauseWords {
  cause: Change['cause'];
  /** `gpt-4.1-mini → gpt-5`, `656 → 1,296 tok (+640)`. */
  what: string;
  /** `+$0.0031 in`; empty where it changes nothing, or that is not known. */
  cost: string;
  places: Place[];
}

export function siteWords(site: SiteDiff): SiteWords {
  const { before, after } = site;
  const call = after ?? before;
  const between = (write: (call: AnalyzedCall) => string): string => {
    const [from, to] = [before && write(before), after && write(after)];
    return from === null || to === null || from === to ? (to ?? from ?? '') : `${from} → ${to}`;
  };
  return {
    kind: site.kind,
    place: placeOf(site),
    name: [symbolsOf(call), `${call.sdk} ${call.operation}`].filter(word => word !== '').join(' · '),
    model: between(modelsOf),
    open: site.kind === 'changed' ? '' : (call.model.unknown ?? ''),
    input: between(({ cost }) => formatTokens(cost.input)),
    perCall: between(costWords),
    causes: site.kind === 'changed' ? site.changes.map(change => causeWords(change, call.cost.currency)) : [],
  };
}

const costWords = (call: AnalyzedCall): string =>
  call.cost.perCall ? formatCost(call.cost.perCall, call.cost.currency) : whyUnpriced(call);

/** Names around a call, without the SDK's. */
export function symbolsOf({ id, sdk, operation }: AnalyzedCall): string {
  const inside = id.slice(id.indexOf('#') + 1);
  return inside.slice(0, Math.max(0, inside.lastIndexOf(`${sdk}.${operation}`))).replace(/\.$/, '');
}

function modelsOf({ model: { candidates, unknown } }: AnalyzedCall): string {
  const ids = [...new Set(candidates.map(({ id }) => id))];
  return [...ids, ...(unknown === null ? [] : ['?'])].join(' or ') || '?';
}

function causeWords(change: Change, currency: Currency | null): CauseWords {
  const { cause, input, output, places } = change;
  const costs = [
    ...(input === null || input === NO_MONEY ? [] : [`${formatDifference(input, currency)} in`]),
    ...(output === null || output === NO_MONEY ? [] : [`at most ${formatDifference(output, currency)} out`]),
  ];
  return { cause, what: whatOf(change), cost: costs.join(', '), places };
}

function whatOf({ cause, before, after, tokens, isComparable }: Change): string {
  if (cause === 'prompt' || cause === 'tools') return tokensBetween(tokens.before, tokens.after, isComparable);
  if (cause === 'thinking') return `${thought(before)} → ${thought(after)}${thinkingNote(after)}`;
  const [from, to] = [before, after].map(word => limited(cause, word));
  const difference = tokens.after.min - tokens.before.min;
  const retold = cause === 'model' && difference !== 0 ? `; its tokenizer: ${signedCount(difference)} tok` : '';
  return `${from} → ${to}${retold}`;
}

/** `2,000 tok`, `adaptive, high`. */
const thought = (said: string | null): string =>
  (said ?? 'not set').replace(/^\d+/, budget => `${groupDigits(Number(budget))} tok`);

/** What is known of what it costs: no budget is a limit, and a word is no number. */
function thinkingNote(said: string | null): string {
  if (said === null || /^(?:0|none|disabled|off)$/.test(said)) return '';
  return /^\d/.test(said) ? ': a target, billed as output' : ': billed as output, nothing says how much';
}

const limited = (cause: Change['cause'], word: string | null): string =>
  word === null ? 'none' : cause === 'output limit' ? word.replaceAll(/\d+/g, bound) : word;

const bound = (limit: string): string => formatBound({ ...NO_TOKENS, max: Number(limit) });

const NO_TOKENS: Tokens = { min: 0, likely: null, max: 0, exactness: 'exact', why: [] };

/** `656 → 1,296 tok (+640)`. */
export function tokensBetween(before: Tokens | null, after: Tokens | null, isComparable = true): string {
  const [from, to] = [before, after].map(tokens => (tokens === null ? 'none' : formatTokens(tokens)));
  const difference = (after?.min ?? 0) - (before?.min ?? 0);
  return `${from?.replace(/ tok$/, '')} → ${to}${isComparable && before && after && difference !== 0 ? ` (${signedCount(difference)})` : ''}`;
}

/** `gpt-4o → gpt-4.1 · $2.50 → $2 in, $10 → $8 out /Mtok`: what a setting was and is; for a limit, how many tokens. */
export function settingWords({ what, before, after, prices }: SettingDiff): { what: string; prices: string } {
  if (what !== 'model') return { what: `${bound(before)} → ${bound(after)}`, prices: '' };
  const rate = (of: 'inputPerMtok' | 'outputPerMtok'): string => {
    const [from, to] = [prices?.before, prices?.after].map(price => (price?.known ? price.value[of] : null) ?? null);
    if (from == null || to == null) return '';
    const [old, now] = [formatMoney(from), formatMoney(to)];
    return old === now ? now : `${old} → ${now}`;
  };
  const [input, output] = [rate('inputPerMtok'), rate('outputPerMtok')];
  const rates = [...(input ? [`${input} in`] : []), ...(output ? [`${output} out`] : [])];
  return { what: `${before} → ${after}`, prices: rates.length > 0 ? `${rates.join(', ')} /Mtok` : '' };
}

/** What is said of a setting beside its values. */
export const UNTIED = 'no call in sight is tied to it';

/** What the numbers do not hold, one a line. */
export function notes({ sites, calls, moved, on }: CostDiff): string[] {
  const told = sites.filter(({ after }) => after !== null && after.cost.perCall === null).length;
  const monthly = sites.filter(({ after }) => after !== null && after.cost.perMonth === null).length;
  return [
    ...(told > 0 ? [`no price is known for ${groupDigits(told)} of these: not in the sums`] : []),
    ...(sites.length > 0 && monthly > 0 ? ['volume unknown: not multiplied'] : []),
    ...(moved > 0 ? [`${plural(moved, 'call')} moved and otherwise the same`] : []),
    `${plural(calls.all, 'call')} in all, ${groupDigits(calls.unpriced)} without a price · prices of ${on}`,
  ];
}
