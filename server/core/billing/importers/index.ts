import type { Imported, SourceId } from '../bill.ts';
import { anthropicCosts } from './anthropic-costs.ts';
import { anthropicUsage } from './anthropic-usage.ts';
import { fieldsOf, isFields } from './fields.ts';
import { focus } from './focus.ts';
import type { Importer, JsonImporter, TableImporter } from './importer.ts';
import { litellmActivity } from './litellm-activity.ts';
import { litellmLogs } from './litellm-logs.ts';
import { litellmReport } from './litellm-report.ts';
import { openaiCosts } from './openai-costs.ts';
import { openaiUsage } from './openai-usage.ts';

const JSON_IMPORTERS: readonly JsonImporter[] = [
  openaiCosts,
  anthropicCosts,
  openaiUsage,
  anthropicUsage,
  litellmActivity,
  litellmLogs,
  litellmReport,
];

const TABLE_IMPORTERS: readonly TableImporter[] = [focus];

/** In the order in which they have the word where several tell the same. */
const ALL: readonly Importer[] = [...JSON_IMPORTERS, ...TABLE_IMPORTERS];

const BY_ID = new Map(ALL.map(importer => [importer.id, importer]));

/** For a reader. */
export const labelOf = (id: SourceId): string => BY_ID.get(id)?.label ?? id;

/** Of several sources of money, or of tokens, the one that has the word: a lower rank goes first. */
export function rankOf(id: SourceId, of: 'money' | 'tokens'): number {
  const authority = BY_ID.get(id)?.authority ?? 'gateway';
  const order = of === 'money' ? ['bill', 'usage', 'gateway'] : ['usage', 'bill', 'gateway'];
  return order.indexOf(authority) * ALL.length + ALL.findIndex(importer => importer.id === id);
}

/** Whether a source's money is paid; what a gateway reckons is not. */
export const isBill = (id: SourceId): boolean => BY_ID.get(id)?.authority === 'bill';

/** What a JSON document says, by whichever it is of; null: of none that is read. */
export function importJson(json: unknown): Imported | null {
  const found = JSON_IMPORTERS.filter(importer => importer.fits(json)).map(importer => importer.read(json));
  if (found.length === 0) return isEmptyReport(json) ? { rows: [], leftOut: [] } : null;
  const leftOut = found.flatMap(imported => imported.leftOut);
  return { rows: found.flatMap(({ rows }) => rows), leftOut: hasMore(json) ? [...leftOut, MORE] : leftOut };
}

/** Who reads a table with these columns. */
export const tableImporter = (columns: readonly string[]): TableImporter | undefined =>
  TABLE_IMPORTERS.find(importer => importer.columns.every(column => columns.includes(column)));

/** What a table needs for it, of the importer that lacks the fewest. */
export function lackingColumns(columns: readonly string[]): string[] {
  const lacking = TABLE_IMPORTERS.map(importer => importer.columns.filter(column => !columns.includes(column)));
  return lacking.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

const MORE = { why: 'pages that are not in the file: it says that there are more', count: 1, usd: null };

/** The last page says whether there is another. */
function hasMore(json: unknown): boolean {
  const last = Array.isArray(json) ? json.at(-1) : json;
  return fieldsOf(last)['has_more'] === true || fieldsOf(fieldsOf(last)['metadata'])['has_more'] === true;
}

/** A report of days on which there was nothing. */
const isEmptyReport = (json: unknown): boolean => isFields(json) && Array.isArray(json['data']) && 'has_more' in json;
