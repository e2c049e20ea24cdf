/** What crosses between this server and an editor beside LSP itself. Types and names only: both sides import it. */
import type { Position, Range } from '../core/model.ts';

/** Languages of which documents are analysed, by VS Code's id, and what files of them end with. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  csharp: '.cs',
  go: '.go',
  java: '.java',
  javascript: '.js',
  javascriptreact: '.jsx',
  php: '.php',
  python: '.py',
  ruby: '.rb',
  rust: '.rs',
  shellscript: '.sh',
  svelte: '.svelte',
  typescript: '.ts',
  typescriptreact: '.tsx',
  vue: '.vue',
};

/** VS Code's type of a Jupyter notebook. */
export const NOTEBOOK = 'jupyter-notebook';

export const FILE_TOTAL = 'promptCost/fileTotal';

/** Server → editor, whenever it changes. `text: null`: nothing to show for this file. */
export interface FileTotal {
  uri: string;
  text: string | null;
  /** Markdown. */
  tooltip: string;
}

export const SCAN_WORKSPACE = 'promptCost/scanWorkspace';

/** Editor → server. Progress is LSP's own work-done progress under the token; cancelling is LSP's own too. */
export interface ProgressParams {
  workDoneToken?: string | number;
}

export interface ScanWorkspaceResult {
  /** The report of every workspace folder, plain text. */
  report: string;
  /** One line for a message. */
  summary: string;
}

/* ---- the workspace's calls: a tree and a page -------------------------------------------------------------------- */

/** Editor → server: the rows of the tree, as they are to be shown. Progress and cancelling are LSP's own. */
export const WORKSPACE_VIEW = 'promptCost/workspaceView';

export interface WorkspaceViewParams extends ProgressParams {
  groupBy: 'file' | 'model' | 'owner';
  /** Words that each shown call has; empty shows all. */
  filter: string;
  /** Reads everything again, whatever is known. */
  again: boolean;
}

export interface WorkspaceView {
  /** Why there are no rows: no folder is open, no call was found, none has the words. */
  state: 'calls' | 'no folder' | 'no calls' | 'none left';
  /** What all calls come to; empty without any. */
  message: string;
  rows: ViewRow[];
}

export interface ViewRow {
  /** The same for the same thing, whatever else changes. */
  id: string;
  kind: 'folder' | 'file' | 'model' | 'owner' | 'call' | 'aside';
  label: string;
  description: string;
  /** Label and description in words that can be read aloud. */
  spoken: string;
  /** Of files. */
  uri?: string;
  /** What a click opens. */
  target?: { uri: string; range: Range } | undefined;
  /** Empty for calls. */
  rows: ViewRow[];
  isExpanded: boolean;
}

/** Editor → server: what a call of the last view is made of, in Markdown; null where it is gone. */
export const CALL_TOOLTIP = 'promptCost/callTooltip';

export interface CallTooltipParams {
  /** Of its row. */
  id: string;
}

/** Server → editor: files changed beside the editor's own buffers; what the view shows may be old. */
export const WORKSPACE_CHANGED = 'promptCost/workspaceChanged';

/** Editor → server: the page of `prompt-cost report --html`. */
export const WORKSPACE_REPORT = 'promptCost/workspaceReport';

export interface WorkspaceReport {
  html: string;
  /** URIs of the folders that the page's places count from. */
  folders: string[];
  title: string;
}

/** What the page tells an editor: the folder's number, the file in it, line and column from 0. */
export interface PageMessage {
  open: [folder: number, file: string, line: number, character: number];
}

/** Editor → server: the calls that come to an LLM through the function at a position. */
export const FIND_CALLERS = 'promptCost/findCallers';

export interface FindCallersParams extends ProgressParams {
  uri: string;
  position: Position;
}

export interface Callers {
  /** Of the function; null where none is at the position. */
  name: string | null;
  locations: { uri: string; range: Range }[];
}

