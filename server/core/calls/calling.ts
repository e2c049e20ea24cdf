import type { Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { externalCall } from './builtins/externals.ts';
import { pathCall } from './builtins/paths.ts';
import { commonName, mapUnknown, textCall } from './builtins/text.ts';
import { enter } from './entering.ts';
import { argumentsOf } from './extensions.ts';
import { instanceMember, settingsOf } from './members.ts';
import { pipedInto, sequenceOf, templateText } from './pipes.ts';
import {
  type Arguments,
  type Engine,
  type Module,
  type Value,
  choiceOf,
  frameOf,
  plainText,
  spell,
  unknown,
} from './value.ts';

/** `callee(args)`. */
export function callOf(
  engine: Engine,
  callee: Value,
  args: Arguments,
  expr: Extract<Expr, { kind: 'call' }>,
  place: Place,
): Value {
  if (callee.kind === 'choice')
    return choiceOf(
      callee.options.map(option => callOf(engine, option, args, expr, place)),
      spell(expr),
      place,
    );
  const onText = methodOfValue(engine, args, expr, place);
  if (onText) return onText;
  switch (callee.kind) {
    case 'function':
      return enter(engine, callee, { ...args, list: argumentsOf(callee, expr) }, expr, place);
    case 'class':
      return enumerated(engine, callee, args, expr, place) ?? { ...callee, kind: 'instance', args };
    case 'external':
      return externalCall(engine, callee, args, spell(expr), place);
    case 'unknown':
      return { ...unknown(spell(expr), `the result of \`${spell(expr.callee)}\``, place), called: args };
    // A record's accessor is called like its field.
    case 'text':
    case 'list':
    case 'number':
      return args.list.length === 0 ? callee : unknown(spell(expr), 'the result of a call', place);
    default:
      return unknown(spell(expr), 'the result of a call', place);
  }
}

/** `Model(name)`: the member of that value, or any of them where the name is not known. */
function enumerated(
  engine: Engine,
  type: Extract<Value, { kind: 'class' }>,
  args: Arguments,
  expr: Expr,
  place: Place,
): Value | undefined {
  const members = engine.members(type);
  const [first] = args.list;
  if (!members || !first) return undefined;
  const given = plainText(engine.evaluate(first.value, args.frame));
  return members.find(member => plainText(member) === given) ?? choiceOf(members, spell(expr), place);
}

/** Methods of known texts, lists and paths: `TEMPLATE.format(…)`, `", ".join(…)`, `path.read_text()`. */
function methodOfValue(
  engine: Engine,
  args: Arguments,
  expr: Extract<Expr, { kind: 'call' }>,
  place: Place,
): Value | undefined {
  const { callee } = expr;
  if (callee.kind !== 'member') return undefined;
  const receiver = engine.evaluate(callee.object, args.frame);
  const [first] = args.list;
  const kept = keptBy(engine, receiver, args.frame.module, expr, place);
  if (kept) return kept;
  if (receiver.kind === 'external' && callee.name === 'pipe' && first) {
    return pipedInto(engine.evaluate(first.value, args.frame), callee.object, args.frame) ?? receiver;
  }
  if (receiver.kind === 'external' && callee.name === 'from' && first && isSequence(receiver))
    return sequenceOf(engine, first.value, args.frame);
  if (receiver.kind === 'path') return pathCall(engine, receiver, callee.name, args, place);
  if (receiver.kind === 'unknown' && commonName(callee.name) === 'map')
    return mapUnknown(engine, receiver.name, args, place);
  return receiver.kind === 'choice'
    ? methodOfAny(engine, receiver, args, expr, callee.name, place)
    : methodOfKnown(engine, receiver, args, expr, callee, place);
}

function methodOfKnown(
  engine: Engine,
  receiver: Value,
  args: Arguments,
  expr: Expr,
  { name, object }: { name: string; object?: Expr },
  place: Place,
): Value | undefined {
  if (receiver.kind === 'external' && name === 'format') {
    const template = templateText(engine, receiver);
    return template && textCall(engine, template, name, args, spell(expr), place, object);
  }
  return receiver.kind === 'text' || receiver.kind === 'list' || receiver.kind === 'object'
    ? textCall(engine, receiver, name, args, spell(expr), place, object)
    : undefined;
}

/** The same of one of several texts, lists or tables; what else it may be is not followed. */
function methodOfAny(
  engine: Engine,
  { options }: Extract<Value, { kind: 'choice' }>,
  args: Arguments,
  expr: Extract<Expr, { kind: 'call' }>,
  name: string,
  place: Place,
): Value | undefined {
  const receivers = settingsOf(options);
  const isOurs = receivers.every(({ kind }) => kind !== 'instance' && kind !== 'class' && kind !== 'external');
  const results = isOurs ? receivers.map(option => methodOfKnown(engine, option, args, expr, { name }, place)) : [];
  const unfollowed = unknown(spell(expr), `the result of \`${spell(expr.callee)}\``, place);
  return results.some(result => result !== undefined)
    ? choiceOf(
        results.map(result => result ?? unfollowed),
        spell(expr),
        place,
      )
    : undefined;
}

const isSequence = ({ steps }: Extract<Value, { kind: 'external' }>): boolean => {
  const last = steps.at(-1);
  return last?.kind === 'member' && last.name === 'RunnableSequence';
};

/** What a language's `clone()` and the like give: the receiver, or what the receiver's own class says. */
function keptBy(
  engine: Engine,
  receiver: Value,
  { language }: Module,
  expr: Extract<Expr, { kind: 'call' }>,
  place: Place,
): Value | undefined {
  const { callee } = expr;
  if (callee.kind !== 'member' || !language.keeping || !Object.hasOwn(language.keeping, callee.name)) return undefined;
  if (receiver.kind !== 'instance')
    return receiver.kind === 'class' || receiver.kind === 'module' ? undefined : receiver;
  const own = [callee.name, language.keeping[callee.name] ?? callee.name]
    .map(name => instanceMember(engine, receiver, name, callee, place))
    .find(member => member.kind === 'function');
  if (own?.kind !== 'function') return receiver;
  return enter(engine, own, { list: [], frame: frameOf(own.module, 0) }, expr, place);
}
