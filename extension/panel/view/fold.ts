import { keep, keptState } from './host.ts';

let folded = 0;

/** A button that unfolds something; what is unfolded is so again when the page comes back. */
export function folds(toggle: HTMLButtonElement, target: HTMLElement, id: string, isOpenAtFirst = false): void {
  const key = isOpenAtFirst ? `closed ${id}` : id;
  target.id = `fold-${(folded += 1)}`;
  toggle.setAttribute('aria-controls', target.id);
  const show = (isOpen: boolean): void => {
    toggle.ariaExpanded = String(isOpen);
    target.hidden = !isOpen;
  };
  show(keptState().open.includes(key) !== isOpenAtFirst);
  toggle.addEventListener('click', () => {
    const isOpen = target.hidden !== false;
    show(isOpen);
    const others = keptState().open.filter(one => one !== key);
    keep({ open: isOpen === isOpenAtFirst ? others : [...others, key] });
  });
}
