import type { LiveState } from '../../core/signals/live.ts';
import { idleOf, perMillionTokens, perRequest, sumOf } from '../../core/signals/quotients.ts';
import type { PanelFigure, PanelSection } from '../panel.ts';
import { alongside, type Choice, choose } from './choose.ts';
import { chartOf, type Places } from './charts.ts';
import { derivedFigure, type FigureOf, signalFigure, unknownFigure } from './figures.ts';
import { emptySection, sectionOf } from './sections.ts';
import { labelsOf, tableBy } from './tables.ts';

const NONE =
  'No GPU is seen. A Prometheus that scrapes the DCGM, nvidia_smi or AMD exporter tells how busy they are, OpenCost what they cost.';

const HOURLY: FigureOf = { id: 'hourly', label: 'Cost', worse: 'up' };
const IDLE: FigureOf = { id: 'idle', label: 'Of that idle', worse: 'up' };

/** What own GPUs cost, and how much of that is used. */
export function gpu(state: LiveState, places: Places): PanelSection[] {
  const [hourly, busy, count, power] = (['gpu-hourly', 'gpu-utilization', 'gpu-count', 'gpu-power'] as const).map(id =>
    choose(state, id, ['gpu']),
  );
  const main = hourly ?? busy ?? count ?? power;
  if (!main) return [emptySection('gpu', 'GPU spend', NONE)];
  const figures = [
    hourly
      ? signalFigure(state, hourly, HOURLY)
      : unknownFigure(HOURLY, 'no source or setting has a price of these GPUs'),
    ...(hourly && busy ? [derivedFigure(state, idleOf(hourly.signal.total, busy.signal.total), hourly, IDLE)] : []),
    ...present(state, busy, { id: 'busy', label: 'Utilisation', worse: 'down' }),
    ...present(state, count, { id: 'count', label: 'GPUs', worse: null }),
    ...present(state, power, { id: 'power', label: 'Power', worse: 'up' }),
  ];
  const lines = [hourly, busy].find(choice => choice?.signal.series);
  return [
    sectionOf(state, main, {
      id: 'gpu',
      title: 'GPU spend',
      note: busy ? 'Utilisation is the time in which any kernel ran: 100 % is not yet efficient.' : null,
      figures,
      chart: lines
        ? chartOf(state, [{ label: lines === hourly ? 'Cost' : 'Utilisation', signal: lines.signal }], places)
        : null,
      table: null,
    }),
    ...partSections(state, main, [hourly, busy, count]),
    ...unitSection(state, hourly ?? null),
  ];
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

/** Own GPUs beside what a provider would take, of what the inference servers count. */
function unitSection(state: LiveState, hourly: Choice | null): PanelSection[] {
  const input = choose(state, 'input-tokens', ['server']);
  if (hourly === null || input === null) return [];
  const output = alongside(input, 'output-tokens');
  const requests = alongside(input, 'requests');
  const paid = hourly.signal.total;
  return [
    sectionOf(state, input, {
      id: 'gpu-units',
      title: 'What own GPUs make of it',
      note: 'All GPUs, idle ones too, over what inference servers count. It is not added to what a gateway bills.',
      figures: [
        ...(output === null
          ? []
          : [
              derivedFigure(state, perMillionTokens(paid, sumOf(input.signal.total, output.total)), hourly, {
                id: 'million',
                label: 'Per 1M tokens',
                worse: 'up',
              }),
            ]),
        ...(requests === null
          ? []
          : [
              derivedFigure(state, perRequest(paid, requests.total), hourly, {
                id: 'each',
                label: 'Per request',
                worse: 'up',
              }),
            ]),
      ],
      chart: null,
      table: null,
    }),
  ];
}
