import type { PanelAlert } from '../messages.ts';
import { button, element, icon, setText } from './element.ts';
import { folds } from './fold.ts';
import type { Part } from './keyed.ts';

/** Trouble: what, what moved, and how it is known. */
export function alertPart(id: string): Part<PanelAlert> {
  const made = element('div', 'alert');
  const toggle = button('name', '', () => {});
  const picture = element('span');
  const title = element('span');
  toggle.append(picture, title);
  const text = element('p');
  const detail = element('p', 'detail');
  folds(toggle, detail, `alert ${id}`);
  made.append(toggle, text, detail);
  let severity = '';
  return {
    element: made,
    update(next) {
      if (severity !== next.severity)
        picture.replaceChildren(next.severity === 'page' ? icon('bad', 'urgent') : icon('warning', 'warning'));
      ({ severity } = next);
      made.className = `alert ${severity}`;
      setText(title, next.title);
      setText(text, next.text);
      setText(detail, next.detail);
    },
  };
}
