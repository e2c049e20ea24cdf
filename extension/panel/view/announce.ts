import type { PanelModel } from '../messages.ts';
import { element, setText } from './element.ts';
import type { Part } from './keyed.ts';

/** Tells a screen reader of what became another: a source's state, an alert. Numbers come too often to be said. */
export function announcer(): Part<PanelModel> {
  const made = element('div', 'aside');
  made.role = 'status';
  let known: ReadonlyMap<string, string> | null = null;
  return {
    element: made,
    update({ sources, alerts, empty }) {
      const said = new Map([
        ...sources.map(({ id, title, state, text }) => [`source ${id} ${state}`, `${title}: ${text}`] as const),
        ...alerts.map(({ id, title }) => [`alert ${id}`, `Alert: ${title}`] as const),
        ...(empty === null ? [] : [[`empty ${empty.title}`, empty.title] as const]),
      ]);
      const news = [...said].filter(([key]) => known !== null && !known.has(key)).map(([, text]) => text);
      known = said;
      if (news.length > 0) setText(made, news.join(' '));
    },
  };
}
