import type { PanelChart } from '../messages.ts';
import { svg } from './element.ts';
import { timeTicks, type Ticks, valueTicks, writeTick } from './scale.ts';

/** Of the picture, in pixels. `mark` is how a change of the code is drawn. */
export const FRAME = { height: 132, left: 40, right: 8, top: 12, bottom: 20, mark: '◆' };

export interface Drawn {
  /** Shows a moment's values by a line and points; null: none. */
  point(index: number | null): void;
  /** Seconds, of a place in the picture. */
  timeAt(x: number): number;
}

interface Scale {
  x(at: number): number;
  y(value: number): number;
  ticks: Ticks;
  right: number;
  bottom: number;
}

export function drawChart(picture: SVGSVGElement, chart: PanelChart, width: number): Drawn {
  const scale = scaleOf(chart, width);
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(FRAME.height));
  picture.setAttribute('viewBox', `0 0 ${width} ${FRAME.height}`);
  const cursor = svg('g', { class: 'cursor' });
  picture.replaceChildren(...grid(chart, scale), ...markLines(chart, scale), ...lines(chart, scale), cursor);
  const [from, to] = ends(chart);
  return {
    point: index => cursor.replaceChildren(...(index === null ? [] : pointer(chart, scale, index))),
    timeAt: x => from + ((x - FRAME.left) / Math.max(1, scale.right - FRAME.left)) * (to - from),
  };
}

const ends = ({ at }: PanelChart): [number, number] => [at[0] ?? 0, at.at(-1) ?? 1];

function scaleOf(chart: PanelChart, width: number): Scale {
  const ticks = valueTicks(
    chart.lines.flatMap(({ values }) => values),
    chart.unit,
  );
  const [from, to] = ends(chart);
  const right = Math.max(FRAME.left + 1, width - FRAME.right);
  const bottom = FRAME.height - FRAME.bottom;
  return {
    x: at => FRAME.left + ((at - from) / Math.max(1, to - from)) * (right - FRAME.left),
    y: value => bottom - ((value - ticks.low) / (ticks.high - ticks.low)) * (bottom - FRAME.top),
    ticks,
    right,
    bottom,
  };
}

function grid({ at, unit }: PanelChart, { x, y, ticks, right, bottom }: Scale): SVGElement[] {
  const rows = ticks.at.flatMap(value => [
    svg('path', { class: 'grid', d: `M${FRAME.left} ${round(y(value))}H${right}` }),
    text('tick value-tick', FRAME.left - 6, y(value) + 3.5, writeTick(value, unit)),
  ]);
  const most = Math.max(1, Math.floor((right - FRAME.left) / 52));
  const columns = timeTicks(at[0] ?? 0, at.at(-1) ?? 1, most)
    .filter(tick => x(tick.at) > FRAME.left + 14 && x(tick.at) < right - 10)
    .map(tick => text('tick time-tick', x(tick.at), bottom + 15, tick.text));
  return [...rows, ...columns];
}

/** A number at each mark is its place in the list below. */
const markLines = ({ marks }: PanelChart, { x, bottom }: Scale): SVGElement[] =>
  marks.flatMap(({ at, label }) => {
    const diamond = svg('path', { class: 'mark', d: `M${round(x(at))} ${FRAME.top - 10}l4 4l-4 4l-4 -4z` });
    diamond.append(title(label));
    return [svg('path', { class: 'mark-line', d: `M${round(x(at))} ${FRAME.top - 2}V${bottom}` }), diamond];
  });

function lines(chart: PanelChart, scale: Scale): SVGElement[] {
  let number = 0;
  return chart.lines.flatMap(({ values, isBaseline }) => {
    const kind = isBaseline ? 'baseline' : `line-${number++}`;
    const runs = runsOf(chart.at, values);
    const d = runs.map(run => pathOf(run, scale)).join('');
    const area = runs.map(run => areaOf(run, scale)).join('');
    const isMain = kind === 'line-0';
    return [...(isMain ? [svg('path', { class: 'area', d: area })] : []), svg('path', { class: kind, d })];
  });
}

type Run = readonly (readonly [at: number, value: number])[];

/** What was measured without a gap. */
function runsOf(at: readonly number[], values: readonly (number | null)[]): Run[] {
  const runs: [number, number][][] = [];
  let run: [number, number][] = [];
  at.forEach((time, i) => {
    const value = values[i] ?? null;
    if (value !== null) run.push([time, value]);
    if ((value === null || i === at.length - 1) && run.length > 0) {
      runs.push(run);
      run = [];
    }
  });
  return runs;
}

/** A single point is a short stroke. */
const pathOf = (run: Run, { x, y }: Scale): string =>
  `M${run.map(([at, value]) => `${round(x(at))} ${round(y(value))}`).join('L')}${run.length === 1 ? 'h-3' : ''}`;

function areaOf(run: Run, scale: Scale): string {
  const [first, last] = [run[0]?.[0] ?? 0, run.at(-1)?.[0] ?? 0];
  return `${pathOf(run, scale)}L${round(scale.x(last))} ${scale.bottom}L${round(scale.x(first))} ${scale.bottom}Z`;
}

function pointer({ at, lines: all }: PanelChart, { x, y, bottom }: Scale, index: number): SVGElement[] {
  const left = round(x(at[index] ?? 0));
  const points = all.flatMap(({ values, isBaseline }) => {
    const value = values[index] ?? null;
    return value === null || isBaseline ? [] : [svg('circle', { cx: left, cy: round(y(value)), r: 3 })];
  });
  return [svg('path', { d: `M${left} ${FRAME.top}V${bottom}` }), ...points];
}

function text(className: string, x: number, y: number, content: string): SVGElement {
  const made = svg('text', { class: className, x: round(x), y: round(y) });
  made.textContent = content;
  return made;
}

function title(content: string): SVGElement {
  const made = svg('title');
  made.textContent = content;
  return made;
}

const round = (value: number): number => Math.round(value * 10) / 10;
