import { magnitude, minus, type Money, NO_MONEY } from '../../../pricing/money.ts';
import type { Amount, AnalyzedCall, Analysis, Place, PromptDefinition, Tokens } from '../model.ts';
import { followedIn } from '../callers.ts';
import type { Meter } from '../ports.ts';
import { standalone } from '../prompts.ts';
import { type Change, changesOf } from './changes.ts';
import { isComparable, isComparableCall } from './comparable.ts';
import { createPairing } from './pairing.ts';
import { diffSettings, type NamedValue, type SettingDiff } from './settings.ts';
import { matchSites, type NewPath } from './sites.ts';

/** What two revisions of a project differ in, as far as it is paid for. */
export interface CostDiff {
  sites: SiteDiff[];
  /** Prompts that no call in sight sends: tokens, and no price. */
  prompts: PromptDiff[];
  /** Named defaults of production code that changed, and that no call in sight is tied to. */
  settings: SettingDiff[];
  /** Calls that are elsewhere and otherwise the same: nothing to tell. */
  moved: number;
  /** Calls of the newer revision, by what is known of them. */
  calls: { all: number; unpriced: number };
  /** The day that both are priced for, ISO date. */
  on: string;
}

export type SiteDiff =
  | { kind: 'added'; before: null; after: AnalyzedCall }
  | { kind: 'removed'; before: AnalyzedCall; after: null }
  | { kind: 'changed'; before: AnalyzedCall; after: AnalyzedCall; changes: Change[] };

export interface PromptDiff {
  kind: 'added' | 'removed' | 'changed';
  name: string;
  /** In the newer revision; in the older one for what is gone. */
  place: Place;
  tier: PromptDefinition['tier'];
  before: Tokens | null;
  after: Tokens | null;
  /** Whether these tell how the two differ: see `isComparable`. */
  isComparable: boolean;
}

/** One revision as it was analysed. */
export interface AnalyzedRevision {
  analyses: readonly Analysis[];
  meter: Meter;
  /** Of the files that changed; left out: they were not asked for. */
  settings?: readonly NamedValue[];
}

export function diffRevisions(before: AnalyzedRevision, after: AnalyzedRevision, newPath: NewPath): CostDiff {
  const [olds, news] = [callsOf(before), callsOf(after)];
  const matched = matchSites(olds, news, newPath);
  // What is counted at its callers is told of there.
  const [wasFollowed, isFollowed] = [followedIn(olds), followedIn(news)];
  const pairs = matched.pairs.filter(pair => !isFollowed(pair.after));
  const added = matched.added.filter(call => !isFollowed(call));
  const removed = matched.removed.filter(call => !wasFollowed(call));
  const changed = pairs.map(pair => ({ ...pair, changes: changesOf(pair, before.meter, after.meter) }));
  const told = news.filter(call => !isFollowed(call));
  const isSilent = ({ changes }: { changes: readonly Change[] }): boolean => changes.length === 0;
  const sites: SiteDiff[] = [
    ...changed.filter(pair => !isSilent(pair)).map(pair => ({ kind: 'changed' as const, ...pair })),
    ...added.map(call => ({ kind: 'added' as const, before: null, after: call })),
    ...removed.map(call => ({ kind: 'removed' as const, before: call, after: null })),
  ];
  return {
    sites: sites.toSorted(byWeight),
    prompts: promptsBetween(before, after, newPath),
    settings: diffSettings(before.settings ?? [], after.settings ?? [], news, after.meter),
    moved: changed.filter(pair => isSilent(pair) && pair.before.place.file !== pair.after.place.file).length,
    calls: { all: told.length, unpriced: told.filter(({ cost }) => cost.perCall === null).length },
    on: after.meter.on,
  };
}

const callsOf = ({ analyses }: AnalyzedRevision): AnalyzedCall[] => analyses.flatMap(({ calls }) => calls);

/** What a call certainly costs more; of what is not known, nothing. */
const weightOf = ({ before, after }: SiteDiff): Money =>
  magnitude(minus(leastOf(after?.cost.perCall?.total), leastOf(before?.cost.perCall?.total)));

const leastOf = (amount: Amount | undefined): Money =>
  amount && amount.exactness !== 'unknown' ? amount.low : NO_MONEY;

/** `step_2.py` goes before `step_10.py`. */
const IN_ORDER = new Intl.Collator('en', { numeric: true });

function byWeight(a: SiteDiff, b: SiteDiff): number {
  const [x, y] = [weightOf(a), weightOf(b)];
  if (x !== y) return x > y ? -1 : 1;
  const [left, right] = [placeOf(a), placeOf(b)];
  return IN_ORDER.compare(left.file, right.file) || left.range.start.line - right.range.start.line;
}

