import { formatTokens } from '../numbers.ts';
import type { PageCall, PageData } from './data.ts';
import { element } from './element.ts';
import { costText, sumOf, type Sum } from './money.ts';
import type { Filter } from './rows.ts';
import { type Rectangle, squarify } from './squarify.ts';
import { type Tiles, watchTiles } from './tiles.ts';

type Measure = 'cost' | 'tokens';

interface FileSum {
  file: string;
  sum: Sum;
  calls: number;
}

/** Less than this is too small to hit or to read: such files share a tile. */
const LEAST_AREA_PX = 24 * 24;

/**
 * A map of the files: area is what is certain of each, its lower bound. What is not known has no area that would be true, so
 * it lies apart, hatched, each file as large as the next.
 */
export function drawMap(section: HTMLElement, data: PageData, filter: Filter): void {
  const files = filesOf(data.calls.filter(({ aside }) => !aside));
  const radios = [...section.querySelectorAll<HTMLInputElement>('input[name=measure]')];
  const tiles = watchTiles(section, filter.onlyFile);
  const known = (measure: Measure): number =>
    files.reduce((all, { sum, calls }) => all + calls - unknownIn(sum, measure), 0);
  let drawn = 0;

  function draw(): void {
    const measure: Measure = radios.find(({ checked }) => checked)?.value === 'tokens' ? 'tokens' : 'cost';
    drawn = section.querySelector<HTMLElement>('.tiles')?.clientWidth ?? 0;
    drawKnown(section, files, measure, data, tiles);
    drawUnknown(section, files, measure, tiles);
    tiles.ready();
  }

  for (const radio of radios) {
    radio.checked = radio.value === (known('cost') * 2 >= known('tokens') ? 'cost' : 'tokens'); // what tells of more
    radio.addEventListener('change', draw);
  }
  section.hidden = false;
  draw();
  new ResizeObserver(() => {
    if (section.querySelector<HTMLElement>('.tiles')?.clientWidth !== drawn) draw();
  }).observe(section);
}

function filesOf(calls: readonly PageCall[]): FileSum[] {
  const byFile = new Map<string, PageCall[]>();
  for (const call of calls) byFile.set(call.file, [...(byFile.get(call.file) ?? []), call]);
  return [...byFile].map(([file, ofFile]) => ({ file, sum: sumOf(ofFile), calls: ofFile.length }));
}

/** Only proportions count here: money as a number is exact enough to draw. */
const sizeOf = ({ cost, tokens }: Sum, measure: Measure): number => (measure === 'tokens' ? tokens : Number(cost.low));

const unknownIn = ({ unpriced, uncounted }: Sum, measure: Measure): number =>
  measure === 'tokens' ? uncounted : unpriced;

function drawKnown(
  section: HTMLElement,
  files: readonly FileSum[],
  measure: Measure,
  data: PageData,
  tiles: Tiles,
): void {
  const box = section.querySelector<HTMLElement>('.tiles');
  if (!box) return;
  const known = files
    .filter(({ sum }) => sizeOf(sum, measure) > 0)
    .toSorted((a, b) => sizeOf(b.sum, measure) - sizeOf(a.sum, measure));
  box.classList.toggle('few', known.length < FEW);
  const { shown, small } = split(known, measure, box.clientWidth * box.clientHeight);
  const rest = small.reduce((all, { sum }) => all + sizeOf(sum, measure), 0);
  const areas = [...shown.map(({ sum }) => sizeOf(sum, measure)), ...(rest > 0 ? [rest] : [])];
  const frames = squarify(areas, box.clientWidth + GAP_PX, box.clientHeight + GAP_PX);
  box.replaceChildren();
  box.classList.toggle('empty', known.length === 0);
  if (known.length === 0)
    box.textContent = measure === 'cost' ? 'No file has a known cost.' : 'No file has a known size.';
  frames.forEach((frame, i) => {
    const one = shown[i];
    const tile = one ? fileTile(one, measure, data, tiles) : smallTile(small.length);
    lay(tile, frame);
    box.append(tile);
  });
  hideCut(box);
}

