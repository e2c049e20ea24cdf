import type { CodeLens, Connection } from 'vscode-languageserver/node';
import { standalone } from '../core/prompts.ts';
import type { Settings } from '../core/settings.ts';
import { formatMoved } from '../report/drift-words.ts';
import { formatHintShort, formatPromptHint } from '../report/numbers.ts';
import type { Documents } from './documents.ts';
import type { Drifts } from './drift.ts';
import type { Subject } from './drift-subjects.ts';

/** Tokens, cost and drift above each call and prompt, for those who want a line for it. */
export function serveCodeLens(
  connection: Connection,
  documents: Documents,
  settings: () => Settings,
  drifts: Drifts,
): void {
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    if (!settings()['codeLens.enabled']) return [];
    const analyzed = await documents.current(uri);
    if (analyzed === undefined) return [];
    const { calls, prompts } = analyzed.analysis;
    const lensOf = (what: Subject, title: string): CodeLens => {
      const moved = formatMoved(drifts.of(analyzed, what));
      const { line } = what.place.range.start;
      const range = { start: { line, character: 0 }, end: { line, character: 0 } };
      // A command without a name is text: there is nothing to run.
      return { range, command: { title: moved === undefined ? title : `${title} · ${moved}`, command: '' } };
    };
    return [
      ...calls.map(call => lensOf(call, formatHintShort(call))),
      ...standalone(prompts).map(prompt => lensOf(prompt, formatPromptHint(prompt))),
    ];
  });
}