/** Whether the difference of what its input takes is certain; of what came or went, it is. */
export const isComparableSite = ({ before, after }: SiteDiff): boolean =>
  before === null || after === null || isComparableCall(before, after);

/** What its input costs at the least in both revisions, nothing where the call is not there; null where that is not known, or does not compare. */
export function inputsOf(site: SiteDiff): { from: Money; to: Money } | null {
  const [from, to] = [site.before, site.after].map(call => (call === null ? NO_MONEY : inputOf(call)));
  return from === undefined || to === undefined || !isComparableSite(site) ? null : { from, to };
}

/** What a call's input costs at the least. */
function inputOf({ cost: { perCall } }: AnalyzedCall): Money | undefined {
  return perCall && perCall.input.exactness !== 'unknown' ? perCall.input.low : undefined;
}

/** What its output may cost at the most in both revisions; null where nothing bounds it, or its price is not known. */
export function outputsOf({ before, after }: SiteDiff): { from: Money; to: Money } | null {
  const [from, to] = [before, after].map(call =>
    call === null ? NO_MONEY : (call.cost.perCall?.output.high ?? undefined),
  );
  return from === undefined || to === undefined ? null : { from, to };
}

/** Where a reader finds it: in the newer revision, if it is there. */
export const placeOf = ({ before, after }: SiteDiff): Place => (after ?? before).place;

function promptsBetween(before: AnalyzedRevision, after: AnalyzedRevision, newPath: NewPath): PromptDiff[] {
  const prompts = ({ analyses }: AnalyzedRevision): PromptDefinition[] =>
    analyses.flatMap(analysis => standalone(analysis.prompts));
  const [wasSent, sent] = [before, after].map(({ analyses }) => new Set(analyses.flatMap(placesSent)));
  const isSent = (prompt: PromptDefinition, by = sent): boolean => by?.has(placeKey(prompt.place)) === true;
  const [olds, news] = [prompts(before), prompts(after)];
  const pairs = createPairing(olds, news);
  const paths = new Map(olds.map(old => [old, newPath(old.place.file)]));
  const pathOf = (prompt: PromptDefinition): string => paths.get(prompt) ?? prompt.place.file;
  const length = ({ tokens: { min, max } }: PromptDefinition): string => `${min}\0${max}`;
  // A name may be that of several, in one function.
  const named = (prompt: PromptDefinition): string => keyOf(pathOf(prompt), prompt);
  pairs.join(prompt => `${named(prompt)}\0${length(prompt)}`);
  pairs.join(named);
  const found = [...pairs.found].flatMap(([now, old]) =>
    isAlike(old, now) || isSent(now) ? [] : [promptDiff('changed', old, now)],
  );
  // What is as long elsewhere as it was here has moved; as long in the same file, it has another name.
  pairs.join(prompt => `${prompt.name}\0${length(prompt)}`);
  pairs.join(prompt => `${pathOf(prompt)}\0${length(prompt)}`);
  const { older, newer } = pairs.left();
  const added = newer.filter(prompt => !isSent(prompt));
  // The call that sent what is gone tells what became of it.
  const removed = older.filter(prompt => !isSent(prompt, wasSent));
  return [
    ...found,
    ...added.map(prompt => promptDiff('added', null, prompt)),
    ...removed.map(prompt => promptDiff('removed', prompt, null)),
  ];
}

/** Of texts that calls send, and of what holds them: that may begin on another line. */
const placesSent = ({ calls, prompts }: Analysis): string[] => [
  ...calls.flatMap(({ cost }) => cost.input.parts.flatMap(({ place }) => (place ? [placeKey(place)] : []))),
  ...prompts.filter(({ usedBy }) => usedBy.length > 0).map(({ place }) => placeKey(place)),
];
const placeKey = ({ file, range }: Place): string => `${file}:${range.start.line}`;
const keyOf = (path: string, { name, format }: PromptDefinition): string => `${path}\0${format}\0${name}`;
const isAlike = ({ tokens: a }: PromptDefinition, { tokens: b }: PromptDefinition): boolean =>
  a.min === b.min && a.max === b.max;

function promptDiff(
  kind: PromptDiff['kind'],
  before: PromptDefinition | null,
  after: PromptDefinition | null,
): PromptDiff {
  const shown = after ?? before;
  if (!shown) throw new Error('a prompt of neither revision');
  const { name, place, tier } = shown;
  return {
    kind,
    name,
    place,
    tier,
    before: before?.tokens ?? null,
    after: after?.tokens ?? null,
    isComparable: !before || !after || isComparable(before, after),
  };
}