/** Files that are large enough to be seen; the others go into one tile together. */
function split(known: readonly FileSum[], measure: Measure, area: number): { shown: FileSum[]; small: FileSum[] } {
  const all = known.reduce((sum, one) => sum + sizeOf(one.sum, measure), 0);
  const isSeen = ({ sum }: FileSum): boolean => (sizeOf(sum, measure) / all) * area >= LEAST_AREA_PX;
  const small = known.filter(one => !isSeen(one));
  return small.length < 2 ? { shown: [...known], small: [] } : { shown: known.filter(isSeen), small };
}

function fileTile({ file, sum, calls }: FileSum, measure: Measure, data: PageData, tiles: Tiles): HTMLElement {
  const amount = measure === 'cost' ? costText(sum, data) : tokensText(sum);
  const missing = unknownIn(sum, measure);
  const isOpen = missing > 0 || (measure === 'cost' ? sum.cost.high === null : sum.isOpen);
  const more = missing > 0 ? [`${missing} ${measure === 'cost' ? 'unpriced' : 'not counted'}`] : [];
  const told = [amount, ...more, `${calls} call${calls === 1 ? '' : 's'}`];
  const tile = tiles.make(file, `tile ${isOpen ? 'open' : 'bounded'}`, [file, ...told].join(', '));
  tile.append(
    element('span', 'base', file.slice(file.lastIndexOf('/') + 1)),
    element('span', 'amount', amount),
    element('span', 'dir', [...more, file.slice(0, Math.max(0, file.lastIndexOf('/')))].filter(Boolean).join(' · ')),
  );
  return tile;
}

function smallTile(count: number): HTMLElement {
  const tile = element('div', 'tile small');
  tile.title = `${count} smaller files`;
  tile.append(element('span', 'amount', `${count} smaller`));
  return tile;
}

/** Half of a number is another number. */
function hideCut(box: HTMLElement): void {
  const isCut = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: Element): boolean =>
    scrollWidth > clientWidth || scrollHeight > clientHeight;
  const cut = [...box.querySelectorAll<HTMLElement>('.amount')].filter(isCut);
  for (const amount of cut) amount.hidden = true;
}

const tokensText = ({ tokens, isOpen }: Sum): string =>
  formatTokens({ min: tokens, max: isOpen ? null : tokens, likely: null, exactness: 'lower-bound', why: [] });

/** Of these a large map would be mostly empty. */
const FEW = 4;
const GAP_PX = 3;

function lay(tile: HTMLElement, { x, y, width: room, height: length }: Rectangle): void {
  const [width, height] = [Math.max(1, room - GAP_PX), Math.max(1, length - GAP_PX)];
  Object.assign(tile.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  // A cut word is worse than none: the label that is read aloud and shown on rest has it all.
  const isTall = width < 110 && height > 130;
  const [across, down] = isTall ? [height, width] : [width, height];
  tile.classList.toggle('tall', isTall);
  tile.classList.toggle('bare', across < 64 || down < 26);
  tile.classList.toggle('flat', down < 44);
  tile.classList.toggle('low', down < 66);
}

function drawUnknown(section: HTMLElement, files: readonly FileSum[], measure: Measure, tiles: Tiles): void {
  const box = section.querySelector<HTMLElement>('.unknown-files');
  const [title, words, list] = [
    box?.querySelector('h3'),
    box?.querySelector('p'),
    box?.querySelector('.tiles-unknown'),
  ];
  if (!box || !title || !words || !list) return;
  const unknown = files.filter(({ sum }) => unknownIn(sum, measure) > 0);
  const count = unknown.reduce((all, { sum }) => all + unknownIn(sum, measure), 0);
  box.hidden = count === 0;
  title.textContent = `${measure === 'cost' ? 'No known cost' : 'No known size'}: ${count} call${count === 1 ? '' : 's'}`;
  words.textContent = 'Not nothing, and in no area above. Size says nothing here.';
  list.replaceChildren(
    ...unknown.map(({ file, sum }) => {
      const missing = unknownIn(sum, measure);
      const tile = tiles.make(
        file,
        'tile unknown',
        `${file}, ${missing} with no known ${measure === 'cost' ? 'cost' : 'size'}`,
      );
      tile.append(
        element('span', 'base', file.slice(file.lastIndexOf('/') + 1)),
        element('span', 'amount', `${missing} ?`),
      );
      return tile;
    }),
  );
}
