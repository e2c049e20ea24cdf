import { type Builder, spanOf } from '../builder.ts';
import type { Element, Entry, Expr, Span } from '../facts.ts';
import { createParts } from '../parts.ts';
import { field, named, type SyntaxNode, chainOf } from '../syntax.ts';
import { createInvocations } from './invocations.ts';
import { heredocParts, plainKey, stringParts } from './strings.ts';

export const THIS = 'this';

export interface Functions {
  /** A closure or arrow function: gives its scope. */
  define: (node: SyntaxNode, name: string) => number;
  defineClass: (node: SyntaxNode) => void;
  /** Under which name a field is kept: a method may have the same one. */
  fieldName: (name: string) => string;
  /** What `self` and `parent` are here. */
  classNames: () => { self: Expr | null; parent: Expr | null };
}

const CHOOSING: Readonly<Record<string, 'fallback' | 'choice'>> = { '??': 'fallback', '?:': 'fallback' };

/** Lowers one expression; calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(build: Builder, functions: Functions) {
  const lower = (node: SyntaxNode): Expr => build.deeper(spanOf(node), () => (READERS[node.type] ?? visit)(node));
  const { other, visit, at, inner } = createParts(build, lower);
  const word = (node: SyntaxNode): Expr => ({ kind: 'name', name: build.slice(node), span: spanOf(node) });
  const scoped = (node: SyntaxNode): Expr => ({
    kind: 'function',
    scope: functions.define(node, ''),
    span: spanOf(node),
  });
  const sliceOf = (node: SyntaxNode, part: string): string => {
    const found = field(node, part);
    return found ? build.slice(found).replace(/^\$/, '') : '';
  };

  const invocations = createInvocations(build, { lower, defineClass: functions.defineClass });

  const READERS: Readonly<Record<string, (node: SyntaxNode) => Expr>> = {
    name: word,
    namespace_name: word,
    qualified_name: node => ({ kind: 'name', name: build.slice(node).replace(/^\\/, ''), span: spanOf(node) }),
    named_type: inner,
    optional_type: inner,
    variable_name: node => ({ kind: 'name', name: build.slice(node).slice(1), span: spanOf(node) }),
    relative_scope: relative,
    string: text,
    encapsed_string: text,
    heredoc,
    nowdoc: heredoc,
    integer: number,
    float: number,
    boolean: node => ({ kind: 'constant', value: /^t/i.test(build.slice(node)), span: spanOf(node) }),
    null: node => ({ kind: 'constant', value: null, span: spanOf(node) }),
    member_access_expression: member,
    nullsafe_member_access_expression: member,
    class_constant_access_expression: constantOf,
    scoped_property_access_expression: node => ({
      kind: 'member',
      object: at(node, 'scope'),
      name: functions.fieldName(sliceOf(node, 'name')),
      span: spanOf(node),
    }),
    subscript_expression: node => {
      const [object, index] = named(node);
      if (!object || !index) return visit(node);
      const key: Expr = index.type === 'name' ? textOf(build.slice(index), spanOf(index)) : lower(index);
      return { kind: 'index', object: lower(object), index: key, span: spanOf(node) };
    },
    function_call_expression: invocations.functionCall,
    member_call_expression: invocations.methodCall,
    nullsafe_member_call_expression: invocations.methodCall,
    scoped_call_expression: invocations.scoped,
    object_creation_expression: invocations.creation,
    binary_expression: binary,
    conditional_expression: conditional,
    match_expression: match,
    parenthesized_expression: inner,
    cast_expression: node => at(node, 'value'),
    clone_expression: inner,
    error_suppression_expression: inner,
    array_creation_expression: array,
    list_literal: node => ({
      kind: 'list',
      items: named(node).map(part => ({ value: lower(part), spread: false })),
      span: spanOf(node),
    }),
    assignment_expression: assign,
    reference_assignment_expression: assign,
    augmented_assignment_expression: augment,
    arrow_function: scoped,
    anonymous_function: scoped,
    by_ref: inner,
  };

  const textOf = (chars: string, span: Span): Expr => ({
    kind: 'text',
    parts: [{ kind: 'chars', text: chars, span }],
    span,
  });

  function text(node: SyntaxNode): Expr {
    return { kind: 'text', parts: stringParts(node, build.text, lower), span: spanOf(node) };
  }

  function heredoc(node: SyntaxNode): Expr {
    return { kind: 'text', parts: heredocParts(node, build.text, lower), span: spanOf(node) };
  }

  function number(node: SyntaxNode): Expr {
    const value = Number(build.slice(node).replaceAll('_', ''));
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  /** `static::` is the class of whoever is asked, `self::` the one that it stands in. */
  function relative(node: SyntaxNode): Expr {
    const { self, parent } = functions.classNames();
    const scope = build.slice(node).toLowerCase();
    const own = scope === 'parent' ? parent : scope === 'self' ? self : null;
    return own ? { ...own, span: spanOf(node) } : { kind: 'name', name: THIS, span: spanOf(node) };
  }

  function member(node: SyntaxNode): Expr {
    const object = at(node, 'object');
    const name = sliceOf(node, 'name');
    const isOwn = object.kind === 'name' && object.name === THIS;
    return { kind: 'member', object, name: isOwn ? functions.fieldName(name) : name, span: spanOf(node) };
  }

  function constantOf(node: SyntaxNode): Expr {
    const [scope, constant] = named(node);
    if (!scope || !constant) return visit(node);
    return { kind: 'member', object: lower(scope), name: build.slice(constant), span: spanOf(node) };
  }

  const isDot = (node: SyntaxNode): boolean => node.type === 'binary_expression' && sliceOf(node, 'operator') === '.';

  function binary(node: SyntaxNode): Expr {
    const operands = chainOf(node, isDot);
    if (operands) return concatenated(operands.map(lower), spanOf(node));
    const operator = sliceOf(node, 'operator');
    const options = [at(node, 'left'), at(node, 'right')] as const;
    const kind = CHOOSING[operator];
    if (kind) return { kind, options, span: spanOf(node) };
    if (operator === '|') return other(node);
    return { kind: 'operation', operator, left: options[0], right: options[1], span: spanOf(node) };
  }

  /** `__DIR__ . '/prompts/x.txt'` is a path. */
  function concatenated(items: Expr[], span: Span): Expr {
    const [first, ...rest] = items;
    const isPath = first?.kind === 'name' && first.name === '__DIR__';
    if (!first || !isPath) return { kind: 'sum', items, span };
    return { kind: 'operation', operator: '/', left: first, right: { kind: 'sum', items: rest, span }, span };
  }

  function conditional(node: SyntaxNode): Expr {
    const condition = at(node, 'condition');
    const body = field(node, 'body');
    const otherwise = at(node, 'alternative');
    if (!body) return { kind: 'fallback', options: [condition, otherwise], span: spanOf(node) };
    return { kind: 'choice', options: [lower(body), otherwise], span: spanOf(node) };
  }

  function match(node: SyntaxNode): Expr {
    at(node, 'condition');
    const body = field(node, 'body');
    const options = (body ? named(body) : []).flatMap(arm => {
      const conditions = field(arm, 'conditional_expressions');
      if (conditions) lower(conditions);
      const value = field(arm, 'return_expression');
      // What ends in an exception gives nothing.
      const given = value ? lower(value) : null;
      return given && value?.type !== 'throw_expression' ? [given] : [];
    });
    return { kind: 'choice', options, span: spanOf(node) };
  }

  /** With keys it is an object, without a list. */
  function array(node: SyntaxNode): Expr {
    const parts = named(node);
    const isKeyed = parts.some(part => named(part).length === 2);
    if (isKeyed) return { kind: 'object', entries: parts.flatMap(entry), span: spanOf(node) };
    return { kind: 'list', items: parts.map(element), span: spanOf(node) };
  }

  function element(node: SyntaxNode): Element {
    const [value] = node.type === 'array_element_initializer' ? named(node) : [node];
    if (!value) return { value: other(node), spread: false };
    const spread = value.type === 'variadic_unpacking';
    return { value: spread ? inner(value) : lower(value), spread };
  }

  function entry(node: SyntaxNode): Entry[] {
    const [key, value] = named(node);
    if (!key) return [];
    if (!value) return key.type === 'variadic_unpacking' ? [{ kind: 'spread', value: inner(key) }] : (lower(key), []);
    const plain = plainKey(key, build.text);
    if (plain === null) return [{ kind: 'computed', key: lower(key), value: lower(value) }];
    return [{ kind: 'entry', key: plain, value: lower(value) }];
  }

  function assign(node: SyntaxNode): Expr {
    const value = at(node, 'right');
    const left = field(node, 'left');
    if (!left) return value;
    if (left.type === 'subscript_expression' && named(left).length === 1) {
      // `$messages[] = …`
      const [list] = named(left);
      if (list) build.mutate(lower(list), spanOf(node), { kind: 'append', value, spread: false });
      return value;
    }
    build.assign(left.type === 'array_creation_expression' ? array(left) : lower(left), value, spanOf(node));
    return value;
  }

  function augment(node: SyntaxNode): Expr {
    const operator = sliceOf(node, 'operator').slice(0, -1);
    const target = at(node, 'left');
    const value = at(node, 'right');
    const span = spanOf(node);
    if (operator === '.') build.mutate(target, span, { kind: 'augment', operator: '+', value });
    else if (operator === '??') {
      // A field's own value is asked for in each method: what is set here is one that it may have.
      const set: Expr = target.kind === 'name' ? { kind: 'fallback', options: [target, value], span } : value;
      build.assign(target, set, span);
    } else build.assign(target, { kind: 'other', span }, span);
    return target;
  }

  return { lower, isExpression: (node: SyntaxNode): boolean => node.type in READERS };
}
