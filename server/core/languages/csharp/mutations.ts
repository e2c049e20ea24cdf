import type { Builder } from '../builder.ts';
import type { Argument, CallFact, Expr } from '../facts.ts';

type Call = CallFact['expr'];

/** `AddUserMessage("…")`, `AddSystemMessage(…)`. */
const ADDS_MESSAGE = /^Add(System|Developer|User|Assistant|Tool)Message$/;

/** Notes what a call changes in place: a list that grows, a text that is built. */
export function createMutations(build: Builder) {
  const { mutate } = build;

  return function note(call: Call): void {
    const { callee, args, span } = call;
    if (callee.kind !== 'member') return;
    const [first, second] = args;
    const { name } = callee;
    const target = rootOf(callee.object);
    const message = ADDS_MESSAGE.exec(name)?.[1];
    if (message) {
      const maker: Expr = { kind: 'name', name: `${message}Message`, span: call.anchor };
      return mutate(target, span, { kind: 'append', value: { ...call, callee: maker }, spread: false });
    }
    if (name.startsWith('Append'))
      return void appended(name, args, call).forEach(value =>
        mutate(target, span, { kind: 'augment', operator: '+', value }),
      );
    if (/^(?:Add|With|Use|Set)[A-Z]/.test(name) && name !== 'AddRange')
      return mutate(withoutServices(target), span, { kind: 'step', name, args });
    if (!first) return;
    const holder = holderOf(target);
    if (holder && /^Add(?:Range)?$/.test(name) && !second) {
      const items = [
        { value: target, spread: true },
        { value: first.value, spread: name === 'AddRange' },
      ];
      const key: Expr = { kind: 'text', parts: [{ kind: 'chars', text: holder.name, span }], span };
      return mutate(holder.object, span, { kind: 'set', key, value: { kind: 'list', items, span } });
    }
    if (name === 'Add' && second) mutate(target, span, { kind: 'set', key: first.value, value: second.value });
    else if (/^(?:Add|Push|Enqueue|AddLast|AddFirst)$/.test(name))
      mutate(target, span, { kind: 'append', value: first.value, spread: false });
    else if (name === 'AddRange') mutate(target, span, { kind: 'append', value: first.value, spread: true });
    else if (name === 'Insert' && second) mutate(target, span, { kind: 'append', value: second.value, spread: false });
  };
}

/** `builder` of `builder.Append(a).Append(b)`: each step gives the builder back. */
function rootOf(object: Expr): Expr {
  let at = object;
  while (at.kind === 'call' && at.callee.kind === 'member' && at.callee.name.startsWith('Append'))
    at = at.callee.object;
  return at;
}

/** What `Append`, `AppendLine` and `AppendFormat` of a `StringBuilder` add. */
function appended(name: string, args: readonly Argument[], { span, anchor }: Call): Expr[] {
  const [first, ...rest] = args;
  const newline: Expr = { kind: 'text', parts: [{ kind: 'chars', text: '\n', span }], span };
  if (name === 'AppendLine') return first ? [first.value, newline] : [newline];
  if (name === 'Append') return first ? [first.value] : [];
  if (name === 'AppendFormat' && first)
    return [
      { kind: 'call', callee: { kind: 'member', object: first.value, name: 'format', span }, args: rest, anchor, span },
    ];
  if (name === 'AppendJoin') {
    const join: Expr = { kind: 'member', object: { kind: 'name', name: 'string', span }, name: 'Join', span };
    return [{ kind: 'call', callee: join, args, anchor, span }];
  }
  return [];
}

/** `options.Messages` of something that is no field of this object: what is added to it changes `options`. */
const holderOf = (target: Expr): Extract<Expr, { kind: 'member' }> | undefined =>
  target.kind === 'member' && !(target.object.kind === 'name' && target.object.name === 'this') ? target : undefined;

/** `builder.Services.AddX(…)` is a step of the builder. */
const withoutServices = (target: Expr): Expr =>
  target.kind === 'member' && target.name === 'Services' ? target.object : target;
