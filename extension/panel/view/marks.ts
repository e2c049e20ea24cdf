import type { PanelChart } from '../messages.ts';
import { FRAME } from './draw.ts';
import { button, element, setText } from './element.ts';
import { folds } from './fold.ts';
import { tell } from './host.ts';
import { keyed, type Part } from './keyed.ts';
import { writeMoment } from './scale.ts';

type Mark = PanelChart['marks'][number];

/** The changes of the code that are marked, as a list that can be read and clicked. */
export function markList(id: string): Part<readonly Mark[]> {
  const box = element('div', 'marks');
  const toggle = button('name', '', () => {});
  const list = element('ol');
  folds(toggle, list, `${id} marks`);
  box.append(toggle, list);
  const show = keyed<Mark>(list, ({ at, label }) => `${at} ${label}`, makeMark);
  return {
    element: box,
    update(marks) {
      box.hidden = marks.length === 0;
      setText(toggle, `${FRAME.mark} ${marks.length} change${marks.length === 1 ? '' : 's'} of the code in this time`);
      show(marks);
    },
  };
}

function makeMark({ at, label, opens }: Mark): Part<Mark> {
  const item = element('li');
  const text =
    opens === null ? element('span', '', label) : button('name', label, () => tell({ kind: 'open', target: opens }));
  item.append(text, element('span', 'when', writeMoment(at)));
  return { element: item, update() {} };
}
