import type { Expr } from '../languages/facts.ts';
import type { Locator } from '../sdks/sdk.ts';
import { ADDED, argumentOf } from './arguments.ts';
import { inside } from './fields.ts';
import { type Found, type Unseen, found, isOpaque, keyOf, nameAt, unseen } from './found.ts';
import { givenTo, globalSetting } from './globals.ts';
import { placeOf } from './place.ts';
import { type Arguments, type Engine, type Step, type Value, plainText, spell, unknown } from './value.ts';

/** The call that is looked at: where it starts, its own arguments, and the steps that led to its receiver. */
export interface CallArguments {
  engine: Engine;
  offset: number;
  /** What the method is called on, as written. */
  receiver: Expr | null;
  args: Arguments;
  steps: readonly Step[];
  /** What the call sends, where that is no argument of its own. */
  request?: Request;
}

/** A request's fields: those that its URL gives, then those of its body. */
export interface Request {
  named: ReadonlyMap<string, Value>;
  body: Value;
}

/** The first of the locators that is given; `hidden` if it may be given where we can't see. */
export function locate(call: CallArguments, locators: readonly Locator[]): Found {
  const hidden = new Set<string>();
  let passed: Value | null = null;
  for (const locator of locators) {
    const one = locateOne(call, locator);
    if (one.value && !isNull(one.value)) return found(one.value);
    for (const why of one.hidden) hidden.add(why);
    passed ??= one.passed;
  }
  return found(undefined, [...hidden], passed);
}

const isNull = (value: Value): boolean => value.kind === 'constant' && value.value === null;

function locateOne(call: CallArguments, locator: Locator): Found {
  const [step, path = ''] = locator.includes(':') ? locator.split(':') : [null, locator];
  if (step === 'set') return setGlobally(call, path);
  if (step === 'on') return givenBefore(call, path);
  if (path === '**') return found(namedArguments(call));
  if (locator === '()') return found(receiverOf(call));
  const [head = '', ...keys] = path.split('.');
  if (call.request) return inside(call.engine, sentAs(call.request, head), keys);
  const hidden: string[] = [];
  let passed: Value | null = null;
  for (const given of argumentLists(call, step)) {
    const one = 'unseen' in given ? unseen(given, head) : argumentOf(call.engine, given, head);
    const inner = inside(call.engine, one, keys);
    if (inner.value) return inner;
    hidden.push(...inner.hidden);
    passed ??= inner.passed;
  }
  return found(undefined, hidden, passed);
}

/** What the method is called on, by the steps that built it. */
function receiverOf({ steps, args }: CallArguments): Value | undefined {
  const place = placeOf(args.frame.module, args.list[0]?.value.span ?? [0, 0]);
  return steps.length === 0 ? undefined : { kind: 'external', package: '', steps: steps.slice(0, -1), place };
}

/** The argument lists that a locator's step means, nearest first. */
function argumentLists(call: CallArguments, step: string | null): (Arguments | Unseen)[] {
  if (step === null) return [call.args];
  return call.steps
    .flatMap((made, at): (Arguments | Unseen)[] => {
      if (made.kind !== 'call') return [];
      if (made.args) return step === 'made' || nameAt(call.steps, at - 1) === step ? [made.args] : [];
      return step === 'made' && made.unseen ? [{ unseen: made.unseen }] : [];
    })
    .toReversed();
}

/** All that is given by keyword, as one object. */
function namedArguments({ engine, args }: CallArguments): Value {
  const named = args.list.flatMap(arg => (arg.name === null ? [] : [[arg.name, arg.value] as const]));
  return {
    kind: 'object',
    entries: new Map(named.map(([name, value]) => [name, engine.evaluate(value, args.frame)])),
    open: args.list.some(arg => arg.spread) ? [ADDED] : [],
  };
}

/** A field of a request; where the body is not in sight it may hold any. */
function sentAs({ named, body }: Request, name: string): Found {
  const given = named.get(name);
  if (given) return found(given);
  if (body.kind !== 'unknown') return isOpaque(body) ? found(undefined, [SENT]) : keyOf(body, name);
  const passed = body.from === 'parameter' ? unknown(name, body.why, body.place, 'parameter') : null;
  return found(undefined, [SENT], passed);
}

const SENT = 'the body of the request is built at run time';

/** A setting for the whole program, which decides where the call does not. */
function setGlobally({ engine, args, offset }: CallArguments, path: string): Found {
  const value = globalSetting(engine, path, args.frame, offset);
  return value ? found(value) : found(undefined, [`\`${path.replace('().', '(…).')}\` is set elsewhere or not at all`]);
}

/** What other methods of the same object were given: `kernel.add_service(…)`. */
function givenBefore({ engine, receiver, args }: CallArguments, path: string): Found {
  const [method = '', ending = '', ...keys] = path.split('.');
  const values = receiver ? givenTo(engine, receiver, args.frame, method) : [];
  const fitting = values.filter(value => className(value)?.endsWith(ending));
  const [only] = fitting;
  if (!only) return found(undefined, receiver ? [`what \`${spell(receiver)}\` was given`] : []);
  const value: Value =
    fitting.length === 1 ? only : { kind: 'list', items: fitting.map(one => ({ value: one, repeat: null })), open: [] };
  return inside(engine, found(value), keys);
}

const className = (value: Value): string | undefined =>
  value.kind === 'external' ? nameAt(value.steps, value.steps.length - 2) : undefined;

export const numberOf = (value: Value): number | undefined => {
  if (value.kind === 'number') return value.value;
  const text = plainText(value);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
};
