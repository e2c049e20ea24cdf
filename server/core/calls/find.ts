import type { Binding, CallFact, Facts } from '../languages/facts.ts';
import type { Project } from '../ports.ts';
import { BUILT, builtPrompts } from './built.ts';
import { constantOf, mayBeConstant } from './constants.ts';
import type { Held, MemoryKey } from './answers.ts';
import { type FoundCall, readDirect } from './direct.ts';
import { createEvaluator } from './evaluate.ts';
import type { Definition } from './prompt.ts';
import { type Resting, restingOn } from './resting.ts';
import { createSupplied } from './supplied.ts';
import { type Module, frameOf } from './value.ts';
import { createWrappers } from './wrappers.ts';

interface State {
  ask: ReturnType<typeof createEvaluator>;
  wrappers: ReturnType<typeof createWrappers>;
  supplied: ReturnType<typeof createSupplied>;
}

const states = new WeakMap<Project, State>();
/** What was found in a source file: plain data, which may be kept. */
export interface Found {
  calls: FoundCall[];
  /** Under names of a module or a class. */
  prompts: Definition[];
  /** What functions put together. */
  built: Definition[];
}

const FOUND: MemoryKey<CallFact, Held<FoundCall | undefined>> = {};
const PROMPTS: MemoryKey<Binding, Held<Definition | undefined>> = {};

/** What was found out about a project serves all its files. */
function stateOf(project: Project): State {
  const known = states.get(project);
  if (known) return known;
  const ask = createEvaluator(project);
  const wrappers = createWrappers(ask, ask.answers);
  const supplied = createSupplied(ask, (call, frame) => readDirect(ask, call, frame) ?? wrappers.through(call, frame));
  const state = { ask, wrappers, supplied };
  states.set(project, state);
  return state;
}

/**
 * Takes what rests on what an edit of a source file changed, so that the rest serves on; `told` are words and types that are in other files
 * now. False where it can't be told what that is: then the project is to be asked under a new name.
 */
export const edited = (file: string, project: Project, told: readonly string[]): boolean =>
  states.get(project)?.ask.edited(file, told) ?? true;

/** What a source file says now: after an edit these facts take the place of those that were read. */
export const currentFacts = (file: string, project: Project): Facts | undefined =>
  states.get(project)?.ask.current(file);

/** What rests on what, of all that was found in a project so far. */
export function restingIn(project: Project): Resting {
  const { ask } = stateOf(project);
  return restingOn(ask.asked(), ask.answers.homes([FOUND, PROMPTS, BUILT]));
}

export const findIn = (file: string, project: Project): Found => ({
  calls: findCalls(file, project),
  ...findPrompts(file, project),
});

/** Every LLM call of a file: of an SDK, or through a function of the project that leaves the prompt to its callers. */
function findCalls(file: string, project: Project): FoundCall[] {
  const state = stateOf(project);
  const { ask } = state;
  const module = ask.engine.moduleOf(file);
  if (!module) return [];
  const ordinals = new Map<string, number>();
  ask.endFile();
  return module
    .current()
    .calls.toSorted((a, b) => a.expr.span[0] - b.expr.span[0])
    .flatMap(call => {
      const found = ask.answers.remember(FOUND, file, call, () => findCall(state, module, call));
      if (!found) return [];
      const name = nameOf(module, call, found);
      const ordinal = (ordinals.get(name) ?? 0) + 1;
      ordinals.set(name, ordinal);
      const id = `${file}#${name}${ordinal > 1 ? `#${ordinal}` : ''}`;
      // The same call stays the same object: what it costs is known by it.
      if (found.site.id !== id) found.site = { ...found.site, id };
      return [found];
    });
}

function findCall({ ask, wrappers, supplied }: State, module: Module, call: CallFact): FoundCall | undefined {
  const frame = frameOf(module, call.scope);
  const direct = readDirect(ask, call, frame);
  const alone = direct ? wrappers.mark(direct, frame) : wrappers.through(call, frame);
  return alone && { ...supplied(alone, call, frame) };
}

/** Prompts that a file defines under names that say so, or that open as such, whether a call sends them or not. */
function findPrompts(file: string, project: Project): Omit<Found, 'calls'> {
  const { ask } = stateOf(project);
  const module = ask.engine.moduleOf(file);
  if (!module) return { prompts: [], built: [] };
  const prompts = module
    .current()
    .bindings.flatMap(binding =>
      mayBeConstant(module, binding)
        ? (ask.answers.remember(PROMPTS, file, binding, () => constantOf(ask, module, binding)) ?? [])
        : [],
    );
  return { prompts, built: builtPrompts(ask, module, prompts) };
}

/** `Assistant.answer.openai.chat.completions.create`: the functions and classes around, outermost first, and what is called. */
function nameOf(module: Module, { scope }: CallFact, { site }: FoundCall): string {
  const names = [site.sdk, ...(site.through.length > 0 ? site.through.map(via => via.name) : [site.operation])];
  for (let at = scope; at > 0; at = module.shape(at)?.parent ?? 0) names.unshift(module.shape(at)?.name || 'λ');
  return names.join('.');
}
