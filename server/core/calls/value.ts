import type { Argument, Expr } from '../languages/facts.ts';
import type { Known, ModelOrigin, Part, Place } from '../model.ts';
import type { Project } from '../ports.ts';
import type { Answers } from './answers.ts';
import type { Module } from './module.ts';

export type { Module };

/** Where an expression is evaluated: a scope of a module, with the arguments of the call that entered it, if known. */
export interface Frame {
  module: Module;
  scope: number;
  args: Arguments | null;
  self: Value | null;
  /** Frame of the enclosing function, where its arguments are known. */
  outer: Frame | null;
}

/** Arguments as written; evaluated when asked for, in the caller's frame. */
export interface Arguments {
  list: readonly Argument[];
  frame: Frame;
  /** Fields that were set after what the arguments made: `params.Model = …`. They come before the arguments. */
  set?: ReadonlyMap<string, Value>;
}

/** What the steps of an evaluation share, so that each can ask for the others. */
export interface Engine {
  project: Project;
  evaluate: (expr: Expr, frame: Frame) => Value;
  moduleOf: (file: string) => Module | undefined;
  /** How often a file says a name, but for lines of comment. */
  mentions: (module: Module, name: string) => number;
  /** The remembered value, or that of `compute`; it counts for the file, and goes when one that it rests on is edited. */
  remember: Answers['remember'];
  /** Members of an enumeration; undefined for another class. */
  members: (type: Extract<Value, { kind: 'class' }>) => Value[] | undefined;
  /** A member of a class or an instance of the project, own or inherited; undefined where it has none of that name. */
  member: (owner: Extract<Value, { kind: 'instance' | 'class' }>, name: string, place: Place) => Value | undefined;
  /** What a module gives under a name; undefined where it gives nothing of that name. */
  exported: (module: Module, name: string) => Value | undefined;
}

/** How a text was reached, where that says how far to trust it. */
export interface Origin {
  how: ModelOrigin;
  note: string;
  /** What may hold another value: an environment variable, a setting, a parameter. */
  variable?: string;
}

/** The value that stands where an environment variable is not set. */
export const environmentDefault = (name: string): Origin => ({
  how: 'environment-default',
  note: `default of the environment variable \`${name}\``,
  variable: name,
});

export const parameterDefault = (name: string): Origin => ({
  how: 'parameter-default',
  note: `default of the parameter \`${name}\``,
  variable: name,
});

export const settingDefault = (name: string): Origin => ({
  how: 'setting-default',
  note: `default of the setting \`${name}\``,
  variable: name,
});

/** A part of a text; `reference` keeps which named definition the pieces came from. */
export type Piece =
  | Exclude<Part, { kind: 'choice' | 'repeat' }>
  | { kind: 'choice'; options: Piece[][]; place: Place }
  | { kind: 'repeat'; pieces: Piece[]; count: Known<number>; over: string; place: Place }
  | { kind: 'reference'; name: string; place: Place; pieces: Piece[] };

export interface Item {
  value: Value;
  /** Added once for each element of a loop or comprehension. */
  repeat: { count: Known<number>; over: string } | null;
}

/** A step from a package's export to what is used: `.chat`, then `(…)`. */
export type Step =
  | { kind: 'member'; name: string }
  /** Without arguments it was made elsewhere; `unseen` is what came of it, as far as the source says. */
  | {
      kind: 'call';
      args: Arguments | null;
      unseen?: Extract<Value, { kind: 'unknown' }>;
      /** The project's class through which it is reached. */
      by?: { module: Module; scope: number };
    };

/**
 * What an expression can be told to be. `open` lists why a list or object may hold more than is shown.
 */
export type Value =
  | { kind: 'text'; pieces: Piece[]; place: Place; origin: Origin | null }
  | { kind: 'number'; value: number; place?: Place }
  | { kind: 'constant'; value: boolean | null }
  | { kind: 'list'; items: Item[]; open: string[] }
  /** `isSettings`: what else may be in its place (a request's own settings) is laid over these. */
  | { kind: 'object'; entries: ReadonlyMap<string, Value>; open: string[]; isSettings?: true }
  | { kind: 'choice'; options: Value[] }
  /** Something of a package: what it is, is known by how it was reached. `named`: of a template for prompts, what holds it. */
  | { kind: 'external'; package: string; steps: Step[]; place: Place; named?: { name: string; place: Place } }
  /** A path of the project. */
  | { kind: 'path'; file: string; place: Place }
  /** `isExtension`: reached as a method of its first argument. */
  | {
      kind: 'function';
      module: Module;
      scope: number;
      self: Value | null;
      outer: Frame | null;
      isExtension?: boolean;
    }
  | { kind: 'class'; module: Module; scope: number }
  | { kind: 'instance'; module: Module; scope: number; args: Arguments | null }
  | { kind: 'module'; modules: readonly Module[] }
  /** `name` as the source spells it, `why` in words that follow "`name` is …"; `from` where a default may stand in. */
  | {
      kind: 'unknown';
      name: string;
      why: string;
      from: Unset | null;
      place: Place;
      /** What it was called with, where it is the result of something that is not known. */
      called?: Arguments;
    };

export type FunctionValue = Extract<Value, { kind: 'function' }>;

/** What a caller or the environment may leave unset: the value after `or` is then its default. */
export type Unset = 'environment' | 'parameter';

