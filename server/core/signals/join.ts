import { resolve } from '../../../pricing/resolve.ts';
import { addTo } from '../groups.ts';
import type { CallSite, Part, Place } from '../model.ts';
import { symbolsOf } from '../symbols.ts';
import type { CodeRef, UsageLabels, UsageOperation } from './model.ts';

/** What a sample can be known by to be of a call. */
export interface Target {
  /** The folder that it lies in, an absolute path, and the call's id. */
  root: string;
  site: string;
  /** Id of the SDK's data file. */
  sdk: string;
  place: Place;
  operation: UsageOperation;
  /** Only these are taken for the one call of a model. */
  isProduction: boolean;
  models: readonly string[];
  /** Another model than these may be used. */
  isModelOpen: boolean;
  /** It marks what the provider's cache is to keep. */
  isCacheMarked: boolean;
  /** Most tokens of output that it allows; null where it sets no bound, or one that is not known. */
  maxOutput: number | null;
  /** The function around it. */
  function: string | null;
  /** What a program may call it: that function, with and without what is around that, and the texts that it sends. */
  names: readonly string[];
}

/** By its line, by a name that the program gives it, or as the only one of its model and operation. */
export type JoinBasis = 'line' | 'name' | 'model';

/** The call that a sample is of, and how that is known. */
export interface Joined {
  target: Target;
  basis: JoinBasis;
}

/** Ties samples to calls; null where none fits, or several do: it never chooses between them. */
export type Join = (labels: UsageLabels) => Joined | null;

/** Makes a join for the calls of a workspace. `on`: the day that models are resolved for, ISO date. */
export function joinTo(targets: readonly Target[], on: string): Join {
  const modelOf = sameModel(on);
  const byName = indexed(targets, ({ names }) => names);
  const byModel = indexed(
    targets.filter(({ isProduction, isModelOpen }) => isProduction && !isModelOpen),
    ({ operation, models }) => models.map(id => `${operation} ${modelOf(id)}`),
  );

  const byCode = (code: CodeRef, isOfModel: (target: Target) => boolean): Joined | null => {
    const inFile = targets.filter(target => {
      const shared = sharedEnd(target.place.file, code.file);
      // A name alone is that of many files: the model must fit, too.
      return shared > 1 || (shared === 1 && isOfModel(target));
    });
    const onLine = only(
      inFile.filter(target => isOnLine(target, code)),
      isOfModel,
    );
    if (onLine) return { target: onLine, basis: 'line' };
    // Lines move between what runs and what is edited; functions keep their names.
    const name = code.function === null ? null : lastName(code.function);
    const inFunction = only(name === null ? [] : inFile.filter(target => target.function === name), isOfModel);
    return inFunction && { target: inFunction, basis: 'name' };
  };

  return labels => {
    const { code, name } = labels;
    const asked = [labels.requestModel, labels.responseModel].flatMap(id => (id === null ? [] : [modelOf(id)]));
    const isOfModel = ({ models, isModelOpen }: Target): boolean =>
      isModelOpen || asked.length === 0 || models.some(id => asked.includes(modelOf(id)));
    if (code) return byCode(code, isOfModel);
    if (name !== null && byName.has(name)) {
      const named = only(byName.get(name) ?? [], isOfModel);
      return named && { target: named, basis: 'name' };
    }
    const [alone, ...others] = new Set(asked.flatMap(id => byModel.get(`${labels.operation} ${id}`) ?? []));
    return alone && others.length === 0 ? { target: alone, basis: 'model' } : null;
  };
}

/** One name for all spellings of a model. */
export const sameModel = (on: string): ((id: string) => string) =>
  memo(id => {
    const served = resolve(id, null, `${on}T00:00:00Z`);
    return served.known ? served.value.modelId : id.toLowerCase();
  });

/** What there is of a call to be known by. */
export function targetOf(root: string, call: CallSite): Target {
  const symbols = symbolsOf(call);
  const prompts = call.prompt.messages.flatMap(({ parts }) => parts.flatMap(namesIn));
  const names = [...symbols.slice(-1), symbols.join('.'), ...prompts].filter(name => name !== '');
  return {
    root,
    site: call.id,
    sdk: call.sdk,
    place: call.place,
    operation: OPERATIONS[call.kind],
    isProduction: call.tier === 'production',
    models: call.model.candidates.map(({ id }) => id),
    isModelOpen: call.model.unknown !== null,
    isCacheMarked: (call.cached?.length ?? 0) > 0,
    maxOutput: call.maxOutput.known ? call.maxOutput.value : null,
    function: symbols.at(-1) ?? null,
    names: [...new Set(names)],
  };
}

function namesIn(part: Part): string[] {
  if (part.kind === 'text') return part.name === undefined ? [] : [part.name];
  if (part.kind === 'choice') return part.options.flat().flatMap(namesIn);
  return part.kind === 'repeat' ? part.parts.flatMap(namesIn) : [];
}

/** What instruments call each kind of call. */
const OPERATIONS: Readonly<Record<CallSite['kind'], UsageOperation>> = {
  chat: 'chat',
  agent: 'chat',
  completion: 'completion',
  embedding: 'embedding',
  image: 'image',
  audio: 'audio',
  rerank: 'rerank',
};

/** The one there is, or the one of the sample's model. */
function only(found: readonly Target[], isOfModel: (target: Target) => boolean): Target | null {
  const [first, ...others] = found.length > 1 ? found.filter(isOfModel) : found;
  return first && others.length === 0 ? first : null;
}

/** How many names at their ends two paths share, where one ends as the other does: where a program runs, its files lie elsewhere. Else 0. */
function sharedEnd(ours: string, theirs: string): number {
  const [a, b] = [ours, theirs].map(partsOf);
  const length = Math.min(a?.length ?? 0, b?.length ?? 0);
  return length > 0 && a?.slice(-length).join('/') === b?.slice(-length).join('/') ? length : 0;
}

const partsOf = (path: string): string[] =>
  path
    .replaceAll('\\', '/')
    .split('/')
    .filter(part => part !== '' && part !== '.');

/** A frame names any line of a call that goes over several. */
const isOnLine = ({ place: { range } }: Target, { line }: CodeRef): boolean =>
  line !== null && range.start.line < line && line <= range.end.line + 1;

/** Of `async Agent.answer` or `app.agents.answer`. */
const lastName = (name: string): string | null => name.split(/[.\s]/).at(-1) ?? null;

function indexed(targets: readonly Target[], keysOf: (target: Target) => readonly string[]): Map<string, Target[]> {
  const index = new Map<string, Target[]>();
  for (const target of targets) for (const key of keysOf(target)) addTo(index, key, target);
  return index;
}

function memo<T>(of: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return key => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = of(key);
    known.set(key, value);
    return value;
  };
}
