import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Expr, Span } from '../facts.ts';
import { field, type SyntaxNode } from '../syntax.ts';
import { isCalled, ITERATING, MAPPING } from './calls.ts';
import { keyName } from './strings.ts';
import { parts } from './outline.ts';
import type { Scopes } from './scopes.ts';

interface Lowering {
  lower: (node: SyntaxNode) => Expr;
  argument: (node: SyntaxNode) => Argument[];
  closure: (node: SyntaxNode, over: Expr | null) => number;
}

type Call = Extract<Expr, { kind: 'call' }>;

/**
 * Calls. One without arguments looks like an attribute, and is read as one: `client.chat.completions.create(…)`; `new` and what
 * gives a changed text are calls all the same.
 */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of call
export function createInvocations(build: Builder, scopes: Scopes, { lower, argument, closure }: Lowering) {
  const made = (callee: Expr, args: Argument[], anchor: Span, span: Span): Call =>
    build.call({ kind: 'call', callee, args, anchor, span });

  function call(node: SyntaxNode): Expr {
    const method = field(node, 'method');
    const name = method ? build.slice(method) : 'call';
    const receiver = field(node, 'receiver');
    if (!receiver && (name === 'require' || name === 'require_relative')) return required(node, name);
    const object = receiver ? lower(receiver) : null;
    const over = object && ITERATING.has(name) ? repeated(object, name, node) : null;
    const args = argumentsOf(node, over);
    const span = spanOf(node);
    const anchor = method ? spanOf(method) : span;
    const block = field(node, 'block');
    if (name === 'new') return made(object ?? scopes.self(span), args, anchor, span);
    if (!object && (name === 'lambda' || name === 'proc') && block)
      return args.at(-1)?.value ?? { kind: 'other', span };
    if (object && name === 'fetch' && block && args[0]) return fetched(object, args, span);
    const isBare = args.length === 0 && !block;
    if (!object) return isBare ? scopes.word(name, anchor) : made(scopes.method(name, anchor), args, anchor, span);
    const spelled = MAPPING.has(name) ? 'map' : name;
    const callee: Expr = { kind: 'member', object, name: spelled, span: [node.start, anchor[1]] };
    return isBare && !isCalled(name) ? callee : made(callee, joinedBy(name, args, span), anchor, span);
  }

  /** `["a", "b"].join` puts nothing in between. */
  function joinedBy(name: string, args: Argument[], span: Span): Argument[] {
    if (name !== 'join' || args.length > 0) return args;
    return [{ name: null, value: { kind: 'text', parts: [], span }, spread: false }];
  }

  /** `ENV.fetch("MODEL") { "gpt-4o" }`: what the block gives where there is nothing. */
  function fetched(object: Expr, args: Argument[], span: Span): Expr {
    const [key, block] = args;
    const index: Expr = { kind: 'index', object, index: key?.value ?? { kind: 'other', span }, span };
    if (!block || block.value.kind !== 'function') return index;
    const value = made(block.value, [], span, span);
    return { kind: 'fallback', options: [index, value], span };
  }

  /** What is gone over: the receiver, or as many rounds as `3.times` and `1.upto(3)` say. */
  function repeated(object: Expr, name: string, node: SyntaxNode): Expr {
    if (name === 'times') return rangeOf([object], object.span);
    if (name !== 'upto') return object;
    const [end] = parts(field(node, 'arguments') ?? node);
    const one: Expr = { kind: 'number', value: 1, span: object.span };
    return rangeOf([object, { kind: 'sum', items: [end ? lower(end) : one, one], span: object.span }], object.span);
  }

  const rangeOf = (bounds: Expr[], span: Span): Call => ({
    kind: 'call',
    callee: { kind: 'name', name: 'range', span },
    args: bounds.map(value => ({ name: null, value, spread: false })),
    anchor: span,
    span,
  });

  /** Arguments in parentheses or without; a block comes last, as one by name where it is none of those that a list is mapped with. */
  function argumentsOf(node: SyntaxNode, over: Expr | null): Argument[] {
    const given = field(node, 'arguments');
    const block = field(node, 'block');
    const args = given ? parts(given).flatMap(argument) : [];
    if (!block) return args;
    const name = field(node, 'method');
    const method = name ? build.slice(name) : '';
    const isMapped = MAPPING.has(method);
    const isFirst = isMapped || method === 'fetch';
    const isLoop = over !== null || (method === 'loop' && !field(node, 'receiver'));
    let scope = 0;
    const run = (): void => void (scope = closure(block, isMapped ? null : over));
    if (isLoop) build.inBlock({ kind: 'loop', over, span: spanOf(block) }, run);
    else run();
    const value: Expr = { kind: 'function', scope, span: spanOf(block) };
    return [...args, { name: isFirst ? null : '&', value, spread: false }];
  }

  function required(node: SyntaxNode, name: string): Expr {
    const [only] = parts(field(node, 'arguments') ?? node);
    const path = only?.type === 'string' ? keyName(only, build.text) : null;
    if (path !== null) build.opens.push(name === 'require' || path.startsWith('.') ? path : `./${path}`);
    return { kind: 'other', span: spanOf(node) };
  }

  return { call, rangeOf };
}
