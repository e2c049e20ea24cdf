import { type Connection, type Hover, MarkupKind, type Position } from 'vscode-languageserver/node';
import { knownModel } from '../../pricing/known.ts';
import { ownPriceFor } from '../../pricing/own.ts';
import type { AnalyzedCall, PromptDefinition, Range } from '../core/model.ts';
import { definedIn } from '../core/prompts.ts';
import type { Settings } from '../core/settings.ts';
import { modelMarkdown } from '../report/model.ts';
import { writeBreakdown } from './breakdown.ts';
import type { Analyzed } from './buffer.ts';
import { candidatesIn } from './completion.ts';
import type { Documents } from './documents.ts';
import type { Subject } from './drift-subjects.ts';
import { compare, contains } from '../core/positions.ts';
import { asideOf, type Background } from './titles.ts';

/** The breakdown of the call whose callee is under the pointer, or of the prompt whose first line is; over arguments other hovers have their say. */
export function serveHover(
  connection: Connection,
  documents: Documents,
  settings: () => Settings,
  background: Background,
): void {
  connection.onHover(async ({ textDocument, position }) => {
    if (!settings()['hover.enabled']) return null;
    const analyzed = await documents.current(textDocument.uri);
    const call = innermost(analyzed?.analysis.calls ?? [], position);
    if (analyzed === undefined) return null;
    const asideFor = (what: Subject): string | undefined => asideOf(analyzed, what, background);
    if (call) return { contents: writeBreakdown(analyzed, [call], [], asideFor), range: calleeOf(call) };
    const model = modelAt(analyzed, position);
    if (model) return model;
    const prompts = definedIn(analyzed.analysis).filter(prompt => beginsAt(prompt, position));
    return prompts.length === 0 ? null : { contents: writeBreakdown(analyzed, [], prompts, asideFor) };
  });
}

/** What the model costs whose name is under the pointer. */
function modelAt({ analysis, session }: Analyzed, position: Position): Hover | undefined {
  const found = candidatesIn(analysis).find(
    ({ candidate: { place } }) => place.file === analysis.file && contains(place.range, position),
  );
  if (!found) return undefined;
  const { id, provider, place } = found.candidate;
  const { on, prices = [] } = session.meter();
  const known = knownModel(id, provider, on);
  const isOwn = known.known && ownPriceFor(prices, id, known.value.provider) !== undefined;
  return known.known
    ? { contents: { kind: MarkupKind.Markdown, value: modelMarkdown(known.value, isOwn) }, range: place.range }
    : undefined;
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
