import type { PanelChart } from '../messages.ts';
import { element, setText, svg } from './element.ts';
import { writeMoment, writeValue } from './scale.ts';

/** Which line is which, by its stroke and not by its colour alone, and its value where the pointer is. */
export function showLegend(legend: HTMLElement, chart: PanelChart, index: number, moment: number | null): void {
  const wanted = chart.lines.length + 1;
  const key = chart.lines.map(({ label, isBaseline }) => `${label} ${isBaseline}`).join('\n');
  if (legend.dataset['key'] !== key) {
    legend.dataset['key'] = key;
    let number = 0;
    legend.replaceChildren(
      ...chart.lines.map(line => legendItem(line.label, line.isBaseline ? 'baseline' : `line-${number++}`)),
      element('span', 'moment'),
    );
  }
  chart.lines.forEach((line, i) => {
    const value = legend.children[i]?.lastElementChild;
    if (value) setText(value, valueOf(line, index, chart));
  });
  const time = legend.children[wanted - 1];
  if (time) setText(time, moment === null ? '' : writeMoment(moment));
}

function legendItem(label: string, kind: string): HTMLElement {
  const item = element('span', kind === 'baseline' ? 'legend-item behind' : 'legend-item');
  const stroke = svg('svg', { class: 'stroke', width: 16, height: 8, viewBox: '0 0 16 8', 'aria-hidden': 'true' });
  stroke.append(svg('path', { class: kind, d: 'M0 4h16' }));
  item.append(stroke, element('span', 'legend-label', label), element('span', 'legend-value'));
  return item;
}

/** What a line says at a moment. */
export const valueOf = ({ values }: PanelChart['lines'][number], index: number, { unit }: PanelChart): string =>
  writeValue(values[index] ?? null, unit);