/* ---- rules ------------------------------------------------------------------------------------------------------- */

/** The editor's command that shows a rule's page; its argument: the rule's id. Without one: the list of all. */
export const EXPLAIN_RULE = 'promptCost.explainRule';

/** The scheme under which such an editor has the pages: a rule's is `/<its id>.md`. */
export const RULE_SCHEME = 'prompt-cost-rules';

/** Editor → server: a rule's id, or nothing for all → the page in Markdown, null where there is no such rule. */
export const RULE_PAGE = 'promptCost/rulePage';

/* ---- drift -------------------------------------------------------------------------------------------------------- */

/** What an editor says of itself as `initializationOptions`. Left out: trusted, and no commands of ours. */
export interface InitializationOptions {
  /** False: the workspace is restricted. Nothing is run in it, git neither. */
  isTrusted?: boolean;
  /** It has the command `OPEN_VERSIONS`. */
  canOpenVersions?: boolean;
  /** It has the command `EXPLAIN_RULE`. */
  canExplainRules?: boolean;
}

/** Editor → server, no parameters: the workspace is restricted no more. */
export const TRUST_GRANTED = 'promptCost/trustGranted';

/** The editor's command that shows two versions of a file side by side; its argument: `VersionPair`. */
export const OPEN_VERSIONS = 'promptCost.openVersions';

/** A file as a commit has it. */
export interface VersionRef {
  /** The work tree's folder, full path. */
  top: string;
  path: string;
  /** Git's name for its content; empty: as the file is now. */
  blob: string;
}

export interface VersionPair {
  title: string;
  before: VersionRef | null;
  after: VersionRef | null;
  /** Where the prompt stands, from 1. */
  line: number;
}

/** Editor → server: `VersionRef` → its content, null where this clone does not have it. */
export const READ_VERSION = 'promptCost/readVersion';

/** Server → editor, no parameters: history is another than when it was asked for. */
export const DRIFT_CHANGED = 'promptCost/driftChanged';

/** Editor → server: how the prompts of all folders grew. Progress and cancelling as of a scan. */
export const READ_DRIFT = 'promptCost/readDrift';

export interface DriftView {
  /** `none`: no folder has a history. */
  state: 'ready' | 'restricted' | 'none';
  rows: DriftRow[];
}

/** A row of the view, in words. */
export interface DriftRow {
  /** The same for the same prompt. */
  id: string;
  label: string;
  description: string;
  /** Markdown. */
  tooltip: string;
  /** What a screen reader says. */
  spoken: string;
  kind: 'lengths' | 'grown' | 'shrunk' | 'same' | 'step';
  opens: VersionPair | null;
  children: DriftRow[];
}

/* ---- live use ----------------------------------------------------------------------------------------------------- */

/** Editor → server: all that live use is read from, whenever it changes. Answers when that is under way. */
export const LIVE_SETUP = 'promptCost/liveSetup';

export type { LiveSetup, PrometheusCredentials } from '../core/signals/live.ts';

/** Editor → server: whether the panel is in sight; while it is, it is told. */
export const LIVE_SHOWN = 'promptCost/liveShown';

export interface LiveShown {
  isShown: boolean;
}

/** Server → editor: the panel as it is now (`PanelModel`). */
export const LIVE_PANEL = 'promptCost/livePanel';
export type { PanelAction, PanelModel, PanelTarget } from '../report/panel.ts';

/** Server → editor: money burns so fast that somebody is to be told. Once for each, as long as it lasts. */
export const LIVE_ALERT = 'promptCost/liveAlert';

export interface LiveAlert {
  /** The same as long as it is the same trouble. */
  id: string;
  title: string;
  /** What moved most. */
  driver: string | null;
}

/** Editor → server: nothing of this alert until then; where it lasts, it is told again after that. */
export const LIVE_MUTE = 'promptCost/liveMute';

export interface LiveMute {
  id: string;
  /** Milliseconds since 1970. */
  until: number;
}
