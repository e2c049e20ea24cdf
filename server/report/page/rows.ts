import type { PageCall, PageData } from './data.ts';
import { element } from './element.ts';
import { costText, sumOf, toAmount } from './money.ts';

type Key = string | number | bigint | null;

/** What a column is sorted by; null, which is not known, comes last either way. */
const KEYS: Readonly<Record<string, (row: HTMLTableRowElement, call: PageCall) => Key>> = {
  file: (_row, { at, file }) => `${file}\u0000${String(at[2]).padStart(9, '0')}`,
  model: row => row.querySelector('.model')?.textContent ?? null,
  input: (_row, { input }) => (input.exactness === 'unknown' ? null : input.min),
  output: row => Number(/[\d,]+/.exec(row.querySelector('.output')?.textContent ?? '')?.[0].replaceAll(',', '') ?? NaN),
  cost: (_row, { cost }) => (cost && cost.exactness !== 'unknown' ? toAmount(cost).low : null),
  month: (_row, { month }) => (month ? toAmount(month).low : null),
};

/** Texts begin with A, numbers with the largest. */
const FIRST = { file: 'ascending', model: 'ascending' } as Readonly<Record<string, string>>;

/** A click on a column's name sorts by it, another one the other way round. */
export function makeSortable(table: HTMLTableElement, { calls }: PageData): void {
  const headers = [...table.querySelectorAll<HTMLTableCellElement>('th[data-key]')];
  for (const header of headers) {
    const button = element('button', '', header.textContent ?? '');
    button.type = 'button';
    header.replaceChildren(button);
    if (header.dataset['key'] === 'cost') header.ariaSort = 'descending'; // as the page comes
    button.addEventListener('click', () => {
      const key = header.dataset['key'] ?? '';
      const first = FIRST[key] ?? 'descending';
      const other = first === 'ascending' ? 'descending' : 'ascending';
      const order = header.ariaSort === first ? other : first;
      for (const one of headers) one.ariaSort = null;
      header.ariaSort = order;
      sortRows(table, calls, key, order === 'ascending' ? 1 : -1);
    });
  }
}

function sortRows(table: HTMLTableElement, calls: readonly PageCall[], key: string, sign: number): void {
  const body = table.tBodies[0];
  if (!body) return;
  const keyed = [...body.rows].map(row => {
    const call = calls[Number(row.dataset['call'])];
    const value = call ? (KEYS[key]?.(row, call) ?? null) : null;
    return { row, value: typeof value === 'number' && Number.isNaN(value) ? null : value };
  });
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return a.value < b.value ? -sign : a.value > b.value ? sign : 0;
  });
  body.append(...keyed.map(({ row }) => row));
}

export interface Filter {
  /** Shows the calls of this file alone; null ends that. */
  onlyFile(file: string | null): void;
}

/** Shows what has all of the words, and says what is left and what that comes to. */
export function watchFilter(controls: HTMLFormElement, data: PageData): Filter {
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('tr[data-call]')];
  const texts = rows.map(textOf);
  const shown = controls.querySelector('output');
  const words = controls.querySelector<HTMLInputElement>('[name=words]');
  let file: string | null = null;

  function apply(): void {
    const form = new FormData(controls);
    const wanted = String(form.get('words') ?? '').toLowerCase().split(/\s+/).filter(Boolean); // prettier-ignore
    const standing = String(form.get('standing') ?? '');
    const left: PageCall[] = [];
    rows.forEach((row, i) => {
      const call = data.calls[Number(row.dataset['call'])];
      const isLeft =
        call !== undefined &&
        (file === null || call.file === file) &&
        (standing === '' || call.standing === standing) &&
        wanted.every(word => texts[i]?.includes(word));
      row.hidden = !isLeft;
      if (isLeft && !call.aside) left.push(call);
    });
    if (shown) shown.textContent = describe(left);
  }

  function describe(left: readonly PageCall[]): string {
    const all = data.calls.filter(({ aside }) => !aside).length;
    if (left.length === 0) return `none of ${all} calls`;
    const count = left.length === all ? `${all} calls` : `${left.length} of ${all} calls`;
    const sum = sumOf(left);
    const unpriced = sum.unpriced > 0 ? [`${sum.unpriced} unpriced`] : [];
    return [count, ...(sum.unpriced < left.length ? [costText(sum, data)] : []), ...unpriced].join(' · ');
  }

  controls.hidden = false;
  controls.addEventListener('input', apply);
  controls.addEventListener('submit', event => event.preventDefault());
  words?.addEventListener('keydown', event => {
    if (event.key === 'Escape' && words.value !== '') {
      words.value = '';
      apply();
    }
  });
  apply();
  return {
    onlyFile(chosen) {
      file = chosen;
      apply();
    },
  };
}

const textOf = (row: HTMLTableRowElement): string =>
  [...row.querySelectorAll('.place, .what, .model, details')].map(cell => cell.textContent ?? '').join(' ').toLowerCase(); // prettier-ignore
