import type { Binding, Facts, Scope } from '../languages/facts.ts';
import type { Language } from '../languages/language.ts';
import { regionAt } from '../languages/regions.ts';
import type { Changed } from '../languages/renew.ts';
import { type Answer, type Answers, type Held, createAnswer, keep } from './answers.ts';
import { type Question, bindingsIn, isSameAnswer } from './questions.ts';

/** What tells a scope apart from others, whatever stands in it. */
export type Shape = Pick<Scope, 'kind' | 'parent' | 'name' | 'self'>;

/** A file whose names can be looked up. It stays the same while the file is edited; who asks it is told when its answers are others. */
export interface Module {
  file: string;
  language: Language;
  /** Everything of a scope. */
  scope(number: number): Scope | undefined;
  /** The same, for who only needs to find the way about: it outlives an edit of what stands in the scope. */
  shape(number: number): Shape | undefined;
  /** Bindings of a name in one scope, in order of appearance. */
  bindings(scope: number, name: string): readonly Binding[];
  ask<K, V>(question: Question<K, V>, key: K): V;
  /** What the file says, for the place at an offset: it rests on how the function around is divided into blocks. */
  blocks(offset: number): Facts;
  /** What the file says now. That it was read here is not noted. */
  current(): Facts;
}

export interface Renewable extends Module {
  /** The file was edited: takes away what rests on what is another now. */
  renew(changed: Changed): void;
}

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each way to read facts
export function createModule(file: string, facts: Facts, language: Language, answers: Answers): Renewable {
  const scopes = new Map<number, Answer>();
  const shapes = new Map<number, Answer>();
  const regions = new Map<number, Answer>();
  const names = new Map<number, Map<string, Answer>>();
  const questions = new Map<Question<never, unknown>, Map<unknown, Held<unknown>>>();
  let current = facts;

  function note<K>(table: Map<K, Answer>, key: K): void {
    if (answers.asking() === null) return;
    let answer = table.get(key);
    if (!answer) table.set(key, (answer = createAnswer()));
    answers.use(answer);
  }

  function bindings(scope: number, name: string): readonly Binding[] {
    let own = names.get(scope);
    if (!own) names.set(scope, (own = new Map<string, Answer>()));
    note(own, name);
    return bindingsIn(current, scope, name);
  }

  function ask<K, V>(question: Question<K, V>, key: K): V {
    let table = questions.get(question as Question<never, unknown>) as Map<K, Held<V>> | undefined;
    if (!table) questions.set(question as Question<never, unknown>, (table = new Map()) as Map<unknown, Held<unknown>>);
    const held = table.get(key);
    if (held) answers.use(held);
    if (held) return held.value;
    const answer = createAnswer();
    answers.use(answer);
    return keep(table, answer, key, question.of(current, key));
  }

  const gone = <K>(table: Map<K, Answer> | undefined, key: K): void => {
    const answer = table?.get(key);
    if (!answer) return;
    table?.delete(key);
    answers.forget(answer);
  };

  function renew(changed: Changed): void {
    current = changed.facts;
    for (const scope of changed.scopes) gone(scopes, scope);
    for (const scope of changed.shapes) gone(shapes, scope);
    for (const region of changed.regions) gone(regions, region);
    for (const { scope, name } of changed.bindings) gone(names.get(scope), name);
    for (const [question, table] of questions) {
      for (const [key, held] of table) {
        const value = question.of(current, key as never);
        if (!isSameAnswer(held.value, value)) gone(table, key);
      }
    }
  }

  return {
    file,
    language,
    scope: number => (note(scopes, number), current.scopes[number]),
    shape: number => (number > 0 && note(shapes, number), current.scopes[number]),
    bindings,
    ask,
    blocks: offset => (note(regions, regionAt(current, offset)), current),
    current: () => current,
    renew,
  };
}
