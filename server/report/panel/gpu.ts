import type { UnitCosts } from '../../core/signals/gpu-model.ts';
import type { GpuUse, LiveState } from '../../core/signals/live.ts';
import type { Reading } from '../../core/signals/model.ts';
import { idleOf, perMillionTokens, perRequest, sumOf } from '../../core/signals/quotients.ts';
import type { PanelFigure, PanelSection } from '../panel.ts';
import { alongside, type Choice, choose } from './choose.ts';
import { chartOf, type Places } from './charts.ts';
import { derivedFigure, type FigureOf, signalFigure, sourceLine, unknownFigure } from './figures.ts';
import { ownerSections, partTables } from './gpu-parts.ts';
import { emptySection, sectionOf } from './sections.ts';
import { labelsOf, tableBy } from './tables.ts';

const NONE =
  'No GPU is seen. A Prometheus that scrapes the DCGM, nvidia_smi or AMD exporter tells how busy they are, OpenCost what they cost.';
const BUSY = 'Utilisation is the time in which any kernel ran: 100 % is not yet efficient.';
const NO_PRICE = 'Some have no price: name it in promptcost.config.yaml, under gpus.';

const HOURLY: FigureOf = { id: 'hourly', label: 'Cost', worse: 'up' };
const BUSY_FIGURE: FigureOf = { id: 'busy', label: 'Utilisation', worse: 'down' };
const IDLE: FigureOf = { id: 'idle', label: 'Of that idle', worse: 'up' };
const WAITING: FigureOf = { id: 'waiting', label: 'Of that without a request', worse: 'up' };

/** What own GPUs cost, and how much of that is used. */
export function gpu(state: LiveState, places: Places): PanelSection[] {
  const [hourly, busy, count, power] = (['gpu-hourly', 'gpu-utilization', 'gpu-count', 'gpu-power'] as const).map(id =>
    choose(state, id, ['gpu']),
  );
  const main = hourly ?? busy ?? count ?? power;
  if (!main) return [emptySection('gpu', 'GPU spend', NONE)];
  const use = useOf(state, hourly ?? null);
  const lines = [hourly, busy].find(choice => choice?.signal.series);
  const notes = [
    ...(busy ? [BUSY] : []),
    ...(use?.spend.groups.some(({ price }) => price === null) === true ? [NO_PRICE] : []),
  ];
  // What a click asks is a query: that of the cards, where money is reckoned of them.
  const asked = use ? { ...main, signal: { ...main.signal, total: use.spend.utilization } } : main;
  const section = sectionOf(state, asked, {
    id: 'gpu',
    title: 'GPU spend',
    note: notes.length === 0 ? null : notes.join(' '),
    figures: [
      hourly
        ? signalFigure(state, hourly, HOURLY)
        : unknownFigure(HOURLY, 'no source or setting has a price of these GPUs'),
      ...wasteFigures(state, hourly ?? null, busy ?? null, use),
      ...present(state, ofAll(busy, hourly, use?.spend.utilization), BUSY_FIGURE),
      ...present(state, ofAll(count, hourly, use?.spend.cards), { id: 'count', label: 'GPUs', worse: null }),
      ...present(state, power, { id: 'power', label: 'Power', worse: 'up' }),
    ],
    chart: lines
      ? chartOf(state, [{ label: lines === hourly ? 'Cost' : 'Utilisation', signal: lines.signal }], places)
      : null,
    table: null,
  });
  return [
    { ...section, source: sourceLine(state, main) },
    ...(use && hourly
      ? [...partTables(state, hourly, use.spend), ...ownerSections(state, hourly, use.spend)]
      : partSections(state, main, [hourly, busy, count])),
    ...unitSection(state, hourly ?? null, use),
  ];
}

/** All that follows from the cost that is shown; null where it is another's word, such as OpenCost's. */
const useOf = ({ gpus }: LiveState, hourly: Choice | null): GpuUse | null =>
  gpus.find(
    ({ source, vocabulary }) => source === hourly?.measurement.source && vocabulary === hourly.measurement.vocabulary,
  ) ?? null;

/** Several exporters may each see a part of the cards: then what is reckoned of all stands for what one of them says. */
function ofAll(
  choice: Choice | null | undefined,
  hourly: Choice | null | undefined,
  all: Reading | undefined,
): Choice | null {
  if (!hourly || !all || choice?.measurement.vocabulary === hourly.measurement.vocabulary) return choice ?? null;
  return { ...hourly, signal: { ...hourly.signal, total: all }, others: [] };
}

