import type { Connection, DocumentLink } from 'vscode-languageserver/node';
import type { AnalyzedCall, Part, PartTokens, Place } from '../core/model.ts';
import { baseName } from '../core/paths.ts';
import { formatTokens } from '../report/numbers.ts';
import type { Analyzed } from './buffer.ts';
import type { Documents } from './documents.ts';
import { linkTo } from './folders.ts';

/** From a call to prompts that lie in other files: where its own lines name them, or the file that they are in. */
export function serveDocumentLinks(connection: Connection, documents: Documents): void {
  connection.onDocumentLinks(async ({ textDocument }) => {
    const analyzed = await documents.current(textDocument.uri);
    if (analyzed === undefined) return [];
    const links = analyzed.analysis.calls.flatMap(call => linksOf(call, analyzed));
    const known = new Set<string>();
    return links.filter(({ range }) => {
      const key = JSON.stringify(range);
      return !known.has(key) && known.add(key);
    });
  });
}

function linksOf(call: AnalyzedCall, analyzed: Analyzed): DocumentLink[] {
  const elsewhere = call.cost.input.parts.filter(
    (part): part is PartTokens & { place: Place } => part.place !== null && part.place.file !== analyzed.analysis.file,
  );
  const names = new Map(call.prompt.messages.flatMap(({ parts }) => parts).flatMap(named));
  return elsewhere.flatMap(({ place, tokens }) => {
    const spelled = names.get(keyOf(place));
    const ranges = [
      ...stringsWith(baseName(place.file), analyzed),
      ...(spelled === undefined ? [] : namesIn(call.place, spelled, analyzed)),
    ];
    const tooltip = `${spelled ?? place.file}: ${formatTokens(tokens)}`;
    return ranges.map(range => ({ range, target: linkTo(analyzed.session, place), tooltip }));
  });
}

const named = (part: Part): [string, string][] =>
  part.kind === 'text' && part.name !== undefined && /^[\w$]+$/.test(part.name) ? [[keyOf(part.place), part.name]] : [];

const keyOf = ({ file, range: { start } }: Place): string => `${file}:${start.line}:${start.character}`;

const escaped = (text: string): string => text.replaceAll(/[\\^$.*|+?()[\]{}]/g, String.raw`\$&`);

/** Paths of the file: `prompts/system.md` between quotes. */
const stringsWith = (file: string, analyzed: Analyzed): DocumentLink['range'][] =>
  rangesOf(new RegExp(`(?<=["'\`])[^"'\`\\n]*${escaped(file)}(?=["'\`])`, 'g'), analyzed, 0, undefined);

/** The prompt's name, between the ends of the call. */
function namesIn({ range }: Place, name: string, analyzed: Analyzed): DocumentLink['range'][] {
  const [from, to] = [range.start, range.end].map(at => analyzed.document.offsetAt(at));
  return rangesOf(new RegExp(String.raw`(?<![\w$])${escaped(name)}(?![\w$])`, 'g'), analyzed, from ?? 0, to);
}

function rangesOf(
  pattern: RegExp,
  { document }: Analyzed,
  from: number,
  to: number | undefined,
): DocumentLink['range'][] {
  return [...document.getText().slice(from, to).matchAll(pattern)].map(({ index, 0: { length } }) => ({
    start: document.positionAt(from + index),
    end: document.positionAt(from + index + length),
  }));
}
