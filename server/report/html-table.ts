import type { AnalyzedCall } from '../core/model.ts';
import { vainMarks } from './bounds.ts';
import { modelNames } from './models.ts';
import {
  formatAmount,
  formatBound,
  formatCost,
  formatRepeats,
  formatTokens,
  serviceOf,
  whyUnpriced,
} from './numbers.ts';
import { ownWords } from './own-words.ts';
import { groupReasons } from './reasons.ts';
import { formatTally, plural, standingOf, tallyOf } from './tally.ts';
import { printable } from './terminal.ts';

/** A call of the page's tables. */
export interface Row {
  call: AnalyzedCall;
  /** Which of the folders it is in. */
  folder: number;
  file: string;
  line: string;
  /** Tests, examples, vendored code. */
  aside: boolean;
}

/** What others wrote, as text: it can neither end an attribute nor begin an element. */
export const escape = (text: string): string => printable(text).replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`);

/** The names of columns are those of the sort keys. A table keeps its roles where the page shows rows as cards. */
export function callTable(title: string, rows: readonly Row[], first: number): string {
  const isMonthly = rows.some(({ call }) => call.cost.perMonth);
  const columns = COLUMNS.filter(([key]) => key !== 'month' || isMonthly);
  const head = columns
    .map(([key, name]) => `<th role="columnheader" scope="col" data-key="${key}">${name}</th>`)
    .join('');
  return `<table role="table"><caption>${escape(title)}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${rows.map((row, i) => rowHtml(row, first + i, isMonthly)).join('\n')}
</tbody></table>`;
}

const COLUMNS = [
  ['file', 'Call'],
  ['model', 'Model'],
  ['input', 'Input'],
  ['output', 'Output'],
  ['cost', 'Cost per call'],
  ['month', 'A month'],
] as const;

function rowHtml({ call, file, line }: Row, at: number, isMonthly: boolean): string {
  const { cost } = call;
  const { input, output, perCall, currency } = cost;
  const price = perCall ? formatCost(perCall, currency) : whyUnpriced(call);
  const cells = [
    cell('input number', 'Input', escape(formatTokens(input))),
    cell('output number', 'Output', escape(formatBound(output))),
    cell('cost number', 'Cost per call', escape(price) + total(call)),
    ...(isMonthly
      ? [cell('month number', 'A month', cost.perMonth ? escape(formatAmount(cost.perMonth.amount, currency)) : '–')]
      : []),
  ];
  return `<tr role="row" data-call="${at}" class="${standingOf(cost).replace(' ', '-')}"><th role="rowheader" scope="row" class="file">
<span class="place">${breakable(file)}<span class="line">:${escape(line)}</span></span>
<span class="what">${what(call).map(escape).join(' · ')}</span>${reasons(call)}</th>${cell('model', 'Model', models(call))}${cells.join('')}</tr>`;
}

const cell = (kind: string, label: string, html: string): string =>
  `<td role="cell" class="${kind}" data-label="${label}">${html}</td>`;

/** A path breaks after a slash rather than anywhere. */
const breakable = (text: string): string => escape(text).replaceAll(/[/_](?=.)/g, '$&<wbr>');

const MOST_MODELS = 4;

/** Each name once; the rest of a long list is in the notes. */
function models(call: AnalyzedCall): string {
  const names = distinctModels(call);
  const more = names.length - MOST_MODELS;
  const shown = names
    .slice(0, more > 1 ? MOST_MODELS : undefined)
    .map(breakable)
    .join(' or<br>');
  return more > 1 ? `${shown}<span class="what">or ${more} others</span>` : shown;
}

const distinctModels = (call: AnalyzedCall): string[] => [...new Set(modelNames(call))];

/** Where the list above is cut, all of it. */
const allModels = (call: AnalyzedCall): string[] => {
  const names = distinctModels(call);
  return names.length > MOST_MODELS + 1 ? [`models: ${names.join(', ')}`] : [];
};

function total({ cost: { perCall, currency } }: AnalyzedCall): string {
  if (!perCall || perCall.output.high === 0n || perCall.output.high === null) return '';
  return `<span class="what">total ${escape(formatAmount(perCall.total, currency))}</span>`;
}

const what = (call: AnalyzedCall): string[] => [
  `${call.sdk} ${call.operation}${formatRepeats(call.repeats)}`,
  ...(call.through.length > 0 ? [`through ${call.through.map(via => via.name).join(' › ')}`] : []),
  ...serviceOf(call).map(service => `served as ${service}`),
  ...(call.tier === 'production' ? [] : [call.tier]),
];

/** Why a number is not exact, folded away. */
function reasons(call: AnalyzedCall): string {
  const lines = [...allModels(call), ...ownWords(call.cost), ...vainMarks(call), ...groupReasons(call.cost.why)];
  if (lines.length === 0) return '';
  return `<details><summary>${plural(lines.length, 'note')}</summary><ul>${lines.map(line => `<li>${escape(line)}</li>`).join('')}</ul></details>`;
}

/** Calls of tests, examples and vendored code: apart, in no sum above. */
export function asideRows(rows: readonly Row[], first: number): string {
  if (rows.length === 0) return '';
  const tally = formatTally(tallyOf(rows.map(({ call }) => call)));
  const isAll = first === 0;
  return `<details class="aside"${isAll ? ' open' : ''}><summary>Tests, examples and vendored code: ${plural(rows.length, 'call')}, ${escape(tally)}</summary>
<p>Not production: in no sum above.</p>
${callTable('Calls of tests, examples and vendored code', rows, first)}
</details>`;
}
