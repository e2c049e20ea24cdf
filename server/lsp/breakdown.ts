import { MarkupKind, type MarkupContent } from 'vscode-languageserver/node';
import { onOtherTiers } from '../core/costs/index.ts';
import type { AnalyzedCall } from '../core/model.ts';
import type { CountTokens } from '../core/ports.ts';
import { hoverMarkdown } from '../report/hover.ts';
import type { Analyzed } from './buffer.ts';
import { linkTo } from './folders.ts';

/** Writes what calls are made of: for the pointer on a call, and on its hint. */
export type WriteBreakdown = (analyzed: Analyzed, calls: readonly AnalyzedCall[]) => MarkupContent;

export const breakdownWriter =
  (count: CountTokens): WriteBreakdown =>
  ({ session }, calls) => {
    const meter = { count, on: new Date().toISOString().slice(0, 10) };
    const sections = calls.map(call => hoverMarkdown(call, onOtherTiers(call, meter), place => linkTo(session, place)));
    return { kind: MarkupKind.Markdown, value: sections.join('\n\n---\n\n') };
  };
