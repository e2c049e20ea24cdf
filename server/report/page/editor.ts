import type { PageData } from './data.ts';
import { element } from './element.ts';

interface Editor {
  postMessage(message: { open: PageData['calls'][number]['at'] }): void;
}
declare const acquireVsCodeApi: (() => Editor) | undefined;

/** In an editor a place opens there; in a browser it is text to copy. */
export function openInEditor({ calls }: PageData): void {
  if (typeof acquireVsCodeApi === 'undefined') return;
  const editor = acquireVsCodeApi();
  for (const row of document.querySelectorAll<HTMLTableRowElement>('tr[data-call]')) {
    const call = calls[Number(row.dataset['call'])];
    const place = row.querySelector('.place');
    if (!call || !place) continue;
    const button = element('button', 'place');
    button.type = 'button';
    button.append(...place.childNodes);
    // oxlint-disable-next-line require-post-message-target-origin -- an editor's, not a window's
    button.addEventListener('click', () => editor.postMessage({ open: call.at }));
    place.replaceWith(button);
  }
}
