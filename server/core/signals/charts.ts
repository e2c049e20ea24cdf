import { addCell, emptyCell } from './cells.ts';
import type { Counter, Series } from './model.ts';
import type { Measure, Measured } from './readings.ts';
import { listenedIn, type RollupState, TIERS, windowOf } from './rollup.ts';
import { type Chosen, chosen } from './windows.ts';

/** A span of time in points of equal width, the last one up to now. */
export type Chart = readonly { at: number; measured: Measured }[];

/** As many points as are asked for, or as there are cells. */
export function drawChart(
  state: RollupState,
  options: Chosen,
  { spanMs, points }: { spanMs: number; points: number },
  counter: Counter,
): Chart {
  const { now } = options;
  const { window, cells: range } = windowOf({ from: now - spanMs, to: now }, now);
  const { cellMs } = TIERS[range.tier] ?? { cellMs: 1 };
  const width = Math.max(1, Math.ceil(spanMs / points / cellMs)) * cellMs;
  const from = Math.floor(window.from / width) * width;
  const cells = Array.from({ length: Math.ceil((now - from) / width) }, () => emptyCell());
  for (const { series, take } of chosen(state, window, options)) {
    if (series.labels.counter !== counter) continue;
    for (const [index, cell] of series.tiers[range.tier] ?? []) {
      const into = cells[Math.min(cells.length - 1, Math.floor((index * cellMs - from) / width))];
      if (into) addCell(into, take(cell));
    }
  }
  return cells.map((cell, index) => {
    const at = from + index * width;
    const seconds = listenedIn(state, { from: at, to: Math.min(now, at + width) }) / 1000;
    return { at, measured: { cell, seconds, reasons: [] } };
  });
}

/** Null where nothing was measured, or nothing is known of it. */
export const seriesOf = (chart: Chart, { unit, of }: Measure): Series => ({
  unit,
  at: chart.map(({ at }) => at),
  values: chart.map(({ measured }) => {
    const { value } = of(measured);
    return value.known ? value.value : null;
  }),
});
