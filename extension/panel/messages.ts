/** What crosses between the panel's page and the extension that shows it. Types only: the page imports nothing else. */
import type { PanelAction, PanelModel, PanelTarget } from '../../server/lsp/protocol.ts';

export type { PanelAction, PanelModel, PanelTarget } from '../../server/lsp/protocol.ts';
export type PanelAlert = PanelModel['alerts'][number];
export type PanelSource = PanelModel['sources'][number];
export type PanelTab = PanelModel['tabs'][number];
export type PanelSection = PanelTab['sections'][number];
export type PanelFigure = PanelSection['figures'][number];
export type PanelChart = NonNullable<PanelSection['chart']>;
export type PanelTable = NonNullable<PanelSection['table']>;
export type PanelRow = PanelTable['rows'][number];

/** Extension → page: always the whole; the page changes what changed. */
export interface ToPage {
  model: PanelModel;
  /** When it was sent, so that clocks of two machines don't matter. */
  ageMs: number;
}

/** Page → extension. */
export type FromPage =
  /** It can be shown: sent when it loads, again each time that it was hidden. */
  { kind: 'ready' } | { kind: 'do'; does: PanelAction['does'] } | { kind: 'open'; target: PanelTarget };
