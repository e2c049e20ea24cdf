import { CONSTRUCTORS, MAX_ENTRIES, type Caller, type Home, callersOf, namedFunction } from './caller-index.ts';
import type { Ask } from './direct.ts';
import type { Question } from './questions.ts';
import { type Arguments, type Frame, type Value, frameOf } from './value.ts';

export interface Entries {
  frames: Frame[];
  /** No other code can call it. */
  areAll: boolean;
}

const NONE: Entries = { frames: [], areAll: false };

/** How many ways one of several callers may be called itself, so that it can't hide the others. */
const shareOf = (callers: number): number => Math.max(1, Math.floor(MAX_ENTRIES / callers));

/** Something as callers make it, one for each. */
interface Made<T> {
  all: T[];
  areAll: boolean;
}

/** Finds, for a place in a function, the frames in which its parameters hold what the project's own callers give. */
// eslint-disable-next-line max-lines-per-function -- a closure: callers are looked for from callers
export function createEntries(ask: Ask) {
  /** Frames in which a frame's function, and the object that it is a method of, are as callers make them; `depth` callers up. */
  function entriesOf(frame: Frame, depth: number): Entries {
    const { module } = frame;
    const scope = namedFunction(module, frame.scope);
    const own = scope === undefined ? undefined : module.scope(scope);
    if (scope === undefined || !own || depth <= 0) return NONE;
    const owner = own.self && !own.self.isClass ? own.self.scope : undefined;
    const isConstructor = owner !== undefined && CONSTRUCTORS.has(own.name);
    const takesAny = own.params.some(({ name }) => name !== own.self?.name);
    if (!takesAny && owner === undefined) return NONE;
    const called = callersOf(ask, { module, scope: isConstructor ? owner : scope }, isConstructor);
    const objects = owner === undefined || isConstructor ? NOTHING : objectsOf({ module, scope: owner }, depth);
    const callers = takesAny ? called.found : called.found.filter(({ self }) => self);
    if (callers.length === 0 && objects.all.length === 0) return NONE;
    const share = shareOf(Math.max(callers.length, 1) * Math.max(objects.all.length, 1));
    const ways = (callers.length > 0 ? callers : [null]).flatMap(caller => {
      const known = caller?.self ? [caller.self] : objects.all;
      return (known.length > 0 ? known : [null]).map(self => ({
        self,
        made: argumentsFor(caller, self, depth, share),
      }));
    });
    const frames = ways.flatMap(({ self, made }) =>
      made.all.map(args => within(frame, { module, scope, args, self, outer: null })),
    );
    const areAll = called.areAll && frames.length <= MAX_ENTRIES && ways.every(({ made }) => made.areAll);
    return {
      frames: frames.slice(0, MAX_ENTRIES),
      areAll: areAll && (owner === undefined || objects.areAll || module.ask(MADE_OF_NOTHING, owner)),
    };
  }

  /** A caller's arguments, in its own frame or in those of its callers. */
  function argumentsFor(
    caller: Caller | null,
    self: Value | null,
    depth: number,
    share: number,
  ): Made<Arguments | null> {
    if (!caller) return { all: [null], areAll: false };
    const { list, frame: plain } = caller.args;
    const from = sharesSelf(caller, self) ? { ...plain, self } : plain;
    const { frames, areAll } = list.length > 0 ? entriesOf(from, depth - 1) : NONE;
    return frames.length > 0
      ? { all: frames.slice(0, share).map(frame => ({ list, frame })), areAll: areAll && frames.length <= share }
      : { all: [{ list, frame: from }], areAll: true };
  }

  /** What the class is made with, wherever the project makes one. */
  function objectsOf(home: Home, depth: number): Made<Value> {
    const { found, areAll } = callersOf(ask, home, true);
    // What is made of nothing is what the class says it is.
    if (found.every(({ args }) => args.list.length === 0)) return { ...NOTHING, areAll };
    const made = found.map(caller => argumentsFor(caller, null, depth, shareOf(found.length)));
    const all = made.flatMap(({ all: args }) => args.map((one): Value => ({ kind: 'instance', ...home, args: one })));
    return {
      all: all.slice(0, MAX_ENTRIES),
      areAll: areAll && all.length <= MAX_ENTRIES && made.every(one => one.areAll),
    };
  }

  return entriesOf;
}

const NOTHING: Made<Value> = { all: [], areAll: false };

/** A frame within a function, as the function is entered. */
const within = (frame: Frame, entered: Frame): Frame =>
  frame.scope === entered.scope ? entered : { ...frameOf(frame.module, frame.scope), outer: entered };

/** A method that calls another one on the object that it is called on itself. */
function sharesSelf({ module, call }: Caller, self: Value | null): boolean {
  if (self?.kind !== 'instance' || self.module !== module) return false;
  const { callee } = call.expr;
  const own = module.shape(call.scope)?.self;
  return (
    callee.kind === 'member' &&
    callee.object.kind === 'name' &&
    own?.name === callee.object.name &&
    own.scope === self.scope
  );
}

/** A class whose objects are all alike: it is given nothing, by itself or by what it inherits from. */
const MADE_OF_NOTHING: Question<number, boolean> = {
  of: ({ scopes }, owner) =>
    scopes[owner]?.bases.length === 0 &&
    scopes[owner].isPartial === false &&
    scopes[owner].role === null &&
    scopes.every(
      ({ self, name, params }) =>
        self?.scope !== owner || !CONSTRUCTORS.has(name) || params.every(param => param.name === self.name),
    ),
};
