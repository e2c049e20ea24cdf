import { catalogue } from '../../pricing/catalogue.ts';
import { NOTHING, sum as sumAmounts } from '../core/costs/amounts.ts';
import type { AnalyzedCall, PromptDefinition, Tier } from '../core/model.ts';
import type { ScanReport } from './scan.ts';
import { withoutFollowed } from '../core/callers.ts';
import { promptsIn, standalone } from '../core/prompts.ts';
import { sum } from '../core/tokens/ranges.ts';
import { ageOf } from './age.ts';
import { formatAmount, formatTokens, isLikely } from './numbers.ts';
import { currencyWords } from './own-words.ts';
import { plural, type Standing, standingOf } from './tally.ts';
import { printable } from './terminal.ts';

/** Counts of call sites, prompts that stand by themselves, then what was left out. */
export function summarize(scan: ScanReport, pathOf: (file: string) => string): string[] {
  const found = scan.analyses.flatMap(analysis => analysis.calls);
  const calls = withoutFollowed(found);
  const counted =
    calls.length === 0
      ? `No LLM calls found in ${plural(scan.files, 'file')}.`
      : countCalls(calls, found.length - calls.length);
  const skipped = scan.skipped.map(({ file, why }) => printable(`skipped ${pathOf(file)}: ${why}`));
  const prompts = standalone(promptsIn(scan.analyses));
  const notes = [...countPrompts(prompts), ...ownWords(calls), ...ignored(scan), ...priceAge(scan)];
  return [counted, ...notes, ...skipped.slice(0, MOST_SKIPPED), ...more(skipped.length - MOST_SKIPPED)];
}

/** What the user says of the calls, and what that comes to; amounts in a currency of theirs. */
function ownWords(calls: readonly AnalyzedCall[]): string[] {
  const currency = calls[0]?.cost.currency ?? null;
  const monthly = calls.flatMap(({ cost: { perMonth } }) => perMonth ?? []);
  const ownPrices = calls.filter(({ cost }) =>
    cost.models.some(({ price }) => price.known && price.value.own !== null),
  );
  const month = monthly.map(({ amount }) => amount).reduce(sumAmounts, NOTHING);
  return [
    ...(monthly.length > 0
      ? [`${formatAmount(month, currency)} a month for ${plural(monthly.length, 'call')} by your own volume`]
      : []),
    ...(ownPrices.length > 0 ? [`${plural(ownPrices.length, 'call')} at your own prices`] : []),
    ...currencyWords(currency),
  ];
}

const priceAge = ({ on }: ScanReport): string[] =>
  ageOf(catalogue(), on).map(age => `${age} (prompt-cost prices update --from brings newer ones)`);

/** What the user wants left out is counted, so that it is not forgotten. */
function ignored({ analyses, ignoredFiles }: ScanReport): string[] {
  const calls = analyses.reduce((all, analysis) => all + analysis.ignored, 0);
  return [
    ...(calls > 0 ? [`${plural(calls, 'call')} ignored by comment`] : []),
    ...(ignoredFiles > 0 ? [`${plural(ignoredFiles, 'file')} left out by your configuration`] : []),
  ];
}

const MOST_SKIPPED = 5;
const more = (count: number): string[] =>
  count > 0 ? [`and ${plural(count, 'more file')} skipped (--json lists them)`] : [];

/** Their tokens are no part of the calls' totals: a prompt that a call reads is counted in that call too. */
function countPrompts(prompts: readonly PromptDefinition[]): string[] {
  const ofAgents = prompts.filter(({ sent }) => sent !== null);
  const others = prompts.filter(({ sent }) => sent === null);
  const told = (what: string, counted: readonly PromptDefinition[]): string[] =>
    counted.length === 0
      ? []
      : [`${what}: ${formatTokens(sum(counted.map(({ tokens }) => tokens)))}${asideOf(counted)}`];
  return [
    ...told(`${plural(others.length, 'prompt')} in files and constants`, others),
    ...told(`${plural(ofAgents.length, 'file')} of instructions to coding agents`, ofAgents),
  ];
}

function asideOf(items: readonly { tier: Tier }[]): string {
  const aside = items.filter(({ tier }) => tier !== 'production').length;
  return aside > 0 ? ` (${aside} in tests, examples or vendored code)` : '';
}

function countCalls(calls: readonly AnalyzedCall[], wrappers: number): string {
  const count = (standing: Standing): number => calls.filter(call => standingOf(call.cost) === standing).length;
  const files = new Set(calls.map(({ place }) => place.file)).size;
  const mapped = calls.filter(isMapped).length;
  const likely = calls.filter(({ cost }) => cost.perCall !== null && cost.models.some(isLikely)).length;
  const told = [
    `${plural(calls.length, 'LLM call')} in ${plural(files, 'file')}:`,
    `${count('priced')} priced, ${plural(count('lower bound'), 'lower bound')}, ${count('unknown')} unknown`,
    ...(mapped > 0 ? [`(${mapped} by your own mapping)`] : []),
    ...(likely > 0 ? [`(${likely} by the name of a deployment)`] : []),
    ...(wrappers > 0
      ? [`and ${plural(wrappers, 'wrapper')} counted at ${wrappers === 1 ? 'its' : 'their'} callers`]
      : []),
  ].join(' ');
  return told + asideOf(calls);
}

const isMapped = ({ model, cost }: AnalyzedCall): boolean =>
  cost.perCall !== null && model.candidates.some(({ origin }) => origin === 'mapping');
