import { setTimeout as wait } from 'node:timers/promises';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../core/model.ts';
import type { Session } from '../workspace/session.ts';
import type { Located } from './folders.ts';

/** A cell of Python. */
export interface Cell {
  document: TextDocument;
  /** Among all cells of its notebook, from 1, as editors count them. */
  number: number;
  /** The line of the notebook's text that its first line is. */
  line: number;
}

/** A text that is analysed as one file. */
export interface Source {
  document: TextDocument;
  /** Of a notebook: its cells, in order, that make up the text; null for any other document. */
  cells: readonly Cell[] | null;
}

export interface SourceEvents {
  /** Its opening is the first change. */
  changed(source: Source): void;
  closed(uri: string): void;
}

export interface Analyzed extends Source {
  session: Session;
  analysis: Analysis;
}

/** An open document with what is known of it. */
export interface Buffer extends Source {
  located: Promise<Located | undefined>;
  /** Once it is located. A configuration file has one too, and never a result. */
  session: Session | undefined;
  /** By the last analysis that succeeded. */
  result: Analyzed | undefined;
  /** The analysis under way, or done. Never rejects. */
  settled: Promise<void>;
  /** Ends the analysis under way. */
  abort: AbortController;
}

export const makeBuffer = (source: Source, located: Buffer['located']): Buffer => ({
  ...source,
  located,
  session: undefined,
  result: undefined,
  settled: Promise.resolve(),
  abort: new AbortController(),
});

export interface BufferEvents {
  analyzed(uri: string, result: Analyzed | undefined): void;
  failed(uri: string, error: unknown): void;
}

/** Analyses the buffer, `delayMs` from now; what was under way for it ends. */
export function analyzeBuffer(buffer: Buffer, delayMs: number, events: BufferEvents): void {
  buffer.abort.abort();
  buffer.abort = new AbortController();
  const { signal } = buffer.abort;
  buffer.settled = analyze(buffer, delayMs, signal, events).catch(error => {
    if (!signal.aborted) events.failed(buffer.document.uri, error);
  });
}

async function analyze(buffer: Buffer, delayMs: number, signal: AbortSignal, events: BufferEvents): Promise<void> {
  const { document, cells } = buffer;
  const located = await buffer.located;
  if (located === undefined || signal.aborted) return;
  const { session, file } = located;
  buffer.session = session;
  session.setText(file, document.getText()); // at once: files that import this one read it too
  await wait(delayMs, undefined, { signal });
  const analysis = await session.analyze(file, signal);
  if (signal.aborted) return;
  buffer.result = analysis && { document, cells, session, analysis };
  events.analyzed(document.uri, buffer.result);
}

/** The result that fits the text: an edit while waiting begins another analysis, which is waited for too. */
export async function settledResult(buffer: Buffer): Promise<Analyzed | undefined> {
  let seen: Promise<void> | undefined;
  while (seen !== buffer.settled) {
    seen = buffer.settled;
    await seen;
  }
  return buffer.result;
}