/** Two looks at the same money, which overlap: no kernel ran, no request was there. */
function wasteFigures(state: LiveState, hourly: Choice | null, busy: Choice | null, use: GpuUse | null): PanelFigure[] {
  if (!hourly) return [];
  if (use)
    return [
      derivedFigure(state, use.spend.idle, hourly, IDLE),
      ...(use.spend.waiting ? [derivedFigure(state, use.spend.waiting, hourly, WAITING)] : []),
    ];
  return busy ? [derivedFigure(state, idleOf(hourly.signal.total, busy.signal.total), hourly, IDLE)] : [];
}

const present = (state: LiveState, choice: Choice | null | undefined, figure: FigureOf): PanelFigure[] =>
  choice ? [signalFigure(state, choice, figure)] : [];

/** By type, node, namespace: whatever is told. */
function partSections(state: LiveState, main: Choice, choices: readonly (Choice | null | undefined)[]): PanelSection[] {
  const [hourly, busy, count] = choices.map(choice => choice?.signal.by ?? []);
  const columns = [
    { title: 'Cost', by: hourly ?? [] },
    { title: 'Busy', by: busy ?? [] },
    { title: 'GPUs', by: count ?? [] },
  ].filter(({ by }) => by.length > 0);
  return labelsOf(columns.flatMap(({ by }) => by)).map(label =>
    sectionOf(state, main, {
      id: `gpu-by-${label}`,
      title: `By ${label}`,
      note: null,
      figures: [],
      chart: null,
      table: tableBy(
        label,
        (label[0]?.toUpperCase() ?? '') + label.slice(1),
        columns.filter(({ by }) => by.some(({ of }) => label in of)),
      ),
    }),
  );
}

const ALL_IN = { id: 'million', label: 'Per 1M tokens', worse: 'up' } as const;
const AT_PEAK = { id: 'peak', label: 'Per 1M, at capacity', worse: null } as const;
const BY_API = { id: 'api', label: 'Per 1M, by an API', worse: null } as const;
const EACH = { id: 'each', label: 'Per request', worse: 'up' } as const;

/** Own GPUs beside what a provider would take, of what the inference servers count. */
function unitSection(state: LiveState, hourly: Choice | null, use: GpuUse | null): PanelSection[] {
  const input = choose(state, 'input-tokens', ['server']);
  if (hourly === null || input === null) return [];
  const notes = [
    'All GPUs, idle ones too, over what inference servers count.',
    ...(use?.spend.unitCosts ? ['At capacity: if they were always as busy as at their busiest of the last day.'] : []),
    'It is not added to what a gateway bills.',
  ];
  return [
    sectionOf(state, input, {
      id: 'gpu-units',
      title: 'What own GPUs make of it',
      note: notes.join(' '),
      figures: use?.spend.unitCosts
        ? ownUnits(state, hourly, input, use.spend.unitCosts)
        : derivedUnits(state, hourly, input),
      chart: null,
      table: null,
    }),
  ];
}

const ownUnits = (
  state: LiveState,
  hourly: Choice,
  input: Choice,
  { perMtok, perRequest: each, atCapacityPerMtok, apiPerMtok }: UnitCosts,
): PanelFigure[] => [
  derivedFigure(state, perMtok, hourly, ALL_IN),
  atCapacityPerMtok
    ? derivedFigure(state, atCapacityPerMtok, hourly, AT_PEAK)
    : unknownFigure(AT_PEAK, 'the server has no history of tokens'),
  apiPerMtok
    ? derivedFigure(state, apiPerMtok, input, BY_API)
    : unknownFigure(BY_API, 'no model is named, or several are served: each has a price of its own'),
  derivedFigure(state, each, hourly, EACH),
];

function derivedUnits(state: LiveState, hourly: Choice, input: Choice): PanelFigure[] {
  const output = alongside(input, 'output-tokens');
  const requests = alongside(input, 'requests');
  const paid = hourly.signal.total;
  const tokens = output && sumOf(input.signal.total, output.total);
  return [
    ...(tokens ? [derivedFigure(state, perMillionTokens(paid, tokens), hourly, ALL_IN)] : []),
    ...(requests ? [derivedFigure(state, perRequest(paid, requests.total), hourly, EACH)] : []),
  ];
}
