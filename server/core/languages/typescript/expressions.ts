import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Element, Entry, Expr } from '../facts.ts';
import { createParts } from '../parts.ts';
import { field, named, type SyntaxNode, chainOf } from '../syntax.ts';
import { stringParts } from './strings.ts';

const CHOOSING: Readonly<Record<string, 'fallback' | 'choice'>> = {
  '||': 'fallback',
  '??': 'fallback',
  '&&': 'choice',
};

/** Methods that run their callback once for each element. */
const ITERATING: ReadonlySet<string> = new Set(['map', 'forEach', 'flatMap']);

export interface Functions {
  /** A function expression, an arrow, a method: gives its scope. */
  define: (node: SyntaxNode, name: string) => number;
  defineClass: (node: SyntaxNode) => number;
}

/** Lowers one expression; calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(build: Builder, functions: Functions) {
  const lower = (node: SyntaxNode): Expr => build.deeper(spanOf(node), () => (READERS[node.type] ?? visit)(node));
  const { other, visit, at, sliceOf, inner } = createParts(build, lower);
  const name = (node: SyntaxNode): Expr => ({ kind: 'name', name: build.slice(node), span: spanOf(node) });
  const scoped = (node: SyntaxNode): Expr => ({
    kind: 'function',
    scope: functions.define(node, ''),
    span: spanOf(node),
  });
  const constant =
    (value: boolean | null) =>
    (node: SyntaxNode): Expr => ({ kind: 'constant', value, span: spanOf(node) });

  const READERS: Readonly<Record<string, (node: SyntaxNode) => Expr>> = {
    identifier: name,
    this: name,
    import: name,
    meta_property: name,
    type_identifier: name,
    shorthand_property_identifier: name,
    shorthand_property_identifier_pattern: name,
    string,
    template_string: string,
    number,
    true: constant(true),
    false: constant(false),
    null: constant(null),
    undefined: constant(null),
    member_expression: node => ({
      kind: 'member',
      object: at(node, 'object'),
      name: sliceOf(node, 'property'),
      span: spanOf(node),
    }),
    nested_type_identifier: node => ({
      kind: 'member',
      object: at(node, 'module'),
      name: sliceOf(node, 'name'),
      span: spanOf(node),
    }),
    subscript_expression: node => ({
      kind: 'index',
      object: at(node, 'object'),
      index: at(node, 'index'),
      span: spanOf(node),
    }),
    call_expression: node => call(node, 'function'),
    new_expression: node => call(node, 'constructor'),
    binary_expression: binary,
    ternary_expression: node => {
      at(node, 'condition');
      return { kind: 'choice', options: [at(node, 'consequence'), at(node, 'alternative')], span: spanOf(node) };
    },
    parenthesized_expression: inner,
    await_expression: inner,
    as_expression: inner,
    satisfies_expression: inner,
    non_null_expression: inner,
    type_assertion: node => last(node),
    sequence_expression: node => last(node),
    array: list,
    array_pattern: list,
    object,
    object_pattern: object,
    assignment_expression: assign,
    augmented_assignment_expression: augment,
    assignment_pattern: withDefault,
    object_assignment_pattern: withDefault,
    rest_pattern: inner,
    arrow_function: scoped,
    function_expression: scoped,
    generator_function: scoped,
    class: node => {
      functions.defineClass(node);
      return other(node);
    },
  };

  function last(node: SyntaxNode): Expr {
    return named(node).reduce<Expr>((_, part) => lower(part), other(node));
  }

  function string(node: SyntaxNode): Expr {
    return { kind: 'text', parts: stringParts(node, build.text, lower), span: spanOf(node) };
  }

  function number(node: SyntaxNode): Expr {
    const value = Number(build.slice(node).replaceAll('_', ''));
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  function call(node: SyntaxNode, part: 'function' | 'constructor'): Expr {
    const target = field(node, part);
    const callee = at(node, part);
    const given = field(node, 'arguments');
    const anchor = spanOf((target && field(target, 'property')) ?? target ?? node);
    const raw = callee.kind === 'member' && callee.name === 'raw';
    const over = callee.kind === 'member' && ITERATING.has(callee.name) ? callee.object : undefined;
    const args = given ? (over ? eachOf(given, over) : argumentsOf(given, raw)) : [];
    return build.call({ kind: 'call', callee, args, anchor, span: spanOf(node) });
  }

  const argumentsOf = (given: SyntaxNode, raw: boolean): Argument[] =>
    given.type === 'template_string' ? [template(given, raw)] : named(given).map(argument);

  /** What a callback of `items.map(…)` does, it does for each item. */
  function eachOf(given: SyntaxNode, over: Expr): Argument[] {
    let args: Argument[] = [];
    build.inBlock({ kind: 'loop', over, span: spanOf(given) }, () => {
      args = argumentsOf(given, false);
    });
    return args;
  }

  const template = (node: SyntaxNode, raw: boolean): Argument => ({
    name: null,
    value: { kind: 'text', parts: stringParts(node, build.text, lower, raw), span: spanOf(node) },
    spread: false,
  });

  const argument = (node: SyntaxNode): Argument =>
    node.type === 'spread_element'
      ? { name: null, value: inner(node), spread: true }
      : { name: null, value: lower(node), spread: false };

  const isPlus = (node: SyntaxNode): boolean => node.type === 'binary_expression' && sliceOf(node, 'operator') === '+';

  function binary(node: SyntaxNode): Expr {
    const operands = chainOf(node, isPlus);
    if (operands) return { kind: 'sum', items: operands.map(lower), span: spanOf(node) };
    const operator = sliceOf(node, 'operator');
    const [a, b] = [at(node, 'left'), at(node, 'right')];
    const kind = CHOOSING[operator];
    if (kind) return { kind, options: [a, b], span: spanOf(node) };
    return { kind: 'operation', operator, left: a, right: b, span: spanOf(node) };
  }

  const element = (node: SyntaxNode): Element => {
    const spread = node.type === 'spread_element' || node.type === 'rest_pattern';
    return { value: spread ? inner(node) : lower(node), spread };
  };

  /** Patterns keep their holes (`[, second]`), so that positions hold. */
  function list(node: SyntaxNode): Expr {
    const items: Element[] = [];
    let empty = true;
    for (const part of node.children) {
      if (part.type === ',') {
        if (empty) items.push({ value: { kind: 'other', span: spanOf(part) }, spread: false });
        empty = true;
      } else if (part.named && part.type !== 'comment') {
        items.push(element(part));
        empty = false;
      }
    }
    return { kind: 'list', items, span: spanOf(node) };
  }

  function object(node: SyntaxNode): Expr {
    return { kind: 'object', entries: named(node).flatMap(entry), span: spanOf(node) };
  }

  function entry(node: SyntaxNode): Entry[] {
    if (node.type === 'spread_element') return [{ kind: 'spread', value: inner(node) }];
    if (node.type.startsWith('shorthand_property_identifier'))
      return [{ kind: 'entry', key: build.slice(node), value: name(node) }];
    if (node.type === 'object_assignment_pattern')
      return [{ kind: 'entry', key: sliceOf(node, 'left'), value: withDefault(node) }];
    if (node.type === 'method_definition') {
      const key = sliceOf(node, 'name');
      return [
        { kind: 'entry', key, value: { kind: 'function', scope: functions.define(node, key), span: spanOf(node) } },
      ];
    }
    const key = field(node, 'key');
    if (!key) return []; // a rest pattern takes what is left: nothing to name
    const value = at(node, 'value');
    if (key.type !== 'computed_property_name') return [{ kind: 'entry', key: keyText(key), value }];
    return [{ kind: 'computed', key: inner(key), value }];
  }

  const keyText = (node: SyntaxNode): string => {
    const text = build.slice(node);
    return node.type === 'string' ? text.slice(1, -1) : text;
  };

  /** A target with a default: the pattern keeps the target, `assign` in statements reads the default. */
  function withDefault(node: SyntaxNode): Expr {
    const target = at(node, 'left');
    const fallback = at(node, 'right');
    return { kind: 'fallback', options: [target, fallback], span: spanOf(node) };
  }

  function assign(node: SyntaxNode): Expr {
    const value = at(node, 'right');
    const target = at(node, 'left');
    aim(target);
    build.assign(target, value, spanOf(node));
    exported(target, value);
    return value;
  }

  /** An assignment means the variable that is declared, in whatever function that is. */
  function aim(target: Expr): void {
    if (target.kind !== 'name') return;
    const home = build.declaringScope(target.name);
    if (home !== undefined && home !== build.scope()) build.aliasOuter(target.name, home);
  }

  /** CommonJS: `module.exports = {…}`, `exports.name = …`, `module.exports.name = …`. */
  function exported(target: Expr, value: Expr): void {
    if (target.kind !== 'member') return;
    if (isExports(target) && value.kind === 'object') {
      for (const part of value.entries)
        if (part.kind === 'entry') build.exports.push({ kind: 'value', name: part.key, value: part.value });
    }
    if (isExports(target)) build.exports.push({ kind: 'value', name: 'default', value });
    else if (isExports(target.object)) build.exports.push({ kind: 'value', name: target.name, value });
  }

  const isExports = (expr: Expr): boolean =>
    (expr.kind === 'name' && expr.name === 'exports') ||
    (expr.kind === 'member' && expr.name === 'exports' && expr.object.kind === 'name' && expr.object.name === 'module');

  function augment(node: SyntaxNode): Expr {
    const operator = sliceOf(node, 'operator').slice(0, -1);
    const target = at(node, 'left');
    aim(target);
    build.mutate(target, spanOf(node), { kind: 'augment', operator, value: at(node, 'right') });
    return other(node);
  }

  return { lower, isExpression: (node: SyntaxNode): boolean => node.type in READERS };
}
