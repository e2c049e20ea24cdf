import { add, magnitude, minus, type Money, NO_MONEY } from '../../pricing/money.ts';
import type { Change } from '../core/history/changes.ts';
import { inputsOf, isComparableSite, type SiteDiff } from '../core/history/diff.ts';
import type { Tokens } from '../core/model.ts';
import { writeMoney } from './arithmetic.ts';
import { siteWords, signedCount } from './diff-words.ts';
import { explain } from './explain.ts';
import { padEnd, printable, widthOf, wrap } from './terminal.ts';

/** How one number of a cost diff comes about: the arithmetic before and after, and what each cause adds. Ends with a line break. */
export function explainDiff(site: SiteDiff, labels: { base: string; head: string }, width: number): string {
  const { before, after } = site;
  return [
    ...(before ? [`Before, in ${printable(labels.base)}`, explain(before, width).trimEnd(), ''] : []),
    ...(after ? [`After, in ${printable(labels.head)}`, explain(after, width).trimEnd(), ''] : []),
    ...(site.kind === 'changed' ? differences(site.changes, site, width) : [`The call was ${site.kind}.`]),
    '',
  ].join('\n');
}

/** A line for each cause, with all before it in force: they add up to the difference, and that is shown. */
function differences(changes: readonly Change[], site: SiteDiff & { kind: 'changed' }, width: number): string[] {
  const words = siteWords(site).causes;
  const rows = changes.map(({ cause, tokens, isComparable, input, output }, at) => [
    cause,
    grownBy(tokens.before, tokens.after, isComparable),
    signed(input),
    output === NO_MONEY ? '' : `output at most ${signed(output)}`,
    words[at]?.what ?? '',
  ]);
  const inputs = changes.map(({ input }) => input);
  const sum = inputs.includes(null) ? null : inputs.reduce<Money>((all, one) => add(all, one ?? NO_MONEY), NO_MONEY);
  const totals = inputsOf(site);
  const tokens = grownBy(site.before.cost.input, site.after.cost.input, isComparableSite(site));
  const total = ['in all', tokens, signed(sum), '', ''];
  const check =
    totals === null
      ? []
      : [`  ${writeMoney(totals.to)} − ${writeMoney(totals.from)} = ${signed(minus(totals.to, totals.from))}`];
  return ['What made the difference, of the input of one call', ...columns([...rows, total], width), ...check];
}

const grownBy = (before: Tokens, after: Tokens, isComparable: boolean): string =>
  isComparable ? `${signedCount(after.min - before.min)} tok` : '? tok';

const signed = (amount: Money | null): string =>
  amount === null ? '?' : (amount < NO_MONEY ? '−' : amount === NO_MONEY ? '±' : '+') + writeMoney(magnitude(amount));

function columns(rows: readonly string[][], width: number): string[] {
  const widths = [0, 1, 2, 3].map(at => Math.max(...rows.map(row => widthOf(printable(row[at] ?? '')))));
  return rows.flatMap(row => {
    const cells = row.slice(0, 4).map((cell, at) => padEnd(printable(cell), widths[at] ?? 0));
    const line =
      `  ${[...cells.filter((_, at) => (widths[at] ?? 0) > 0), printable(row[4] ?? '')].join('  ')}`.trimEnd();
    return widthOf(line) <= width
      ? [line]
      : wrap(line.trim(), width - 2).map((one, at) => (at === 0 ? `  ${one}` : `    ${one}`));
  });
}
