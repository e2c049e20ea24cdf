import { MarkupKind, type MarkupContent } from 'vscode-languageserver/node';
import { onOtherModels } from '../core/costs/index.ts';
import type { AnalyzedCall, PromptDefinition } from '../core/model.ts';
import { hoverMarkdown, type Link, nameOf, promptMarkdown } from '../report/hover.ts';
import type { Analyzed } from './buffer.ts';
import type { Subject } from './drift-subjects.ts';
import { linkTo } from './folders.ts';
import { cellAt, linkToCell } from './notebooks.ts';

/** What calls and prompts are made of: for the pointer on one of them, and on its hint. `asideFor`: how they came to be so, and how they are used. */
export function writeBreakdown(
  analyzed: Pick<Analyzed, 'session' | 'cells' | 'analysis'>,
  calls: readonly AnalyzedCall[],
  prompts: readonly PromptDefinition[] = [],
  asideFor: (what: Subject) => string | undefined = () => undefined,
): MarkupContent {
  const { session } = analyzed;
  const meter = session.meter();
  const link: Link = place => {
    const cell = cellAt(analyzed, place);
    return cell ? linkToCell(cell, place) : { name: nameOf(place), url: linkTo(session, place) };
  };
  const withAside = (text: string, what: Subject): string =>
    [text, asideFor(what)].filter(part => part !== undefined).join('\n\n');
  const sections = [
    ...calls.map(call => withAside(hoverMarkdown(call, onOtherModels(call, meter), link), call)),
    ...prompts.map(prompt => withAside(promptMarkdown(prompt, link), prompt)),
  ];
  return { kind: MarkupKind.Markdown, value: sections.join('\n\n---\n\n') };
}
