import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import { type Data, fromPlain, type ReadData } from './data.ts';

/** YAML's first document. Tags that only an application knows are read as the values they stand before. */
export const readYaml: ReadData = text => {
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
  return document.errors.length > 0 || document.contents === null ? undefined : toData(document.contents, document, 0);
};

/** Aliases may nest without end: deeper than any settings go, a value is left out. */
const MAX_DEPTH = 50;

function toData(node: unknown, document: Document, depth: number): Data {
  const offset = (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0;
  const inner = (value: unknown): Data => toData(value, document, depth + 1);
  if (depth > MAX_DEPTH) return { kind: 'scalar', value: null, offset };
  if (isAlias(node)) return inner(node.resolve(document) ?? null);
  if (isSeq(node)) return { kind: 'list', items: node.items.map(inner), offset };
  if (isMap(node)) {
    const own = node.items.flatMap(({ key, value }): [string, Data][] =>
      isScalar(key) ? [[String(key.value), inner(value)]] : [],
    );
    // `<<: *defaults` takes in what the other has; the table's own keys go before it.
    const taken = own.flatMap(([key, data]) =>
      key === MERGE ? tablesIn(data).flatMap(table => [...table.entries]) : [],
    );
    const entries = [...taken, ...own.filter(([key]) => key !== MERGE)];
    return { kind: 'table', entries: new Map(entries), offset };
  }
  return fromPlain(isScalar(node) ? node.value : node, () => offset);
}

const MERGE = '<<';

const tablesIn = (data: Data): Extract<Data, { kind: 'table' }>[] =>
  data.kind === 'table' ? [data] : data.kind === 'list' ? data.items.flatMap(tablesIn) : [];
