import { type Document, isMap, isScalar, isSeq, parseDocument, YAMLSeq } from 'yaml';
import { MEASURED } from './configuration.ts';

/** What was measured of one call, as a row of the usage file. Left out: not measured. */
export interface MeasuredRow {
  /** The call's id. */
  site: string;
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
  /** Sites of rows that are new, say something else now, stay as they were measured before, or are gone with their call. */
  added: string[];
  changed: string[];
  kept: string[];
  removed: string[];
}

const HEAD = `# How calls are made. Rows whose source begins with "${MEASURED}" are written by \`prompt-cost usage sync\`;
# rows of your own are left as they are, and count before those: put them anywhere.
`;

/**
 * A usage file with what was measured. Rows that were written by hand stay to the letter, as do their comments and order; measured ones
 * come behind. `isCall` tells whether a call is still there. Throws where the text is no file of usage.
 */
export function withMeasured(
  text: string,
  rows: readonly MeasuredRow[],
  isCall: (site: string) => boolean,
): WrittenUsage {
  const document: Document = parseDocument(text.trim() === '' ? `${HEAD}usage: []\n` : text);
  const [error] = document.errors;
  if (error) throw new Error(error.message.split('\n', 1)[0]);
  const list = listIn(document);
  const fresh = new Map(rows.map(row => [row.site, row]));
  const written: Omit<WrittenUsage, 'text'> = { added: [], changed: [], kept: [], removed: [] };
  const isMeasured = (item: unknown): boolean => isMap(item) && String(item.get('source') ?? '').startsWith(MEASURED);
  const left = list.items.filter(item => {
    if (!isMap(item) || !isMeasured(item)) return true;
    const site = String(item.get('site') ?? '');
    const row = fresh.get(site);
    if (row) {
      if (JSON.stringify(item.toJSON()) === JSON.stringify(row)) written.kept.push(site);
      else written.changed.push(site);
      return false;
    }
    (isCall(site) ? written.kept : written.removed).push(site);
    return isCall(site);
  });
  const known = new Set([...written.changed, ...written.kept]);
  written.added = rows.flatMap(({ site }) => (known.has(site) ? [] : [site]));
  list.items = [...left, ...rows.map(row => document.createNode(row))];
  // `usage: []` would put all rows on one line.
  list.flow = false;
  return { ...written, text: isJson(text) ? `${JSON.stringify(document, null, 2)}\n` : document.toString(AS_WRITTEN) };
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
