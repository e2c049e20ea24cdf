import { MarkupKind, type MarkupContent } from 'vscode-languageserver/node';
import { onOtherTiers } from '../core/costs/index.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { hoverMarkdown, type Link, nameOf } from '../report/hover.ts';
import type { Analyzed } from './buffer.ts';
import { linkTo } from './folders.ts';
import { cellAt, linkToCell } from './notebooks.ts';

/** What calls are made of: for the pointer on a call, and on its hint. */
export function writeBreakdown(analyzed: Analyzed, calls: readonly AnalyzedCall[]): MarkupContent {
  const { session } = analyzed;
  const meter = session.meter();
  const link: Link = place => {
    const cell = cellAt(analyzed, place);
    return cell ? linkToCell(cell, place) : { name: nameOf(place), url: linkTo(session, place) };
  };
  const sections = calls.map(call => hoverMarkdown(call, onOtherTiers(call, meter), link));
  return { kind: MarkupKind.Markdown, value: sections.join('\n\n---\n\n') };
}
