import type { PanelChart } from '../messages.ts';
import { drawChart, type Drawn } from './draw.ts';
import { element, svg } from './element.ts';
import type { Part } from './keyed.ts';
import { showLegend, valueOf } from './legend.ts';
import { markList } from './marks.ts';
import { writeMoment } from './scale.ts';

/**
 * Lines over time. They are drawn as SVG and not on a canvas: colours, contrast and zoom follow the theme by themselves, and a few
 * hundred points need no more. The pointer or the arrow keys read the values off; in words they are a slider over time.
 */
export function chartPart(id: string): Part<PanelChart | null> {
  const figure = element('div', 'chart');
  const legend = element('div', 'legend');
  const plot = element('div', 'plot');
  plot.tabIndex = 0;
  plot.role = 'slider';
  const picture = svg('svg', { 'aria-hidden': 'true' });
  plot.append(picture);
  const marks = markList(id);
  figure.append(legend, plot, marks.element);

  let shown: PanelChart | null = null;
  let drawn: Drawn | null = null;
  let width = 0;
  /** A moment that is pointed at, not an index: new values don't move it. */
  let at: number | null = null;

  function read(): void {
    if (shown === null) return;
    const index = at === null ? lastOf(shown) : nearest(shown.at, at);
    const moment = at === null ? null : (shown.at[index] ?? null);
    drawn?.point(at === null ? null : index);
    showLegend(legend, shown, index, moment);
    describe(plot, shown, index);
  }

  function draw(): void {
    if (shown !== null && width > 0) drawn = drawChart(picture, shown, width);
    read();
  }

  function point(to: number | null): void {
    at = to;
    read();
  }

  plot.addEventListener('pointermove', event =>
    point(drawn?.timeAt(event.clientX - picture.getBoundingClientRect().left) ?? null),
  );
  plot.addEventListener('pointerleave', () => point(null));
  plot.addEventListener('blur', () => point(null));
  plot.addEventListener('keydown', event => {
    const next = shown && stepTo(shown, at, event.key);
    if (next === null) return;
    event.preventDefault();
    point(next);
  });
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry?.contentRect.width ?? 0);
    if (next === width) return;
    width = next;
    draw();
  }).observe(plot);

  return {
    element: figure,
    update(next) {
      figure.hidden = next === null;
      shown = next;
      if (next === null) return;
      plot.ariaLabel = next.summary;
      marks.update(next.marks);
      draw();
    },
  };
}

function describe(plot: HTMLElement, chart: PanelChart, index: number): void {
  const values = chart.lines.map(line => `${line.label} ${valueOf(line, index, chart)}`);
  plot.ariaValueMin = '0';
  plot.ariaValueMax = String(chart.at.length - 1);
  plot.ariaValueNow = String(index);
  plot.ariaValueText = [writeMoment(chart.at[index] ?? 0), ...values].join(', ');
}

/** The moment that a key goes to; null for a key that goes nowhere. */
function stepTo(chart: PanelChart, at: number | null, key: string): number | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const index = at === null ? lastOf(chart) : nearest(chart.at, at);
  return chart.at[Math.max(0, Math.min(chart.at.length - 1, step(index, chart.at.length)))] ?? null;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: at => at - 1,
  ArrowRight: at => at + 1,
  PageUp: (at, count) => at - Math.ceil(count / 10),
  PageDown: (at, count) => at + Math.ceil(count / 10),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** The last moment at which anything but a baseline was measured. */
function lastOf({ at, lines }: PanelChart): number {
  const measured = lines.filter(({ isBaseline }) => !isBaseline);
  const last = at.findLastIndex((_, i) => measured.some(({ values }) => (values[i] ?? null) !== null));
  return last < 0 ? at.length - 1 : last;
}

function nearest(times: readonly number[], at: number): number {
  let best = 0;
  times.forEach((time, i) => {
    if (Math.abs(time - at) < Math.abs((times[best] ?? 0) - at)) best = i;
  });
  return best;
}
