import { symbolsOf } from '../core/symbols.ts';
import type { CostDiff, SiteDiff } from '../core/history/diff.ts';
import type { AnalyzedCall, Place } from '../core/model.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { verdictLines } from './policy-words.ts';
import { currencyWords } from './own-words.ts';
import { formatAmount, groupDigits } from './numbers.ts';
import { quoted, sentence } from './quoting.ts';
import { groupReasons } from './reasons.ts';

/** What stands below the table of a comment: the month, what has no price, what was assumed. */

type Placed = (place: Place) => string;

/** Of a list, the first of which are told. */
const MOST = 10;

const list = (rows: readonly string[]): string =>
  [...rows.slice(0, MOST), ...(rows.length > MOST ? [`${rows.length - MOST} more`] : [])]
    .map(row => `- ${row}`)
    .join('\n');

/** What the project's policies say: what fails, then what is to be looked at. */
export function judged(
  verdicts: readonly Verdict[],
  hasOtherPolicies: boolean,
  { on, placed }: { on: string; placed: Placed },
): string[] {
  const rows = verdictLines(verdicts, on).map(({ action, policy, place, what, exempt }) => {
    const where = place ? ` ${placed(place)}` : '';
    const why = exempt ? ` (${exempt.note}: ${quoted(exempt.reason)})` : '';
    return `${MARKS[action]}${quoted(policy)}${where}: ${what.split('; ').map(sentence).join('; ')}${why}`;
  });
  return [
    ...(rows.length > 0 ? [list(rows)] : []),
    ...(hasOtherPolicies ? ['This change also edits the policies that it is held to: `promptcost.config`.'] : []),
  ];
}

const MARKS = { fail: '❌ ', warn: '⚠️ ', exempt: '' } as const;

const changedCalls = ({ sites }: CostDiff): AnalyzedCall[] => sites.flatMap(({ after }) => after ?? []);

/** A month only where somebody said how often; never guessed. */
export function monthly(diff: CostDiff, placed: Placed): string[] {
  const known = diff.sites.filter(({ after }) => after?.cost.perMonth);
  const calls = changedCalls(diff);
  const unknown = calls.length - known.length;
  if (known.length === 0) return calls.length === 0 ? [] : ['Volume unknown: not multiplied to a month.'];
  return [
    `Per month, by your own figures:\n\n${list(known.map(site => monthOf(site, placed)))}`,
    ...(unknown > 0 ? [`Volume unknown for ${unknown} of ${calls.length} calls: not multiplied.`] : []),
  ];
}

function monthOf({ before, after }: SiteDiff, placed: Placed): string {
  const call = after ?? before;
  const month = call?.cost.perMonth;
  if (!call || !month) return '';
  const { currency, usage } = call.cost;
  const was = before?.cost.perMonth;
  const [from, to] = [was && formatAmount(was.amount, currency), formatAmount(month.amount, currency)];
  const between = from === undefined || from === null || from === to ? to : `${from} → ${to}`;
  const name = symbolsOf(call).join('.');
  const source = usage?.source == null ? '' : ` (${quoted(usage.source)})`;
  return `${name === '' ? placed(call.place) : quoted(name)}: ${between} for ${groupDigits(month.calls)} calls${source}`;
}

/** What stays out of the sums, each with what is missing. */
export function unpriced(diff: CostDiff, placed: Placed): string[] {
  const calls = changedCalls(diff).filter(({ cost }) => cost.perCall === null);
  if (calls.length === 0) return [];
  return [
    `Not priced, and in no sum:\n\n${list(calls.map(call => `${placed(call.place)}: ${sentence(whyNot(call))}`))}`,
  ];
}

function whyNot({ model, cost }: AnalyzedCall): string {
  const missing = cost.models.flatMap(({ price }) => (price.known ? [] : [price.why]));
  return model.unknown ?? missing[0] ?? cost.why[0] ?? 'no model is named';
}

/** Why numbers are bounds, call by call; and whose word is not the source's. */
export function assumptions(diff: CostDiff, placed: Placed): string[] {
  const rows = changedCalls(diff).flatMap(({ place, cost }) => {
    const reasons = groupReasons(cost.why).slice(0, 3);
    return reasons.length === 0 ? [] : [`${placed(place)}: ${reasons.map(sentence).join('; ')}`];
  });
  const currency = changedCalls(diff).find(({ cost }) => cost.currency !== null)?.cost.currency ?? null;
  return [
    ...(rows.length > 0 ? [`Not certain, because\n\n${list(rows)}`] : []),
    ...currencyWords(currency).map(sentence),
    'No volume, no length of an answer and no model is assumed: what the source does not decide is open.',
  ];
}

/** A reader who is not concerned should find the way out here. */
export const dismissal = ({ base, head }: { base: string; head: string }): string[] => [
  'To silence one call: a comment `prompt-cost: ignore` on its line. Files that are no production code: `tiers:` or `exclude:` in `promptcost.config.yaml`.',
  `The same in a terminal, between ${quoted(base)} and ${quoted(head)}: \`prompt-cost diff\`, and line by line with \`--explain FILE:LINE\`.`,
];
