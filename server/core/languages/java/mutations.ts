import type { Builder } from '../builder.ts';
import type { CallFact, Expr } from '../facts.ts';
import type { Names } from './names.ts';
import type { Types } from './types.ts';

type Call = CallFact['expr'];

const TEXTS = /^String(?:Builder|Buffer)$/;
/** Types whose variables are filled in step by step, each step a statement of its own. */
const BUILDERS = /(?:Builder|Spec)$/;
/** Clients keep their name: what is set on them changes no call. */
const CLIENTS = /(?:Client|Service|Model|Api|Agent)$/;

/** Notes what a call changes in place: a list or map that grows, a text or a builder that is added to. */
export function createMutations(build: Builder, names: Names, types: Types) {
  const typeNamed = (expr: Expr): string =>
    expr.kind === 'name' || expr.kind === 'member' ? types.nameOf(names.typeOf(expr.name)) : '';

  return function note({ callee, args, span }: Call): void {
    if (callee.kind !== 'member') return;
    const { name } = callee;
    const target = rootOf(callee.object);
    const [first, second] = args;
    const type = typeNamed(target);
    if (TEXTS.test(type)) return ofText(target, name, first?.value, span);
    if (!first) return;
    if (name === 'addAll') return build.mutate(target, span, { kind: 'append', value: first.value, spread: true });
    if (name === 'put' && second)
      return build.mutate(target, span, { kind: 'set', key: first.value, value: second.value });
    const builder = beginningOf(callee.object);
    const isSetter = target === callee.object && /^(?:set|add|with)[A-Z]/.test(name) && !CLIENTS.test(type);
    const to = BUILDERS.test(typeNamed(builder)) ? builder : isSetter ? target : undefined;
    if (to) build.mutate(to, span, { kind: 'step', name, args });
  };

  /** What a `StringBuilder` has done to it; what is done in the middle or at the start leaves its text unknown. */
  function ofText(target: Expr, name: string, value: Expr | undefined, span: Call['span']): void {
    if (name === 'append' && value) build.mutate(target, span, { kind: 'augment', operator: '+', value });
    else if (name === 'setLength' && value?.kind === 'number' && value.value === 0)
      build.assign(target, { kind: 'text', parts: [], span }, span);
    else if (CHANGING.has(name))
      build.mutate(target, span, { kind: 'augment', operator: '+', value: { kind: 'other', span } });
  }
}

const CHANGING: ReadonlySet<string> = new Set(['insert', 'delete', 'deleteCharAt', 'replace', 'reverse', 'setLength']);

/** `builder` of `builder.model("x").input("y")`. */
function beginningOf(object: Expr): Expr {
  let at = object;
  while (at.kind === 'call' && at.callee.kind === 'member') at = at.callee.object;
  return at;
}

/** `text` of `text.append(a).append(b)`: each step gives the builder back. */
function rootOf(object: Expr): Expr {
  let at = object;
  while (at.kind === 'call' && at.callee.kind === 'member' && at.callee.name === 'append') at = at.callee.object;
  return at;
}
