import type { LiveState, SiteUse } from '../../core/signals/live.ts';
import type { Reading } from '../../core/signals/model.ts';
import type { PanelRow, PanelSection } from '../panel.ts';
import { columnTitle, formatCell, formatWindow, numberOf, sentence, whyUnknown } from '../readings.ts';
import { type Places, targetOf } from './charts.ts';
import { emptySection } from './sections.ts';
import { moreOf, MOST_ROWS } from './tables.ts';

const BASIS: Readonly<Record<SiteUse['basis'], string>> = {
  line: 'Known by its line, which the program tells.',
  name: 'Known by a name that the program gives the call.',
  model: 'Likely: the only call here of that model and operation.',
};

/** Calls of the workspace as they are used, the dearest first; a click opens the line. */
export function callsSection(state: LiveState, places: Places): PanelSection[] {
  const { at, sources } = state;
  const real = state.sites.filter(({ isSample }) => !isSample);
  // What is made up never stands beside what is measured.
  const sites = real.length > 0 ? real : state.sites;
  if (sites.length === 0) return [];
  const weight = (site: SiteUse): number => numberOf(site.spend) ?? (numberOf(site.requests) ?? 0) * 1e-12;
  const sorted = sites.map(site => ({ site, by: weight(site) })).toSorted((a, b) => b.by - a.by);
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const made = new Set(sources.filter(({ isSample }) => isSample).map(({ id }) => id));
  const told = [...new Set(sites.map(({ source }) => titles.get(source) ?? source))];
  return [
    {
      ...emptySection('calls', 'By call', null),
      source: told.join(', '),
      isSample: sites.every(({ source }) => made.has(source)),
      table: {
        columns: [
          { title: 'Call', align: 'start' },
          { title: columnTitle('Calls', sites[0]?.requests.unit), align: 'end' },
          { title: columnTitle('p95', sites[0]?.inputP95.unit), align: 'end' },
          { title: columnTitle('Spend', sites[0]?.spend.unit), align: 'end' },
        ],
        rows: sorted.slice(0, MOST_ROWS).map(({ site }) => rowOf(site, at, places, titles.get(site.source))),
        more: moreOf(sites.length),
      },
    },
  ];
}

function rowOf(use: SiteUse, at: number, places: Places, source = use.source): PanelRow {
  const line = places.lineOf(use.file, use.site);
  const name = use.file.split('/').at(-1) ?? use.file;
  const what = `${use.file}, ${use.site}. ${BASIS[use.basis]} ${source}, of ${formatWindow(use.window, at)}.`;
  return {
    id: `${use.file}\n${use.site}\n${use.source}`,
    cells: [
      { text: (use.basis === 'model' ? '~' : '') + (line === null ? name : `${name}:${line + 1}`), detail: what },
      ...[use.requests, use.inputP95, use.spend].map(reading => ({
        text: formatCell(reading),
        detail: whyOf(reading),
      })),
    ],
    opens: targetOf({ file: use.file, line }, places),
  };
}

function whyOf(reading: Reading): string | null {
  const unknown = whyUnknown(reading);
  const lines = unknown === null ? reading.why : [`Not known: ${unknown}`];
  return lines.length === 0 ? null : lines.map(sentence).join(' ');
}
