import type { Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import type { Project } from '../ports.ts';
import { setOfType } from './allowed.ts';
import { callOf } from './calling.ts';
import { classMember, membersOf } from './classes.ts';
import { createAnswer, createAnswers, type Held, keep, type MemoryKey } from './answers.ts';
import { indexOf } from './indexes.ts';
import { exportedValue, lookupName } from './lookup.ts';
import { memberOf } from './members.ts';
import type { Module } from './module.ts';
import { createModules } from './modules.ts';
import { createProvisional, type Seen } from './provisional.ts';
import { resultOf } from './results.ts';
import { operate, standIn, sum } from './operators.ts';
import { placeOf } from './place.ts';
import {
  type Engine,
  type Frame,
  type Item,
  type Piece,
  type Value,
  choiceOf,
  countOf,
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

const VALUES: MemoryKey<Expr, Held<Value>> = {};
const EXPORTS: MemoryKey<string, Held<Value | undefined>> = {};

/**
 * Tells what expressions are, as far as the source decides it. Follows names through scopes, modules and functions.
 * One evaluator serves one project: values are remembered until a file that they rest on is edited.
 */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createEvaluator(given: Project) {
  const answers = createAnswers();
  const { enter, leave, use, remember } = answers;
  const memo = answers.memory(VALUES);
  const exports = answers.memory(EXPORTS);
  const modules = createModules(given, answers);
  /** The module that was asked last, and what is remembered of it: most questions stay within one. */
  let latest: { file: string; values: Map<Expr, Held<Value>> } | null = null;
  // No weak map: the collector would spend more time on it than all else takes.
  const memoOfFrame = new Map<Frame, Map<Expr, Seen>>();
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
    project: modules.project,
    evaluate,
    moduleOf: modules.moduleOf,
    mentions: modules.mentions,
    remember,
    members: type => membersOf(engine, type),
    member: ({ module, scope, ...owner }, name, place) =>
      classMember(engine, { module, scope, args: 'args' in owner ? owner.args : null }, name, null, place),
    exported,
  };

  /** Without known arguments a value depends on its expression alone. */
  const isStatic = (frame: Frame): boolean =>
    frame.args === null && frame.self === null && (frame.outer === null || isStatic(frame.outer));

  function evaluate(expr: Expr, frame: Frame): Value {
    const shared = isStatic(frame) ? valuesOf(frame.module.file) : null;
    const held = shared?.get(expr);
    if (held) {
      use(held);
      return held.value;
    }
    const own = shared ? null : valuesIn(frame);
    const seen = own?.get(expr) ?? provisional.get(shared ?? own, expr);
    if (seen) {
      use(seen.by);
      return seen.value;
    }
    const place = placeOf(frame.module, expr.span);
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
    const answer = shared && createAnswer();
    const outer = answer && enter(answer);
    try {
      const value = compute(expr, frame, place);
      const by = answer ?? answers.asking();
      // A cycle that leads back to here is at its end here: seen from outside the value is whole.
      if (cutTo < depth) {
        if (cutTo !== AT_THE_LIMIT) provisional.set(shared ?? own, expr, { value, by }, cutTo);
      } else if (answer) keep(shared, answer, expr, value);
      else own?.set(expr, { value, by });
      return value;
    } finally {
      active.delete(expr);
      provisional.end(depth);
      if (answer) leave(answer, outer);
      cutTo = Math.min(before, cutTo >= depth ? UNCUT : cutTo);
    }
  }

  /** What a module gives under a name. Modules that import a name from each other give none. */
  function exported(module: Module, name: string): Value | undefined {
    const { file } = module;
    const known = exports.of(file);
    const held = known.get(name);
    if (held) {
      use(held);
      return held.value;
    }
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
    const answer = createAnswer();
    const outer = enter(answer);
    try {
      const value = exportedValue(engine, module, name);
      return cutTo >= depth ? keep(known, answer, name, value) : value;
    } finally {
      asking.delete(key);
      provisional.end(depth);
      leave(answer, outer);
      cutTo = Math.min(before, cutTo >= depth ? UNCUT : cutTo);
    }
  }

  function valuesOf(file: string): Map<Expr, Held<Value>> {
    if (latest?.file !== file) latest = { file, values: memo.of(file) };
    return latest.values;
  }

  function valuesIn(frame: Frame): Map<Expr, Seen> {
    const own = memoOfFrame.get(frame) ?? new Map<Expr, Seen>();
    memoOfFrame.set(frame, own);
    return own;
  }

  function compute(expr: Expr, frame: Frame, place: Place): Value {
    switch (expr.kind) {
      case 'text':
        return text(expr, frame, place);
      case 'number':
        return { kind: 'number', value: expr.value, place };
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
      const at = placeOf(frame.module, part.span);
      if (part.kind === 'chars') return part.text === '' ? [] : [{ kind: 'text', text: part.text, place: at }];
      return piecesOf(evaluate(part, frame), spell(part), at);
    });
    return { kind: 'text', pieces, place, origin: null };
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

  function edited(file: string, told: readonly string[]): boolean {
    memoOfFrame.clear();
    return modules.edited(file, told);
  }

  return { engine, begin, endFile, answers, edited, current: modules.current, asked: modules.asked };
}
