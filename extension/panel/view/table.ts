import type { PanelRow, PanelTable } from '../messages.ts';
import { button, element, icon, setName, setOptional, setText } from './element.ts';
import { copy, tell } from './host.ts';
import { folds } from './fold.ts';
import { keyed, type Part } from './keyed.ts';

/** Rows are one stop of the tab key, arrows go from row to row; Enter opens its place, or what is known of it. */
export function tablePart(id: string): Part<PanelTable | null> {
  const wrap = element('div', 'table');
  const table = element('table');
  table.setAttribute('aria-labelledby', `title-${id.replaceAll(/\s+/g, '-')}`);
  const head = element('thead');
  const columns = element('tr');
  head.append(columns);
  table.append(head);
  const more = element('p', 'more');
  wrap.append(table, more);
  const showRows = keyed<PanelRow>(
    table,
    row => row.id,
    row => rowPart(`${id} ${row.id}`),
  );
  let titles = '';

  table.addEventListener('keydown', event => moveFocus(table, event));
  return {
    element: wrap,
    update(next) {
      wrap.hidden = next === null;
      if (next === null) return;
      const written = JSON.stringify(next.columns);
      if (written !== titles) columns.replaceChildren(...next.columns.map(headerOf));
      titles = written;
      showRows(next.rows);
      stopAtFirst(table);
      setOptional(more, next.more);
    },
  };
}

function headerOf({ title, align }: PanelTable['columns'][number]): HTMLElement {
  const header = element('th', align === 'end' ? 'number' : '', title);
  header.scope = 'col';
  return header;
}

/** A group of two rows, so that what is known of a row moves with it. */
function rowPart(id: string): Part<PanelRow> {
  const group = element('tbody');
  const row = element('tr');
  const name = element('th');
  name.scope = 'row';
  const both = element('div');
  name.append(both);
  const detail = element('tr', 'detail');
  const cell = element('td');
  const lines = element('p');
  let shown: PanelRow | undefined;
  const take = button('action', 'Copy', () => shown && copy(shown.cells.map(({ text }) => text).join('\t')));
  cell.append(lines, take);
  detail.append(cell);
  group.append(row, detail);

  const link = button('name', '', () => shown?.opens && tell({ kind: 'open', target: shown.opens }));
  const toggle = button('name', '', () => {});
  const info = button('quiet', '', () => toggle.click());
  info.append(icon('info'));
  info.title = 'What is known of it';
  folds(toggle, detail, id);
  return {
    element: group,
    update(next) {
      const isPlace = next.opens !== null;
      if (shown === undefined || (shown.opens !== null) !== isPlace)
        both.replaceChildren(...(isPlace ? [link, info] : [toggle]));
      shown = next;
      const [first, ...numbers] = next.cells;
      for (const one of [link, toggle]) setName(one, first?.text ?? '');
      link.title = 'Open in the editor';
      info.ariaLabel = `What is known of ${first?.text ?? 'it'}`;
      while (row.cells.length > numbers.length + 1) row.lastElementChild?.remove();
      if (row.cells.length === 0) row.append(name);
      numbers.forEach(({ text, detail: why }, i) => {
        const at = row.cells[i + 1] ?? row.appendChild(element('td', 'number'));
        setText(at, text);
        at.classList.toggle('unknown', text === '?');
        at.title = why ?? '';
      });
      cell.colSpan = next.cells.length;
      setText(lines, next.cells.flatMap(({ detail: why }) => (why === null ? [] : [why])).join('\n'));
      lines.hidden = lines.textContent === '';
    },
  };
}

const namesIn = (table: HTMLTableElement): HTMLElement[] => [...table.querySelectorAll<HTMLElement>('button.name')];

/** The row that was reached last; at first, and when that is gone, the first. */
function stopAtFirst(table: HTMLTableElement): void {
  const names = namesIn(table);
  const at = names.find(name => name.dataset['stop'] === 'true') ?? names[0];
  if (at) stopAt(names, at);
}

function stopAt(names: readonly HTMLElement[], at: HTMLElement): void {
  for (const name of names) {
    name.tabIndex = name === at ? 0 : -1;
    name.dataset['stop'] = String(name === at);
    const info = name.nextElementSibling;
    if (info instanceof HTMLElement) info.tabIndex = name.tabIndex;
  }
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function moveFocus(table: HTMLTableElement, event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const names = namesIn(table);
  const at = names.findIndex(name => name === event.target);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  const next = names[Math.max(0, Math.min(names.length - 1, step(at, names.length)))];
  if (!next) return;
  stopAt(names, next);
  next.focus();
}
