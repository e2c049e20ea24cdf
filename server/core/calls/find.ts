import type { CallFact, Facts } from '../languages/facts.ts';
import type { Project } from '../ports.ts';
import { findConstants } from './constants.ts';
import type { MemoryKey } from './dependencies.ts';
import { type FoundCall, readDirect } from './direct.ts';
import { createEvaluator } from './evaluate.ts';
import type { Definition } from './prompt.ts';
import { createSupplied } from './supplied.ts';
import { frameOf } from './value.ts';
import { createWrappers } from './wrappers.ts';

interface State {
  ask: ReturnType<typeof createEvaluator>;
  wrappers: ReturnType<typeof createWrappers>;
  supplied: ReturnType<typeof createSupplied>;
}

const states = new WeakMap<Project, State>();
const FOUND: MemoryKey<'calls', FoundCall[]> = {};
const PROMPTS: MemoryKey<'prompts', Definition[]> = {};

/** What was found out about a project serves all its files. */
function stateOf(project: Project): State {
  const known = states.get(project);
  if (known) return known;
  const ask = createEvaluator(project);
  const wrappers = createWrappers(ask, ask.dependencies);
  const supplied = createSupplied(ask, (call, frame) => readDirect(ask, call, frame) ?? wrappers.through(call, frame));
  const state = { ask, wrappers, supplied };
  states.set(project, state);
  return state;
}

/** Every LLM call of a file: of an SDK, or through a function of the project that leaves the prompt to its callers. */
export function findCalls(file: string, project: Project): FoundCall[] {
  const state = stateOf(project);
  return state.ask.dependencies.remember(FOUND, file, 'calls', () => callsOf(file, state));
}

/**
 * Takes what was found out from a source file that was edited since, so that the rest serves on. False where it can't be told what that
 * is: then the project is to be asked under a new name.
 */
export const forgetSource = (file: string, project: Project): boolean => states.get(project)?.ask.forget(file) ?? true;

function callsOf(file: string, { ask, wrappers, supplied }: State): FoundCall[] {
  const module = ask.engine.moduleOf(file);
  if (!module) return [];
  const ordinals = new Map<string, number>();
  ask.endFile();
  return module.facts.calls
    .toSorted((a, b) => a.expr.span[0] - b.expr.span[0])
    .flatMap(call => {
      const frame = frameOf(module, call.scope);
      const direct = readDirect(ask, call, frame);
      const alone = direct ? wrappers.mark(direct, frame) : wrappers.through(call, frame);
      if (!alone) return [];
      const found = supplied(alone, call, frame);
      const name = nameOf(module.facts, call, found);
      const ordinal = (ordinals.get(name) ?? 0) + 1;
      ordinals.set(name, ordinal);
      return [{ ...found, site: { ...found.site, id: `${file}#${name}${ordinal > 1 ? `#${ordinal}` : ''}` } }];
    });
}

/** Prompts that a file defines under names that say so, whether a call sends them or not. */
export function findPrompts(file: string, project: Project): Definition[] {
  const { ask } = stateOf(project);
  return ask.dependencies.remember(PROMPTS, file, 'prompts', () => {
    const module = ask.engine.moduleOf(file);
    return module ? findConstants(ask, module) : [];
  });
}

/** `Assistant.answer.openai.chat.completions.create`: the functions and classes around, outermost first, and what is called. */
function nameOf(facts: Facts, { scope }: CallFact, { site }: FoundCall): string {
  const names = [site.sdk, ...(site.through.length > 0 ? site.through.map(via => via.name) : [site.operation])];
  for (let at = scope; at > 0; at = facts.scopes[at]?.parent ?? 0) names.unshift(facts.scopes[at]?.name || 'λ');
  return names.join('.');
}
