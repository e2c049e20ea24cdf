/**
 * The side panel, ready to be shown: every number is written already, and says what it is. The view only lays it out.
 */
export interface PanelModel {
  /** When it was made: milliseconds since 1970. */
  at: number;
  /** Said above all else where what is shown is made up. */
  sample: { text: string; actions: readonly PanelAction[] } | null;
  /** One line for each source, worst first. */
  sources: readonly PanelSource[];
  /** What to do where there is nothing to show; null where there is. */
  empty: { title: string; text: string; actions: readonly PanelAction[] } | null;
  /** Worst first. */
  alerts: readonly PanelAlert[];
  /** None where there is nothing to show. */
  tabs: readonly PanelTab[];
}

export interface PanelSource {
  id: string;
  title: string;
  state: 'connecting' | 'waiting' | 'live' | 'stale' | 'failed';
  /** The state in words, with the next step. */
  text: string;
  isSample: boolean;
  /** To be copied to a shell. */
  setUp: readonly string[];
  actions: readonly PanelAction[];
}

export interface PanelAlert {
  id: string;
  severity: 'page' | 'ticket';
  title: string;
  /** What moved most, and since when. */
  text: string;
  /** How it is known. */
  detail: string;
}

export interface PanelTab {
  id: 'overview' | 'signals' | 'gpu';
  title: string;
  sections: readonly PanelSection[];
}

export interface PanelSection {
  /** The same for the same thing, so that the view changes only what changed. */
  id: string;
  title: string;
  /** A sentence under the title: what is worth knowing first, or why there is nothing. */
  note: string | null;
  /** Where its numbers come from; null where it has none, or where the section above says the same. */
  source: string | null;
  /** Its numbers are made up. */
  isSample: boolean;
  figures: readonly PanelFigure[];
  chart: PanelChart | null;
  table: PanelTable | null;
  actions: readonly PanelAction[];
}

/** A number, large. */
export interface PanelFigure {
  /** The same for the same number, within its section. */
  id: string;
  label: string;
  /** `~$1.24/h`. */
  value: string;
  /** Against its baseline: `+38 % against yesterday`. */
  change: string | null;
  /** Where it comes from, what it is, why it is no exact number: several lines. */
  detail: string;
  tone: 'plain' | 'good' | 'warning' | 'bad';
}

export interface PanelChart {
  /** In words, for those who don't see it. */
  summary: string;
  /** How the axis writes its numbers. */
  unit: 'tokens' | 'tokens/s' | 'requests/s' | 'USD/h' | 'percent' | 'factor' | 'seconds' | 'count';
  /** Seconds since 1970, ascending. */
  at: readonly number[];
  /** A baseline stands behind the others. */
  lines: readonly { label: string; values: readonly (number | null)[]; isBaseline: boolean }[];
  /** Changes of the code in that time, oldest first. */
  marks: readonly { at: number; label: string; opens: PanelTarget | null }[];
}

export interface PanelTable {
  columns: readonly { title: string; align: 'start' | 'end' }[];
  rows: readonly PanelRow[];
  /** Rows that are left out: `and 9,950 more`. */
  more: string | null;
}

export interface PanelRow {
  /** The same for the same thing, within its table. */
  id: string;
  cells: readonly { text: string; detail: string | null }[];
  opens: PanelTarget | null;
}

/** What a click does. */
export interface PanelAction {
  title: string;
  does:
    | { kind: 'command'; command: string; arguments: readonly string[] }
    | { kind: 'copy'; text: string }
    | { kind: 'link'; url: string };
}

export interface PanelTarget {
  uri: string;
  /** From 0. */
  line: number;
}
