import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { withMoney } from '../../pricing/money.ts';
import {
  analyzeBuffer,
  type Analyzed,
  type Buffer,
  type BufferEvents,
  makeBuffer,
  settledResult,
  type Source,
  type SourceEvents,
} from './buffer.ts';
import type { Folders, Located } from './folders.ts';
import { partOf, watchNotebooks } from './notebooks.ts';

/** Long enough that typing does not analyse each letter, short enough not to be noticed. */
const DEBOUNCE_MS = 150;

export interface Documents {
  /** An open document, or a cell of an open notebook, as analysed last; waits for the analysis under way. */
  current(uri: string): Promise<Analyzed | undefined>;
  /** The same, but of all of its notebook where it is a cell. */
  whole(uri: string): Promise<Analyzed | undefined>;
  /** The text of an open document, whether it is one that is analysed or not. */
  text(uri: string): TextDocument | undefined;
  /** The same by the session's root and the file's name; does not wait. */
  last(root: string, file: string): Analyzed | undefined;
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

  const failed = (uri: string, error: unknown): undefined => {
    connection.console.error(`${uri}: ${error instanceof Error ? error.stack : String(error)}`);
  };
  const bufferEvents: BufferEvents = { analyzed: events.analyzed, failed };
  const locate = ({ uri, languageId }: TextDocument): Promise<Located | undefined> =>
    folders.locate(uri, languageId).catch(error => failed(uri, error));

  async function changed(source: Source): Promise<void> {
    const { uri } = source.document;
    const buffer = Object.assign(open.get(uri) ?? makeBuffer(source, locate(source.document)), source);
    open.set(uri, buffer);
    const before = source.cells && analysisOf(buffer);
    analyzeBuffer(buffer, buffer.result === undefined ? 0 : DEBOUNCE_MS, bufferEvents);
    const { signal } = buffer.abort;
    await buffer.settled;
    if (signal.aborted) return;
    // An editor asks by itself for the cell that was edited, but not for the others.
    if (source.cells && analysisOf(buffer) !== before) events.changedElsewhere();
    await analyzeAgain(neighbours(buffer));
  }

  async function closed(uri: string): Promise<void> {
    const buffer = open.get(uri);
    open.delete(uri);
    buffer?.abort.abort();
    events.analyzed(uri, undefined);
    const located = await buffer?.located;
    if (open.has(uri)) return;
    located?.session.setText(located.file, undefined);
    // What was not saved counts no more.
    if (buffer) await analyzeAgain(neighbours(buffer));
  }

  const sourceEvents: SourceEvents = { changed: source => void changed(source), closed: uri => void closed(uri) };
  watchTexts(connection, sourceEvents);
  watchNotebooks(connection, sourceEvents);

  /** A prompt may be defined in the buffer that was edited and sent from one of these, or be priced by what it says. */
  const neighbours = (edited: Buffer): Buffer[] =>
    [...open.values()].filter(other => other !== edited && other.session === edited.session);

  async function analyzeAgain(buffers: Buffer[]): Promise<void> {
    const before = buffers.map(analysisOf);
    for (const buffer of buffers) analyzeBuffer(buffer, 0, bufferEvents);
    await Promise.all(buffers.map(buffer => buffer.settled));
    const isChanged = buffers.some((buffer, i) => analysisOf(buffer) !== before[i]);
    if (isChanged) events.changedElsewhere();
  }

  return {
    ...answersFrom(open),
    analyzeAll() {
      for (const buffer of open.values()) buffer.located = locate(buffer.document); // folders may be others now
      void analyzeAgain([...open.values()]);
    },
  };
}

/** What is known of open buffers. */
function answersFrom(open: ReadonlyMap<string, Buffer>): Omit<Documents, 'analyzeAll'> {
  const bufferWith = (uri: string): Buffer | undefined =>
    open.get(uri) ?? [...open.values()].find(({ cells }) => cells?.some(({ document }) => document.uri === uri));

  return {
    whole: uri => settledOf(bufferWith(uri)),
    async current(uri) {
      const result = await settledOf(bufferWith(uri));
      return result?.cells ? partOf(result, uri) : result;
    },
    text: uri => bufferWith(uri)?.document,
    last(root, file) {
      const results = [...open.values()].map(({ result }) => result);
      return results.find(result => result?.session.root === root && result.analysis.file === file);
    },
  };
}

const settledOf = async (buffer: Buffer | undefined): Promise<Analyzed | undefined> => buffer && settledResult(buffer);

/** To be compared. */
const analysisOf = ({ result }: Buffer): string | undefined => JSON.stringify(result?.analysis, withMoney);

function watchTexts(connection: Connection, { changed, closed }: SourceEvents): void {
  const texts = new TextDocuments(TextDocument);
  // The library reports the opening as a change of content too.
  texts.onDidChangeContent(({ document }) => changed({ document, cells: null }));
  texts.onDidClose(({ document }) => closed(document.uri));
  texts.listen(connection);
}
