import type { PageData } from './data.ts';
import { openInEditor } from './editor.ts';
import { drawMap } from './map.ts';
import { makeSortable, watchFilter } from './rows.ts';

/** What the page does beside being read: it is complete without, but for the map. */
const data = JSON.parse(document.querySelector('#data')?.textContent ?? '') as PageData;

for (const table of document.querySelectorAll('table')) makeSortable(table, data);
openInEditor(data);
const controls = document.querySelector<HTMLFormElement>('#controls');
const map = document.querySelector<HTMLElement>('#map');
if (controls) {
  const filter = watchFilter(controls, data);
  if (map) drawMap(map, data, filter);
}
// Paper has no disclosure triangles to open.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(details => (details.open = true)));
