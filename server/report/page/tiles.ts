import { element } from './element.ts';

/** Tiles that stand for files. They are one stop of the tab key; arrows go from tile to tile. */
export interface Tiles {
  make(file: string, className: string, label: string): HTMLButtonElement;
  /** After all are on the page. */
  ready(): void;
}

/** A tile that is pressed shows its file alone; pressed again, all files. */
export function watchTiles(section: HTMLElement, choose: (file: string | null) => void): Tiles {
  let chosen: string | null = null;
  const all = (): HTMLButtonElement[] => [...section.querySelectorAll<HTMLButtonElement>('button.tile')];

  function stopAt(tile: HTMLButtonElement | undefined): void {
    for (const one of all()) one.tabIndex = one === tile ? 0 : -1;
  }

  function press(file: string): void {
    chosen = chosen === file ? null : file;
    for (const tile of all()) tile.ariaPressed = String(tile.dataset['file'] === chosen);
    choose(chosen);
  }

  section.addEventListener('keydown', event => {
    const step = STEPS[event.key];
    const tiles = all();
    const at = tiles.findIndex(tile => tile === document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = tiles[Math.max(0, Math.min(tiles.length - 1, step(at, tiles.length)))];
    stopAt(next);
    next?.focus();
  });

  return {
    make(file, className, label) {
      const tile = element('button', className);
      tile.type = 'button';
      tile.dataset['file'] = file;
      tile.ariaLabel = label;
      tile.title = label;
      tile.ariaPressed = String(file === chosen);
      tile.addEventListener('click', () => {
        stopAt(tile);
        press(file);
      });
      return tile;
    },
    ready: () => stopAt(all()[0]),
  };
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: at => at + 1,
  ArrowDown: at => at + 1,
  ArrowLeft: at => at - 1,
  ArrowUp: at => at - 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
};
