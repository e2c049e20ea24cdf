import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Expr, Span } from '../facts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';

interface Lowering {
  lower: (node: SyntaxNode) => Expr;
  defineClass: (node: SyntaxNode) => void;
}

/** Methods that run their callback once for each element. */
const ITERATING: ReadonlySet<string> = new Set(['map', 'each', 'flatMap', 'mapWithKeys', 'filter', 'reject', 'reduce']);

/** Functions that are a text's or list's method elsewhere: which argument that is, and the method's name. */
const METHODS: Readonly<Record<string, readonly [receiver: number, method: string]>> = {
  implode: [1, 'join'],
  join: [1, 'join'],
  str_replace: [2, 'replace'],
  trim: [0, 'trim'],
  ltrim: [0, 'lstrip'],
  rtrim: [0, 'rstrip'],
  chop: [0, 'rstrip'],
  strtolower: [0, 'lower'],
  mb_strtolower: [0, 'lower'],
  strtoupper: [0, 'upper'],
  mb_strtoupper: [0, 'upper'],
  array_map: [1, 'map'],
};

/** Calls of functions, methods and classes. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of call
export function createInvocations(build: Builder, { lower, defineClass }: Lowering) {
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });
  const at = (node: SyntaxNode, part: string): Expr => {
    const found = field(node, part);
    return found ? lower(found) : other(node);
  };
  const sliceOf = (node: SyntaxNode, part: string): string => {
    const found = field(node, part);
    return found ? build.slice(found).replace(/^\$/, '') : '';
  };

  const call = (callee: Expr, args: Argument[], anchor: Span, span: Span): Expr =>
    build.call({ kind: 'call', callee, args, anchor, span });

  function functionCall(node: SyntaxNode): Expr {
    const target = field(node, 'function');
    const span = spanOf(node);
    const spelled = target ? build.slice(target).replace(/^\\/, '') : '';
    const method = Object.hasOwn(METHODS, spelled) ? METHODS[spelled] : undefined;
    const given = field(node, 'arguments');
    const args = given ? named(given).filter(part => part.type === 'argument') : [];
    const receiver = method && args[method[0]];
    if (method && receiver) {
      const object = argument(receiver)[0]?.value ?? other(node);
      const rest = args.filter(part => part !== receiver);
      const loop = method[1] === 'map' ? object : null;
      const callee: Expr = { kind: 'member', object, name: method[1], span };
      return call(
        callee,
        around(loop, given ?? node, () => rest.flatMap(argument)),
        spanOf(target ?? node),
        span,
      );
    }
    const callee = at(node, 'function');
    const lowered = argumentsOf(node, null);
    const [key, value] = lowered;
    if (spelled === 'define' && key?.value.kind === 'text' && value) defined(key.value, value.value);
    return call(callee, lowered, spanOf(target ?? node), span);
  }

  /** `define('MODEL', 'gpt-4o')`. */
  function defined(key: Extract<Expr, { kind: 'text' }>, value: Expr): void {
    const [only] = key.parts;
    if (only?.kind === 'chars') build.bind(only.text, key.span, { kind: 'value', value }, 0);
  }

  function methodCall(node: SyntaxNode): Expr {
    const method = field(node, 'name');
    const object = at(node, 'object');
    const callee: Expr = {
      kind: 'member',
      object,
      name: sliceOf(node, 'name'),
      span: [node.start, (method ?? node).end],
    };
    const over = ITERATING.has(callee.name) ? object : null;
    return call(callee, argumentsOf(node, over), spanOf(method ?? node), spanOf(node));
  }

  function creation(node: SyntaxNode): Expr {
    const made = child(node, 'anonymous_class');
    if (made) {
      defineClass(made);
      return other(node);
    }
    const type = named(node).find(part => part.type !== 'arguments');
    const given = child(node, 'arguments');
    const span = spanOf(node);
    return call(type ? lower(type) : other(node), given ? listOf(given) : [], spanOf(type ?? node), span);
  }

  const argumentsOf = (node: SyntaxNode, over: Expr | null): Argument[] => {
    const given = field(node, 'arguments');
    return given ? around(over, given, () => listOf(given)) : [];
  };

  /** What a callback does, it does for each element. */
  function around(over: Expr | null, node: SyntaxNode, read: () => Argument[]): Argument[] {
    if (!over) return read();
    let args: Argument[] = [];
    build.inBlock({ kind: 'loop', over, span: spanOf(node) }, () => {
      args = read();
    });
    return args;
  }

  const listOf = (given: SyntaxNode): Argument[] => named(given).flatMap(argument);

  function argument(node: SyntaxNode): Argument[] {
    if (node.type === 'variadic_unpacking') return [{ name: null, value: unpacked(node), spread: true }];
    if (node.type !== 'argument') return [];
    const label = field(node, 'name');
    const value = named(node).find(part => part !== label);
    if (!value) return [];
    if (value.type === 'variadic_unpacking') return [{ name: null, value: unpacked(value), spread: true }];
    return [{ name: label ? build.slice(label) : null, value: lower(value), spread: false }];
  }

  /** `OpenAI::client(…)`. */
  function scoped(node: SyntaxNode): Expr {
    const method = field(node, 'name');
    const callee: Expr = { kind: 'member', object: at(node, 'scope'), name: sliceOf(node, 'name'), span: spanOf(node) };
    return call(callee, argumentsOf(node, null), spanOf(method ?? node), spanOf(node));
  }

  function unpacked(node: SyntaxNode): Expr {
    const [only] = named(node);
    return only ? lower(only) : other(node);
  }

  return { functionCall, methodCall, creation, scoped };
}
