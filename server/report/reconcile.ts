import { add, type Money, NO_MONEY, share } from '../../pricing/money.ts';
import type { Difference } from '../core/billing/differences.ts';
import { labelOf } from '../core/billing/importers/index.ts';
import {
  type Reconciled,
  type ReconciledModel,
  type Reconciliation,
  sumDifferences,
} from '../core/billing/reconcile.ts';
import { textOfKey } from '../core/billing/sums.ts';
import { formatAmount, formatDifference, formatMoney } from './numbers.ts';
import { wordsOf } from './reconcile-words.ts';
import { plural } from './tally.ts';
import { COLORED, type Paint, PLAIN, padEnd, printable, wrap } from './terminal.ts';

interface Options {
  width: number;
  color: boolean;
}

/** What was billed beside what was measured and what we reckon, for a terminal. Ends with a line break. */
export function writeReconciliation(found: Reconciliation, { width, color }: Options): string {
  const paint = color ? COLORED : PLAIN;
  const models = found.models.flatMap(model => ['', ...modelLines(model, found, { width, paint })]);
  const lines = [
    ...headLines(found, width),
    ...models,
    ...totalLines(found, { width, paint }),
    ...noteLines(found, width),
  ];
  return `${lines.join('\n')}\n`;
}

function headLines({ span, sources, isMeasured, models }: Reconciliation, width: number): string[] {
  if (span === null) return wrap('Nothing of language models was billed or measured in these days.', width);
  const told = sources.map(({ id }) => labelOf(id)).join(', ');
  const days = span.from === span.to ? span.from : `${span.from} to ${span.to}`;
  const isAllGateway = sources.length > 0 && sources.every(({ isBill }) => !isBill);
  return [
    ...wrap(`${plural(models.length, 'model')}, ${days}${told === '' ? '' : `, by ${told}`}`, width),
    ...(isAllGateway ? wrap('No bill is among these: money is what the gateway reckons, or what we do.', width) : []),
    ...(isMeasured
      ? []
      : wrap('Nothing measured was given (--measured FILE): the bill is held against our own prices.', width)),
  ];
}

interface Layout {
  width: number;
  paint: Paint;
}

function modelLines(model: ReconciledModel, found: Reconciliation, layout: Layout): string[] {
  const { names, priced, estimated, factor, differences } = model;
  const name = model.model === null ? `${model.provider}, no model told` : textOfKey(model);
  const others = names.filter(spelled => spelled !== model.model);
  const days = found.days.filter(day => textOfKey(day) === textOfKey(model));
  const open = days.find(({ priced: ours }) => ours && !ours.known)?.priced;
  return [
    ...wrap(printable(name), layout.width).map(layout.paint.bold),
    ...(others.length === 0
      ? []
      : hung(
          `in the bill: ${others.slice(0, MOST_NAMES).join(', ')}${others.length > MOST_NAMES ? ', …' : ''}`,
          layout.width,
        )),
    ...amountRow('billed', billedText(days)),
    ...amountRow('priced by us', pricedText(priced, open && !open.known ? open.why : null)),
    ...(found.isMeasured ? amountRow('measured', measuredText(days)) : []),
    ...(estimated === null ? [] : amountRow('estimated', estimatedText(formatAmount(estimated), days))),
    ...(factor === null
      ? []
      : amountRow('rate', `the same on every day: ${Number((factor * 100).toFixed(1))} % of ours`)),
    ...differenceLines(differences, layout),
    ...dayLines(days, found.isMeasured, layout),
  ].flatMap(line => (line.length > layout.width ? hung(line.trim(), layout.width) : [line]));
}

/** A day of the bill beside a day of the code. */
function estimatedText(estimated: string, days: readonly Reconciled[]): string {
  const told = days.flatMap(({ billed }) => billed?.usd ?? []);
  const text = `${estimated} a day, by your own volumes`;
  return told.length === 0 ? text : `${text}; billed ${formatMoney(share(told.reduce(add), 1 / told.length))} a day`;
}

const billedText = (days: readonly Reconciled[]): string =>
  sumText(
    days.flatMap(({ billed }) => (billed === null ? [] : [billed.usd])),
    'not told',
  );

const measuredText = (days: readonly Reconciled[]): string => {
  const seen = days.flatMap(({ measured }) => (measured === null ? [] : [measured.pricedUsd]));
  return sumText(seen, seen.length === 0 ? '–' : '? (the measurement has no price)');
};

/** What is known of all; null: not told. */
function sumText(amounts: readonly (Money | null)[], none: string): string {
  const told = amounts.filter(amount => amount !== null);
  if (told.length === 0) return none;
  const sum = formatMoney(told.reduce(add));
  return told.length === amounts.length ? sum : `≥${sum}, in part not told`;
}

const MOST_NAMES = 4;
const LABEL = 14;

const amountRow = (label: string, text: string): string[] => [`  ${padEnd(label, LABEL)}${printable(text)}`];

function pricedText(priced: ReconciledModel['priced'], why: string | null): string {
  if (priced === null) return why === null ? '– (no tokens told)' : `? (${why})`;
  if (priced.low === priced.high) return formatMoney(priced.low);
  return priced.high === null
    ? `≥${formatMoney(priced.low)}`
    : `${formatMoney(priced.low)}–${formatMoney(priced.high)}`;
}