/** Bounds what one expression may branch into: beyond it a value is unknown rather than slow. */
const MAX_OPTIONS = 32;

/** One of several values; equal texts are told once. */
export function choiceOf(options: Value[], name: string, place: Place): Value {
  const distinct = new Map<Value | string, Value>();
  for (const option of options) {
    for (const value of option.kind === 'choice' ? option.options : [option]) {
      const key = plainText(value) ?? value;
      if (!distinct.has(key)) distinct.set(key, value);
    }
  }
  const [only] = distinct.values();
  if (distinct.size === 1 && only) return only;
  if (distinct.size === 0 || distinct.size > MAX_OPTIONS) return unknown(name, 'decided at run time', place);
  return { kind: 'choice', options: [...distinct.values()] };
}

/** The text of a value that is text to the letter. */
export function plainText(value: Value): string | undefined {
  return value.kind === 'text' ? plainPieces(value.pieces) : undefined;
}

function plainPieces(pieces: readonly Piece[]): string | undefined {
  let text = '';
  for (const piece of pieces) {
    const part =
      piece.kind === 'text' ? piece.text : piece.kind === 'reference' ? plainPieces(piece.pieces) : undefined;
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

export const textOf = (text: string, place: Place, origin: Origin | null = null): Value => ({
  kind: 'text',
  pieces: text === '' ? [] : [{ kind: 'text', text, place }],
  place,
  origin,
});

/** What a value adds to a text it is put into. */
export function piecesOf(value: Value, name: string, place: Place): Piece[] {
  switch (value.kind) {
    case 'text':
      return value.pieces;
    case 'number':
      return [{ kind: 'text', text: String(value.value), place }];
    case 'choice':
      return [{ kind: 'choice', options: value.options.map(option => piecesOf(option, name, place)), place }];
    case 'unknown':
      return [{ kind: 'hole', name: value.name, why: value.why, place: value.place }];
    case 'external': {
      const unset = madeElsewhere(value);
      return unset ? piecesOf(unset, name, place) : [{ kind: 'hole', name, why: ofLibrary(value), place }];
    }
    default:
      return [{ kind: 'hole', name, why: 'a value built at run time', place }];
  }
}

/** What is said of something of which only its class is known; null where it is known how it was made. */
export function madeElsewhere({ steps }: Extract<Value, { kind: 'external' }>): Value | null {
  const last = steps.at(-1);
  return last?.kind === 'call' && last.args === null ? (last.unseen ?? null) : null;
}

/** Libraries whose `PromptTemplate` is filled in as Python's `str.format` fills in a text. */
const TEMPLATES = /^@?langchain/;

/** Whether it is a template for prompts, whatever is done with it. */
export const isTemplate = (value: Value): value is Extract<Value, { kind: 'external' }> =>
  value.kind === 'external' &&
  TEMPLATES.test(value.package) &&
  value.steps.some(step => step.kind === 'member' && step.name.endsWith('PromptTemplate'));

/** What is said of something that a library made. */
export function ofLibrary({ package: library, steps }: Extract<Value, { kind: 'external' }>): string {
  const names = steps.flatMap(step => (step.kind === 'member' && step.name !== 'default' ? [step.name] : []));
  const spelled = [library, ...names].join('.');
  return steps.at(-1)?.kind === 'call' ? `the result of \`${spelled}\`` : `a value of the library \`${library}\``;
}

/** An expression as a reader would name it: `user.name`, `load(…)`. */
export function spell(expr: Expr): string {
  switch (expr.kind) {
    case 'name':
      return expr.name;
    case 'member':
      return isUnspoken(expr.object) ? expr.name : `${spell(expr.object)}.${expr.name}`;
    case 'index':
      return `${spell(expr.object)}[${expr.index.kind === 'number' ? expr.index.value : expr.index.kind === 'text' ? 'key' : '…'}]`;
    case 'call':
      return `${spell(expr.callee)}(…)`;
    case 'fallback':
    case 'choice':
      return expr.options[0] ? spell(expr.options[0]) : '…';
    case 'each':
      return `${spell(expr.body)} …`;
    case 'sum':
      return expr.items[0] ? `${spell(expr.items[0])} + …` : '…';
    case 'operation':
      return `${spell(expr.left)} ${expr.operator} ${spell(expr.right)}`;
    case 'result':
      return spell(expr.of);
    case 'number':
      return String(expr.value);
    case 'text':
      return '"…"';
    default:
      return '…';
  }
}

/** A destructured parameter has no name of its own; a receiver that the language implies takes no room. */
const isUnspoken = (expr: Expr): boolean =>
  expr.kind === 'name' && (/^(?:#|$)/.test(expr.name) || expr.span[0] === expr.span[1]);

export const unknown = (
  name: string,
  why: string,
  place: Place,
  from: Unset | null = null,
): Extract<Value, { kind: 'unknown' }> => ({
  kind: 'unknown',
  name,
  why,
  from,
  place,
});

export const frameOf = (module: Module, scope: number): Frame => ({
  module,
  scope,
  args: null,
  self: null,
  outer: null,
});

/** How many elements a value has, where it tells. */
export function countOf(value: Value, name: string): Known<number> {
  if (value.kind === 'list' && value.open.length === 0 && value.items.every(item => item.repeat === null)) {
    return { known: true, value: value.items.length };
  }
  return { known: false, why: `the length of \`${name}\` is known at run time only` };
}
