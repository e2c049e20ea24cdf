import { catalogue } from '../../pricing/catalogue.ts';
import type { AnalyzedCall, ModelCost } from '../core/model.ts';
import { ageOf } from './age.ts';
import { originOf, type Step, stepsOf, writeAmount } from './arithmetic.ts';
import { boundSources, cachePrices, cacheWords } from './bounds.ts';
import { formatRepeats, noteOf, serviceOf, whyUnpriced } from './numbers.ts';
import { currencyWords, ownWords, statedWords } from './own-words.ts';
import { groupReasons } from './reasons.ts';
import { padEnd, printable, widthOf, wrap } from './terminal.ts';

/** How the cost of a call comes about, for a terminal. Ends with a line break. */
export function explain(call: AnalyzedCall, width: number): string {
  const { place, sdk, operation, cost } = call;
  const lines = [
    `${place.file}:${place.range.start.line + 1}  ${sdk} ${operation}${formatRepeats(call.repeats)}${serviceOf(call)
      .map(service => `, served as ${service}`)
      .join('')}`,
    ...cost.models.flatMap(model => ['', ...modelLines(model, call, width)]),
    ...(cost.perCall && cost.models.length > 1
      ? ['', `per call, whichever answers: ${writeAmount(cost.perCall.total)}`]
      : []),
    ...(cost.perCall ? [] : ['', whyUnpriced(call)]),
    ...titled('', [...ownWords(cost), ...currencyWords(cost.currency)]),
    ...titled(
      'Not certain, because',
      groupReasons(cost.why).map(why => `- ${why}`),
    ),
  ];
  return `${lines.flatMap(line => wrapped(printable(line), width)).join('\n')}\n`;
}

function modelLines(row: ModelCost, call: AnalyzedCall, width: number): string[] {
  const { model, price, cost, lines, expected, terms, cache } = row;
  if (!price.known || !cost) return [`${model.id}: no price`];
  const { usage } = call.cost;
  return [
    `${model.id}${noted(noteOf(row))}`,
    ...steps(stepsOf({ lines, cost }, row), width),
    ...(expected && usage ? ['', `with ${statedWords(usage)}`, ...steps(stepsOf(expected), width)] : []),
    ...(cache ? ['', cacheWords(cache), ...named(cachePrices(cache))].map(indented) : []),
    '',
    ...[
      ...originOf(price.value),
      ...(terms === null ? [] : [terms]),
      ...boundSources(row),
      ...ageOf(catalogue(), price.value.on),
    ].map(indent),
  ];
}

const noted = (note: string): string => (note === '' ? '' : ` (${note})`);

/** `input  1,204 tok × $0.40 per million = $0.0004816`, each sign below the one before; where that is too wide, below its label. */
function steps(rows: readonly Step[], width: number): string[] {
  const cells = rows.map(({ label, tokens, rate, amount }) => [
    label,
    tokens,
    rate === '' || rate === 'no price' ? rate : `× ${rate} per million`,
    amount,
  ]);
  const widths = [0, 1, 2, 3].map(column => Math.max(...cells.map(row => widthOf(row[column] ?? ''))));
  const [label = 0, tokens = 0, rate = 0, amount = 0] = widths;
  const isWide = label + tokens + rate + amount + SIGNS > width;
  return cells.flatMap(([name = '', count = '', price = '', sum = '']) => {
    const sums = `${' '.repeat(tokens - widthOf(count))}${count}  ${padEnd(price, rate)}  = ${sum}`;
    if (!isWide) return `  ${padEnd(name, label)}  ${sums}`;
    return count === ''
      ? `  ${name} = ${sum}`
      : [`  ${name}`, `    ${count}${price === '' ? '' : ` ${price}`} = ${sum}`];
  });
}

/** Blanks and signs of a line of arithmetic. */
const SIGNS = 10;

/** Names one below the other, and what each comes to. */
function named(rows: readonly [string, string][]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => widthOf(name)));
  return rows.map(([name, amount]) => `  ${padEnd(name, width)}  = ${amount}`);
}

const titled = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : ['', ...(title === '' ? [] : [title]), ...rows.map(indent)];

const indented = (line: string): string => (line === '' ? line : indent(line));
const indent = (line: string): string => `  ${line}`;

function wrapped(line: string, width: number): string[] {
  const lead = /^ */.exec(line)?.[0] ?? '';
  if (widthOf(line) <= width) return [line];
  const [first = '', ...rest] = wrap(line.slice(lead.length), width - lead.length - 2);
  return [lead + first, ...rest.map(other => `${lead}  ${other}`)];
}
