import { spanOf } from '../builder.ts';
import type { Element, Entry, Expr } from '../facts.ts';
import { child, field, named, type SyntaxNode, chainOf } from '../syntax.ts';
import { createCalls } from './calls.ts';
import type { Context, Lower } from './context.ts';
import { interpolatedParts, plainParts } from './strings.ts';

/** Lowers one expression; calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(context: Context) {
  const { build, names, types, defineLambda } = context;
  const lower: Lower = (node, type) => build.deeper(spanOf(node), () => (READERS[node.type] ?? visit)(node, type));
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });
  const calls = createCalls(context, lower, { elements, entries });
  const lambda = (node: SyntaxNode): Expr => ({ kind: 'function', scope: defineLambda(node), span: spanOf(node) });
  const plain = (node: SyntaxNode): Expr => ({ kind: 'text', parts: plainParts(node, build.text), span: spanOf(node) });
  const self = (node: SyntaxNode): Expr => ({ kind: 'name', name: 'this', span: spanOf(node) });
  const word = (node: SyntaxNode): Expr => ({ kind: 'name', name: build.slice(node), span: spanOf(node) });

  const READERS: Readonly<Record<string, Lower>> = {
    identifier: node => names.value(build.slice(node), spanOf(node)),
    this: self,
    base: self,
    predefined_type: word,
    qualified_name: node => types.lower(node) ?? other(node),
    alias_qualified_name: node => types.lower(node) ?? other(node),
    generic_name: node => names.value(types.nameOf(node), spanOf(node)),
    string_literal: plain,
    verbatim_string_literal: plain,
    raw_string_literal: plain,
    character_literal: plain,
    interpolated_string_expression: node => ({
      kind: 'text',
      parts: interpolatedParts(node, build.text, lower),
      span: spanOf(node),
    }),
    integer_literal: number,
    real_literal: number,
    boolean_literal: node => ({ kind: 'constant', value: build.slice(node) === 'true', span: spanOf(node) }),
    null_literal: node => ({ kind: 'constant', value: null, span: spanOf(node) }),
    member_access_expression: node => calls.member(node),
    conditional_access_expression: node => calls.conditional(node),
    element_access_expression: node => calls.index(node, field(node, 'expression'), field(node, 'subscript')),
    invocation_expression: node => calls.invocation(node),
    object_creation_expression: node => calls.creation(node, field(node, 'type')),
    implicit_object_creation_expression: (node, type) => calls.creation(node, type),
    anonymous_object_creation_expression: anonymous,
    array_creation_expression: node => array(node, field(node, 'type')),
    implicit_array_creation_expression: array,
    element_binding_expression: (node, type) => list(node, types.elementOf(type)),
    collection_expression: (node, type) => list(node, types.elementOf(type)),
    initializer_expression: (node, type) => braces(node, type),
    tuple_expression: node => list(node, undefined),
    tuple_pattern: node => list(node, undefined),
    binary_expression: binary,
    as_expression: node => at(node, 'left'),
    is_pattern_expression: isPattern,
    conditional_expression: (node, type) => {
      at(node, 'condition');
      return {
        kind: 'choice',
        options: [at(node, 'consequence', type), at(node, 'alternative', type)],
        span: spanOf(node),
      };
    },
    switch_expression: switchExpression,
    parenthesized_expression: inner,
    await_expression: inner,
    checked_expression: inner,
    ref_expression: inner,
    postfix_unary_expression: inner,
    cast_expression: node => at(node, 'value', field(node, 'type')),
    assignment_expression: assign,
    with_expression: node => withExpression(node),
    lambda_expression: lambda,
    anonymous_method_expression: lambda,
    declaration_expression: node => {
      const name = field(node, 'name');
      if (name) build.declare(build.slice(name), spanOf(node), { kind: 'unknown', why: 'set by a call' });
      return other(node);
    },
    throw_expression: node => (visit(node), { kind: 'constant', value: null, span: spanOf(node) }),
    typeof_expression: other,
    sizeof_expression: other,
    default_expression: other,
  };

  function visit(node: SyntaxNode): Expr {
    for (const part of named(node)) lower(part);
    return other(node);
  }

  function at(node: SyntaxNode, part: string, type?: SyntaxNode): Expr {
    const found = field(node, part);
    return found ? lower(found, type) : other(node);
  }

  function inner(node: SyntaxNode, type?: SyntaxNode): Expr {
    const only = node.children.find(c => (c.named && c.type !== 'comment') || c.type === 'this');
    return only ? lower(only, type) : other(node);
  }

  function number(node: SyntaxNode): Expr {
    const text = build.slice(node).replaceAll('_', '');
    const digits = /^0[xb]/i.test(text) ? text.replace(/[uUlL]+$/, '') : text.replace(/[uUlLfFdDmM]+$/, '');
    const value = Number(digits);
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  const isPlus = (node: SyntaxNode): boolean => node.type === 'binary_expression' && operatorOf(node) === '+';

  function binary(node: SyntaxNode, type?: SyntaxNode): Expr {
    const operands = chainOf(node, isPlus);
    if (operands) return { kind: 'sum', items: operands.map(item => lower(item)), span: spanOf(node) };
    const operator = operatorOf(node);
    const isFallback = operator === '??';
    const [left, right] = [
      at(node, 'left', isFallback ? type : undefined),
      at(node, 'right', isFallback ? type : undefined),
    ];
    if (isFallback) return { kind: 'fallback', options: [left, right], span: spanOf(node) };
    return { kind: 'operation', operator, left, right, span: spanOf(node) };
  }

  const operatorOf = (node: SyntaxNode): string => {
    const found = field(node, 'operator');
    return found ? build.slice(found) : '';
  };

  function isPattern(node: SyntaxNode): Expr {
    const subject = at(node, 'expression');
    const pattern = field(node, 'pattern');
    if (pattern) bindPattern(pattern, subject);
    return other(node);
  }

  /** `x is string text`, `x is not { } text`: the name is the subject; what stands deeper in a pattern is not followed. */
  function bindPattern(pattern: SyntaxNode, subject: Expr): void {
    if (pattern.type === 'negated_pattern') return named(pattern).forEach(part => bindPattern(part, subject));
    const name = field(pattern, 'name');
    if (name?.type === 'identifier')
      build.declare(build.slice(name), spanOf(pattern), { kind: 'value', value: subject });
    for (const part of named(pattern)) if (/pattern|designation/.test(part.type)) bindPattern(part, other(part));
  }

  function switchExpression(node: SyntaxNode, type?: SyntaxNode): Expr {
    const [subject, ...arms] = named(node);
    const value = subject ? lower(subject) : other(node);
    const group = build.newGroup();
    const options: Expr[] = [];
    arms.forEach((arm, order) => {
      const [pattern, ...rest] = named(arm);
      const result = rest.at(-1);
      if (!pattern || !result) return;
      build.inBlock({ kind: 'branch', group, arm: order, span: spanOf(arm) }, () => {
        bindPattern(pattern, value);
        const option = lower(result, type);
        if (result.type !== 'throw_expression') options.push(option);
      });
    });
    return { kind: 'choice', options, span: spanOf(node) };
  }

  const element = (node: SyntaxNode, type: SyntaxNode | undefined): Element => {
    const given = node.type === 'argument' ? calls.valueNode(node) : node;
    if (!given) return { value: other(node), spread: false };
    // `[.. rest]` is a range without a beginning.
    if (given.type === 'range_expression' || given.type === 'spread_element')
      return { value: inner(given), spread: true };
    return { value: lower(given, type), spread: false };
  };

  /** Elements between braces or brackets, each of the collection's element type. */
  function elements(node: SyntaxNode, type: SyntaxNode | undefined): Element[] {
    // Where `[]` is read as an index, the parser makes one up.
    return named(node).flatMap(part => (part.start === part.end ? [] : element(part, type)));
  }

  const list = (node: SyntaxNode, type: SyntaxNode | undefined): Expr => ({
    kind: 'list',
    items: elements(node, type),
    span: spanOf(node),
  });

  function array(node: SyntaxNode, type?: SyntaxNode): Expr {
    const items = child(node, 'initializer_expression');
    return items ? { ...list(items, types.elementOf(type)), span: spanOf(node) } : other(node);
  }

  /** `{ A = 1 }` fills an object, `{ a, b }` a collection. */
  function braces(node: SyntaxNode, type?: SyntaxNode): Expr {
    const parts = named(node);
    const isObject = parts.length > 0 && parts.every(part => part.type === 'assignment_expression');
    return isObject || types.isDictionary(type)
      ? { kind: 'object', entries: entries(node, type), span: spanOf(node) }
      : list(node, types.elementOf(type));
  }

  /** `A = 1`, `["a"] = 1`, `{ "a", 1 }`. */
  function entries(node: SyntaxNode, type: SyntaxNode | undefined): Entry[] {
    return named(node).flatMap((part): Entry[] => {
      if (part.type === 'initializer_expression') {
        const [key, value] = named(part);
        return key && value ? [{ kind: 'computed', key: lower(key), value: lower(value, types.elementOf(type)) }] : [];
      }
      const [left, right] = [field(part, 'left'), field(part, 'right')];
      if (part.type !== 'assignment_expression' || !left || !right) return visit(part) && [];
      if (left.type === 'identifier') return [{ kind: 'entry', key: build.slice(left), value: lower(right) }];
      const [key] = named(left).map(calls.valueNode);
      return key ? [{ kind: 'computed', key: lower(key), value: lower(right, types.elementOf(type)) }] : [];
    });
  }

  /** `new { model = "x", user.Name }`. */
  function anonymous(node: SyntaxNode): Expr {
    const out: Entry[] = [];
    let key: SyntaxNode | undefined;
    node.children.forEach((part, index) => {
      if (!part.named || part.type === 'comment') return;
      if (node.children[index + 1]?.type === '=') return void (key = part);
      const value = lower(part);
      const name = key ? build.slice(key) : value.kind === 'name' || value.kind === 'member' ? value.name : undefined;
      if (name !== undefined) out.push({ kind: 'entry', key: name, value });
      key = undefined;
    });
    return { kind: 'object', entries: out, span: spanOf(node) };
  }

  /** `options with { Model = "x" }`: what it was, with some of it set anew. */
  function withExpression(node: SyntaxNode): Expr {
    const [source, ...changes] = named(node);
    const value = source ? lower(source) : other(node);
    const out: Entry[] = [{ kind: 'spread', value }];
    for (const change of changes.filter(c => c.type === 'with_initializer')) {
      const [key, given] = named(change);
      if (key && given) out.push({ kind: 'entry', key: build.slice(key), value: lower(given) });
    }
    return { kind: 'object', entries: out, span: spanOf(node) };
  }

  function assign(node: SyntaxNode): Expr {
    const left = field(node, 'left');
    const right = field(node, 'right');
    if (!left || !right) return visit(node);
    const operator = operatorOf(node);
    const target = lower(left);
    const declared = target.kind === 'name' || target.kind === 'member' ? names.typeOf(target.name) : undefined;
    const value = lower(right, declared);
    aim(target);
    if (operator === '=') build.assign(target, value, spanOf(node));
    else if (operator === '??=')
      build.assign(target, { kind: 'fallback', options: [target, value], span: spanOf(node) }, spanOf(node));
    else build.mutate(target, spanOf(node), { kind: 'augment', operator: operator.slice(0, -1), value });
    return value;
  }

  /** An assignment means the variable that is declared, in whatever function that is. */
  function aim(target: Expr): void {
    if (target.kind !== 'name') return;
    const home = build.declaringScope(target.name);
    if (home !== undefined && home !== build.scope()) build.aliasOuter(target.name, home);
  }

  return { lower, isExpression: (node: SyntaxNode): boolean => node.type in READERS };
}
