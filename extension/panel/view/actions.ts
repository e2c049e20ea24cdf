import type { PanelAction } from '../messages.ts';
import { button, element } from './element.ts';
import { perform } from './host.ts';
import { keyed, type Part } from './keyed.ts';

/** Buttons for what can be done. The first of an empty panel is the one to take. */
export function actionList(className: string): Part<readonly PanelAction[]> {
  const list = element('div', className);
  const show = keyed<PanelAction>(list, ({ title }) => title, makeAction);
  return {
    element: list,
    update(actions) {
      list.hidden = actions.length === 0;
      show(actions);
    },
  };
}

function makeAction(action: PanelAction): Part<PanelAction> {
  let { does } = action;
  const made = button('action', action.title, () => perform(does));
  return {
    element: made,
    update: next => {
      ({ does } = next);
      if (does.kind === 'link') made.title = does.url;
    },
  };
}
