import type { Alert, LiveState } from '../../core/signals/live.ts';
import type { PanelAlert, PanelModel } from '../panel.ts';
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
    alerts: state.alerts.toSorted((a, b) => order(a) - order(b)).map(alert => alertOf(alert, state.at)),
    tabs:
      empty === null
        ? [
            { id: 'overview', title: 'Overview', sections: overview(state, places) },
            { id: 'signals', title: 'Signals', sections: signals(state, places) },
            { id: 'gpu', title: 'GPU', sections: gpu(state, places) },
          ]
        : [],
  };
}

const order = ({ severity }: Alert): number => (severity === 'page' ? 0 : 1);

const alertOf = ({ id, severity, since, title, driver, how }: Alert, at: number): PanelAlert => ({
  id,
  severity,
  title,
  text: [...(driver === null ? [] : [driver]), `for ${formatDuration(at - since)}`].join(' · '),
  detail: how,
});
