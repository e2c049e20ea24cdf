import type { BudgetState, LiveState } from '../../core/signals/live.ts';
import type { Measurement, Reading } from '../../core/signals/model.ts';
import { perMillionTokens, perRequest, perSuccess, sumOf } from '../../core/signals/quotients.ts';
import type { PanelFigure, PanelSection } from '../panel.ts';
import { formatReading, formatSpan, numberOf, sentence } from '../readings.ts';
import { alongside, type Choice, choose, chooseMoney, MONEY_ORDER, whoTells } from './choose.ts';
import { callsSection } from './calls.ts';
import { chartOf, type Places, targetOf } from './charts.ts';
import { driversSection } from './drivers.ts';
import { derivedFigure, detailOf, signalFigure, unknownFigure } from './figures.ts';
import { emptySection, sectionOf } from './sections.ts';
import { labelsOf, moreOf, MOST_ROWS, tableBy } from './tables.ts';
import { CLIENTS_FIRST } from './watched.ts';

/** What is paid now, where it goes, and what moved it. */
export function overview(state: LiveState, places: Places): PanelSection[] {
  const money = chooseMoney(state);
  return [
    spendSection(state, money, places),
    ...budgetSections(state),
    ...driversSection(state, money, places),
    ...partSections(state, money),
    ...callsSection(state, places),
    ...mismatchSection(state, places),
  ];
}

const NOW = { id: 'now', label: 'Now', worse: 'up' } as const;
const MONTH = { id: 'month', label: 'Month end', worse: null } as const;

function spendSection(state: LiveState, money: Choice | null, places: Places): PanelSection {
  if (money === null) {
    const why = 'no source tells money, or tokens of a model that has a price';
    return {
      ...emptySection('spend', 'Spend', 'Nothing here tells what calls cost. Tokens and GPUs are in the other tabs.'),
      figures: [unknownFigure(NOW, why)],
    };
  }
  const { signal } = money;
  const unpriced = signal.total.exactness === 'lower-bound' ? (signal.total.why[0] ?? null) : null;
  const notes = [
    ...(unpriced === null ? [] : [`≥: ${sentence(unpriced)}`]),
    ...(money.others.length === 0 ? [] : [MONEY_ORDER]),
  ];
  return sectionOf(state, money, {
    id: 'spend',
    title: 'Spend',
    note: notes.length === 0 ? null : notes.join(' '),
    figures: [signalFigure(state, money, NOW), monthFigure(state, money), ...unitCosts(state, money)],
    chart: chartOf(state, [{ label: 'Spend', signal }], places),
    table: null,
  });
}

const EACH = { id: 'each', label: 'Per request', worse: null } as const;
const SUCCESS = { id: 'success', label: 'Per success', worse: null } as const;
const MILLION = { id: 'million', label: 'Per 1M tokens', worse: null } as const;

/** Of the same instrument, so that money and calls are of the same calls. */
function unitCosts(state: LiveState, money: Choice): PanelFigure[] {
  const figure = (reading: Reading | undefined, of: typeof EACH | typeof SUCCESS | typeof MILLION): PanelFigure[] =>
    reading === undefined ? [] : [derivedFigure(state, reading, money, of)];
  const priced = pricedOf(money);
  if (priced)
    return [
      ...figure(priced.perRequest[0], EACH),
      ...figure(priced.perSuccess[0], SUCCESS),
      ...figure(priced.perMtok[0], MILLION),
    ];
  const { total } = money.signal;
  const [requests, failures, input, output] = (['requests', 'failures', 'input-tokens', 'output-tokens'] as const).map(
    id => alongside(money, id)?.total,
  );
  return [
    ...figure(requests && perRequest(total, requests), EACH),
    ...figure(requests && failures && perSuccess(total, requests, failures), SUCCESS),
    ...figure(input && output && perMillionTokens(total, sumOf(input, output)), MILLION),
  ];
}

/** Those that are reckoned request by request: of our prices, so that they don't stand beside what somebody bills. */
const pricedOf = ({ signal, measurement }: Choice): Measurement['unitCosts'] =>
  signal.total.basis === 'priced' ? measurement.unitCosts : undefined;

const HOURS_A_MONTH = 730;

/** A range: by a budget's own forecast, or at the rates of now and before. */
function monthFigure(state: LiveState, money: Choice): PanelFigure {
  const forecast = state.budgets.find(({ forecast: range }) => range !== null)?.forecast;
  if (forecast) {
    const { low, high } = forecast;
    const lines = [
      `By the last hours and by the last days: ${formatReading(low)} and ${formatReading(high)}.`,
      ...new Set([...low.why, ...high.why].map(sentence)),
      `${whoTells(money)}.`,
    ];
    return { ...plain(MONTH), value: formatSpan(low, high), detail: lines.join('\n') };
  }
  const label = { ...MONTH, label: 'A month at this rate' };
  if (money.signal.before.every(({ reading }) => numberOf(reading) === null))
    return unknownFigure(label, 'minutes say nothing of a month: nothing was measured an hour ago or before');
  const rates = [money.signal.total, ...money.signal.before.map(({ reading }) => reading)]
    .filter(reading => reading.unit === 'USD/h' && numberOf(reading) !== null)
    .map(monthly);
  const [now, ...before] = rates;
  if (now === undefined) return unknownFigure(label, 'spend in an hour is not known');
  const sorted = [now, ...before].toSorted((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0));
  const names = money.signal.before.filter(({ reading }) => numberOf(reading) !== null).map(({ label: name }) => name);
  const lines = [
    `${HOURS_A_MONTH} h at the rate of ${['now', ...names].join(', ')}: no forecast, and without what this month cost so far.`,
    ...detailOf(state, money.signal.total, money),
  ];
  return { ...plain(label), value: formatSpan(sorted[0] ?? now, sorted.at(-1) ?? now), detail: lines.join('\n') };
}

