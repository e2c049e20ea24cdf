import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyzeBuffer, type Analyzed, type Buffer, type BufferEvents, makeBuffer, settledResult } from './buffer.ts';
import type { Folders, Located } from './folders.ts';

/** Long enough that typing does not analyse each letter, short enough not to be noticed. */
const DEBOUNCE_MS = 150;

export interface Documents {
  /** An open document as analysed last; waits for the analysis under way. */
  current(uri: string): Promise<Analyzed | undefined>;
  /** Analyses what is open anew: something beside the buffers changed. */
  analyzeAll(): void;
}

export interface DocumentEvents {
  /** A document has a new analysis, or none any more. */
  analyzed(uri: string, result: Analyzed | undefined): void;
  /** Analyses changed that no editor asks for by itself: those of documents nobody typed in. */
  changedElsewhere(): void;
}

/** Keeps open buffers in their session and analysed. Each edit cancels what the edit before it began. */
export function watchDocuments(connection: Connection, folders: Folders, events: DocumentEvents): Documents {
  const open = new Map<string, Buffer>();
  const texts = new TextDocuments(TextDocument);

  const failed = (uri: string, error: unknown): undefined => {
    connection.console.error(`${uri}: ${error instanceof Error ? error.stack : String(error)}`);
  };
  const bufferEvents: BufferEvents = { analyzed: events.analyzed, failed };
  const locate = ({ uri, languageId }: TextDocument): Promise<Located | undefined> =>
    folders.locate(uri, languageId).catch(error => failed(uri, error));

  texts.onDidOpen(({ document }) => open.set(document.uri, makeBuffer(document, locate(document))));
  // The library reports the opening as a change of content too.
  texts.onDidChangeContent(async ({ document }) => {
    const buffer = open.get(document.uri);
    if (buffer === undefined) return;
    analyzeBuffer(buffer, buffer.result === undefined ? 0 : DEBOUNCE_MS, bufferEvents);
    const { signal } = buffer.abort;
    await buffer.settled;
    if (!signal.aborted) await analyzeAgain(neighbours(buffer));
  });
  texts.onDidClose(async ({ document }) => {
    const buffer = open.get(document.uri);
    open.delete(document.uri);
    buffer?.abort.abort();
    events.analyzed(document.uri, undefined);
    const located = await buffer?.located;
    if (open.has(document.uri)) return;
    located?.session.setText(located.file, undefined);
  });
  texts.listen(connection);

  /** A prompt may be defined in the buffer that was edited and sent from one of these. */
  const neighbours = (edited: Buffer): Buffer[] =>
    [...open.values()].filter(other => other !== edited && other.result?.session === edited.result?.session);

  async function analyzeAgain(buffers: Buffer[]): Promise<void> {
    const before = buffers.map(({ result }) => JSON.stringify(result?.analysis));
    for (const buffer of buffers) analyzeBuffer(buffer, 0, bufferEvents);
    await Promise.all(buffers.map(buffer => buffer.settled));
    const isChanged = buffers.some(({ result }, i) => JSON.stringify(result?.analysis) !== before[i]);
    if (isChanged) events.changedElsewhere();
  }

  return {
    async current(uri) {
      const buffer = open.get(uri);
      return buffer && settledResult(buffer);
    },
    analyzeAll() {
      for (const buffer of open.values()) buffer.located = locate(buffer.document); // folders may be others now
      void analyzeAgain([...open.values()]);
    },
  };
}
