import { fitsPattern } from '../../../pricing/own.ts';
import { fits, fitsPlace } from '../configuration/apply.ts';
import type { Exemption, Policy } from '../configuration/configuration.ts';
import type { CostDiff } from '../history/diff.ts';
import type { SettingDiff } from '../history/settings.ts';
import type { AnalyzedCall, Known } from '../model.ts';
import type { OwnersOf } from '../owners.ts';
import { type Limit, MEASURES, perMonth, type Reading } from './measures.ts';

/** What a project allows a change to do to the bill, and where a change goes beyond that. */

/** A policy that a change goes beyond, or of which that could not be told. */
export interface Verdict {
  policy: string;
  outcome: 'beyond' | 'unknown';
  /** `exempt`: nothing follows, for the reason that `exemption` has. */
  action: Policy['action'] | 'exempt';
  /** Null: all calls of the policy together, or the setting. */
  call: AnalyzedCall | null;
  /** A default that no call in sight is tied to; null where it is about calls. */
  setting: SettingDiff | null;
  found: Found;
  /** One that holds, or one that held until it ended. */
  exemption: Exemption | null;
}

export type Found =
  | { limit: Limit; most: number; before: Reading | null; after: Reading | null; why: string | null }
  | { limit: 'bannedModels' | 'allowedModels'; models: string[]; why: string | null }
  | { limit: 'requiredOwners'; owners: readonly string[]; has: readonly string[]; why: string | null };

export interface Judged {
  diff: CostDiff;
  /** All calls of both revisions that are told, for what is counted together. */
  calls: { before: readonly AnalyzedCall[]; after: readonly AnalyzedCall[] };
  policies: readonly Policy[];
  exemptions: readonly Exemption[];
  /** Null: the project has no CODEOWNERS. */
  ownersOf: OwnersOf | null;
}

/** Only what a change does: a call that was beyond a limit before and is no further beyond it now is not told again. */
export function evaluatePolicies(judged: Judged): Verdict[] {
  return judged.policies.flatMap(policy => {
    const pairs = pairsOf(judged.diff).filter(({ after }) => fits(policy, after));
    const perCall = pairs.flatMap(pair =>
      findIn(policy, pair, judged.ownersOf).map(one => ({ ...one, call: pair.after, setting: null })),
    );
    const perSetting = judged.diff.settings.flatMap(setting =>
      settingIn(policy, setting).map(one => ({ ...one, call: null, setting })),
    );
    const all = [...perCall, ...perSetting, ...inAll(policy, judged).map(one => ({ ...one, setting: null }))];
    return all.map(one => verdictOf(policy, one, judged));
  });
}

interface Pair {
  before: AnalyzedCall | null;
  after: AnalyzedCall;
}

const isProduction = ({ tier }: AnalyzedCall): boolean => tier === 'production';

const pairsOf = ({ sites }: CostDiff): Pair[] =>
  sites.flatMap(({ before, after }) => (after && isProduction(after) ? [{ before, after }] : []));

/** What was found of a call; `isNew`: it was not so, or could be told, before. */
interface Told {
  outcome: Verdict['outcome'];
  isNew: boolean;
  found: Found;
}

function findIn(policy: Policy, pair: Pair, ownersOf: OwnersOf | null): Told[] {
  return [
    ...Object.keys(MEASURES).flatMap(limit => numberIn(limit as keyof typeof MEASURES, policy, pair)),
    ...modelsIn(policy, pair),
    ...ownersIn(policy, pair, ownersOf),
  ];
}

function numberIn(limit: keyof typeof MEASURES, policy: Policy, { before, after }: Pair): Told[] {
  const most = policy[limit];
  const measure = MEASURES[limit];
  if (most === null) return [];
  if (measure.of === 'growth')
    // What is new has not grown: the other limits are for it.
    return before ? compared({ limit, most, step: policy.step }, null, measure.read(before, after)) : [];
  return compared({ limit, most, step: policy.step }, before && measure.read(before), measure.read(after));
}

interface Against {
  limit: Limit;
  most: number;
  step: number;
}

/** Only what is certain is beyond; what may be either is not known. */
function compared({ limit, most, step }: Against, before: Known<Reading> | null, after: Known<Reading>): Told[] {
  const from = before?.known ? before.value : null;
  const was = before ? stateOf(before, most) : 'within';
  const is = stateOf(after, most);
  if (is === 'within') return [];
  const found = {
    limit,
    most,
    before: from,
    after: after.known ? after.value : null,
    why: after.known ? null : after.why,
  };
  if (is === 'unknown') return [{ outcome: 'unknown', isNew: was !== 'unknown', found }];
  const isFurther = from === null || !after.known || after.value.low > from.low + (most * step) / 100;
  return was === 'beyond' && !isFurther ? [] : [{ outcome: 'beyond', isNew: true, found }];
}

function stateOf(reading: Known<Reading>, most: number): 'within' | 'beyond' | 'unknown' {
  if (!reading.known) return 'unknown';
  const { low, high } = reading.value;
  if (low > most) return 'beyond';
  return high !== null && high <= most ? 'within' : 'unknown';
}