/** What a rate comes to is known no better than that it stays. */
const monthly = (reading: Reading): Reading => ({
  ...reading,
  unit: 'USD',
  exactness: reading.exactness === 'exact' ? 'approximate' : reading.exactness,
  value: reading.value.known ? { known: true, value: reading.value.value * HOURS_A_MONTH } : reading.value,
});

const plain = ({ id, label }: { id: string; label: string }): Omit<PanelFigure, 'value' | 'detail'> => ({
  id,
  label,
  change: null,
  tone: 'plain',
});

function budgetSections({ budgets, sources }: LiveState): PanelSection[] {
  if (budgets.length === 0) return [];
  return [
    {
      ...emptySection('budgets', 'Budgets', null),
      isSample: sources.every(({ isSample }) => isSample),
      figures: budgets.map(budgetFigure),
    },
  ];
}

function budgetFigure({ name, perMonthUsd, spent, burn, forecast }: BudgetState): PanelFigure {
  const written = formatReading(spent);
  const used = written === '?' ? null : numberOf(spent);
  const all: Reading = { ...spent, value: { known: true, value: perMonthUsd }, exactness: 'exact' };
  const burning = burn.find(({ isBurning }) => isBurning);
  const beyond = used !== null && used > perMonthUsd;
  return {
    id: name,
    label: name,
    value: `${written} of ${formatReading(all)}`,
    change:
      burning === undefined
        ? used === null
          ? null
          : `${/^[~≥]?/.exec(written)?.[0]}${Math.floor((used / perMonthUsd) * 100)} % used`
        : `burns ${formatReading(burning.long)} as fast as it may`,
    detail: [
      'Of this month so far, as far as it was seen.',
      ...(spent.value.known ? spent.why.map(sentence) : [`Not known: ${sentence(spent.value.why)}`]),
      ...burn.map(
        ({ long, short, limit }) =>
          `Burn rate ${formatReading(long)} and ${formatReading(short)} on its two windows; an alert above ${limit}× on both.`,
      ),
      ...(forecast === null ? [] : [`Month end: ${formatSpan(forecast.low, forecast.high)}.`]),
    ].join('\n'),
    tone: beyond ? 'bad' : burning === undefined ? 'plain' : 'warning',
  };
}

/** Where the code says one thing and what runs another. */
function mismatchSection({ mismatches }: LiveState, places: Places): PanelSection[] {
  if (mismatches.length === 0) return [];
  const rows = mismatches.slice(0, MOST_ROWS).map(({ id, text, detail, file, site }) => {
    const line = file === null || site === null ? null : places.lineOf(file, site);
    const where = file === null ? '' : `${file}${line === null ? '' : `:${line + 1}`} `;
    const opens = file === null ? null : targetOf({ file, line }, places);
    return { id, cells: [{ text: where + text, detail }], opens };
  });
  return [
    {
      ...emptySection('mismatches', 'Code and traffic disagree', null),
      table: { columns: [{ title: 'What', align: 'start' }], rows, more: moreOf(mismatches.length) },
    },
  ];
}

/** By model, and by each other label that is told: a service, a feature, whatever the user names. */
function partSections(state: LiveState, money: Choice | null): PanelSection[] {
  if (money === null || money.signal.by.length === 0) return tokenParts(state);
  const { by } = money.signal;
  const thousand = pricedOf(money)?.perThousand ?? [];
  return sectionsBy(state, money, label => [
    { title: 'Spend', by },
    { title: 'Share', by, share: true },
    ...(thousand.some(({ of }) => label in of) ? [{ title: '1k requests', by: thousand }] : []),
  ]);
}

/** Without money, where the tokens go. */
function tokenParts(state: LiveState): PanelSection[] {
  const input = choose(state, 'input-tokens', CLIENTS_FIRST);
  if (input === null) return [];
  const output = alongside(input, 'output-tokens');
  return sectionsBy(state, input, () => [
    { title: 'In', by: input.signal.by },
    ...(output === null ? [] : [{ title: 'Out', by: output.by }]),
  ]);
}

type Columns = Parameters<typeof tableBy>[2];

/** A table for each label that the signal is told by. */
const sectionsBy = (state: LiveState, choice: Choice, columnsOf: (label: string) => Columns): PanelSection[] =>
  labelsShown(choice.signal.by).map(label =>
    sectionOf(state, choice, {
      id: `by-${label}`,
      title: `By ${label}`,
      note: null,
      figures: [],
      chart: null,
      table: tableBy(label, titleOf(label), columnsOf(label)),
    }),
  );

/** The model first. Of what has one value alone a table says nothing. */
const labelsShown = (by: readonly Reading[]): string[] =>
  labelsOf(by)
    .filter(label => label === 'model' || by.filter(({ of }) => label in of).length > 1)
    .toSorted((a, b) => Number(b === 'model') - Number(a === 'model'));

const titleOf = (label: string): string => (label[0]?.toUpperCase() ?? '') + label.slice(1);
