import type { PanelSource } from '../messages.ts';
import { actionList } from './actions.ts';
import { button, element, icon, setName, setText } from './element.ts';
import { folds } from './fold.ts';
import { copy } from './host.ts';
import type { Part } from './keyed.ts';

/** A source in one line while all is well; with what is wrong and the next step where it is not. */
export function sourcePart(id: string): Part<PanelSource> {
  const item = element('li');
  const toggle = button('name', '', () => {});
  const picture = element('span');
  const title = element('span');
  const badge = element('span', 'badge', 'sample');
  toggle.append(picture, title, badge);
  const text = element('p');
  const more = element('div', 'more');
  const setUp = element('pre');
  setUp.tabIndex = 0;
  setUp.ariaLabel = 'Variables to set';
  const take = button('action', 'Copy', () => copy(setUp.textContent ?? ''));
  const code = element('div', 'set-up');
  code.append(setUp, take);
  const actions = actionList('actions');
  more.append(code, actions.element);
  item.append(toggle, text, more);
  let state = '';
  return {
    element: item,
    update(next) {
      if (state === '') folds(toggle, more, `source ${id}`, next.state === 'waiting' || next.state === 'failed');
      if (state !== next.state) picture.replaceChildren(icon(next.state, next.state));
      state = next.state;
      item.className = next.state;
      setText(title, next.title);
      badge.hidden = !next.isSample;
      setText(text, next.text);
      text.hidden = next.state === 'live';
      setName(setUp, next.setUp.join('\n'));
      code.hidden = next.setUp.length === 0;
      actions.update(next.actions.filter(({ does }) => does.kind !== 'copy'));
    },
  };
}
