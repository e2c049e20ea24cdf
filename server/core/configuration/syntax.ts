import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** A configuration's text as a tree with places, the same for JSON and YAML: that of the JSON parser. */
export interface Syntax {
  root: Node | undefined;
  error: SyntaxProblem | null;
}

interface SyntaxProblem {
  offset: number;
  why: string;
  next: string;
}

/** What stands before an error still counts. */
export const readSyntax = (file: string, text: string): Syntax =>
  file.endsWith('.json') ? readJson(text) : readYaml(text);

function readJson(text: string): Syntax {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  const next = 'Mend it there; comments and trailing commas are fine.';
  return { root, error: first ? { offset: first.offset, why: `no valid JSON: ${wordsOf(first)}`, next } : null };
}

/** `InvalidSymbol` as words. */
const wordsOf = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replaceAll(/(?!^)([A-Z])/g, ' $1')
    .toLowerCase();

function readYaml(text: string): Syntax {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const [first] = document.errors;
  const { contents } = document;
  return {
    // An empty file, or one of comments alone, says nothing, and nothing wrong.
    root: contents === null || (isScalar(contents) && contents.value === null) ? undefined : toNode(contents, document),
    error: first
      ? { offset: first.pos[0], why: `no valid YAML: ${first.message}`, next: 'Mend it there; mind the indentation.' }
      : null,
  };
}

/** Aliases that nest in themselves would have no end. */
const MAX_DEPTH = 20;

function toNode(node: unknown, document: Document, depth = 0): Node {
  const [offset, end] = (node as { range?: [number, number, number] | null } | null)?.range ?? [0, 0];
  const at = { offset, length: end - offset };
  const inner = (value: unknown): Node => toNode(value, document, depth + 1);
  if (depth > MAX_DEPTH) return { type: 'null', ...at };
  if (isAlias(node)) return inner(node.resolve(document));
  if (isSeq(node)) return { type: 'array', children: node.items.map(inner), ...at };
  if (isMap(node)) {
    const children = node.items.flatMap(({ key, value }): Node[] => {
      const [name, held] = [inner(key), inner(value)];
      // A key without a value stands for itself, so that what is wrong with it has a place.
      const told = value === null ? { ...held, offset: name.offset } : held;
      // `<<: *defaults` takes in what the other has.
      if (name.value === '<<') return held.type === 'object' ? (held.children ?? []) : [];
      return [{ type: 'property', offset: name.offset, length: 0, children: [name, told] }];
    });
    return { type: 'object', children, ...at };
  }
  const value: unknown = isScalar(node) ? node.value : null;
  const type = typeof value;
  const isPlain = type === 'string' || type === 'number' || type === 'boolean';
  return { type: isPlain ? type : 'null', value, ...at };
}
