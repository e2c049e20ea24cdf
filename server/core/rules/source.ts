import { placeIn } from '../calls/place.ts';
import type { Argument, Entry, Expr, Facts, Span } from '../languages/facts.ts';
import { languageOf } from '../languages/index.ts';
import type { CallSite, TextEdit } from '../model.ts';
import type { Project } from '../ports.ts';

/** A call as it stands in its file, for those who edit it. */
export interface CallSource {
  language: 'python' | 'typescript';
  text: string;
  facts: Facts;
  file: string;
  /** Named arguments, or the keys of the object that is handed; null where that is made elsewhere. */
  named: readonly Named[] | null;
  /** More may be given: `**kwargs`, `...options`. */
  isOpen: boolean;
  call: Extract<Expr, { kind: 'call' }>;
  /** Number of the scope that it stands in. */
  scope: number;
}

export interface Named {
  name: string;
  value: Expr;
}

/** Undefined for languages that nothing is written in yet, and for programs that lie in another file's text (notebooks). */
export function sourceOf(
  { place, through }: CallSite,
  { facts: factsOf, text: textOf }: Project,
): CallSource | undefined {
  const language = languageOf(place.file)?.id;
  const facts = factsOf(place.file);
  const text = textOf(place.file);
  const isWritten = language === 'python' || language === 'typescript';
  if (!isWritten || through.length > 0 || text === undefined || !facts || facts.origins !== null) return undefined;
  const [start, end] = [place.range.start, place.range.end].map(
    ({ line, character }) => (facts.lineStarts[line] ?? 0) + character,
  );
  const found = facts.calls.find(({ expr }) => expr.span[0] === start && expr.span[1] === end);
  if (!found) return undefined;
  return {
    language,
    text,
    facts,
    file: place.file,
    call: found.expr,
    scope: found.scope,
    ...namedIn(found.expr.args, language),
  };
}

function namedIn(args: readonly Argument[], language: CallSource['language']): Pick<CallSource, 'named' | 'isOpen'> {
  if (language === 'python') {
    const named = args.flatMap(({ name, value }) => (name === null ? [] : [{ name, value }]));
    return { named, isOpen: args.some(({ spread }) => spread) };
  }
  const object = args[0]?.value;
  if (object?.kind !== 'object') return { named: null, isOpen: true };
  return { named: object.entries.flatMap(namedEntry), isOpen: object.entries.some(({ kind }) => kind !== 'entry') };
}

const namedEntry = (entry: Entry): Named[] => (entry.kind === 'entry' ? [{ name: entry.key, value: entry.value }] : []);

/** An argument as written; undefined where it is not given there. */
export const argumentIn = ({ named }: CallSource, name: string): Expr | undefined =>
  named?.find(one => one.name === name)?.value;

export const textAt = ({ text }: CallSource, [start, end]: Span): string => text.slice(start, end);

/** Puts another text where an expression stands. */
export const replacing = ({ file, facts }: CallSource, span: Span, text: string): TextEdit => ({
  place: placeIn(file, facts, span),
  text,
});

/** Adds an argument behind the last, as the others are written; undefined where there is none to go by. */
export function adding(source: CallSource, name: string, value: string): TextEdit[] | undefined {
  const last = lastOf(source);
  if (!last) return undefined;
  const { text } = source;
  const added = `${name}${source.language === 'python' ? '=' : ': '}${value}`;
  const at = (offset: number, inserted: string): TextEdit => replacing(source, [offset, offset], inserted);
  const { start, end, comma, close } = last;
  const indent = indentOf(text, start);
  if (indent === undefined) return [at(end, `, ${added}`)];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  // A comment may stand behind the last argument: the new one begins the line after it.
  const line = text.indexOf(eol, comma ?? end);
  const isOwnLine = line >= 0 && line < close;
  if (comma !== null) return [at(isOwnLine ? line : comma, `${eol}${indent}${added},`)];
  return isOwnLine && line > end
    ? [at(end, ','), at(line, `${eol}${indent}${added}`)]
    : [at(end, `,${eol}${indent}${added}`)];
}

interface Last {
  /** Of its name. */
  start: number;
  end: number;
  /** Behind the comma that follows it. */
  comma: number | null;
  /** The bracket that closes the arguments. */
  close: number;
}

/** Of a name with what stands between it and its value: files are long, and all of them is searched otherwise. */
const LONGEST_NAME = 200;

function lastOf({ call, language, named, text }: CallSource): Last | undefined {
  const object = language === 'python' ? call : call.args[0]?.value;
  const spans = language === 'python' ? call.args.map(({ value }) => value.span) : spansIn(object);
  const last = spans.toSorted((a, b) => a[1] - b[1]).at(-1);
  if (!last || !object || named === null) return undefined;
  const name = /(?:[\w$]+|"[^"\n]*"|'[^'\n]*')\s*[=:]\s*$|(?:\.\.\.|\*\*?)$/.exec(
    text.slice(Math.max(0, last[0] - LONGEST_NAME), last[0]),
  );
  const close = object.span[1] - 1;
  return { start: last[0] - (name?.[0].length ?? 0), ...endOf(text.slice(0, close), last[1]), close };
}

const spansIn = (object: Expr | undefined): Span[] =>
  object?.kind === 'object' ? object.entries.map(({ value }) => value.span) : [];

const BETWEEN = /\s+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/|,|[^]/gy;

/** Brackets and types may belong to the last argument, that its value's own span leaves out. */
function endOf(text: string, from: number): Pick<Last, 'end' | 'comma'> {
  let [end, comma]: [number, number | null] = [from, null];
  for (const { 0: token, index } of text.slice(from).matchAll(BETWEEN)) {
    if (token === ',') comma ??= from + index + 1;
    else if (!/^(?:\s|#|\/[/*])/.test(token)) [end, comma] = [from + index + 1, null];
  }
  return { end, comma };
}

/** The blanks before an argument that begins its line; undefined where others stand before it. */
function indentOf(text: string, at: number): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*$/.test(line) ? line : undefined;
}

/** The quote that a file mostly writes. */
export const quoteOf = ({ text }: CallSource): '"' | "'" =>
  (text.match(/'/g)?.length ?? 0) > (text.match(/"/g)?.length ?? 0) ? "'" : '"';

/** The text of the named function around the call; all of the file's where there is none. */
export function functionAround({ facts, text, scope }: CallSource): string {
  for (let at = scope; at > 0; at = facts.scopes[at]?.parent ?? 0) {
    const found = facts.scopes[at];
    if (found?.kind === 'function' && found.name !== '') return text.slice(...found.span);
  }
  return text;
}
