import type { Connection, NotebookCell, TextDocumentItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place, Position } from '../core/model.ts';
import type { Analyzed, Cell, Source, SourceEvents } from './buffer.ts';
import { NOTEBOOK } from './protocol.ts';

/** A notebook as the editor tells of it. */
interface Notebook {
  uri: string;
  version: number;
  cells: NotebookCell[];
  /** Of all cells, by URI. */
  texts: Map<string, TextDocument>;
}

/** Follows the open notebooks. The library's `NotebookDocuments` says nothing of a cell that moved. */
export function watchNotebooks(connection: Connection, events: SourceEvents): void {
  const open = new Map<string, Notebook>();
  const { synchronization } = connection.notebooks;

  synchronization.onDidOpenNotebookDocument(({ notebookDocument: { uri, version, cells }, cellTextDocuments }) => {
    const notebook = { uri, version, cells: [...cells], texts: new Map(cellTextDocuments.map(textOf)) };
    open.set(uri, notebook);
    events.changed(writeNotebook(notebook));
  });
  synchronization.onDidChangeNotebookDocument(({ notebookDocument: { uri, version }, change }) => {
    const notebook = open.get(uri);
    if (notebook === undefined || change.cells === undefined) return;
    const { cells, texts } = notebook;
    const { structure, textContent = [] } = change.cells;
    for (const closed of structure?.didClose ?? []) texts.delete(closed.uri);
    for (const item of structure?.didOpen ?? []) texts.set(...textOf(item));
    if (structure) cells.splice(structure.array.start, structure.array.deleteCount, ...(structure.array.cells ?? []));
    for (const { document, changes } of textContent) {
      const text = texts.get(document.uri);
      if (text) TextDocument.update(text, changes, document.version);
    }
    notebook.version = version;
    if (structure || textContent.length > 0) events.changed(writeNotebook(notebook));
  });
  synchronization.onDidCloseNotebookDocument(({ notebookDocument: { uri } }) => {
    open.delete(uri);
    events.closed(uri);
  });
}

const textOf = ({ uri, languageId, version, text }: TextDocumentItem): [string, TextDocument] => [
  uri,
  TextDocument.create(uri, languageId, version, text),
];

/** What a file with these cells would hold, each line of theirs on a line of its own. */
function writeNotebook({ uri, version, cells, texts }: Notebook): Source {
  const lines = ['{"cells":['];
  const python: Cell[] = [];
  for (const [at, { document: cell }] of cells.entries()) {
    const document = texts.get(cell);
    if (document?.languageId !== 'python') continue;
    lines.push(`${python.length > 0 ? ',' : ''}{"cell_type":"code","source":[`);
    python.push({ document, number: at + 1, line: lines.length });
    const source = document.getText().split(/\r\n?|\n/);
    lines.push(...source.map((line, i) => JSON.stringify(line) + (i < source.length - 1 ? ',' : '')), ']}');
  }
  lines.push(']}');
  return { document: TextDocument.create(uri, NOTEBOOK, version, lines.join('\n')), cells: python };
}

/** The part of a notebook's analysis that one of its cells shows. */
export function partOf(notebook: Analyzed, uri: string): Analyzed | undefined {
  const cell = notebook.cells?.find(({ document }) => document.uri === uri);
  if (cell === undefined) return undefined;
  const calls = notebook.analysis.calls
    .filter(({ place }) => cellAt(notebook, place) === cell)
    .map(call => ({ ...call, place: inCell(notebook, cell, call.place), anchor: inCell(notebook, cell, call.anchor) }));
  const prompts = notebook.analysis.prompts
    .filter(({ place }) => cellAt(notebook, place) === cell)
    .map(prompt => ({ ...prompt, place: inCell(notebook, cell, prompt.place) }));
  return { ...notebook, document: cell.document, analysis: { ...notebook.analysis, calls, prompts } };
}

/** The cell that a place lies in, if it does in one of this notebook's. */
export const cellAt = (
  { cells, analysis }: Pick<Analyzed, 'cells' | 'analysis'>,
  { file, range }: Place,
): Cell | undefined => (file === analysis.file ? cells?.findLast(({ line }) => line <= range.start.line) : undefined);

/** A place of the notebook's text as the cell has it. */
export function inCell({ document }: Analyzed, cell: Cell, { file, range: { start, end } }: Place): Place {
  const position = ({ line, character }: Position): Position => {
    const before = document.getText({ start: { line, character: 0 }, end: { line, character } });
    return { line: line - cell.line, character: String(JSON.parse(`${before}"`)).length };
  };
  return { file, range: { start: position(start), end: position(end) } };
}

/** Where a place stands in the notebook or other document that was analysed. */
export function lineOf(analyzed: Analyzed | undefined, place: Place): string {
  const cell = analyzed && cellAt(analyzed, place);
  return cell ? linkToCell(cell, place).name : String(place.range.start.line + 1);
}

/** The cell's URI opens it in VS Code, though not at a line of it. */
export const linkToCell = (cell: Cell, { range }: Place): { name: string; url: string } => ({
  name: `cell ${cell.number}, line ${range.start.line - cell.line + 1}`,
  url: cell.document.uri,
});
