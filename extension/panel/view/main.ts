import type { PanelAction, PanelAlert, PanelModel, PanelSource } from '../messages.ts';
import { actionList } from './actions.ts';
import { showAge } from './age.ts';
import { alertPart } from './alert.ts';
import { announcer } from './announce.ts';
import { element, setText } from './element.ts';
import { keep, keptState, onModel } from './host.ts';
import { keyed, type Part } from './keyed.ts';
import { sourcePart } from './sources.ts';
import { makeTabs } from './tabs.ts';

/** The page: built once, then changed where a new model is another. */
const banner = box('banner');
const empty = emptyPart();
const sources = element('ul', 'sources');
sources.ariaLabel = 'Sources';
const alerts = element('div', 'alerts');
const tabs = makeTabs();
const age = showAge();
const bar = element('div', 'bar');
bar.append(tabs.list, age.element);
const announce = announcer();
document.body.append(announce.element, banner.element, sources, alerts, empty.element, bar, tabs.panels);

const showSources = keyed<PanelSource>(
  sources,
  ({ id }) => id,
  ({ id }) => sourcePart(id),
);
const showAlerts = keyed<PanelAlert>(
  alerts,
  ({ id }) => id,
  ({ id }) => alertPart(id),
);

empty.update({ title: 'Prompt Cost starts', text: 'What is measured comes with its answer.', actions: [] });
const late = setTimeout(() => {
  const output: PanelAction = {
    title: 'Show Output',
    does: { kind: 'command', command: 'promptCost.showOutput', arguments: [] },
  };
  const text = 'The language server says nothing of live use. Its output tells why.';
  empty.update({ title: 'No answer', text, actions: [output] });
}, 15_000);

onModel(({ model, ageMs }) => {
  clearTimeout(late);
  age.of(ageMs);
  banner.update(model.sample);
  showSources(model.sources);
  sources.hidden = model.sources.length === 0;
  showAlerts(model.alerts);
  empty.update(model.empty);
  bar.hidden = model.tabs.length === 0;
  tabs.update(model.tabs);
  announce.update(model);
});

let settled = 0;
addEventListener('scroll', () => {
  clearTimeout(settled);
  settled = setTimeout(() => {
    const { tab, scroll } = keptState();
    if (tab !== '') keep({ scroll: { ...scroll, [tab]: document.documentElement.scrollTop } });
  }, 150);
});

function box(className: string): Part<PanelModel['sample']> {
  const made = element('div', className);
  const text = element('span');
  const actions = actionList('actions');
  made.append(text, actions.element);
  return {
    element: made,
    update(next) {
      made.hidden = next === null;
      setText(text, next?.text ?? '');
      actions.update(next?.actions ?? []);
    },
  };
}

function emptyPart(): Part<PanelModel['empty']> {
  const made = element('div', 'empty');
  const title = element('h2');
  const text = element('p');
  const actions = actionList('choices');
  made.append(title, text, actions.element);
  return {
    element: made,
    update(next) {
      made.hidden = next === null;
      setText(title, next?.title ?? '');
      setText(text, next?.text ?? '');
      actions.update(next?.actions ?? []);
    },
  };
}
