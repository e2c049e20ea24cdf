import type { LiveState } from '../../core/signals/live.ts';
import type { Counter } from '../../core/signals/model.ts';
import type { PanelFigure, PanelSection } from '../panel.ts';
import { all, alongside, type Choice, choose } from './choose.ts';
import { chartOf, type Places } from './charts.ts';
import { signalFigure, unknownFigure } from './figures.ts';
import { emptySection, sectionOf } from './sections.ts';
import { tableBy } from './tables.ts';
import { WATCHED, type Watched } from './watched.ts';

/** The five signals, and how long one waits for an answer. */
export const signals = (state: LiveState, places: Places): PanelSection[] =>
  WATCHED.map(watched => (watched.keepsApart ? apart(state, watched, places) : together(state, watched, places)));

/** All figures of a section are one instrument's, as far as it tells them. */
function together(state: LiveState, watched: Watched, places: Places): PanelSection {
  const { id, title, figures, order, none } = watched;
  const choices = figures.map(figure => ({ figure, choice: choose(state, figure.id, order) }));
  const main = choices.find(({ choice }) => choice !== null)?.choice;
  if (!main) return emptySection(id, title, none);
  const lines = choices.flatMap(({ figure, choice }) =>
    choice?.measurement === main.measurement
      ? [{ label: figure.short, signal: choice.signal, unit: choice.signal.total.unit }]
      : [],
  );
  return sectionOf(state, main, {
    id,
    title,
    note: null,
    figures: choices.map(({ figure, choice }) => figureOf(state, figure, choice)),
    chart: chartOf(
      state,
      lines.filter(({ unit }) => unit === main.signal.total.unit),
      places,
    ),
    table: tableBy(
      'model',
      'Model',
      figures.flatMap(({ id: signal, short }) => {
        const by = alongside(main, signal)?.by ?? [];
        return by.length === 0 ? [] : [{ title: short, by }];
      }),
    ),
  });
}

function figureOf(state: LiveState, figure: Watched['figures'][number], choice: Choice | null): PanelFigure {
  if (choice !== null) return signalFigure(state, choice, figure);
  return unknownFigure(figure, 'no source here tells it');
}

const CACHES: Readonly<Record<Counter, string>> = {
  client: 'Provider’s prompt cache',
  gateway: 'Prompt cache, by the gateway',
  server: 'KV cache of the server',
  gpu: 'Cache',
};

/** A provider's cache saves money, a server's saves time, a gateway's saves the call: three rates, never one. */
function apart(state: LiveState, { id, title, figures, order, none }: Watched, places: Places): PanelSection {
  const choices = figures.flatMap(figure =>
    order.flatMap(counter => {
      const choice = choose(state, figure.id, [counter]);
      const label = figure.id === 'cache-prompt' ? CACHES[counter] : figure.label;
      return choice === null ? [] : [{ figure: { ...figure, id: `${figure.id} ${counter}`, label }, choice }];
    }),
  );
  const main = choices[0]?.choice;
  if (main === undefined) return emptySection(id, title, none);
  const who = new Set(choices.map(({ choice }) => choice.measurement));
  const several = who.size > 1 && all(state, 'cache-prompt').length > 1;
  return sectionOf(state, main, {
    id,
    title,
    note: several ? 'Each is a cache of its own: what one has, another was not asked for.' : null,
    figures: choices.map(({ figure, choice }) => signalFigure(state, choice, figure)),
    chart: chartOf(state, [{ label: choices[0]?.figure.label ?? title, signal: main.signal }], places),
    table: tableBy('model', 'Model', [{ title: 'Hit rate', by: main.signal.by }]),
  });
}
