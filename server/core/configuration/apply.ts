import { fitsPattern } from '../../../pricing/own.ts';
import { providerNamed } from '../../../pricing/provider.ts';
import { symbolsOf } from '../symbols.ts';
import type { CallSite, ModelCandidate, Place, Usage } from '../model.ts';
import type { BudgetRow, Conditions, ModelMapping, UsageRow } from './configuration.ts';
import { matcherOf } from './paths.ts';

/** A call with the model that the user says it has. What the source decides stays as it is. */
export function withMappedModel(site: CallSite, rows: readonly ModelMapping[]): CallSite {
  if (rows.length === 0 || isDecided(site)) return site;
  const row = rows.find(one => fits(one, site));
  return row ? { ...site, model: { ...site.model, candidates: [candidateOf(row, site)], unknown: null } } : site;
}

const isDecided = ({ model: { candidates, unknown } }: CallSite): boolean =>
  unknown === null &&
  candidates.length === 1 &&
  candidates.every(({ origin }) => origin === 'literal' || origin === 'constant');

/** What the user says of how a call is made: each figure by the first row that fits and has it. */
export function usageOf(site: CallSite, rows: readonly UsageRow[]): Usage | null {
  const fitting = rows.filter(row => fits(row, site) && (row.model === null || isOf(row.model, site)));
  if (fitting.length === 0) return null;
  const first = <K extends keyof Usage>(name: K): Usage[K] | null =>
    fitting.find(row => row[name] !== null)?.[name] ?? null;
  const holes = fitting.toReversed().map(row => row.holes ?? {});
  return {
    callsPerMonth: first('callsPerMonth'),
    cacheHitRate: first('cacheHitRate'),
    cacheWrite: first('cacheWrite'),
    outputTokens: first('outputTokens'),
    holes: fitting.some(row => row.holes !== null) ? Object.assign({}, ...holes) : null,
    source: [...new Set(fitting.flatMap(sourceOf))].join('; ') || null,
  };
}

const sourceOf = ({ source, asOf }: UsageRow): string[] => {
  const told = [source, asOf].filter(word => word !== null);
  return told.length === 0 ? [] : [told.join(', ')];
};

/** Of a call that several models may answer, all must be meant. */
const isOf = (pattern: string, { model: { candidates } }: CallSite): boolean =>
  candidates.length > 0 && candidates.every(({ id }) => fitsPattern(pattern, id));

/** One of the names around a call, or several in a row. */
const isIn = (symbol: string, site: CallSite): boolean => `.${symbolsOf(site).join('.')}.`.includes(`.${symbol}.`);

/** How many tokens of input the project allows a call; null where it says nothing. */
export const budgetOf = (site: CallSite, rows: readonly BudgetRow[]): number | null =>
  rows.find(row => fits(row, site))?.tokens ?? null;

/** Whether a call is one that a row is for. */
export function fits(conditions: Partial<Conditions>, site: CallSite): boolean {
  const { env = null, variable = null, site: id = null, symbol = null, path = null } = conditions;
  const names = new Set([site.model.name, ...site.model.candidates.map(candidate => candidate.variable)]);
  return (
    (env === null || names.has(env)) &&
    (variable === null || names.has(variable)) &&
    (id === null || id === site.id) &&
    (symbol === null || isIn(symbol, site)) &&
    (path === null || matcherOf(path)(site.place.file))
  );
}

/** Whether what is no call is one that a row is for: only where the row is about files. */
export const fitsPlace = ({ site = null, symbol = null, path = null }: Partial<Conditions>, { file }: Place): boolean =>
  site === null && symbol === null && (path === null || matcherOf(path)(file));

function candidateOf({ model, provider }: ModelMapping, site: CallSite): ModelCandidate {
  // A name with `/` says itself who serves it.
  const served = model.includes('/') ? null : (site.model.provider ?? null);
  return {
    id: model,
    provider: provider === null ? served : providerNamed(provider),
    origin: 'mapping',
    note: 'model of your own mapping',
    variable: null,
    place: site.place,
  };
}
