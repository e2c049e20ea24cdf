import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Element, Expr } from '../facts.ts';
import { createParts } from '../parts.ts';
import { field, has, type SyntaxNode } from '../syntax.ts';
import { createControl } from './control.ts';
import { createInvocations } from './invocations.ts';
import { parts } from './parts.ts';
import { type Paths, nameIn } from './paths.ts';
import { literal } from './strings.ts';

export interface Items {
  /** A function, a type, a module inside a body. True where the node was one. */
  item: (node: SyntaxNode) => boolean;
  closure: (node: SyntaxNode) => number;
}

/** Methods that put something into a list, a text or a table: no fields. */
const FILLING: ReadonlySet<string> = new Set('push push_str insert extend append remove clear'.split(' '));

/** Lowers one expression; in Rust nearly everything is one. Calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(build: Builder, paths: Paths, items: Items) {
  const lower = (node: SyntaxNode): Expr => build.deeper(spanOf(node), () => (READERS[node.type] ?? visit)(node));
  const { other, at, binary } = createParts(build, lower);
  const invocations = createInvocations(build, lower);
  const control = createControl(build, paths, lower, invocations.elements);
  const READERS: Readonly<Record<string, (node: SyntaxNode) => Expr>> = {
    identifier: name,
    self: name,
    shorthand_field_identifier: name,
    scoped_identifier: node => paths.expressionOf(paths.segmentsOf(node)),
    generic_function: node => at(node, 'function'),
    string_literal: node => literal(node, build.text),
    raw_string_literal: node => literal(node, build.text),
    char_literal: node => {
      const text = build.slice(node).slice(1, -1);
      return { kind: 'text', parts: [{ kind: 'chars', text, span: spanOf(node) }], span: spanOf(node) };
    },
    integer_literal: numeral,
    float_literal: numeral,
    boolean_literal: node => ({ kind: 'constant', value: build.slice(node) === 'true', span: spanOf(node) }),
    unit_expression: node => ({ kind: 'constant', value: null, span: spanOf(node) }),
    field_expression: member,
    index_expression: node => {
      const [object, index] = parts(node).map(lower);
      return object && index ? { kind: 'index', object, index, span: spanOf(node) } : other(node);
    },
    call_expression: invocations.call,
    struct_expression: struct,
    array_expression: node =>
      field(node, 'length') ? visit(node) : { kind: 'list', items: parts(node).map(element), span: spanOf(node) },
    tuple_expression: node => ({ kind: 'list', items: parts(node).map(element), span: spanOf(node) }),
    binary_expression: binary,
    range_expression: range,
    await_expression: inner,
    try_expression: inner,
    reference_expression: inner,
    parenthesized_expression: inner,
    type_cast_expression: node => at(node, 'value'),
    unary_expression: node => (has(node, '*') ? inner(node) : visit(node)),
    unsafe_block: inner,
    async_block: inner,
    try_block: inner,
    const_block: inner,
    ...control.readers,
    expression_statement: statement,
    labeled_expression: node => parts(node).reduce<Expr>((_, part) => lower(part), other(node)),
    let_condition: node => at(node, 'value'),
    closure_expression: node => ({ kind: 'function', scope: items.closure(node), span: spanOf(node) }),
    assignment_expression: node => {
      build.assign(at(node, 'left'), at(node, 'right'), spanOf(node));
      return other(node);
    },
    compound_assignment_expr: node => {
      const operator = sliceOf(node, 'operator').slice(0, -1);
      build.mutate(at(node, 'left'), spanOf(node), { kind: 'augment', operator, value: at(node, 'right') });
      return other(node);
    },
  };

  /** What is none of an expression that is followed: its parts may be calls. */
  function visit(node: SyntaxNode): Expr {
    if (!items.item(node)) for (const part of parts(node)) lower(part);
    return other(node);
  }

  const sliceOf = (node: SyntaxNode, part: string): string => {
    const found = field(node, part);
    return found ? nameIn(build, found) : '';
  };

  function name(node: SyntaxNode): Expr {
    const word = build.slice(node);
    if (word === 'None') return { kind: 'constant', value: null, span: spanOf(node) };
    return paths.expressionOf([{ name: word, span: spanOf(node) }]);
  }

  function inner(node: SyntaxNode): Expr {
    const only = parts(node).find(part => part.type !== 'mutable_specifier' && part.type !== 'label');
    return only ? lower(only) : other(node);
  }

  function numeral(node: SyntaxNode): Expr {
    const digits = build.slice(node).replaceAll('_', '');
    const value = Number(/^0[xob]/.test(digits) ? digits : digits.replace(/[iuf](?:8|16|32|64|128|size)$/, ''));
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  function member(node: SyntaxNode): Expr {
    const object = at(node, 'value');
    const key = sliceOf(node, 'field');
    if (!/^\d+$/.test(key) || (object.kind === 'name' && object.name === 'self'))
      return { kind: 'member', object, name: key, span: spanOf(node) };
    const index: Expr = { kind: 'number', value: Number(key), span: spanOf(node) };
    return { kind: 'index', object, index, span: spanOf(node) };
  }

  const element = (node: SyntaxNode): Element => ({ value: lower(node), spread: false });

  /** `T { a, b: c, ..rest }` builds a `T` of named values. */
  function struct(node: SyntaxNode): Expr {
    const type = field(node, 'name');
    const body = field(node, 'body');
    const callee = type ? paths.expressionOf(paths.segmentsOf(type)) : other(node);
    const args = (body ? parts(body) : []).flatMap(initializer);
    return build.call({ kind: 'call', callee, args, anchor: type ? spanOf(type) : spanOf(node), span: spanOf(node) });
  }

  function initializer(node: SyntaxNode): Argument[] {
    const [first] = parts(node);
    if (node.type === 'shorthand_field_initializer' && first)
      return [{ name: build.slice(first), value: lower(first), spread: false }];
    if (node.type === 'field_initializer')
      return [{ name: sliceOf(node, 'field') || sliceOf(node, 'name'), value: at(node, 'value'), spread: false }];
    // The type's own defaults leave unset what is not given.
    if (!first || /\bdefault\(\)$/.test(build.slice(first))) return [];
    return [{ name: null, value: lower(first), spread: true }];
  }

  /** `0..n` and `0..=n` as the standard function that counts the same. */
  function range(node: SyntaxNode): Expr {
    const span = spanOf(node);
    const [start, end] = parts(node).map(lower);
    if (!start || !end) return other(node);
    const one: Expr = { kind: 'number', value: 1, span };
    const last: Expr = has(node, '..=') ? { kind: 'sum', items: [end, one], span } : end;
    const args = [start, last].map(value => ({ name: null, value, spread: false }));
    return { kind: 'call', callee: { kind: 'name', name: 'range', span }, args, anchor: span, span };
  }

  /** `builder.model("…");` sets what is built, as `request.model = …` does. */
  function statement(node: SyntaxNode): Expr {
    const value = inner(node);
    // What is awaited or may fail is no setter.
    const isPlain = has(node, ';') && has(node, 'call_expression');
    const callee = value.kind === 'call' && isPlain ? value.callee : undefined;
    const [given] = value.kind === 'call' ? value.args : [];
    if (given && callee?.kind === 'member' && callee.object.kind === 'name' && !FILLING.has(callee.name))
      build.assign(callee, given.value, spanOf(node));
    return value;
  }

  return { lower, giveBack: control.giveBack };
}
