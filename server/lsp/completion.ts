import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Connection,
  MarkupKind,
  type Position,
  type Range,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type KnownModel, knownModel, listedModels } from '../../pricing/known.ts';
import { catalogueId, vendorOf } from '../../pricing/provider.ts';
import type { Analysis, ModelCandidate } from '../core/model.ts';
import { isRetired, modelLine, modelMarkdown } from '../report/model.ts';
import type { Analyzed } from './buffer.ts';
import { completeKeys } from './configuration-completion.ts';
import type { Documents } from './documents.ts';
import { contains } from '../core/positions.ts';

/** Models inside the string that names a call's model, cheapest first; keys in the configuration file. */
export function serveCompletion(connection: Connection, documents: Documents): void {
  connection.onCompletion(async ({ textDocument: { uri }, position }) => {
    const document = documents.text(uri);
    const keys = document && completeKeys(document, position);
    if (keys) return keys;
    // An editor shows no suggestion at all before each server has answered.
    if (!document || !isPlausible(document, position)) return [];
    const analyzed = await documents.current(uri);
    const named = analyzed && namedAt(analyzed, position);
    return named ? models(named, analyzed.session.meter().on) : [];
  });
  // Of hundreds of models one is looked at.
  connection.onCompletionResolve(item => {
    if (!isOurs(item.data)) return item;
    const known = knownModel(item.data.model, item.data.provider, item.data.on);
    return known.known
      ? { ...item, documentation: { kind: MarkupKind.Markdown, value: modelMarkdown(known.value) } }
      : item;
  });
}

/** What an item carries from being listed to being looked at. */
interface ItemData {
  model: string;
  provider: string;
  on: string;
}

const isOurs = (data: unknown): data is ItemData => typeof data === 'object' && data !== null && 'model' in data;

/** Within a string without blanks, on a line that speaks of a model: what is typed there may be its name. */
function isPlausible(document: TextDocument, { line, character }: Position): boolean {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return /["'`][^\s"'`]*$/.test(text.slice(0, character)) && /model|deployment|engine|[a-z]-\d/i.test(text);
}

interface Named {
  /** Between the quotes. */
  range: Range;
  /** What a router asks for before the model's own name: `openai/`. */
  prefix: string;
  provider: string | null;
}

/** The string that the pointer is in, if a call takes its model from there. */
function namedAt({ document, analysis }: Analyzed, position: Position): Named | undefined {
  const found = candidatesIn(analysis).find(
    ({ candidate: { place } }) => place.file === analysis.file && contains(place.range, position),
  );
  const range = found && withinQuotes(document, found.candidate.place.range);
  if (!range || !contains(range, position)) return undefined;
  const text = document.getText(range);
  const prefix = text.slice(0, text.lastIndexOf('/') + 1);
  const router = prefix.split('/').at(0) ?? '';
  const served = catalogueId(router) ?? found.candidate.provider ?? found.served;
  return { range, prefix, provider: served ?? vendorOf(text) ?? null };
}

interface FoundCandidate {
  candidate: ModelCandidate;
  /** Who the client asks. */
  served: string | null;
}

export const candidatesIn = ({ calls }: Analysis): FoundCandidate[] =>
  calls.flatMap(({ model }) => model.candidates.map(candidate => ({ candidate, served: model.provider ?? null })));

/** A string's text, where a range is a string and nothing else. */
function withinQuotes(document: TextDocument, { start, end }: Range): Range | undefined {
  const [, open = '', text] =
    /^([a-z]*(?:"""|'''|["'`]))([^"'`\n]*)["'`]+$/i.exec(document.getText({ start, end })) ?? [];
  if (text === undefined) return undefined;
  const from = { line: start.line, character: start.character + open.length };
  return { start: from, end: { line: from.line, character: from.character + text.length } };
}

/** Longest number that a place in the order has. */
const ORDER_DIGITS = 4;

function models({ range, prefix, provider }: Named, on: string): CompletionItem[] {
  const listed = listedModels(provider, on).toSorted(byPrice);
  return listed.map((known, at): CompletionItem => {
    const label = prefix + known.model;
    const data: ItemData = { model: known.model, provider: known.provider, on };
    return {
      label,
      kind: CompletionItemKind.Value,
      labelDetails: { description: modelLine(known) },
      data,
      sortText: String(at).padStart(ORDER_DIGITS, '0'),
      filterText: label,
      ...(isRetired(known) && { tags: [CompletionItemTag.Deprecated] }),
      textEdit: { range, newText: label },
    };
  });
}

const byPrice = (a: KnownModel, b: KnownModel): number =>
  Number((a.price?.inputPerMtok ?? 0n) - (b.price?.inputPerMtok ?? 0n)) ||
  Number((a.price?.outputPerMtok ?? 0n) - (b.price?.outputPerMtok ?? 0n));
