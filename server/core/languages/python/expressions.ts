import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Element, Entry, Expr, Parameter, Span } from '../facts.ts';
import { createParts } from '../parts.ts';
import { child, field, fields, named, type SyntaxNode, chainOf } from '../syntax.ts';
import { classOf } from './annotations.ts';
import { stringParts } from './strings.ts';

const OPERATORS_OF_CHOICE = new Set(['or', 'and']);

/** Lowers one expression; calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(build: Builder) {
  const lower = (node: SyntaxNode): Expr => build.deeper(spanOf(node), () => (READERS[node.type] ?? visit)(node));
  const { other, visit, at, sliceOf, inner } = createParts(build, lower);

  const READERS: Readonly<Record<string, (node: SyntaxNode) => Expr>> = {
    identifier: node => ({ kind: 'name', name: build.slice(node), span: spanOf(node) }),
    string: node => ({ kind: 'text', parts: stringParts(node, build.text, lower), span: spanOf(node) }),
    concatenated_string: node => ({
      kind: 'text',
      parts: named(node).flatMap(part => stringParts(part, build.text, lower)),
      span: spanOf(node),
    }),
    integer: number,
    float: number,
    true: node => ({ kind: 'constant', value: true, span: spanOf(node) }),
    false: node => ({ kind: 'constant', value: false, span: spanOf(node) }),
    none: node => ({ kind: 'constant', value: null, span: spanOf(node) }),
    attribute: node => ({
      kind: 'member',
      object: at(node, 'object'),
      name: sliceOf(node, 'attribute'),
      span: spanOf(node),
    }),
    subscript: node => ({
      kind: 'index',
      object: at(node, 'value'),
      index: keysOf(fields(node, 'subscript'), spanOf(node)),
      span: spanOf(node),
    }),
    call,
    binary_operator: binary,
    boolean_operator: boolean,
    conditional_expression: conditional,
    parenthesized_expression: inner,
    await: inner,
    as_pattern: inner,
    named_expression: node => {
      const value = at(node, 'value');
      build.assign(at(node, 'name'), value, spanOf(node));
      return value;
    },
    list,
    tuple: list,
    set: list,
    expression_list: list,
    pattern_list: list,
    tuple_pattern: list,
    list_pattern: list,
    dictionary: node => ({ kind: 'object', entries: named(node).flatMap(entry), span: spanOf(node) }),
    list_comprehension: comprehension,
    set_comprehension: comprehension,
    generator_expression: comprehension,
    dictionary_comprehension: comprehension,
    lambda,
    type: inner,
    generic_type: generic,
    union_type: union,
  };

  /** `Optional[X]`, `dict[str, X]`. */
  function generic(node: SyntaxNode): Expr {
    const [outer, typeArguments] = named(node);
    const given = typeArguments ? named(typeArguments) : [];
    return outer
      ? { kind: 'index', object: lower(outer), index: keysOf(given, spanOf(node)), span: spanOf(node) }
      : other(node);
  }

  /** `list[X] | None`. */
  function union(node: SyntaxNode): Expr {
    const [first, ...others] = named(node).map(lower);
    return others.reduce<Expr>(
      (left, right) => ({ kind: 'operation', operator: '|', left, right, span: spanOf(node) }),
      first ?? other(node),
    );
  }

  /** `a[1]`, and the list of `Literal["x", "y"]`. */
  function keysOf(nodes: readonly SyntaxNode[], span: Span): Expr {
    const [only, ...others] = nodes.map(lower);
    if (!only) return { kind: 'other', span };
    const items = [only, ...others].map(value => ({ value, spread: false }));
    return others.length === 0 ? only : { kind: 'list', items, span };
  }

  function number(node: SyntaxNode): Expr {
    const value = Number(build.slice(node).replaceAll('_', ''));
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  function call(node: SyntaxNode): Expr {
    const callee = at(node, 'function');
    const given = field(node, 'arguments');
    const args = !given
      ? []
      : given.type === 'generator_expression'
        ? [positional(lower(given))]
        : named(given).map(argument);
    const target = field(node, 'function');
    const last = (target && field(target, 'attribute')) ?? target ?? node;
    return build.call({ kind: 'call', callee, args, anchor: spanOf(last), span: spanOf(node) });
  }

  const positional = (value: Expr): Argument => ({ name: null, value, spread: false });

  function argument(node: SyntaxNode): Argument {
    if (node.type === 'keyword_argument')
      return { name: sliceOf(node, 'name'), value: at(node, 'value'), spread: false };
    const spread = node.type === 'list_splat' || node.type === 'dictionary_splat';
    return spread ? { name: null, value: inner(node), spread } : positional(lower(node));
  }

  const isPlus = (node: SyntaxNode): boolean => node.type === 'binary_operator' && operatorOf(node) === '+';

  function binary(node: SyntaxNode): Expr {
    const operands = chainOf(node, isPlus);
    if (operands) return { kind: 'sum', items: operands.map(lower), span: spanOf(node) };
    return {
      kind: 'operation',
      operator: operatorOf(node),
      left: at(node, 'left'),
      right: at(node, 'right'),
      span: spanOf(node),
    };
  }

  const operatorOf = (node: SyntaxNode): string => sliceOf(node, 'operator');

  function boolean(node: SyntaxNode): Expr {
    const options = [at(node, 'left'), at(node, 'right')];
    if (!OPERATORS_OF_CHOICE.has(operatorOf(node))) return other(node);
    return { kind: operatorOf(node) === 'or' ? 'fallback' : 'choice', options, span: spanOf(node) };
  }

  function conditional(node: SyntaxNode): Expr {
    const [whenTrue, condition, whenFalse] = named(node);
    if (condition) lower(condition);
    return { kind: 'choice', options: [whenTrue, whenFalse].flatMap(n => (n ? [lower(n)] : [])), span: spanOf(node) };
  }

  function element(node: SyntaxNode): Element {
    const spread = node.type === 'list_splat' || node.type === 'list_splat_pattern';
    return { value: spread ? inner(node) : lower(node), spread };
  }

  function list(node: SyntaxNode): Expr {
    return { kind: 'list', items: named(node).map(element), span: spanOf(node) };
  }

  function entry(node: SyntaxNode): Entry[] {
    if (node.type === 'dictionary_splat') return [{ kind: 'spread', value: inner(node) }];
    if (node.type !== 'pair') return [];
    const key = at(node, 'key');
    const value = at(node, 'value');
    const text = plainText(key);
    return [text === undefined ? { kind: 'computed', key, value } : { kind: 'entry', key: text, value }];
  }

  function comprehension(node: SyntaxNode): Expr {
    const clauses = node.children.filter(c => c.type === 'for_in_clause');
    const [first] = clauses;
    const over = first ? at(first, 'right') : undefined;
    let body: Expr = other(node);
    build.inBlock({ kind: 'loop', over: over ?? null, span: spanOf(node) }, () => {
      clauses.forEach((clause, i) => bindTargets(clause, i === 0 && over ? over : at(clause, 'right')));
      for (const part of node.children) if (part.type === 'if_clause') visit(part);
      body = at(node, 'body');
    });
    return { kind: 'each', body, over: over ?? other(node), span: spanOf(node) };
  }

  /** Loop targets: a single name is an element, of a tuple each name is a part of one. A comprehension keeps its own. */
  function bindTargets(clause: SyntaxNode, over: Expr): void {
    const target = field(clause, 'left');
    if (!target) return;
    const declare = clause.type === 'for_in_clause' ? build.declare : build.bind;
    const parts = target.type === 'identifier' ? [] : named(target);
    if (target.type === 'identifier')
      declare(build.slice(target), spanOf(target), { kind: 'element', over, part: null });
    parts.forEach((part, index) => {
      const isName = part.type === 'identifier' && !parts.slice(0, index).some(p => p.type === 'list_splat_pattern');
      for (const name of namesIn(part))
        declare(
          name,
          spanOf(target),
          isName ? { kind: 'element', over, part: index } : { kind: 'unknown', why: 'part of a loop element' },
        );
    });
  }

  const namesIn = (node: SyntaxNode): string[] =>
    node.type === 'identifier' ? [build.slice(node)] : named(node).flatMap(namesIn);

  function lambda(node: SyntaxNode): Expr {
    const declared = field(node, 'parameters');
    const params = declared ? parameters(declared) : [];
    const scope = build.inScope({ kind: 'function', name: '', span: spanOf(node), params }, () => {
      const body = field(node, 'body');
      if (body) build.returns(lower(body), spanOf(body));
    });
    return { kind: 'function', scope, span: spanOf(node) };
  }

  function parameters(declared: SyntaxNode): Parameter[] {
    return named(declared).flatMap(node => parameter(node));
  }

  function parameter(node: SyntaxNode): Parameter[] {
    const typeNode = child(node, 'type');
    const annotation = typeNode ? lower(typeNode) : null;
    const typed = annotation ? { type: classOf(annotation), annotation } : { type: null };
    if (node.type === 'identifier') return [{ name: build.slice(node), default: null, ...typed, rest: null }];
    if (node.type === 'default_parameter' || node.type === 'typed_default_parameter') {
      return [{ name: sliceOf(node, 'name'), default: at(node, 'value'), ...typed, rest: null }];
    }
    if (node.type === 'typed_parameter')
      return named(node)
        .slice(0, 1)
        .flatMap(parameter)
        .map(p => ({ ...p, ...typed }));
    const rest =
      node.type === 'list_splat_pattern' ? 'list' : node.type === 'dictionary_splat_pattern' ? 'named' : null;
    const [name] = named(node);
    if (rest && name) return [{ name: build.slice(name), default: null, type: null, rest }];
    return [];
  }

  return { lower, isExpression: (node: SyntaxNode) => node.type in READERS, parameters, bindTargets, namesIn };
}

/** Text of an expression that is text to the letter. */
export function plainText(expr: Expr): string | undefined {
  if (expr.kind !== 'text' || !expr.parts.every(part => part.kind === 'chars')) return undefined;
  return expr.parts.map(part => (part.kind === 'chars' ? part.text : '')).join('');
}
