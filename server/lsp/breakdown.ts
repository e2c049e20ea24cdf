import { MarkupKind, type MarkupContent } from 'vscode-languageserver/node';
import { onOtherTiers } from '../core/costs/index.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { hoverMarkdown } from '../report/hover.ts';
import type { Analyzed } from './buffer.ts';
import { linkTo } from './folders.ts';

/** What calls are made of: for the pointer on a call, and on its hint. */
export function writeBreakdown({ session }: Analyzed, calls: readonly AnalyzedCall[]): MarkupContent {
  const meter = session.meter();
  const sections = calls.map(call => hoverMarkdown(call, onOtherTiers(call, meter), place => linkTo(session, place)));
  return { kind: MarkupKind.Markdown, value: sections.join('\n\n---\n\n') };
}
