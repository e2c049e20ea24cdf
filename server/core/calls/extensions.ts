import { type Argument, type CallFact, extensionName } from '../languages/facts.ts';
import { exportedFrom } from './imports.ts';
import type { Engine, FunctionValue, Module, Value } from './value.ts';

/** More files that extend a type are a framework's. */
const MAX_FILES = 24;

/** A function of the project that is called as if it were a method of the value; undefined where there is none. */
export function extensionOf(engine: Engine, receiver: Value, name: string, from: Module): FunctionValue | undefined {
  if (!from.language.hasExtensions) return undefined;
  for (const type of typesOf(receiver)) {
    const files = engine.project.declaring(`this ${type}`).slice(0, MAX_FILES);
    const modules = files.flatMap(file => (file === from.file ? from : (engine.moduleOf(file) ?? [])));
    const found = exportedFrom(engine, modules, extensionName(name));
    if (found?.kind === 'function') return { ...found, isExtension: true };
  }
  return undefined;
}

/** Names of a value's type: its class and what that inherits from, the class of a library that it was made by. */
function typesOf(value: Value): string[] {
  if (value.kind === 'text') return ['string'];
  if (value.kind === 'instance') {
    const own = value.module.scope(value.scope);
    const bases = own?.bases.flatMap(base => (base.kind === 'name' || base.kind === 'member' ? base.name : [])) ?? [];
    return own ? [own.name, ...bases] : [];
  }
  if (value.kind !== 'external' || value.steps.at(-1)?.kind !== 'call') return [];
  const made = value.steps.findLast(step => step.kind === 'member')?.name;
  // `GetChatClient()` gives a `ChatClient`, `AsIChatClient()` an `IChatClient`.
  return made === undefined ? [] : [made.replace(/^(?:Get|As|Create)(?=[A-Z])/, '')];
}

/** Arguments of a call as the function takes them: what an extension is called on is its first one. */
export function argumentsOf(callee: FunctionValue, { callee: spelled, args }: CallFact['expr']): readonly Argument[] {
  if (!callee.isExtension || spelled.kind !== 'member') return args;
  return [{ name: null, value: spelled.object, spread: false }, ...args];
}