/** Indented, as far as it goes. */
const hung = (text: string, width: number, indent = 4): string[] =>
  wrap(printable(text), width - indent).map(
    (line, at) => (at === 0 && indent === 4 ? '  ' : ' '.repeat(indent)) + line,
  );

const MONEY = 11;

function differenceLines(differences: readonly Difference[], { width, paint }: Layout): string[] {
  if (differences.length === 0) return [];
  const sum = differences.reduce((all, part) => add(all, part.usd), NO_MONEY);
  return [
    `  ${padEnd('difference', LABEL)}${paint.bold(formatDifference(sum, null))}`,
    ...differences.flatMap(part => {
      const [first = '', ...rest] = wrap(printable(wordsOf(part)), width - MONEY - 6);
      const amount = formatDifference(part.usd, null).padStart(MONEY);
      return [`    ${amount}  ${first}`, ...rest.map(line => ' '.repeat(MONEY + 6) + line)];
    }),
  ];
}

const MOST_DAYS = 10;
const CENT = 10_000_000_000_000_000n;
const sumOfDay = ({ differences }: Reconciled): Money => differences.reduce((all, { usd }) => add(all, usd), NO_MONEY);
const size = (amount: Money): bigint => (amount < 0n ? -amount : amount);

/** The days that differ by a cent or more, the greatest first. */
function dayLines(days: readonly Reconciled[], isMeasured: boolean, { paint }: Layout): string[] {
  const differing = days.filter(day => size(sumOfDay(day)) >= CENT);
  if (days.length < 2 || differing.length === 0) return [];
  const shown = differing.toSorted((a, b) => Number(size(sumOfDay(b)) - size(sumOfDay(a)))).slice(0, MOST_DAYS);
  const row = (cells: readonly string[]): string =>
    `    ${cells.map((cell, at) => (at === 0 ? padEnd(cell, 10) : cell.padStart(MONEY))).join('')}`;
  const text = (amount: Money | null | undefined): string => (amount == null ? '–' : formatMoney(amount));
  return [
    paint.dim(row(['day', 'billed', isMeasured ? 'measured' : 'priced', 'difference'])),
    ...shown.map(day => {
      const ours = day.priced?.known ? day.priced.value.low : null;
      return row([
        day.day,
        text(day.billed?.usd),
        text(isMeasured ? day.measured?.pricedUsd : ours),
        formatDifference(sumOfDay(day), null),
      ]);
    }),
    ...(differing.length > MOST_DAYS ? [`    ${plural(differing.length - MOST_DAYS, 'more day')} in --json`] : []),
  ];
}

function totalLines({ models, days, isMeasured }: Reconciliation, layout: Layout): string[] {
  if (models.length < 2) return [];
  return [
    '',
    layout.paint.bold('all models'),
    ...amountRow('billed', billedText(days)),
    ...amountRow('priced by us', pricedSum(models)),
    ...(isMeasured ? amountRow('measured', measuredText(days)) : []),
    ...differenceLines(sumDifferences(models.flatMap(({ differences }) => differences)), layout),
  ];
}

function pricedSum(models: readonly ReconciledModel[]): string {
  const billed = models.filter(({ days }) => days > 0);
  const priced = billed.flatMap(model => model.priced ?? []);
  if (priced.length === 0) return '–';
  const low = priced.map(one => one.low).reduce(add);
  if (priced.length < billed.length)
    return `≥${formatMoney(low)}, ${plural(billed.length - priced.length, 'model')} not priced`;
  const highs = priced.flatMap(({ high }) => high ?? []);
  return pricedText({ low, high: highs.length < priced.length ? null : highs.reduce(add) }, null);
}

function noteLines({ leftOut, notes, estimated, models }: Reconciliation, width: number): string[] {
  const left = leftOut.map(
    ({ why, count, usd }) => `left out: ${plural(count, 'line')} ${why}${usd === null ? '' : ` (${formatMoney(usd)})`}`,
  );
  const code = estimated === null ? [] : codeNotes(models, estimated);
  const all = [...left, ...notes, ...code];
  return all.length === 0
    ? []
    : ['', ...all.flatMap(note => hung(note, width, 2).map((line, at) => (at === 0 ? line.trimStart() : line)))];
}

function codeNotes(
  models: readonly ReconciledModel[],
  { named, open, withVolume, withoutVolume }: NonNullable<Reconciliation['estimated']>,
): string[] {
  if (named.size === 0 && open === 0) return [];
  const billed = models
    .filter(({ model, billed: money, days }) => model !== null && (money !== null || days > 0))
    .map(textOfKey);
  const [foreign, idle] = [billed.filter(key => !named.has(key)), [...named].filter(key => !billed.includes(key))];
  const openCalls =
    open === 0 ? '' : ` (${plural(open, 'call')} of the code leave${open === 1 ? 's' : ''} the model open)`;
  return [
    ...(foreign.length === 0 ? [] : [`billed, and not named in the code: ${foreign.join(', ')}${openCalls}`]),
    ...(idle.length === 0 ? [] : [`named in the code, and not billed: ${idle.join(', ')}`]),
    ...(withVolume > 0 || withoutVolume === 0
      ? []
      : ['no volumes are stated (promptcost.usage.yaml): nothing is estimated']),
    ...(withVolume > 0 && withoutVolume > 0
      ? [`${plural(withoutVolume, 'call')} without a stated volume: not in the estimate`]
      : []),
  ];
}
