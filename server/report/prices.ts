import type { Changes } from '../../pricing/changes.ts';
import type { Catalogue } from '../../pricing/catalogue.ts';
import { GPU_HOURS } from '../../pricing/facts/gpus.ts';
import type { KnownModel, Sourced } from '../../pricing/known.ts';
import type { Money } from '../../pricing/money.ts';
import type { TokenRates } from '../../pricing/price.ts';
import { overLength, upToLength } from '../../pricing/rates.ts';
import type { UnitPrice } from '../../pricing/units.ts';
import { ageOf } from './age.ts';
import { writeMoney } from './arithmetic.ts';
import { numbers } from './json.ts';
import { shorten } from './model.ts';
import { groupDigits } from './numbers.ts';
import { padEnd, printable, widthOf, wrap } from './terminal.ts';

/** What is known of one model, for a terminal. Ends with a line break. */
export function writeModel(known: KnownModel, width: number): string {
  const { model, provider, name, on, since, source, asOf, notes, unread, times, services, pages } = known;
  const title = `${model} at ${provider}${name === null || bare(name) === bare(model) ? '' : ` (${name})`}`;
  const lines = [
    ...section('', known.units.length === 0 ? ['no prices in the catalogue'] : unitRows(known.units)),
    ...section(
      'Other times',
      times.length > 1 ? times.flatMap(({ when, units }) => [when, ...unitRows(units).map(indent)]) : [],
    ),
    ...section('Served otherwise', services.map(serviceRow)),
    ...section('Limits', limitRows(known)),
    ...section('Retirement', retirementRows(known)),
    ...section('Notes', [...notes, ...unread.map(key => `also has a price for ${key}, which is not read`)]),
    ...section('From', [
      `price of ${on}${since === null ? '' : `, in force since ${since}`}`,
      `${source}, published ${asOf}`,
      ...ageOf({ asOf }, on),
      ...pages,
    ]),
  ];
  return `${[title, ...lines].flatMap(line => wrapIndented(printable(line), width)).join('\n')}\n`;
}

/** A name without what only makes it pretty. */
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z\d]/g, '');

const section = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : ['', ...(title === '' ? [] : [title]), ...rows.map(indent)];

const indent = (line: string): string => `  ${line}`;

/** A wrapped line keeps its indentation, and a bit more. */
function wrapIndented(line: string, width: number): string[] {
  const lead = /^ */.exec(line)?.[0] ?? '';
  const text = line.slice(lead.length);
  if (widthOf(line) <= width) return [line];
  const [first = '', ...rest] = wrap(text, width - lead.length - 2);
  return [lead + first, ...rest.map(other => `${lead}  ${other}`)];
}

function unitRows(units: readonly UnitPrice[]): string[] {
  const rows = units.flatMap(({ unit, rate, tiers }) => [
    [unit.label, writeMoney(rate), `per ${unit.per}${tiers[0] ? `, ${upToLength(tiers[0].above)}` : ''}`],
    ...tiers.map(tier => ['', writeMoney(tier.rate), overLength(tier.above)]),
  ]);
  const [labels, rates] = [0, 1].map(column => Math.max(...rows.map(row => widthOf(row[column] ?? ''))));
  return rows.map(
    ([label = '', rate = '', per = '']) => `${padEnd(label, labels ?? 0)}  ${rate.padStart(rates ?? 0)}  ${per}`,
  );
}

function serviceRow({ low, high, told }: KnownModel['services'][number]): string {
  const rate = (name: 'inputPerMtok' | 'outputPerMtok'): string => {
    const [least, most] = [low[name], high[name]];
    if (least === null || most === null) return '';
    return least === most ? writeMoney(least) : `${writeMoney(least)}–${writeMoney(most)}`;
  };
  const output = rate('outputPerMtok');
  return `${rate('inputPerMtok')} in${output === '' ? '' : `, ${output} out`} · ${told}`;
}

function limitRows({ context, output, cacheMinimum, family }: KnownModel): string[] {
  const row = (label: string, fact: Sourced<number | string> | null): string[] => {
    if (fact === null) return [`${label}: not known`];
    const value = typeof fact.value === 'number' ? `${groupDigits(fact.value)} tokens` : fact.value;
    return [`${label}: ${value} · ${fact.source} (${fact.asOf})`];
  };
  return [
    ...row('context window', context),
    ...row('longest output', output),
    ...row('shortest prompt that is cached', cacheMinimum),
    ...(family === null ? [] : row('family', family)),
  ];
}

function retirementRows({ retirement, isDeprecated }: KnownModel): string[] {
  if (retirement === null) return isDeprecated ? ['deprecated, says the catalogue; the day is not known'] : [];
  const { value, isEarliest, replacement, source, asOf } = retirement;
  return [
    `${isEarliest ? 'not before ' : ''}${value}${replacement === null ? '' : `, then ${replacement}`} · ${source} (${asOf})`,
  ];
}

