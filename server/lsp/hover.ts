import { MarkupKind, type Connection, type Position } from 'vscode-languageserver/node';
import { onOtherTiers } from '../core/costs/index.ts';
import type { AnalyzedCall, Range } from '../core/model.ts';
import type { CountTokens } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import { hoverMarkdown } from '../report/hover.ts';
import type { Documents } from './documents.ts';
import { linkTo } from './folders.ts';

/** The breakdown of the call under the pointer. */
export function serveHover(
  connection: Connection,
  documents: Documents,
  settings: () => Settings,
  count: CountTokens,
): void {
  connection.onHover(async ({ textDocument, position }) => {
    if (!settings()['hover.enabled']) return null;
    const analyzed = await documents.current(textDocument.uri);
    if (analyzed === undefined) return null;
    const call = innermost(analyzed.analysis.calls, position);
    if (call === undefined) return null;
    const others = onOtherTiers(call, { count, on: today() });
    const value = hoverMarkdown(call, others, place => linkTo(analyzed.session, place));
    return { contents: { kind: MarkupKind.Markdown, value }, range: call.place.range };
  });
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Of calls within calls the one that begins last. */
const innermost = (calls: AnalyzedCall[], at: Position): AnalyzedCall | undefined =>
  calls
    .filter(({ place }) => contains(place.range, at))
    .toSorted((a, b) => compare(a.place.range.start, b.place.range.start))
    .at(-1);

const contains = ({ start, end }: Range, at: Position): boolean => compare(start, at) <= 0 && compare(at, end) <= 0;

const compare = (a: Position, b: Position): number => a.line - b.line || a.character - b.character;
