import type { CachedPrefix } from '../model.ts';
import type { PromptArgument } from '../sdks/sdk.ts';
import { constructed } from './fields.ts';
import { looseName } from './found.ts';
import { type Engine, type Value, plainText } from './value.ts';

/**
 * Marks that ask a provider to keep what stands before them: Anthropic's `cache_control` on a block, Bedrock's `cachePoint`
 * between blocks, the AI SDK's `providerOptions.anthropic.cacheControl`.
 */

type KeptFor = CachedPrefix['keptFor'];

/** An argument of which a prompt is made. */
export interface Given {
  value: Value;
  as: PromptArgument['as'];
  name: string;
}

interface Cut<T> {
  upTo: T;
  keptFor: KeptFor;
}

/** What is given up to each mark. */
export function cutsOf(engine: Engine, all: readonly Given[]): { given: Given[]; keptFor: KeptFor }[] {
  return all.flatMap((one, at) =>
    cutValue(engine, one.value, DEPTH).map(({ upTo, keptFor }) => ({
      given: [...all.slice(0, at), ...(upTo ? [{ ...one, value: upTo }] : [])],
      keptFor,
    })),
  );
}

/** Of a list of messages, their blocks; a message may be an object of a library, too. */
const DEPTH = 4;

/** `upTo: null`: the mark stands before the value. */
function cutValue(engine: Engine, value: Value, depth: number): Cut<Value | null>[] {
  if (depth === 0) return [];
  switch (value.kind) {
    case 'list':
      return value.items.flatMap((item, at) =>
        cutValue(engine, item.value, depth - 1).map(({ upTo, keptFor }) => ({
          upTo: { ...value, items: [...value.items.slice(0, at), ...(upTo ? [{ ...item, value: upTo }] : [])] },
          keptFor,
        })),
      );
    case 'object':
      return cutObject(engine, value, depth);
    case 'external': {
      const args = constructed(value);
      if (!args) return [];
      const inner = args.list.flatMap(arg => cutValue(engine, engine.evaluate(arg.value, args.frame), depth - 1));
      // What a library made is not taken apart: its last mark counts for all of it.
      return inner.slice(-1).map(({ keptFor }) => ({ upTo: value, keptFor }));
    }
    default:
      return [];
  }
}

function cutObject(engine: Engine, value: Extract<Value, { kind: 'object' }>, depth: number): Cut<Value | null>[] {
  const mark = markOf(value, 2);
  const isAlone = mark !== undefined && [...value.entries.keys()].every(key => MARKS.has(looseName(key)));
  if (isAlone) return [{ upTo: null, keptFor: keptForOf(mark) }];
  const inner = [...value.entries]
    .filter(([key]) => CONTENTS.has(key))
    .flatMap(([key, content]) =>
      cutValue(engine, content, depth - 1).map(({ upTo, keptFor }) => ({
        upTo: { ...value, entries: new Map([...value.entries, [key, upTo ?? EMPTY]]) },
        keptFor,
      })),
    );
  return mark ? [...inner, { upTo: value, keptFor: keptForOf(mark) }] : inner;
}

const EMPTY: Value = { kind: 'list', items: [], open: [] };
const CONTENTS: ReadonlySet<string> = new Set(['content', 'parts', 'kwargs']);
const MARKS: ReadonlySet<string> = new Set(['cachecontrol', 'cachepoint']);
/** Where the AI SDK has what only one provider understands; between these keys and the mark stands the provider's name. */
const OPTIONS: ReadonlySet<string> = new Set(['providerOptions', 'providerMetadata', 'experimental_providerMetadata']);

/** The value of an object's mark; whether something that is decided at run time is one, nobody knows: it counts as none. */
function markOf({ entries }: Extract<Value, { kind: 'object' }>, depth: number): Value | undefined {
  for (const [key, value] of entries) {
    if (MARKS.has(looseName(key)) && (value.kind === 'object' || value.kind === 'external')) return value;
    const isAround = depth === 2 ? OPTIONS.has(key) : depth === 1;
    const inner = isAround && value.kind === 'object' ? markOf(value, depth - 1) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** Five minutes, unless the mark says otherwise. */
export function keptForOf(mark: Value): KeptFor {
  const ttl = mark.kind === 'object' ? mark.entries.get('ttl') : undefined;
  return ttl && plainText(ttl) === '1h' ? '1h' : '5m';
}

/** The same of a tool's definition, which is read as JSON. */
export function markInJson(definition: unknown): KeptFor | undefined {
  if (!isRecord(definition)) return undefined;
  const mark = Object.entries(definition).find(([key, value]) => MARKS.has(looseName(key)) && isRecord(value))?.[1];
  return isRecord(mark) ? (mark['ttl'] === '1h' ? '1h' : '5m') : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