/** Many models, a line each. */
export function writeModels(models: readonly KnownModel[], { width, on, catalogue }: ListOptions): string {
  const providers = [...new Set(models.map(({ provider }) => provider))];
  const names = Math.min(Math.max(...models.map(({ model }) => widthOf(model)), 5), Math.max(18, width - 46));
  const line = (model: string, ...cells: string[]): string =>
    `  ${padEnd(model, names)}${cells.map((cell, at) => cell.padStart(COLUMNS[at] ?? 0)).join('')}`;
  const lines = providers.flatMap(provider => [
    '',
    provider,
    ...models
      .filter(model => model.provider === provider)
      .flatMap(({ model, price, context, retirement }) => {
        const marks = retirement && retirement.value <= on && !retirement.isEarliest ? ' (retired)' : '';
        const [first = '', ...rest] = wrap(printable(model) + marks, names);
        const cells = [price?.inputPerMtok, price?.cacheReadPerMtok, price?.outputPerMtok].map(writeOptional);
        return [
          line(first, ...cells, context === null ? '?' : shorten(context.value)),
          ...rest.map(more => `    ${more}`),
        ];
      }),
  ]);
  const foot = [
    `US dollars per million tokens on ${on} · ${catalogue.source}, published ${catalogue.asOf}`,
    ...ageOf(catalogue, on),
    'prompt-cost prices MODEL tells all that is known of one; --provider lists another seller',
  ];
  return `${[line('model', 'input', 'cached', 'output', 'context'), ...lines, '', ...foot.flatMap(text => wrap(text, width))].join('\n')}\n`;
}

interface ListOptions {
  width: number;
  on: string;
  catalogue: Pick<Catalogue, 'source' | 'asOf'>;
}

const COLUMNS = [11, 11, 11, 9];

const writeOptional = (rate: Money | null | undefined): string => (rate == null ? '–' : writeMoney(rate));

/** List prices of GPUs by the hour, as the configuration names them. */
export function writeGpus(width: number): string {
  const ids = Math.max(...GPU_HOURS.map(({ id }) => id.length));
  const lines = GPU_HOURS.flatMap(({ id, gpu, perHour, source, asOf }) => [
    `${id.padEnd(ids)}  ${`$${perHour.toFixed(2)}`.padStart(6)} an hour  ${gpu}`,
    ...wrap(`${source} (${asOf})`, width - 4).map(line => `    ${line}`),
  ]);
  return `${lines.join('\n')}\n`;
}

const MOST_CHANGES = 40;

/** What another catalogue says otherwise. */
export function writeChanges({ added, removed, changed }: Changes, width: number): string {
  const price = (one: UnitPrice | null): string => (one === null ? 'no price' : writeMoney(one.rate));
  const rows = changed.map(
    ({ model, label, before, after }) => `${model} ${label}: ${price(before)} → ${price(after)}`,
  );
  const list = (title: string, names: readonly string[]): string[] =>
    names.length === 0
      ? []
      : [
          `${title}: ${groupDigits(names.length)}`,
          ...names.slice(0, MOST_CHANGES).map(indent),
          ...more(names.length - MOST_CHANGES),
        ];
  const lines = [
    ...list('Prices that are another', rows),
    ...list('New models', added),
    ...list('Models that are gone', removed),
  ];
  const told = lines.length === 0 ? ['No price is another today.'] : lines;
  return `${told.flatMap(line => wrapIndented(printable(line), width)).join('\n')}\n`;
}

const more = (count: number): string[] => (count > 0 ? [`  and ${groupDigits(count)} more`] : []);

/** One model or several, for programs: rates are US dollars, a unit that is not there is not known. */
export const modelsJson = (models: readonly KnownModel[]): string =>
  `${JSON.stringify({ version: 1, currency: 'USD', models: models.map(modelJson) }, null, 2)}\n`;

const modelJson = ({ units, times, price, services, ...rest }: KnownModel): object => ({
  ...rest,
  price: price && numbers(price),
  units: units.map(unitJson),
  services: services.map(({ service, low, high, told }) => ({
    service,
    low: numbers(tokenRates(low)),
    high: numbers(tokenRates(high)),
    told,
  })),
  times: times.map(({ when, units: then }) => ({ when, units: then.map(unitJson) })),
});

/** A price has more than its rates. */
const tokenRates = ({ inputPerMtok, outputPerMtok, cacheReadPerMtok }: TokenRates): object => ({
  inputPerMtok,
  outputPerMtok,
  cacheReadPerMtok,
});

const unitJson = ({ unit, rate, tiers }: UnitPrice): object => ({
  unit: unit.key,
  label: unit.label,
  per: unit.per,
  ...numbers({ rate }),
  tiers: tiers.map(numbers),
});
