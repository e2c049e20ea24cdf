import type { Alert, CodeChange, LiveState } from '../../core/signals/live.ts';
import { DAY_MS } from '../../core/time.ts';
import type { PanelAlert, PanelModel, PanelSection } from '../panel.ts';
import { formatDuration } from '../readings.ts';
import type { Places } from './charts.ts';
import { gpu } from './gpu.ts';
import { overview } from './overview.ts';
import { signals } from './signals.ts';
import { emptyOf, sampleOf, sourcesOf } from './sources.ts';

export type { Places } from './charts.ts';

/** What is known of live use, as the side panel shows it. */
export function panelOf(state: LiveState, places: Places): PanelModel {
  const empty = emptyOf(state);
  return {
    at: state.at,
    sample: sampleOf(state),
    sources: sourcesOf(state),
    empty,
    alerts: state.alerts.toSorted((a, b) => order(a) - order(b)).map(alert => alertOf(alert, state)),
    tabs:
      empty === null
        ? [
            { id: 'overview', title: 'Overview', sections: saidOnce(overview(state, places)) },
            { id: 'signals', title: 'Signals', sections: saidOnce(signals(state, places)) },
            { id: 'gpu', title: 'GPU', sections: saidOnce(gpu(state, places)) },
          ]
        : [],
  };
}

/** What comes from where the section above comes from does not say so again. */
const saidOnce = (sections: readonly PanelSection[]): PanelSection[] =>
  sections.map((section, i) => {
    const above = sections.slice(0, i).findLast(({ source }) => source !== null);
    if (section.source === null || section.source !== above?.source) return section;
    const isSame = JSON.stringify(section.actions) === JSON.stringify(above.actions);
    return { ...section, source: null, actions: isSame ? [] : section.actions };
  });

const order = ({ severity }: Alert): number => (severity === 'page' ? 0 : 1);

const alertOf = (alert: Alert, { at, changes }: LiveState): PanelAlert => {
  const { id, severity, since, title, driver, how } = alert;
  const change = lastBefore(changes, since);
  const parts = [
    ...(driver === null ? [] : [driver]),
    ...(change === null ? [] : [`last change: ${change.title} in ${change.commit}`]),
    `for ${formatDuration(at - since)}`,
  ];
  return { id, severity, title, text: parts.join(' · '), detail: how };
};

/** What was committed within a day before it began may be why: it is named, and no more is said of it. */
function lastBefore(changes: LiveState['changes'], since: number): CodeChange | null {
  const near = changes.filter(({ at }) => at <= since && at > since - DAY_MS);
  return near.toSorted((a, b) => b.at - a.at)[0] ?? null;
}
