import type { Connection, InlayHint, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalyzedCall } from '../core/model.ts';
import type { Settings } from '../core/settings.ts';
import { formatHint } from '../report/numbers.ts';
import type { Documents } from './documents.ts';

/** Tokens and cost at the end of the first line of each call. */
export function serveInlayHints(connection: Connection, documents: Documents, settings: () => Settings): void {
  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    if (!settings()['inlayHints.enabled']) return [];
    const analyzed = await documents.current(textDocument.uri);
    if (analyzed === undefined) return [];
    const { analysis, document } = analyzed;
    const calls = analysis.calls.filter(call => isWithin(call, range));
    const lines = new Set(calls.map(firstLine));
    return [...lines].map(line =>
      makeHint(
        document,
        line,
        calls.filter(call => firstLine(call) === line),
      ),
    );
  });
}

const firstLine = (call: AnalyzedCall): number => call.place.range.start.line;

const isWithin = (call: AnalyzedCall, range: Range): boolean =>
  firstLine(call) >= range.start.line && firstLine(call) <= range.end.line;

/** One hint a line: several calls on it share theirs, in order. */
function makeHint(document: TextDocument, line: number, calls: AnalyzedCall[]): InlayHint {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return {
    position: { line, character: text.trimEnd().length },
    label: calls.map(formatHint).join(' | '),
    paddingLeft: true,
    tooltip: calls.map(call => `${call.sdk} ${call.operation}`).join(' | '),
  };
}