/** A budget for several calls: what has no volume is missing in it, and that is said. */
function inAll(policy: Policy, { diff, calls }: Judged): (Told & { call: null })[] {
  const most = policy.maxPerMonthInAll;
  const isConcerned = (call: AnalyzedCall): boolean => isProduction(call) && fits(policy, call);
  const isTouched = diff.sites.some(({ before, after }) => [before, after].some(call => call && isConcerned(call)));
  if (most === null || !isTouched) return [];
  const [before, after] = [calls.before, calls.after].map(all => together(all.filter(isConcerned)));
  if (!before || !after) return [];
  const told = compared({ limit: 'maxPerMonthInAll', most, step: policy.step }, before.sum, after.sum);
  return told.map(one => ({ ...one, found: { ...one.found, why: after.why } as Found, call: null }));
}

function together(calls: readonly AnalyzedCall[]): { sum: Known<Reading>; why: string | null } {
  const readings = calls.map(perMonth);
  const open = readings.filter(({ known }) => !known).length;
  const values = readings.flatMap(reading => (reading.known ? [reading.value] : []));
  const low = values.reduce((sum, value) => sum + value.low, 0);
  const highs = values.map(({ high }) => high);
  const isBounded = open === 0 && !highs.includes(null);
  const high = isBounded ? highs.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null;
  const why = open === 0 ? null : `${open} of ${calls.length} calls have no \`callsPerMonth\` or no price`;
  return { sum: { known: true, value: { low, high } }, why };
}

function modelsIn({ bannedModels, allowedModels }: Policy, { before, after }: Pair): Told[] {
  const had = new Set(before?.model.candidates.map(({ id }) => id));
  const come = [...new Set(after.model.candidates.map(({ id }) => id))].filter(id => !had.has(id));
  const isNew = before === null || before.model.unknown === null;
  const told = (limit: 'bannedModels' | 'allowedModels', isWrong: (id: string) => boolean): Told[] => {
    const models = come.filter(isWrong);
    if (models.length > 0) return [{ outcome: 'beyond', isNew: true, found: { limit, models, why: null } }];
    const why = after.model.unknown;
    return why === null ? [] : [{ outcome: 'unknown', isNew, found: { limit, models: [], why } }];
  };
  const fitsOne = (patterns: readonly string[], id: string): boolean => patterns.some(one => fitsPattern(one, id));
  return [
    ...(bannedModels ? told('bannedModels', id => fitsOne(bannedModels, id)) : []),
    ...(allowedModels ? told('allowedModels', id => !fitsOne(allowedModels, id)) : []),
  ];
}

/** A default may name a model that calls may not ask. */
function settingIn(policy: Policy, { what, after, place }: SettingDiff): Told[] {
  if (what !== 'model' || !fitsPlace(policy, place)) return [];
  const isOne = (patterns: readonly string[]): boolean => patterns.some(one => fitsPattern(one, after));
  const told = (limit: 'bannedModels' | 'allowedModels'): Told => ({
    outcome: 'beyond',
    isNew: true,
    found: { limit, models: [after], why: null },
  });
  return [
    ...(policy.bannedModels && isOne(policy.bannedModels) ? [told('bannedModels')] : []),
    ...(policy.allowedModels && !isOne(policy.allowedModels) ? [told('allowedModels')] : []),
  ];
}

function ownersIn({ requiredOwners: owners }: Policy, { before, after }: Pair, ownersOf: OwnersOf | null): Told[] {
  if (!owners) return [];
  if (!ownersOf) {
    const found: Found = { limit: 'requiredOwners', owners, has: [], why: 'the project has no CODEOWNERS' };
    return [{ outcome: 'unknown', isNew: before === null, found }];
  }
  const isOwned = (call: AnalyzedCall): boolean => ownersOf(call.place.file).some(owner => owners.includes(owner));
  if (isOwned(after) || (before && !isOwned(before))) return [];
  const has = ownersOf(after.place.file);
  return [{ outcome: 'beyond', isNew: true, found: { limit: 'requiredOwners', owners, has, why: null } }];
}

function verdictOf(
  policy: Policy,
  told: Told & Pick<Verdict, 'call' | 'setting'>,
  { diff, exemptions }: Judged,
): Verdict {
  const { outcome, isNew, call, setting, found } = told;
  const isOwn = (row: Exemption): boolean =>
    call ? fits(row, call) : setting !== null && fitsPlace(row, setting.place);
  const own =
    call || setting
      ? exemptions.filter(row => (row.policy === null || row.policy === policy.name) && isOwn(row))
      : exemptions.filter(
          row => row.policy === policy.name && [row.site, row.symbol, row.path].every(one => one === null),
        );
  const holding = own.find(({ until }) => diff.on <= until);
  const action = outcome === 'beyond' ? policy.action : isNew ? policy.unknown : 'warn';
  return {
    policy: policy.name,
    outcome,
    action: holding ? 'exempt' : action,
    call,
    setting,
    found,
    exemption: holding ?? own[0] ?? null,
  };
}

/** What is to be done about all of them. */
export function outcomeOf(verdicts: readonly Verdict[]): 'fail' | 'warn' | 'pass' {
  if (verdicts.some(({ action }) => action === 'fail')) return 'fail';
  return verdicts.some(({ action }) => action === 'warn') ? 'warn' : 'pass';
}
