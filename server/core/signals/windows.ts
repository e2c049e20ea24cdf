import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { addCell, type Cell, emptyCell } from './cells.ts';
import { type Choice, chooseFeeds } from './feeds.ts';
import { type Counter, NOT_TOLD, type UsageLabels, type Window } from './model.ts';
import type { Measured } from './readings.ts';
import { cellOf, listenedIn, type RollupState, windowOf } from './rollup.ts';

/** By what readings are told apart; `label` is one that the user names. */
export type Grouping = keyof typeof GROUPINGS | { label: string };

const GROUPINGS = {
  model: ({ responseModel, requestModel }: UsageLabels) => responseModel ?? requestModel,
  service: ({ service }: UsageLabels) => service,
  operation: ({ operation }: UsageLabels) => operation,
  name: ({ name }: UsageLabels) => name,
  environment: ({ environment }: UsageLabels) => environment,
  provider: ({ provider }: UsageLabels) => provider,
  vocabulary: ({ vocabulary }: UsageLabels) => vocabulary,
};

/** Only what has these labels. */
export interface Chosen {
  now: number;
  only?: (labels: UsageLabels) => boolean;
}

export const chosen = (state: RollupState, window: Window, { now, only }: Chosen): Choice[] =>
  chooseFeeds(state, window, now).filter(({ series }) => only === undefined || only(series.labels));

/** One window as the feeds tell it. */
export interface Look {
  window: Window;
  /** For how long of it we listened. */
  seconds: number;
  slices: { choice: Choice; cell: Cell }[];
  /** Why the window is not all that was asked for. */
  notes: string[];
}

/** Less than this is missing where a window began with the first second that we listened. */
const NEARLY_ALL = 0.98;

export function look(state: RollupState, asked: Window, options: Chosen): Look {
  const { window, cells } = windowOf(asked, options.now);
  const slices = chosen(state, asked, options).flatMap(choice => {
    const cell = cellOf(choice.series, cells);
    return cell ? [{ choice, cell: choice.take(cell) }] : [];
  });
  const listened = listenedIn(state, window);
  const length = window.to - window.from;
  const isShort = listened > 0 && listened < length * NEARLY_ALL;
  return {
    window,
    slices,
    seconds: listened / 1000,
    notes: isShort ? [`received for ${duration(listened)} of ${duration(length)}`] : [],
  };
}

/** `40 s`, `12 min`, `3.5 h`. */
function duration(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  return ms < 5_400_000 ? `${Math.round(ms / MINUTE_MS)} min` : `${Number((ms / HOUR_MS).toFixed(1))} h`;
}

/** What was heard of all, or of one group. */
export interface Heard extends Measured {
  /** Of which group; empty: of all. */
  of: Readonly<Record<string, string>>;
  window: Window;
  how: string;
  notes: readonly string[];
}

/** All of one kind of counter, and each group: by one label each. */
export function groupedOf(seen: Look, counter: Counter, by: readonly Grouping[]): { all: Heard; groups: Heard[] } {
  const parts = by.map(grouping => ({
    name: typeof grouping === 'string' ? grouping : grouping.label,
    groups: new Map<string, ReturnType<typeof gathering>>(),
    valueOf: (labels: UsageLabels): string | null =>
      typeof grouping === 'string' ? GROUPINGS[grouping](labels) : (labels.labels[grouping.label] ?? null),
  }));
  const all = gathering();
  for (const { choice, cell } of seen.slices) {
    const { labels } = choice.series;
    if (labels.counter !== counter) continue;
    all.add(choice, cell, seen.window);
    for (const { groups, valueOf } of parts) {
      const value = valueOf(labels) ?? NOT_TOLD;
      const group = groups.get(value) ?? gathering();
      groups.set(value, group);
      group.add(choice, cell, seen.window);
    }
  }
  return {
    all: all.heard({}, seen),
    groups: parts.flatMap(({ name, groups }) => {
      // That nobody tells it says nothing.
      const isTold = name === 'model' || [...groups.keys()].some(value => value !== NOT_TOLD);
      return isTold ? [...groups].map(([value, group]) => group.heard({ [name]: value }, seen)) : [];
    }),
  };
}

function gathering(): {
  add: (choice: Choice, cell: Cell, window: Window) => void;
  heard: (of: Heard['of'], seen: Look) => Heard;
} {
  const cell = emptyCell();
  const how = new Set<string>();
  const reasons = new Set<string>();
  return {
    add: (choice, part, { from }) => {
      addCell(cell, part);
      how.add(choice.how);
      for (const { why, until } of choice.series.reasons.values())
        if (until > from && !choice.isSettled(why)) reasons.add(why);
    },
    heard: (of, { window, seconds, notes }) => ({
      of,
      window,
      seconds,
      notes,
      cell,
      reasons: [...reasons].toSorted(),
      how: [...how].toSorted().join(', '),
    }),
  };
}
