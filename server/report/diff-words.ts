import { NO_MONEY } from '../../pricing/money.ts';
import type { Currency } from '../../pricing/own.ts';
import type { Change } from '../core/history/changes.ts';
import { type CostDiff, placeOf, type SiteDiff } from '../core/history/diff.ts';
import type { AnalyzedCall, Place, Tokens } from '../core/model.ts';
import type { OptionChange } from '../core/history/options.ts';
import type { SettingDiff } from '../core/history/settings.ts';
import { symbolsOf } from '../core/symbols.ts';
import {
  formatBound,
  formatAmounts,
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

export const currencyOf = ({ sites }: CostDiff): Currency | null =>
  sites.map(({ before, after }) => (after ?? before).cost.currency).find(found => found !== null) ?? null;

export const signedCount = (count: number): string => `${signOf(count)}${groupDigits(Math.abs(count))}`;

const signOf = (value: number): string => (value === 0 ? '±' : value > 0 ? '+' : '−');

export const plural = (count: number, what: string): string => `${groupDigits(count)} ${what}${count === 1 ? '' : 's'}`;

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
  /** `$0.0013 in`, `≤$0.0048 → ≤$0.0096 out`; why there is none. */
  perCall: string[];
  causes: CauseWords[];
}

export interface CauseWords {
  cause: Change['cause'];
  /** `gpt-4.1-mini → gpt-5`, `656 → 1,296 tok (+640)`. */
  what: string;
  /** Of another model, what its tokenizer adds: `its tokenizer: +14 tok`; else empty. */
  recount: string;
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
    name: [symbolsOf(call).join('.'), `${call.sdk} ${call.operation}`].filter(word => word !== '').join(' · '),
    model: between(modelsOf),
    open: site.kind === 'changed' ? '' : (call.model.unknown ?? ''),
    input: between(({ cost }) => formatTokens(cost.input)),
    perCall: costParts(before, after),
    causes: site.kind === 'changed' ? site.changes.map(change => causeWords(change, call.cost.currency)) : [],
  };
}

/** `$0.0013 in`, `≤$0.0048 → ≤$0.0096 out`: what is the same on both sides once. */
function costParts(before: AnalyzedCall | null, after: AnalyzedCall | null): string[] {
  const calls = [before, after].filter(call => call !== null);
  const [call] = calls.toReversed();
  if (!call || calls.every(({ cost }) => cost.perCall === null)) return call ? [whyUnpriced(call)] : [];
  const side = (name: 'input' | 'output'): string => {
    const amounts = calls.map(({ cost }) => cost.perCall?.[name] ?? null);
    return [...new Set(formatAmounts(amounts, call.cost.currency))].join(' → ');
  };
  const output = side('output');
  return [`${side('input')} in`, ...(output === '$0' ? [] : [`${output} out`])];
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
  const recount = recountOf(change);
  const what = [whatOf(change), recount].filter(words => words !== '').join('; ');
  return { cause, what, recount, cost: costs.join(', '), places };
}

function whatOf({ cause, before, after, tokens, isComparable, options }: Change): string {
  if (options.length > 0) return options.map(optionWords).join('; ');
  if (cause === 'prompt' || cause === 'tools') return tokensBetween(tokens.before, tokens.after, isComparable);
  if (cause === 'thinking') return `${thought(before)} → ${thought(after)}${thinkingNote(after)}`;
  const [from, to] = [before, after].map(word => limited(cause, word));
  return `${from} → ${to}`;
}

/** `one of 2 texts: 21 → 44 tok (+23)`. */
const optionWords = ({ before, after, of }: OptionChange): string =>
  `one of ${groupDigits(of)} texts: ${tokensBetween(before, after)}`;

function recountOf({ cause, tokens }: Change): string {
  const difference = tokens.after.min - tokens.before.min;
  return cause === 'model' && difference !== 0 ? `its tokenizer: ${signedCount(difference)} tok` : '';
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
