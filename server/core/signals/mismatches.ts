import { sameModel, type Target } from './join.ts';
import type { Mismatch, SiteUse } from './live.ts';
import type { Reading } from './model.ts';

/** Fewer calls say nothing of a cache; less of a day, nothing of what is not called. */
const LEAST_CALLS = 20;
const LEAST_MS = 86_400_000;
/** A model that so few requests go to is somebody's try. */
const LEAST_SHARE = 0.01;

export interface Seen {
  targets: readonly Target[];
  uses: readonly SiteUse[];
  /** Which part of all requests each model has, by its name in `of.model`. */
  models: readonly Reading[];
}

/** Where the code says one thing and what runs another. Only what is tied to this workspace's calls can be held against them. */
export function mismatchesOf({ targets, uses, models }: Seen, on: string): Mismatch[] {
  if (uses.length === 0) return [];
  return [...neverCached(targets, uses), ...notInCode(targets, models, on), ...notCalled(targets, uses, models, on)];
}

function neverCached(targets: readonly Target[], uses: readonly SiteUse[]): Mismatch[] {
  const marked = new Set(targets.filter(({ isCacheMarked }) => isCacheMarked).map(({ site }) => site));
  return uses.flatMap(({ site, file, cached, requests }) => {
    const calls = requests.value.known ? requests.value.value : 0;
    const isMissed = cached.value.known && cached.value.value === 0 && calls >= LEAST_CALLS;
    if (!marked.has(site) || !isMissed) return [];
    const text = `marks its prompt for the cache, and ${calls.toLocaleString('en-US')} calls found nothing there`;
    return [{ id: `cache ${site}`, text, file, site }];
  });
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
    const days = Math.floor(longest / LEAST_MS);
    return [
      {
        id: `call ${site}`,
        text: `names ${own.join(' or ')}, which nobody asked in ${days} ${days === 1 ? 'day' : 'days'}`,
        file,
        site,
      },
    ];
  });
}

/** `gpt-4o-2024-08-06` is of `gpt-4o`; `gpt-4o-mini` is another. */
const isVersionOf = (name: string, id: string): boolean =>
  name === id || (name.startsWith(id) && /^[-@:]?(?:\d{4}-?\d{2}-?\d{2}|\d{3,4}|v\d)/.test(name.slice(id.length)));
