import { DAY_MS } from '../time.ts';
import { sameModel, type Target } from './join.ts';
import type { Mismatch, SiteUse } from './live.ts';
import type { Reading } from './model.ts';
import type { Outgrown } from './packages/outgrown.ts';

/** Fewer calls say nothing of a cache; less of a day, nothing of what is not called. */
const LEAST_CALLS = 20;
const LEAST_MS = DAY_MS;
/** A model that so few requests go to is somebody's try. */
const LEAST_SHARE = 0.01;

export interface Seen {
  targets: readonly Target[];
  uses: readonly SiteUse[];
  /** Which part of all requests each model has, by its name in `of.model`. */
  models: readonly Reading[];
  /** Calls that are told of by nobody; empty where spans are not listened for. */
  outgrown: readonly Outgrown[];
}

/** Where the code says one thing and what runs another. Only what is tied to this workspace's calls can be held against them. */
export function mismatchesOf({ targets, uses, models, outgrown }: Seen, on: string): Mismatch[] {
  const silent = neverTold(outgrown, uses);
  if (uses.length === 0) return silent;
  return [
    ...silent,
    ...neverCached(targets, uses),
    ...neverReached(uses),
    ...notInCode(targets, models, on),
    ...notCalled(targets, uses, models, on),
  ];
}

const WARNS: Readonly<Record<Outgrown['registry'], string>> = {
  npm: 'and says nothing of it',
  pypi: 'and says so in its log alone',
};

/** Whatever else tells of one of these calls, they are told of. */
function neverTold(outgrown: readonly Outgrown[], uses: readonly SiteUse[]): Mismatch[] {
  const used = new Set(uses.map(({ root, site }) => `${root}\0${site}`));
  return outgrown.flatMap(({ sdk, takes, registry, sources, calls }) => {
    const [first] = calls;
    if (!first || calls.some(({ root, site }) => used.has(`${root}\0${site}`))) return [];
    const { file, site } = first;
    const none = calls.length === 1 ? 'It was never seen' : `None of ${calls.length} such calls was seen`;
    const others = used.size === 0 ? '' : `; ${used.size} ${used.size === 1 ? 'other was' : 'others were'}`;
    const text = `calls ${sdk}; ${takes.join(', ')}: it makes no spans of such a call, ${WARNS[registry]}. ${none}${others}`;
    return [{ id: `spans ${sdk} ${takes.join()}`, text, detail: `By ${sources.join('; ')}.`, file, site }];
  });
}

function neverCached(targets: readonly Target[], uses: readonly SiteUse[]): Mismatch[] {
  const marked = new Set(targets.filter(({ isCacheMarked }) => isCacheMarked).map(({ site }) => site));
  return uses.flatMap(({ site, file, cached, requests }) => {
    const calls = requests.value.known ? requests.value.value : 0;
    const isMissed = cached.value.known && cached.value.value === 0 && calls >= LEAST_CALLS;
    if (!marked.has(site) || !isMissed) return [];
    const text = `marks its prompt for the cache, and ${calls.toLocaleString('en-US')} calls found nothing there`;
    return [{ id: `cache ${site}`, text, detail: null, file, site }];
  });
}

/**
 * Where n answers are known, the next one is longer than all of them once in n + 1: of 300, fewer than one in a hundred is (95 %, the rule
 * of three). They are to be of a day at least, as nights are not like noons.
 */
const LEAST_ANSWERS = 300;
/** A bound is to leave room: what is told of has four times what was ever taken, and what is named instead has twice. */
const BEYOND = 4;
const ROOM = 2;
/** Below, a bound costs a fraction of a cent whatever it is. */
const LEAST_BOUND = 256;
/** More that don't tell how long they were, and the longest may be one of them. */
const MOST_UNTOLD = 0.01;

function neverReached(uses: readonly SiteUse[]): Mismatch[] {
  return uses.flatMap(({ site, file, basis, bound, window }) => {
    // A model's only call may have others beside it in a program of elsewhere.
    if (bound === null || basis === 'model' || window.to - window.from < LEAST_MS) return [];
    const { maxOutput, answers, untold, longest, p99 } = bound;
    if (!longest.value.known || !p99.value.known || answers < LEAST_ANSWERS || untold > answers * MOST_UNTOLD)
      return [];
    const most = longest.value.value;
    if (maxOutput < LEAST_BOUND || maxOutput < most * BEYOND) return [];
    const better = roundUp(Math.max(most * ROOM, LEAST_BOUND / BEYOND));
    const words = [maxOutput, answers, most, p99.value.value, better].map(one => one.toLocaleString('en-US'));
    const text =
      `allows ${words[0]} tokens of output, and the longest of ${words[1]} answers took ~${words[2]} (p99 ~${words[3]}): ` +
      `the worst case that is priced here never came; ${words[4]} would still leave room`;
    const detail =
      `Each was sent with this bound, in ${daysOf(window.to - window.from)}. Of so many, fewer than ` +
      `${Number((300 / answers).toPrecision(1))} % are longer than the longest (95 % sure).`;
    return [{ id: `bound ${site}`, text, detail, file, site }];
  });
}

/** To two digits. */
function roundUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}

function daysOf(ms: number): string {
  const days = Math.floor(ms / LEAST_MS);
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** Where some call of the workspace takes its model from elsewhere, any model may be that call's. */
function notInCode(targets: readonly Target[], models: readonly Reading[], on: string): Mismatch[] {
  if (targets.some(({ isModelOpen, isProduction }) => isModelOpen && isProduction)) return [];
  const modelOf = sameModel(on);
  const known = targets.flatMap(target => target.models.map(modelOf));
  return models.flatMap(({ of, value }) => {
    const name = of['model'];
    if (name === undefined || !value.known || value.value < LEAST_SHARE) return [];
    if (known.some(id => isVersionOf(modelOf(name), id))) return [];
    const share = `${Math.round(value.value * 100)} %`;
    return [
      {
        id: `model ${name}`,
        text: `${name} answers ${share} of all requests, and no call here names it`,
        detail: null,
        file: null,
        site: null,
      },
    ];
  });
}

function notCalled(
  targets: readonly Target[],
  uses: readonly SiteUse[],
  models: readonly Reading[],
  on: string,
): Mismatch[] {
  const longest = Math.max(...uses.map(({ window }) => window.to - window.from));
  if (longest < LEAST_MS) return [];
  const modelOf = sameModel(on);
  const seen = models.flatMap(({ of }) => (of['model'] === undefined ? [] : [modelOf(of['model'])]));
  const used = new Set(uses.map(({ site }) => site));
  return targets.flatMap(({ site, place: { file }, models: own, isProduction, isModelOpen }) => {
    const isSeen = own.some(id => seen.some(name => isVersionOf(name, modelOf(id))));
    if (!isProduction || isModelOpen || own.length === 0 || used.has(site) || isSeen) return [];
    return [
      {
        id: `call ${site}`,
        text: `names ${own.join(' or ')}, which nobody asked in ${daysOf(longest)}`,
        detail: null,
        file,
        site,
      },
    ];
  });
}

/** `gpt-4o-2024-08-06` is of `gpt-4o`; `gpt-4o-mini` is another. */
const isVersionOf = (name: string, id: string): boolean =>
  name === id || (name.startsWith(id) && /^[-@:]?(?:\d{4}-?\d{2}-?\d{2}|\d{3,4}|v\d)/.test(name.slice(id.length)));
