import type { Connection, InlayHint } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalyzedCall } from '../core/model.ts';
import type { Settings } from '../core/settings.ts';
import { formatHint } from '../report/numbers.ts';
import { writeBreakdown } from './breakdown.ts';
import type { Documents } from './documents.ts';

/** Tokens and cost at the end of the first line of each call. */
export function serveInlayHints(connection: Connection, documents: Documents, settings: () => Settings): void {
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    if (!settings()['inlayHints.enabled']) return [];
    const analyzed = await documents.current(uri);
    if (analyzed === undefined) return [];
    const lines = [...new Set(analyzed.analysis.calls.map(firstLine))];
    return lines
      .filter(line => line >= range.start.line && line <= range.end.line)
      .map(line => makeHint(analyzed.document, line, callsAt(line, analyzed.analysis.calls)));
  });

  // The breakdown is written only for the hint that the pointer rests on.
  connection.languages.inlayHint.resolve(async hint => {
    const analyzed =
      settings()['hover.enabled'] && isOurs(hint.data) ? await documents.current(hint.data.uri) : undefined;
    const calls = callsAt(hint.position.line, analyzed?.analysis.calls ?? []);
    return analyzed && calls.length > 0 ? { ...hint, tooltip: writeBreakdown(analyzed, calls) } : hint;
  });
}

const firstLine = (call: AnalyzedCall): number => call.place.range.start.line;

const callsAt = (line: number, calls: readonly AnalyzedCall[]): AnalyzedCall[] =>
  calls.filter(call => firstLine(call) === line);

/** What a hint carries from being listed to being resolved. */
interface HintData {
  uri: string;
}

const isOurs = (data: unknown): data is HintData => typeof data === 'object' && data !== null && 'uri' in data;

/** One hint a line: several calls on it share theirs, in order. */
function makeHint(document: TextDocument, line: number, calls: readonly AnalyzedCall[]): InlayHint {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const data: HintData = { uri: document.uri };
  return {
    position: { line, character: text.trimEnd().length },
    label: calls.map(formatHint).join(' | '),
    paddingLeft: true,
    tooltip: calls.map(call => `${call.sdk} ${call.operation}`).join(' | '),
    data,
  };
}
