import type { CallFact, Export } from '../languages/facts.ts';
import type { Held, MemoryKey } from './answers.ts';
import type { Ask } from './direct.ts';
import { argumentsOf } from './extensions.ts';
import { CALLS_NAMED, EXPORTS, IMPORTS } from './questions.ts';
import { tierOf } from './tier.ts';
import { type Arguments, type Engine, type Frame, type Module, type Value, frameOf } from './value.ts';

/** More files that speak of a name than this: it is everyone's, and its callers are looked for in its own file. */
const MAX_FILES = 32;
/** More callers than this tell no more than the first ones. */
export const MAX_ENTRIES = 6;
const CALLEE_STEPS = 2_000;

/** Functions and classes of the project by where they stand. */
export interface Home {
  module: Module;
  scope: number;
}

/** A call that comes to a function or class of the project. */
export interface Caller {
  call: CallFact;
  module: Module;
  /** What a method is called on, where more is known of it than its class. */
  self: Value | null;
  args: Arguments;
}

interface Callers {
  found: Caller[];
  areAll: boolean;
}

export const CONSTRUCTORS: ReadonlySet<string> = new Set([
  '__init__',
  'constructor',
  '__post_init__',
  'initialize',
  '__construct',
]);

const CALLERS: MemoryKey<number, Held<Callers>> = {};

/** The calls in the project that come to a function or class. */
export const callersOf = (ask: Ask, home: Home, isClass: boolean): Callers =>
  ask.engine.remember(CALLERS, home.module.file, home.scope, () => findCallers(ask, home, isClass));

/** Whether only its own file can call the function around a scope. */
export function isOnlyOwn(engine: Engine, { module, scope }: Frame): boolean {
  const named = namedFunction(module, scope);
  return named !== undefined && isPrivate(engine, module, named);
}

function findCallers(ask: Ask, { module, scope }: Home, isClass: boolean): Callers {
  const name = module.shape(scope)?.name ?? '';
  if (name === '') return { found: [], areAll: false };
  const { project } = ask.engine;
  const isOwn = isPrivate(ask.engine, module, scope);
  const mentioning = isOwn ? [] : project.mentioning(name);
  const files = [
    module.file,
    ...(mentioning.length > MAX_FILES ? [] : mentioning.filter(file => file !== module.file)),
  ];
  const found = files
    .filter(file => tierOf(file) === tierOf(module.file))
    .flatMap(file => (file === module.file ? module : (ask.engine.moduleOf(file) ?? [])))
    .filter(({ language }) => language === module.language)
    .flatMap(from =>
      (isClass ? [name, 'cls', 'Self'] : [name])
        .flatMap(one => from.ask(CALLS_NAMED, one))
        .flatMap(call => callerIn(ask, from, call, { module, scope }) ?? []),
    );
  const areAll = isOwn && ask.engine.mentions(module, name) === found.length + 1;
  return { found: found.slice(0, MAX_ENTRIES), areAll: areAll && found.length <= MAX_ENTRIES };
}

function callerIn(ask: Ask, from: Module, call: CallFact, home: Home): Caller | undefined {
  ask.begin(CALLEE_STEPS);
  const frame = frameOf(from, call.scope);
  const callee = calleesIn(ask.engine.evaluate(call.expr.callee, frame)).find(value => isSame(value, home));
  if (!callee) return undefined;
  const list = callee.kind === 'function' ? argumentsOf(callee, call.expr) : call.expr.args;
  const self = callee.kind === 'function' && callee.self?.kind === 'instance' && callee.self.args ? callee.self : null;
  return { call, module: from, self, args: { list, frame } };
}

/** The same function or class; of a class whose members stand in several places, any of these. */
function isSame(one: Home, { module, scope }: Home): boolean {
  if (one.module.file !== module.file) return false;
  const [own, other] = [module.scope(scope), module.scope(one.scope)];
  const arePartial = own?.kind === 'class' && other?.kind === 'class' && (own.isPartial || other.isPartial);
  return one.scope === scope || (arePartial && own.name === other.name);
}

type Callee = Extract<Value, { kind: 'function' | 'class' }>;

function calleesIn(value: Value): Callee[] {
  if (value.kind === 'function' || value.kind === 'class') return [value];
  return value.kind === 'choice' ? value.options.flatMap(calleesIn) : [];
}

/** What only its own file can name: of a notebook, of a module that does not give it to others, a private member. */
function isPrivate({ project }: Engine, module: Module, scope: number): boolean {
  const { file, language } = module;
  const { name = '', parent, decorators = [] } = module.scope(scope) ?? {};
  if (decorators.length > 0) return false;
  if (file.endsWith('.ipynb') || name.startsWith('#')) return true;
  if (!language.isOpen)
    return parent === 0 && isModule(module) && !module.ask(EXPORTS, null).some(given => isGiven(given, name));
  return language.id === 'python' && /^_[^_]/.test(name) && project.mentioning(name).length === 1;
}

const isModule = (module: Module): boolean =>
  module.ask(EXPORTS, null).length > 0 || module.ask(IMPORTS, null).length > 0;

const isGiven = (given: Export, name: string): boolean =>
  given.kind !== 'star' &&
  (given.name === name || (given.kind === 'local' && given.local === name) || given.kind === 'value');

/** The nearest function around a scope that has a name to call it by. */
export function namedFunction(module: Module, scope: number): number | undefined {
  for (let at = scope; at > 0; at = module.shape(at)?.parent ?? 0) {
    const found = module.shape(at);
    if (found?.kind === 'class') return undefined;
    if (found?.kind === 'function' && found.name !== '') return at;
  }
  return undefined;
}
