import { element, setText } from './element.ts';

/** How old what is shown is: `12 s ago`. It counts on by itself, so that a silence shows. */
export function showAge(): { element: HTMLElement; of(ageMs: number): void } {
  const made = element('span', 'age');
  made.title = 'When these numbers were made';
  let since: number | null = null;
  const show = (): void => {
    if (since !== null) setText(made, `${write(Math.round((performance.now() - since) / 1000))} ago`);
  };
  setInterval(show, 1000);
  return {
    element: made,
    of(ageMs) {
      since = performance.now() - ageMs;
      show();
    },
  };
}

function write(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
