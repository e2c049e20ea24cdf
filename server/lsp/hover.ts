import type { Connection, Position } from 'vscode-languageserver/node';
import type { AnalyzedCall, PromptDefinition, Range } from '../core/model.ts';
import { standalone } from '../core/prompts.ts';
import type { Settings } from '../core/settings.ts';
import { writeBreakdown } from './breakdown.ts';
import type { Documents } from './documents.ts';

/** The breakdown of the call whose callee is under the pointer, or of the prompt whose first line is; over arguments other hovers have their say. */
export function serveHover(connection: Connection, documents: Documents, settings: () => Settings): void {
  connection.onHover(async ({ textDocument, position }) => {
    if (!settings()['hover.enabled']) return null;
    const analyzed = await documents.current(textDocument.uri);
    const call = innermost(analyzed?.analysis.calls ?? [], position);
    if (analyzed === undefined) return null;
    if (call) return { contents: writeBreakdown(analyzed, [call]), range: calleeOf(call) };
    const prompts = standalone(analyzed.analysis.prompts).filter(prompt => beginsAt(prompt, position));
    return prompts.length === 0 ? null : { contents: writeBreakdown(analyzed, [], prompts) };
  });
}

const beginsAt = ({ place }: PromptDefinition, { line }: Position): boolean => place.range.start.line === line;

/** `client.chat.completions.create`: all that stands before the arguments. */
const calleeOf = ({ place, anchor }: AnalyzedCall): Range => ({ start: place.range.start, end: anchor.range.end });

/** A call may be what another one is called on: the one that ends first is meant. */
const innermost = (calls: readonly AnalyzedCall[], at: Position): AnalyzedCall | undefined =>
  calls
    .filter(call => contains(calleeOf(call), at))
    .toSorted((a, b) => compare(a.anchor.range.end, b.anchor.range.end))
    .at(0);

const contains = ({ start, end }: Range, at: Position): boolean => compare(start, at) <= 0 && compare(at, end) <= 0;

const compare = (a: Position, b: Position): number => a.line - b.line || a.character - b.character;
