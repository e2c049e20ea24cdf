import type { FromPage, PanelAction, ToPage } from '../messages.ts';

interface Editor {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Kept): void;
}
declare function acquireVsCodeApi(): Editor;

/** What outlives a page that is hidden. */
export interface Kept {
  tab: string;
  /** Of each tab. */
  scroll: Readonly<Record<string, number>>;
  /** Ids of what is unfolded. */
  open: readonly string[];
}

const editor = acquireVsCodeApi();

let kept: Kept = { tab: '', scroll: {}, open: [], ...(editor.getState() as Partial<Kept> | undefined) };

export const keptState = (): Kept => kept;

export function keep(change: Partial<Kept>): void {
  kept = { ...kept, ...change };
  editor.setState(kept);
}

// oxlint-disable-next-line require-post-message-target-origin -- an editor's, not a window's
export const tell = (message: FromPage): void => editor.postMessage(message);

export const perform = (does: PanelAction['does']): void => tell({ kind: 'do', does });

export const copy = (text: string): void => perform({ kind: 'copy', text });

export function onModel(listener: (message: ToPage) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => listener(data));
  tell({ kind: 'ready' });
}
