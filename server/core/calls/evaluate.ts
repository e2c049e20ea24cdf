import type { Expr } from '../languages/facts.ts';
import { languageById } from '../languages/index.ts';
import type { Place } from '../model.ts';
import type { Project } from '../ports.ts';
import { setOfType } from './allowed.ts';
import { callOf } from './calling.ts';
import { classMember, membersOf } from './classes.ts';
import { createDependencies, type MemoryKey } from './dependencies.ts';
import { indexOf } from './indexes.ts';
import { exportedValue, lookupName } from './lookup.ts';
import { memberOf } from './members.ts';
import { createProvisional } from './provisional.ts';
import { resultOf } from './results.ts';
import { operate } from './operators.ts';
import { placeOf } from './place.ts';
import {
  type Engine,
  type Frame,
  type Item,
  type Module,
  type Piece,
  type Value,
  choiceOf,
  countOf,
  environmentDefault,
  parameterDefault,
  piecesOf,
  plainText,
  spell,
  unknown,
} from './value.ts';

/** Steps that one question may take if it does not say; a source that needs more is unknown rather than slow. */
const MAX_STEPS = 20_000;
const MAX_DEPTH = 120;
const UNCUT = Number.POSITIVE_INFINITY;
const AT_THE_LIMIT = -1;

const VALUES: MemoryKey<Expr, Value> = {};
const MODULES: MemoryKey<'module', Module | undefined> = {};
const EXPORTS: MemoryKey<string, Value | undefined> = {};

