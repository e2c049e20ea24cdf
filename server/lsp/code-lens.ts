import type { CodeLens, Connection } from 'vscode-languageserver/node';
import { definedIn } from '../core/prompts.ts';
import type { Settings } from '../core/settings.ts';
import type { Documents } from './documents.ts';
import { type Background, titleOf } from './titles.ts';

/** Tokens, cost and drift above each call and prompt, for those who want a line for it. */
export function serveCodeLens(
  connection: Connection,
  documents: Documents,
  settings: () => Settings,
  background: Background,
): void {
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    if (!settings()['codeLens.enabled']) return [];
    const analyzed = await documents.current(uri);
    if (analyzed === undefined) return [];
    return [...analyzed.analysis.calls, ...definedIn(analyzed.analysis)].map((what): CodeLens => {
      const { line } = what.place.range.start;
      const range = { start: { line, character: 0 }, end: { line, character: 0 } };
      // A command without a name is text: there is nothing to run.
      return { range, command: { title: titleOf(analyzed, what, 'short', background), command: '' } };
    });
  });
}
