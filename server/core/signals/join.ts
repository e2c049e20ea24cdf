import { resolve } from '../../../pricing/resolve.ts';
import type { AnalyzedCall, CallKind, Part } from '../model.ts';
import { symbolsOf } from '../symbols.ts';
import type { SiteUse } from './live.ts';
import type { CodeRef, UsageLabels, UsageOperation } from './model.ts';

/** The call of the workspace that a sample is of, and how that is known. */
export interface Joined {
  call: AnalyzedCall;
  basis: SiteUse['basis'];
}

/** Ties samples to calls; null where none fits, or several do: it never chooses between them. */
export type Join = (labels: UsageLabels) => Joined | null;

/** Makes a join for the calls of a workspace. `on`: the day that models are resolved for, ISO date. */
export function joinTo(calls: readonly AnalyzedCall[], on: string): Join {
  const byName = indexed(calls, namesOf);
  const modelOf = memo((id: string) => {
    const served = resolve(id, null, `${on}T00:00:00Z`);
    return served.known ? served.value.modelId : id.toLowerCase();
  });
  const byModel = indexed(
    calls.filter(({ tier, model }) => tier === 'production' && model.unknown === null),
    ({ kind, model }) => model.candidates.map(({ id }) => `${OPERATIONS[kind]} ${modelOf(id)}`),
  );

  return labels => {
    const { code, name } = labels;
    const asked = [labels.requestModel, labels.responseModel].flatMap(id => (id === null ? [] : [modelOf(id)]));
    const isOfModel = ({ model: { candidates, unknown } }: AnalyzedCall): boolean =>
      unknown !== null || asked.length === 0 || candidates.some(({ id }) => asked.includes(modelOf(id)));

    if (code) {
      const inFile = calls.filter(({ place: { file } }) => isSameFile(file, code.file));
      const onLine = only(
        inFile.filter(call => isOnLine(call, code)),
        isOfModel,
      );
      if (onLine) return { call: onLine, basis: 'line' };
      // Lines move between what runs and what is edited; functions keep their names.
      const inFunction =
        code.function !== null &&
        only(
          inFile.filter(call => isIn(call, code.function ?? '')),
          isOfModel,
        );
      return inFunction ? { call: inFunction, basis: 'name' } : null;
    }
    const named = name === null ? null : only(byName.get(name) ?? [], isOfModel);
    if (named) return { call: named, basis: 'name' };
    if (name !== null && byName.has(name)) return null;
    const ofModel = new Set(asked.flatMap(id => byModel.get(`${labels.operation} ${id}`) ?? []));
    const [alone, ...others] = ofModel;
    return alone && others.length === 0 ? { call: alone, basis: 'model' } : null;
  };
}

/** What instruments call each kind of call. */
const OPERATIONS: Readonly<Record<CallKind, UsageOperation>> = {
  chat: 'chat',
  agent: 'chat',
  completion: 'completion',
  embedding: 'embedding',
  image: 'image',
  audio: 'audio',
  rerank: 'rerank',
};

/** The one there is, or the one of the sample's model. */
function only(found: readonly AnalyzedCall[], isOfModel: (call: AnalyzedCall) => boolean): AnalyzedCall | null {
  const [first, ...others] = found.length > 1 ? found.filter(isOfModel) : found;
  return first && others.length === 0 ? first : null;
}

/** One path ends as the other does: where a program runs, its files lie elsewhere. A name alone says little, but is all that some tell. */
export function isSameFile(ours: string, theirs: string): boolean {
  const [a, b] = [ours, theirs].map(path =>
    path
      .replaceAll('\\', '/')
      .split('/')
      .filter(part => part !== '' && part !== '.'),
  );
  if (!a || !b) return false;
  const length = Math.min(a.length, b.length);
  return length > 0 && a.slice(-length).join('/') === b.slice(-length).join('/');
}

/** A frame names any line of a call that goes over several. */
const isOnLine = ({ place: { range } }: AnalyzedCall, { line }: CodeRef): boolean =>
  line !== null && range.start.line < line && line <= range.end.line + 1;

/** `new Agent.answer`, `async Agent.answer`, `app.agents.answer`: the last name counts. */
const isIn = (call: AnalyzedCall, name: string): boolean => symbolsOf(call).at(-1) === name.split(/[.\s]/).at(-1);

/** What a program may call it: the functions around it, and the texts that it sends. */
const namesOf = (call: AnalyzedCall): string[] => {
  const inPart = (part: Part): string[] => {
    if (part.kind === 'text') return part.name === undefined ? [] : [part.name];
    if (part.kind === 'choice') return part.options.flat().flatMap(inPart);
    return part.kind === 'repeat' ? part.parts.flatMap(inPart) : [];
  };
  const symbols = symbolsOf(call);
  const prompts = call.prompt.messages.flatMap(({ parts }) => parts.flatMap(inPart));
  return [...new Set([...symbols.slice(-1), symbols.join('.'), ...prompts])].filter(name => name !== '');
};

function indexed(
  calls: readonly AnalyzedCall[],
  keysOf: (call: AnalyzedCall) => string[],
): Map<string, AnalyzedCall[]> {
  const index = new Map<string, AnalyzedCall[]>();
  for (const call of calls) for (const key of keysOf(call)) index.set(key, [...(index.get(key) ?? []), call]);
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
