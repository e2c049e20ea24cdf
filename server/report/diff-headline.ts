import { add, minus, type Money, NO_MONEY, toNumber } from '../../pricing/money.ts';
import type { Currency } from '../../pricing/own.ts';
import {
  type CostDiff,
  inputsOf,
  isComparableSite,
  outputsOf,
  type PromptDiff,
  type SiteDiff,
} from '../core/history/diff.ts';
import type { OptionChange } from '../core/history/options.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { currencyOf, isSilent, plural, signedCount } from './diff-words.ts';
import { formatCost, formatDifference, groupDigits, whyUnpriced } from './numbers.ts';

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
    ...outputWords(changed, moved, currency),
    ...unpricedWords(changed.filter(site => inputsOf(site) === null && isComparableSite(site))),
    ...incomparableWords(changed.filter(site => !isComparableSite(site))),
    ...boundWords(changed),
    ...atSites(changed.filter(isThoughtOtherwise), 'thinking changed'),
    ...optionWords(changed.filter(isOtherOption)),
    ...sameWords(priced),
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
function outputWords(changed: readonly SiteDiff[], told: readonly SiteDiff[], currency: Currency | null): string[] {
  const others = changed.filter(site => outputOf(site) !== NO_MONEY);
  if (others.length === 0) return [];
  const most = formatDifference(others.map(outputOf).reduce(add, NO_MONEY), currency);
  const where = others.every(site => told.includes(site)) ? '' : ` at ${plural(others.length, 'site')}`;
  return [`output at most ${most}${where}`];
}

function outputOf(site: SiteDiff): Money {
  const bounds = outputsOf(site);
  return bounds ? minus(bounds.to, bounds.from) : NO_MONEY;
}

/** Where a limit came or went there is no difference to tell, and much to know. */
function boundWords(changed: readonly SiteDiff[]): string[] {
  const isBounded = (call: AnalyzedCall | null): boolean => call?.cost.output.max !== null;
  const [came, went] = [true, false].map(is =>
    changed.filter(({ before, after }) => isBounded(after) === is && isBounded(before) !== is),
  );
  return [...atSites(went, 'output no longer bounded'), ...atSites(came, 'output bounded now')];
}

const isThoughtOtherwise = (site: SiteDiff): boolean =>
  site.kind === 'changed' && site.changes.some(({ cause }) => cause === 'thinking');

const optionsOf = (site: SiteDiff): OptionChange[] =>
  site.kind === 'changed' ? site.changes.flatMap(({ options }) => options) : [];

const isOtherOption = (site: SiteDiff): boolean => optionsOf(site).length > 0;

/** `+23 tok in a text that 1 call may send`: of each the most that changed. */
function optionWords(sites: readonly SiteDiff[]): string[] {
  if (sites.length === 0) return [];
  const by = new Set(
    sites.map(site => {
      const all = optionsOf(site).map(({ before, after }) => (after?.min ?? 0) - (before?.min ?? 0));
      return all.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0] ?? 0;
    }),
  );
  const [only, ...others] = by;
  const what = others.length === 0 && only ? `${signedCount(only)} tok in a text` : 'other texts';
  return [`${what} that ${plural(sites.length, 'call')} may send`];
}

/** What changed and costs what it did, as far as that is known on both sides. */
function sameWords(priced: readonly SiteDiff[]): string[] {
  const isSame = (site: SiteDiff): boolean =>
    inputOf(site) === NO_MONEY &&
    outputOf(site) === NO_MONEY &&
    !isThoughtOtherwise(site) &&
    !isOtherOption(site) &&
    boundWords([site]).length === 0;
  return atSites(priced.filter(isSame), 'the same cost per call');
}

const atSites = (sites: readonly SiteDiff[] = [], what: string): string[] =>
  sites.length === 0 ? [] : [`${what} at ${plural(sites.length, 'site')}`];

function counted(sites: readonly SiteDiff[], kind: 'added' | 'removed', currency: Currency | null): string[] {
  const own = sites.filter(site => site.kind === kind);
  if (own.length === 0) return [];
  const [only, ...others] = own;
  const unpriced = own.filter(({ before, after }) => (after ?? before).cost.perCall === null);
  const call = only && others.length === 0 ? (only.after ?? only.before) : null;
  const cost = call && (call.cost.perCall ? formatCost(call.cost.perCall, currency) : whyUnpriced(call));
  const open = unpriced.length > 0 ? `${groupDigits(unpriced.length)} without a price` : null;
  const told = cost ?? open;
  return [`${plural(own.length, 'call')} ${kind}${told === null ? '' : ` (${told})`}`];
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

/** ` (1.9×)`: of what was paid for these before; nothing where it is about as much. */
function factorOf(sites: readonly SiteDiff[]): string {
  const totals = sites.flatMap(site => inputsOf(site) ?? []);
  const sum = (of: 'from' | 'to'): number => toNumber(totals.map(pair => pair[of]).reduce(add, NO_MONEY));
  const [from, to] = [sum('from'), sum('to')];
  const told = from > 0 && to > 0 ? factor(to / from) : '1×';
  return told === '1×' ? '' : ` (${told})`;
}

const factor = (ratio: number): string => `${ratio >= 10 ? Math.round(ratio) : Number(ratio.toPrecision(2))}×`;
