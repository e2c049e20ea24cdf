import type { LiveState } from '../../core/signals/live.ts';
import type { PanelAction, PanelSection } from '../panel.ts';
import { sourceLine } from './figures.ts';
import type { Choice } from './choose.ts';

/** A section of what one instrument tells, with the way to its query. */
export const sectionOf = (
  state: LiveState,
  choice: Choice,
  section: Pick<PanelSection, 'id' | 'title' | 'note' | 'figures' | 'chart' | 'table'>,
): PanelSection => ({
  ...section,
  source: sourceLine(state, choice),
  isSample: choice.source.isSample,
  actions: queryActions(choice),
});

/** A section without a number: the note says why. */
export const emptySection = (id: string, title: string, note: string | null): PanelSection => ({
  id,
  title,
  note,
  source: null,
  isSample: false,
  figures: [],
  chart: null,
  table: null,
  actions: [],
});

function queryActions({ source, signal }: Choice): PanelAction[] {
  if (source.kind !== 'prometheus') return [];
  const { how } = signal.total;
  return [
    ...(source.queryUrl === null
      ? []
      : [
          {
            title: 'Open Query in Prometheus',
            does: { kind: 'link' as const, url: source.queryUrl + encodeURIComponent(how) },
          },
        ]),
    { title: 'Copy Query', does: { kind: 'copy', text: how } },
  ];
}
