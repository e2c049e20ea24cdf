import { type Document, isMap, isScalar, isSeq, parseDocument, YAMLSeq } from 'yaml';
import { MEASURED } from './configuration.ts';

/** What a measured row is of: a call by its id, or calls that only their model is known of, by the model as the source spells it. */
export type MeasuredOf = { site: string } | { model: string };

/** What was measured of one call, or of several that share a model, as a row of the usage file. Left out: not measured. */
export type MeasuredRow = MeasuredOf & MeasuredFigures;

export interface MeasuredFigures {
  callsPerMonth?: number;
  holes?: Readonly<Record<string, number>>;
  outputTokens?: number;
  cacheHitRate?: number;
  /** Where from, over which time: it begins with `MEASURED`. */
  source: string;
  asOf: string;
}

export interface WrittenUsage {
  text: string;
  /** Sites and models of rows that are new, say something else now, stay as they were measured before, or are gone with their call. */
  added: string[];
  changed: string[];
  kept: string[];
  removed: string[];
}

const HEAD = `# How calls are made. Rows whose source begins with "${MEASURED}" are written by \`prompt-cost usage sync\`;
# rows of your own are left as they are, and count before those: put them anywhere.
`;

/** The call's id, or the model. */
export const nameOf = (of: MeasuredOf): string => ('site' in of ? of.site : of.model);

/**
 * A usage file with what was measured. Rows that were written by hand stay to the letter, as do their comments and order; measured ones
 * come behind, those of models last. `isThere` tells whether a call, or one of that model, still is. Throws where the text is no file of
 * usage.
 */
export function withMeasured(
  text: string,
  rows: readonly MeasuredRow[],
  isThere: (of: MeasuredOf) => boolean,
): WrittenUsage {
  const document: Document = parseDocument(text.trim() === '' ? `${HEAD}usage: []\n` : text);
  const [error] = document.errors;
  if (error) throw new Error(error.message.split('\n', 1)[0]);
  const list = listIn(document);
  const fresh = new Map(rows.map(row => [nameOf(row), row]));
  const written: Omit<WrittenUsage, 'text'> = { added: [], changed: [], kept: [], removed: [] };
  const left = list.items.filter(item => {
    const of = measuredIn(item);
    if (!of || !isMap(item)) return true;
    const name = nameOf(of);
    const row = fresh.get(name);
    if (row) {
      if (JSON.stringify(item.toJSON()) === JSON.stringify(row)) written.kept.push(name);
      else written.changed.push(name);
      return false;
    }
    (isThere(of) ? written.kept : written.removed).push(name);
    return isThere(of);
  });
  const known = new Set([...written.changed, ...written.kept]);
  written.added = rows.map(nameOf).filter(name => !known.has(name));
  const all = [...left, ...rows.map(row => document.createNode(row))];
  // The first row that fits counts: a call's own goes before that of its model.
  const isOfModel = (item: unknown): boolean => 'model' in (measuredIn(item) ?? {});
  list.items = [...all.filter(item => !isOfModel(item)), ...all.filter(isOfModel)];
  // `usage: []` would put all rows on one line.
  list.flow = false;
  return { ...written, text: isJson(text) ? `${JSON.stringify(document, null, 2)}\n` : document.toString(AS_WRITTEN) };
}

/** What a row is of that was measured before; null of one that is the user's own. */
function measuredIn(item: unknown): MeasuredOf | null {
  if (!isMap(item) || !String(item.get('source') ?? '').startsWith(MEASURED)) return null;
  const [site, model] = [item.get('site'), item.get('model')];
  return site === undefined && typeof model === 'string' ? { model } : { site: String(site ?? '') };
}

/** Lines are not broken anew, and what stands in braces keeps their spaces. */
const AS_WRITTEN = { lineWidth: 0, flowCollectionPadding: true } as const;

/** The list of rows, made where there is none. */
function listIn(document: Document): YAMLSeq {
  if (document.contents === null) document.contents = document.createNode({});
  if (!isMap(document.contents)) throw new Error('not an object with a list "usage"');
  const found = document.contents.get('usage', true);
  if (isSeq(found)) return found;
  if (found !== undefined && !(isScalar(found) && found.value === null)) throw new Error('"usage" is not a list');
  const list = new YAMLSeq();
  document.contents.set('usage', list);
  return list;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
