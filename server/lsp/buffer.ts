import { setTimeout as wait } from 'node:timers/promises';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../core/model.ts';
import type { Session } from '../workspace/session.ts';
import type { Located } from './folders.ts';

export interface Analyzed {
  document: TextDocument;
  session: Session;
  analysis: Analysis;
}

/** An open document with what is known of it. */
export interface Buffer {
  document: TextDocument;
  located: Promise<Located | undefined>;
  /** By the last analysis that succeeded. */
  result: Analyzed | undefined;
  /** The analysis under way, or done. Never rejects. */
  settled: Promise<void>;
  /** Ends the analysis under way. */
  abort: AbortController;
}

export const makeBuffer = (document: TextDocument, located: Buffer['located']): Buffer => ({
  document,
  located,
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
  const { document } = buffer;
  const located = await buffer.located;
  if (located === undefined || signal.aborted) return;
  const { session, file } = located;
  session.setText(file, document.getText()); // at once: files that import this one read it too
  await wait(delayMs, undefined, { signal });
  const analysis = await session.analyze(file, signal);
  if (signal.aborted) return;
  buffer.result = analysis && { document, session, analysis };
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
