import { type Builder, spanOf } from '../builder.ts';
import type { Expr } from '../facts.ts';
import { createParts } from '../parts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';
import { createCalls } from './calls.ts';
import type { Context, Lower } from './context.ts';
import { literalText } from './strings.ts';

/** Lowers one expression; calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(context: Context) {
  const { build, names, types } = context;
  const lower: Lower = node => build.deeper(spanOf(node), () => (READERS[node.type] ?? visit)(node));
  const { other, visit, at, sliceOf, inner, binary } = createParts(build, lower);
  const calls = createCalls(context, lower);
  const self = (node: SyntaxNode): Expr => ({ kind: 'name', name: 'this', span: spanOf(node) });

  const READERS: Readonly<Record<string, Lower>> = {
    identifier: node => names.value(build.slice(node), spanOf(node)),
    this: self,
    super: self,
    string_literal: text,
    character_literal: text,
    decimal_integer_literal: number,
    hex_integer_literal: number,
    decimal_floating_point_literal: number,
    true: node => ({ kind: 'constant', value: true, span: spanOf(node) }),
    false: node => ({ kind: 'constant', value: false, span: spanOf(node) }),
    null_literal: node => ({ kind: 'constant', value: null, span: spanOf(node) }),
    field_access: member,
    scoped_identifier: member,
    class_literal: node => types.lower(named(node)[0]) ?? other(node),
    array_access: node => ({ kind: 'index', object: at(node, 'array'), index: at(node, 'index'), span: spanOf(node) }),
    method_invocation: calls.invocation,
    object_creation_expression: calls.creation,
    array_creation_expression: node => at(node, 'value'),
    array_initializer: list,
    element_value_array_initializer: list,
    binary_expression: binary,
    ternary_expression: ternary,
    switch_expression: switchExpression,
    parenthesized_expression: inner,
    cast_expression: node => at(node, 'value'),
    assignment_expression: assign,
    lambda_expression: node => ({ kind: 'function', scope: context.defineLambda(node), span: spanOf(node) }),
    method_reference: reference,
    instanceof_expression: instanceOf,
    unary_expression: unary,
    update_expression: visit,
  };

  function text(node: SyntaxNode): Expr {
    const span = spanOf(node);
    return { kind: 'text', parts: [{ kind: 'chars', text: literalText(build.slice(node)), span }], span };
  }

  function number(node: SyntaxNode): Expr {
    const raw = build.slice(node).replaceAll('_', '');
    const value = Number(/^0[xb]/i.test(raw) ? raw.replace(/[lL]$/, '') : raw.replace(/[lLfFdD]$/, ''));
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  function member(node: SyntaxNode): Expr {
    const object = field(node, 'object') ?? field(node, 'scope');
    const name = sliceOf(node, 'field') || sliceOf(node, 'name');
    // `Outer.this` is an instance that the inner one stands in.
    if (!object || name === '') return other(node);
    return { kind: 'member', object: lower(object), name, span: spanOf(node) };
  }

  function list(node: SyntaxNode): Expr {
    return {
      kind: 'list',
      items: named(node).map(item => ({ value: lower(item), spread: false })),
      span: spanOf(node),
    };
  }

  function unary(node: SyntaxNode): Expr {
    const operand = at(node, 'operand');
    return sliceOf(node, 'operator') === '-' && operand.kind === 'number'
      ? { ...operand, value: -operand.value, span: spanOf(node) }
      : other(node);
  }

  /** `x != null ? x : y` is x where it is set. */
  function ternary(node: SyntaxNode): Expr {
    const condition = at(node, 'condition');
    const options = [at(node, 'consequence'), at(node, 'alternative')];
    const tested = setTest(condition);
    const ordered = tested?.isSet === false ? options.toReversed() : options;
    const [first] = ordered;
    const isDefault = tested !== undefined && first !== undefined && isSame(build, first, tested.of);
    return isDefault
      ? { kind: 'fallback', options: ordered, span: spanOf(node) }
      : { kind: 'choice', options, span: spanOf(node) };
  }

  function switchExpression(node: SyntaxNode): Expr {
    at(node, 'condition');
    const group = build.newGroup();
    const options: Expr[] = [];
    const body = field(node, 'body');
    (body ? named(body) : []).forEach((rule, arm) => {
      build.inBlock({ kind: 'branch', group, arm, span: spanOf(rule) }, () => {
        for (const part of named(rule)) {
          if (part.type === 'switch_label') continue;
          if (part.type === 'expression_statement') options.push(inner(part));
          else context.statement(part, value => void options.push(value));
        }
      });
    });
    return { kind: 'choice', options, span: spanOf(node) };
  }

  /** `this::ask`, `Prompts::system`. */
  function reference(node: SyntaxNode): Expr {
    const [object, name] = named(node);
    if (!object || name?.type !== 'identifier') return other(node);
    return { kind: 'member', object: lower(object), name: build.slice(name), span: spanOf(node) };
  }

  /** `x instanceof String text`: the name is the subject. */
  function instanceOf(node: SyntaxNode): Expr {
    const value = at(node, 'left');
    const name = field(node, 'name');
    const pattern = child(node, 'type_pattern', 'record_pattern');
    const bound = name ?? (pattern?.type === 'type_pattern' ? named(pattern).at(-1) : undefined);
    if (bound) build.declare(build.slice(bound), spanOf(node), { kind: 'value', value });
    return other(node);
  }

  function assign(node: SyntaxNode): Expr {
    const left = field(node, 'left');
    if (!left) return visit(node);
    const operator = sliceOf(node, 'operator') || '=';
    const target = lower(left);
    const value = at(node, 'right');
    if (target.kind === 'name') {
      // An assignment means the variable that is declared, in whatever function that is.
      const home = build.declaringScope(target.name);
      if (home !== undefined && home !== build.scope()) build.aliasOuter(target.name, home);
    }
    if (operator === '=') build.assign(target, value, spanOf(node));
    else build.mutate(target, spanOf(node), { kind: 'augment', operator: operator.slice(0, -1), value });
    return value;
  }

  return { lower, isExpression: (node: SyntaxNode): boolean => node.type in READERS };
}

/** What a condition asks to be set, or not set: `x != null`, `x == null`. */
function setTest(condition: Expr): { of: Expr; isSet: boolean } | undefined {
  if (condition.kind !== 'operation' || !/^[!=]=$/.test(condition.operator)) return undefined;
  const { left, right, operator } = condition;
  const isNull = (expr: Expr): boolean => expr.kind === 'constant' && expr.value === null;
  if (!isNull(left) && !isNull(right)) return undefined;
  return { of: isNull(left) ? right : left, isSet: operator === '!=' };
}

const isSame = (build: Builder, a: Expr, b: Expr): boolean =>
  build.text.slice(...a.span) === build.text.slice(...b.span);
