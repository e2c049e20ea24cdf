import type { PanelFigure, PanelSection } from '../messages.ts';
import { actionList } from './actions.ts';
import { chartPart } from './chart.ts';
import { button, element, icon, setOptional, setText } from './element.ts';
import { figurePart } from './figure.ts';
import { copy } from './host.ts';
import { keyed, type Part } from './keyed.ts';
import { tablePart } from './table.ts';

/** One thing to know: numbers, a chart, a table, and where they come from. */
export function sectionPart(id: string): Part<PanelSection> {
  const section = element('section');
  const title = element('h2');
  title.id = `title-${id.replaceAll(/\s+/g, '-')}`;
  section.setAttribute('aria-labelledby', title.id);
  const badge = element('span', 'badge', 'sample');
  let shown: PanelSection | undefined;
  const copyAll = button('quiet', '', () => shown && copy(textOf(shown)));
  copyAll.append(icon('copy'));
  const head = element('header');
  head.append(title, badge, copyAll);
  const note = element('p', 'note');
  const figures = element('div', 'figures');
  const showFigures = keyed<PanelFigure>(
    figures,
    figure => figure.id,
    figure => figurePart(`${id} ${figure.id}`),
  );
  const chart = chartPart(id);
  const table = tablePart(id);
  const source = element('p', 'source');
  const actions = actionList('actions');
  section.append(head, note, figures, chart.element, table.element, source, actions.element);
  return {
    element: section,
    update(next) {
      shown = next;
      setText(title, next.title);
      badge.hidden = !next.isSample;
      copyAll.hidden = next.figures.length === 0 && next.table === null;
      copyAll.ariaLabel = `Copy ${next.title}`;
      copyAll.title = `Copy ${next.title}`;
      setOptional(note, next.note);
      figures.hidden = next.figures.length === 0;
      showFigures(next.figures);
      chart.update(next.chart);
      table.update(next.table);
      setOptional(source, next.source);
      actions.update(next.actions);
    },
  };
}

/** As text, to be pasted where one writes of it; a table with tabs, as spreadsheets take it. */
function textOf({ title, source, figures, table }: PanelSection): string {
  return [
    title,
    ...figures.map(({ label, value, change }) => `${label}: ${value}${change === null ? '' : ` (${change})`}`),
    ...(table === null ? [] : [table.columns.map(column => column.title).join('\t')]),
    ...(table?.rows ?? []).map(({ cells }) => cells.map(({ text }) => text).join('\t')),
    ...(table?.more ? [table.more] : []),
    ...(source === null ? [] : [source]),
  ].join('\n');
}
