/** Elements, built: a text is a text, whatever stands in it. */

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}

/** What is the same stays as it is, so that what a reader has selected stays selected. */
export function setText(at: Element, text: string): void {
  if (at.textContent !== text) at.textContent = text;
}

/** A name that may be broken where its parts end, before it is broken anywhere. */
export function setName(at: Element, text: string): void {
  if (at.textContent === text) return;
  const parts = text.split(/(?<=[_./:=-])/);
  at.replaceChildren(...parts.flatMap((part, i) => (i === 0 ? [part] : [element('wbr'), part])));
}

/** A text that may not be there. */
export function setOptional(at: HTMLElement, text: string | null): void {
  at.hidden = text === null;
  setText(at, text ?? '');
}

export function button(className: string, text: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

/** Outlines in a square of 16. */
const ICONS = {
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  info: 'M8 7.2v4M8 4.6v.8M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z',
  connecting: 'M8 2.5a5.5 5.5 0 1 0 5.5 5.5',
  waiting: 'M8 2.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 8 2.8z',
  live: 'M8 4.2a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 0 1 0-7.6z',
  stale: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM8 5v3.2l2.2 1.4',
  failed: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  warning: 'M8 2.2l6.2 11.3H1.8zM8 6.6v3M8 11.2v.6',
  bad: 'M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM8 4.6v4M8 10.8v.6',
  good: 'M2.8 8.4l3.4 3.4l7-7.4',
} as const;

export type Icon = keyof typeof ICONS;

/** Said in words beside it, or by `label`: a picture alone says nothing to who does not see it. */
export function icon(name: Icon, label = ''): SVGSVGElement {
  const made = svg('svg', { class: `icon ${name}`, viewBox: '0 0 16 16', width: 14, height: 14 });
  if (label === '') made.setAttribute('aria-hidden', 'true');
  else {
    made.setAttribute('role', 'img');
    made.setAttribute('aria-label', label);
  }
  made.append(svg('path', { d: ICONS[name] }));
  return made;
}
