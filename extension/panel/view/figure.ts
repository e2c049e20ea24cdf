import type { PanelFigure } from '../messages.ts';
import { button, element, icon, setOptional, setText } from './element.ts';
import { folds } from './fold.ts';
import { copy } from './host.ts';
import type { Part } from './keyed.ts';

const TONES = { plain: '', good: 'better', warning: 'worse', bad: 'bad' } as const;

/** A number with its label and its move; what it is made of unfolds below. */
export function figurePart(id: string): Part<PanelFigure> {
  const both = element('div', 'figure-and-detail');
  const figure = element('div', 'figure');
  const label = element('span', 'label');
  const more = button('quiet', '', () => {});
  more.append(icon('info'));
  const head = element('div', 'label-row');
  head.append(label, more);
  const value = element('div', 'value');
  const [number, unit] = [element('span'), element('span', 'unit')];
  value.append(number, unit);
  const change = element('div', 'change');
  const tone = element('span');
  const move = element('span');
  change.append(tone, move);
  figure.append(head, value, change);
  const detail = element('div', 'detail');
  const lines = element('p');
  let shown: PanelFigure | undefined;
  const take = button('action', 'Copy', () => shown && copy(textOf(shown)));
  detail.append(lines, take);
  folds(more, detail, id);
  both.append(figure, detail);
  return {
    element: both,
    update(next) {
      if (shown?.tone !== next.tone)
        tone.replaceChildren(...(next.tone === 'plain' ? [] : [icon(next.tone, TONES[next.tone])]));
      shown = next;
      figure.className = `figure ${next.tone}`;
      figure.classList.toggle('wide', next.value.length > 14);
      setText(label, next.label);
      more.ariaLabel = `What “${next.label}” is`;
      more.title = 'Where it comes from';
      const [, digits = next.value, rest = ''] = /^([~≥≤]?\$?[\d.,–$]+[kM]?)(.*)$/.exec(next.value) ?? [];
      setText(number, digits);
      setText(unit, rest);
      change.hidden = next.change === null;
      setOptional(move, next.change);
      setText(lines, next.detail);
    },
  };
}

const textOf = ({ label, value, change, detail }: PanelFigure): string =>
  [`${label}: ${value}${change === null ? '' : ` (${change})`}`, detail].join('\n');
