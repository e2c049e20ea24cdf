import type { PanelTab } from '../messages.ts';
import { button, element, setText } from './element.ts';
import { keep, keptState } from './host.ts';
import { keyed, type Part } from './keyed.ts';
import { sectionPart } from './section.ts';

export interface Tabs {
  list: HTMLElement;
  panels: HTMLElement;
  update(tabs: readonly PanelTab[]): void;
}

/** Tabs as ARIA's authors show them: one stop of the tab key, arrows go from tab to tab. */
export function makeTabs(): Tabs {
  const list = element('div', 'tabs');
  list.role = 'tablist';
  list.ariaLabel = 'Live costs';
  const panels = element('main');
  let ids: readonly string[] = [];

  function select(id: string, focus: boolean): void {
    for (const [i, tab] of [...list.children].entries()) {
      const isChosen = ids[i] === id;
      tab.ariaSelected = String(isChosen);
      (tab as HTMLElement).tabIndex = isChosen ? 0 : -1;
      if (isChosen && focus) (tab as HTMLElement).focus();
      const panel = panels.children[i];
      if (panel instanceof HTMLElement) panel.hidden = !isChosen;
    }
    document.documentElement.scrollTop = keptState().scroll[id] ?? 0;
    if (keptState().tab !== id) keep({ tab: id });
  }

  list.addEventListener('keydown', event => {
    const step = STEPS[event.key];
    const at = ids.indexOf(keptState().tab);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    select(ids[step(at, ids.length)] ?? '', true);
  });

  const showTabs = keyed<PanelTab>(
    list,
    ({ id }) => id,
    tab => makeTab(tab, () => select(tab.id, true)),
  );
  const showPanels = keyed<PanelTab>(panels, ({ id }) => id, makePanel);
  return {
    list,
    panels,
    update(tabs) {
      list.hidden = tabs.length === 0;
      showTabs(tabs);
      showPanels(tabs);
      const before = ids.join(' ');
      ids = tabs.map(({ id }) => id);
      const wanted = keptState().tab;
      if (before !== ids.join(' ')) select(ids.includes(wanted) ? wanted : (ids[0] ?? ''), false);
    },
  };
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function makeTab({ id, title }: PanelTab, select: () => void): Part<PanelTab> {
  const tab = button('', title, select);
  tab.role = 'tab';
  tab.id = `tab-${id}`;
  tab.setAttribute('aria-controls', `panel-${id}`);
  return { element: tab, update: next => setText(tab, next.title) };
}

function makePanel({ id }: PanelTab): Part<PanelTab> {
  const panel = element('div');
  panel.role = 'tabpanel';
  panel.id = `panel-${id}`;
  panel.tabIndex = 0;
  panel.setAttribute('aria-labelledby', `tab-${id}`);
  const show = keyed<PanelTab['sections'][number]>(
    panel,
    section => section.id,
    section => sectionPart(`${id} ${section.id}`),
  );
  return { element: panel, update: ({ sections }) => show(sections) };
}