/**
 * Tells what expressions are, as far as the source decides it. Follows names through scopes, modules and functions.
 * One evaluator serves one project: values are remembered until a file that they rest on is edited.
 */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createEvaluator(given: Project) {
  const dependencies = createDependencies();
  const { enter, leave, read, remember } = dependencies;
  const modules = dependencies.memory(MODULES);
  const memo = dependencies.memory(VALUES);
  const exports = dependencies.memory(EXPORTS);
  /** Source files that were read as texts: what follows from one is not kept apart. */
  const asTexts = new Set<string>();
  const project: Project = { ...given, text: file => (asTexts.add(file), given.text(file)) };
  /** The module that was asked last, and what is remembered of it: most questions stay within one. */
  let latest: { file: string; values: Map<Expr, Value> } | null = null;
  // No weak map: the collector would spend more time on it than all else takes.
  const memoOfFrame = new Map<Frame, Map<Expr, Value>>();
  /** Evaluations under way, with their depth. */
  const active = new Map<Expr, number>();
  /** Values within a circle, until the evaluation that it leads back to has ended. */
  const provisional = createProvisional(cut => {
    cutTo = Math.min(cutTo, cut);
  });
  /** Names that modules are being asked for, each between two depths. */
  const asking = new Map<string, number>();
  let steps = 0;
  let allowed = MAX_STEPS;
  /** Depth of the outermost evaluation that what is being computed was cut short for. */
  let cutTo = UNCUT;
  const engine: Engine = {
    project,
    evaluate,
    moduleOf,
    source: file => (read(file), given.text(file)),
    remember,
    members: type => membersOf(engine, type),
    member: ({ module, scope, ...owner }, name, place) =>
      classMember(engine, { module, scope, args: 'args' in owner ? owner.args : null }, name, null, place),
    exported,
  };

  function moduleOf(file: string): Module | undefined {
    read(file);
    const known = modules.of(file);
    if (known.has('module')) return known.get('module');
    const facts = project.facts(file);
    const language = facts && languageById(facts.language);
    const module = facts && language ? { file, facts, language } : undefined;
    known.set('module', module);
    return module;
  }

  /** Without known arguments a value depends on its expression alone. */
  const isStatic = (frame: Frame): boolean =>
    frame.args === null && frame.self === null && (frame.outer === null || isStatic(frame.outer));

  function evaluate(expr: Expr, frame: Frame): Value {
    const { file } = frame.module;
    const isShared = isStatic(frame);
    read(file);
    const known = isShared ? valuesOf(file) : valuesIn(frame);
    const remembered = known.get(expr) ?? provisional.get(known, expr);
    if (remembered) return remembered;
    const place = placeOf(frame.module.file, frame.module.facts, expr.span);
    const begun = active.get(expr);
    if (begun !== undefined) {
      cutTo = Math.min(cutTo, begun);
      return unknown(spell(expr), 'built from itself', place);
    }
    if (++steps > allowed || active.size > MAX_DEPTH) {
      cutTo = AT_THE_LIMIT;
      return unknown(spell(expr), 'too involved to follow', place);
    }
    const depth = active.size;
    const before = cutTo;
    cutTo = UNCUT;
    active.set(expr, depth);
    const outer = isShared ? enter(file) : undefined;
    try {
      const value = compute(expr, frame, place);
      // A cycle that leads back to here is at its end here: seen from outside the value is whole.
      if (cutTo >= depth) known.set(expr, value);
      else if (cutTo !== AT_THE_LIMIT) provisional.set(known, expr, value, cutTo);
      return value;
    } finally {
      active.delete(expr);
      provisional.end(depth);
      if (outer !== undefined) leave(outer);
      cutTo = Math.min(before, cutTo >= depth ? UNCUT : cutTo);
    }
  }

  /** What a module gives under a name. Modules that import a name from each other give none. */
  function exported(module: Module, name: string): Value | undefined {
    const { file } = module;
    read(file);
    const known = exports.of(file);
    if (known.has(name)) return known.get(name);
    const key = `${file}\0${name}`;
    const begun = asking.get(key);
    if (begun !== undefined) {
      cutTo = Math.min(cutTo, begun);
      return undefined;
    }
    const depth = active.size - 0.5;
    const before = cutTo;
    cutTo = UNCUT;
    asking.set(key, depth);
    const outer = enter(file);
    try {
      const value = exportedValue(engine, module, name);
      if (cutTo >= depth) known.set(name, value);
      return value;
    } finally {
      asking.delete(key);
      provisional.end(depth);
      leave(outer);
      cutTo = Math.min(before, cutTo >= depth ? UNCUT : cutTo);
    }
  }

  function valuesOf(file: string): Map<Expr, Value> {
    if (latest?.file !== file) latest = { file, values: memo.of(file) };
    return latest.values;
  }

  function valuesIn(frame: Frame): Map<Expr, Value> {
    const own = memoOfFrame.get(frame) ?? new Map<Expr, Value>();
    memoOfFrame.set(frame, own);
    return own;
  }

  function compute(expr: Expr, frame: Frame, place: Place): Value {
    switch (expr.kind) {
      case 'text':
        return text(expr, frame, place);
      case 'number':
        return { kind: 'number', value: expr.value };
      case 'constant':
        return { kind: 'constant', value: expr.value };
      case 'name':
        return lookupName(engine, expr.name, frame, expr.span, place);
      case 'member':
        return memberOf(engine, evaluate(expr.object, frame), expr.name, expr, place);
      case 'index':
        return indexOf(engine, evaluate(expr.object, frame), evaluate(expr.index, frame), expr, place);
      case 'call':
        return callOf(engine, evaluate(expr.callee, frame), { list: expr.args, frame }, expr, place);
      case 'sum':
        return sum(
          expr.items.map(item => [item, evaluate(item, frame)] as const),
          place,
        );
      case 'operation':
        return operate(engine, expr, place, frame);
      case 'choice':
        return choiceOf(
          expr.options.map(option => evaluate(option, frame)),
          spell(expr),
          place,
        );
      case 'fallback':
        return fallback(expr, frame, place);
      case 'list':
        return list(expr, frame);
      case 'object':
        return object(expr, frame);
      case 'function':
        return { kind: 'function', module: frame.module, scope: expr.scope, self: frame.self, outer: frame };
      case 'result':
        return resultOf(evaluate(expr.of, frame), expr, place);
      case 'each':
        return each(expr, frame);
      case 'oneOf':
        return setOfType(
          expr.options.map(option => evaluate(option, frame)),
          place,
        );
      case 'other':
        return unknown('…', 'an expression that is not followed', place);
    }
  }

  function text(expr: Extract<Expr, { kind: 'text' }>, frame: Frame, place: Place): Value {
    const pieces = expr.parts.flatMap((part): Piece[] => {
      const at = placeOf(frame.module.file, frame.module.facts, part.span);
      if (part.kind === 'chars') return part.text === '' ? [] : [{ kind: 'text', text: part.text, place: at }];
      return piecesOf(evaluate(part, frame), spell(part), at);
    });
    return { kind: 'text', pieces, place, origin: null };
  }

  function sum(items: readonly (readonly [Expr, Value])[], place: Place): Value {
    const values = items.map(([, value]) => value);
    if (values.length > 0 && values.every(v => v.kind === 'number')) {
      return { kind: 'number', value: values.reduce((total, v) => total + (v.kind === 'number' ? v.value : 0), 0) };
    }
    if (values.some(v => v.kind === 'list')) {
      const parts = items.map(([expr, value]) =>
        value.kind === 'list' ? value : { items: [], open: [`\`${spell(expr)}\` is added at run time`] },
      );
      return { kind: 'list', items: parts.flatMap(p => p.items), open: parts.flatMap(p => p.open) };
    }
    if (values.every(v => v.kind === 'unknown')) return values[0] ?? unknown('…', 'empty', place);
    return {
      kind: 'text',
      pieces: items.flatMap(([expr, value]) => piecesOf(value, spell(expr), place)),
      place,
      origin: null,
    };
  }

  /** `a or b`: b where a is empty, a where it is set, both where that is not known. */
  function fallback(expr: Extract<Expr, { kind: 'fallback' }>, frame: Frame, place: Place): Value {
    const options: Value[] = [];
    for (const option of expr.options) {
      const value = evaluate(option, frame);
      if (value.kind === 'constant' && value.value !== true) continue;
      const last = options.at(-1);
      if (last?.kind === 'unknown' && last.from && value.kind === 'text') {
        options[options.length - 1] = standIn(last, value);
        break;
      }
      options.push(value);
      if (value.kind !== 'unknown' && value.kind !== 'choice') break;
    }
    return options.length === 0 ? { kind: 'constant', value: null } : choiceOf(options, spell(expr), place);
  }

  /** A default for what a caller or the environment may set. */
  function standIn(unset: Extract<Value, { kind: 'unknown' }>, value: Extract<Value, { kind: 'text' }>): Value {
    if (unset.from !== 'environment') return { ...value, origin: parameterDefault(unset.name) };
    const note = `default of the ${unset.why.replace(/^an? /, '')} \`${unset.name}\``;
    return { ...value, origin: { ...environmentDefault(unset.name), note } };
  }

  function list(expr: Extract<Expr, { kind: 'list' }>, frame: Frame): Value {
    const items: Item[] = [];
    const open: string[] = [];
    for (const item of expr.items) {
      const value = evaluate(item.value, frame);
      if (!item.spread) items.push({ value, repeat: null });
      else if (value.kind === 'list') {
        items.push(...value.items);
        open.push(...value.open);
      } else if (value.kind === 'choice' && value.options.some(option => option.kind === 'list')) {
        items.push({ value, repeat: null });
        open.push(`\`${spell(item.value)}\` is one of several lists`);
      } else open.push(`\`${spell(item.value)}\` is added at run time`);
    }
    return { kind: 'list', items, open };
  }

  function object(expr: Extract<Expr, { kind: 'object' }>, frame: Frame): Value {
    const entries = new Map<string, Value>();
    const open: string[] = [];
    for (const entry of expr.entries) {
      const value = evaluate(entry.value, frame);
      if (entry.kind === 'entry') entries.set(entry.key, value);
      else if (entry.kind === 'computed') {
        const key = plainText(evaluate(entry.key, frame));
        if (key === undefined) open.push(`the key \`${spell(entry.key)}\` is decided at run time`);
        else entries.set(key, value);
      } else if (value.kind === 'object') {
        for (const [key, inner] of value.entries) entries.set(key, inner);
        open.push(...value.open);
      } else if (!(value.kind === 'constant')) open.push(`\`${spell(entry.value)}\` is added at run time`);
    }
    return { kind: 'object', entries, open };
  }

  function each(expr: Extract<Expr, { kind: 'each' }>, frame: Frame): Value {
    const over = evaluate(expr.over, frame);
    const repeat = { count: countOf(over, spell(expr.over)), over: spell(expr.over) };
    return { kind: 'list', items: [{ value: evaluate(expr.body, frame), repeat }], open: [] };
  }

  /** A fresh budget for a new question. */
  function begin(budget = MAX_STEPS): void {
    steps = 0;
    allowed = budget;
    cutTo = UNCUT;
  }

  /** What was told of calls with their arguments serves one file; the rest, all. */
  const endFile = (): void => memoOfFrame.clear();

  /** Takes what rests on a source file that was edited; false where it can't be told what that is. */
  function forget(file: string): boolean {
    if (asTexts.has(file)) return false;
    dependencies.forget(file);
    latest = null;
    memoOfFrame.clear();
    return true;
  }

  return { engine, begin, endFile, dependencies, forget };
}
