import type { Connection, InlayHint } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, AnalyzedCall, PromptDefinition } from '../core/model.ts';
import { definedIn } from '../core/prompts.ts';
import type { Settings } from '../core/settings.ts';
import { writeBreakdown } from './breakdown.ts';
import type { Documents } from './documents.ts';
import type { Subject } from './drift-subjects.ts';
import { asideOf, type Background, titleOf } from './titles.ts';

/** Tokens and cost at the end of the first line of each call; tokens at that of each prompt, and how many calls send it. */
export function serveInlayHints(
  connection: Connection,
  documents: Documents,
  settings: () => Settings,
  background: Background,
): void {
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const form = settings()['inlayHints.form'];
    if (form === 'off') return [];
    const analyzed = await documents.current(uri);
    if (analyzed === undefined) return [];
    const { analysis, document } = analyzed;
    const lines = [...new Set([...analysis.calls, ...definedIn(analysis)].map(firstLine))];
    return lines
      .filter(line => line >= range.start.line && line <= range.end.line)
      .map(line =>
        makeHint(document, line, foundAt(line, analysis), what => titleOf(analyzed, what, form, background)),
      );
  });

  // The breakdown is written only for the hint that the pointer rests on.
  connection.languages.inlayHint.resolve(async hint => {
    const analyzed =
      settings()['hover.enabled'] && isOurs(hint.data) ? await documents.current(hint.data.uri) : undefined;
    if (!analyzed) return hint;
    const { calls, prompts } = foundAt(hint.position.line, analyzed.analysis);
    return calls.length + prompts.length > 0
      ? {
          ...hint,
          tooltip: writeBreakdown(analyzed, calls, prompts, what => asideOf(analyzed, what, background)),
        }
      : hint;
  });
}

const firstLine = ({ place }: AnalyzedCall | PromptDefinition): number => place.range.start.line;

interface Found {
  calls: AnalyzedCall[];
  prompts: PromptDefinition[];
}

const foundAt = (line: number, analysis: Analysis): Found => ({
  calls: analysis.calls.filter(call => firstLine(call) === line),
  prompts: definedIn(analysis).filter(prompt => firstLine(prompt) === line),
});

/** What a hint carries from being listed to being resolved. */
interface HintData {
  uri: string;
}

const isOurs = (data: unknown): data is HintData => typeof data === 'object' && data !== null && 'uri' in data;

/** One hint a line: several calls on it share theirs, in order. */
function makeHint(
  document: TextDocument,
  line: number,
  { calls, prompts }: Found,
  write: (what: Subject) => string,
): InlayHint {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const data: HintData = { uri: document.uri };
  return {
    position: { line, character: text.trimEnd().length },
    label: [...calls.map(write), ...prompts.map(write)].join(' | '),
    paddingLeft: true,
    tooltip: [...calls.map(call => `${call.sdk} ${call.operation}`), ...prompts.map(({ name }) => name)].join(' | '),
    data,
  };
}
