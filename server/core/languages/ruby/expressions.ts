import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Element, Entry, Expr } from '../facts.ts';
import { child, field, type SyntaxNode, chainOf } from '../syntax.ts';
import { createInvocations } from './invocations.ts';
import { parts } from './outline.ts';
import type { Scopes } from './scopes.ts';
import { heredocParts, keyName, stringParts } from './strings.ts';

export interface Statements {
  /** Declarations and control flow: their value, null where they give none (`raise`, `return`); undefined where it is none of them. */
  statement: (node: SyntaxNode) => Expr | null | undefined;
  /** A block or lambda: gives its scope. */
  closure: (node: SyntaxNode, over: Expr | null) => number;
}

const CHOOSING: Readonly<Record<string, 'fallback' | 'choice'>> = {
  '||': 'fallback',
  or: 'fallback',
  '&&': 'choice',
  and: 'choice',
};

/** Lowers one expression; calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(
  build: Builder,
  scopes: Scopes,
  heredocs: ReadonlyMap<number, SyntaxNode>,
  statements: Statements,
) {
  const lower = (node: SyntaxNode): Expr =>
    build.deeper(spanOf(node), () => {
      const stated = statements.statement(node);
      if (stated !== undefined) return stated ?? other(node);
      return (READERS[node.type] ?? visit)(node);
    });
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });
  const at = (node: SyntaxNode, part: string): Expr => {
    const found = field(node, part);
    return found ? lower(found) : other(node);
  };
  const constant =
    (value: boolean | null) =>
    (node: SyntaxNode): Expr => ({ kind: 'constant', value, span: spanOf(node) });
  const invocations = createInvocations(build, scopes, { lower, argument, closure: statements.closure });

  const READERS: Readonly<Record<string, (node: SyntaxNode) => Expr>> = {
    identifier: node => scopes.word(build.slice(node), spanOf(node)),
    constant: node => scopes.constant(build.slice(node), spanOf(node)),
    scope_resolution: path,
    self: node => scopes.self(spanOf(node)),
    instance_variable: node => scopes.variable(build.slice(node), spanOf(node)),
    class_variable: node => scopes.variable(build.slice(node), spanOf(node)),
    global_variable: node => ({ kind: 'name', name: build.slice(node), span: spanOf(node) }),
    string: text,
    bare_string: text,
    bare_symbol: text,
    delimited_symbol: text,
    chained_string: node => ({
      kind: 'text',
      parts: parts(node).flatMap(part => stringParts(part, build.text, lower)),
      span: spanOf(node),
    }),
    simple_symbol: node => ({
      kind: 'text',
      parts: [{ kind: 'chars', text: build.slice(node).slice(1), span: spanOf(node) }],
      span: spanOf(node),
    }),
    heredoc_beginning: heredoc,
    heredoc_body: other,
    integer: number,
    float: number,
    true: constant(true),
    false: constant(false),
    nil: constant(null),
    call: node => invocations.call(node),
    element_reference: node => {
      const [object, index] = parts(node);
      return object && index
        ? { kind: 'index', object: lower(object), index: lower(index), span: spanOf(node) }
        : visit(node);
    },
    binary,
    conditional: node => {
      at(node, 'condition');
      return { kind: 'choice', options: [at(node, 'consequence'), at(node, 'alternative')], span: spanOf(node) };
    },
    rescue_modifier: node => ({ kind: 'choice', options: parts(node).map(lower), span: spanOf(node) }),
    range,
    array: list,
    string_array: list,
    symbol_array: list,
    right_assignment_list: list,
    hash: node => ({ kind: 'object', entries: parts(node).flatMap(entry), span: spanOf(node) }),
    lambda: node => ({ kind: 'function', scope: statements.closure(node, null), span: spanOf(node) }),
    assignment: node => {
      const value = at(node, 'right');
      const left = field(node, 'left');
      if (left) build.assign(target(left), value, spanOf(node));
      return value;
    },
    operator_assignment: augment,
  };

  function visit(node: SyntaxNode): Expr {
    for (const part of parts(node)) lower(part);
    return other(node);
  }

  function path(node: SyntaxNode): Expr {
    const source = build.slice(node);
    if (/^[\w:]+$/.test(source)) return scopes.constant(source, spanOf(node));
    return { kind: 'member', object: at(node, 'scope'), name: sliceOf(node, 'name'), span: spanOf(node) };
  }

  const sliceOf = (node: SyntaxNode, part: string): string => {
    const found = field(node, part);
    return found ? build.slice(found) : '';
  };

  function text(node: SyntaxNode): Expr {
    return { kind: 'text', parts: stringParts(node, build.text, lower), span: spanOf(node) };
  }

  function heredoc(node: SyntaxNode): Expr {
    const body = heredocs.get(node.start);
    if (!body) return other(node);
    return { kind: 'text', parts: heredocParts(build.slice(node), body, build.text, lower), span: spanOf(node) };
  }

  function number(node: SyntaxNode): Expr {
    const value = Number(build.slice(node).replaceAll('_', ''));
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  /** `1..3` and `0...n` as the list that they are. */
  function range(node: SyntaxNode): Expr {
    const end = at(node, 'end');
    const span = spanOf(node);
    const isOpen = sliceOf(node, 'operator') === '...';
    const one: Expr = { kind: 'number', value: 1, span };
    const last: Expr = isOpen ? end : { kind: 'sum', items: [end, one], span };
    return invocations.rangeOf([at(node, 'begin'), last], span);
  }

  function binary(node: SyntaxNode): Expr {
    const operator = sliceOf(node, 'operator');
    if (operator === '<<') return appended(node);
    if (operator === '+') return sum(node);
    const [left, right] = [at(node, 'left'), at(node, 'right')];
    const kind = CHOOSING[operator];
    if (kind) return { kind, options: [left, right], span: spanOf(node) };
    return operator === '|' ? other(node) : { kind: 'operation', operator, left, right, span: spanOf(node) };
  }

  const operands = (node: SyntaxNode, operator: string): SyntaxNode[] =>
    chainOf(node, one => one.type === 'binary' && sliceOf(one, 'operator') === operator) ?? [node];

  const sum = (node: SyntaxNode): Expr => ({
    kind: 'sum',
    items: operands(node, '+').map(lower),
    span: spanOf(node),
  });

  /** `messages << one << two`. */
  function appended(node: SyntaxNode): Expr {
    const [first, ...added] = operands(node, '<<').map(lower);
    if (!first) return other(node);
    const isKept = first.kind === 'name' || (first.kind === 'member' && first.name.startsWith('@'));
    if (!isKept) return { kind: 'sum', items: [first, ...added.map(asAdded)], span: spanOf(node) };
    for (const value of added) build.mutate(first, spanOf(node), { kind: 'augment', operator: '<<', value });
    // Seen from behind, with all that was added.
    return { ...first, span: [node.end, node.end] };
  }

  /** What a list grows by is an element of it; a text grows by the text. */
  const asAdded = (value: Expr): Expr =>
    value.kind === 'object' ? { kind: 'list', items: [{ value, spread: false }], span: value.span } : value;

  const spread = (node: SyntaxNode): Expr => {
    const [inner] = parts(node);
    return inner ? lower(inner) : other(node);
  };

  const element = (node: SyntaxNode): Element =>
    node.type === 'splat_argument' || node.type === 'rest_assignment'
      ? { value: spread(node), spread: true }
      : { value: lower(node), spread: false };

  function list(node: SyntaxNode): Expr {
    return { kind: 'list', items: parts(node).map(element), span: spanOf(node) };
  }

  /** `model:` alone is `model: model`. */
  function valueOf(pair: SyntaxNode, key: string): Expr {
    const value = field(pair, 'value');
    return value ? lower(value) : scopes.word(key, spanOf(pair));
  }

  function entry(node: SyntaxNode): Entry[] {
    if (node.type === 'hash_splat_argument') return [{ kind: 'spread', value: spread(node) }];
    const key = field(node, 'key');
    if (node.type !== 'pair' || !key) return [];
    const name = keyName(key, build.text);
    if (name === null) return [{ kind: 'computed', key: lower(key), value: at(node, 'value') }];
    return [{ kind: 'entry', key: name, value: valueOf(node, name) }];
  }

  function argument(node: SyntaxNode): Argument[] {
    if (node.type === 'splat_argument' || node.type === 'hash_splat_argument')
      return [{ name: null, value: spread(node), spread: true }];
    if (node.type === 'block_argument') return parts(node).flatMap(part => (lower(part), []));
    if (node.type !== 'pair') return [{ name: null, value: lower(node), spread: false }];
    return entry(node).map((one): Argument => {
      if (one.kind === 'entry') return { name: one.key, value: one.value, spread: false };
      return { name: null, value: { kind: 'object', entries: [one], span: spanOf(node) }, spread: true };
    });
  }

  /** What is assigned to, with its names made local. */
  function target(node: SyntaxNode): Expr {
    const span = spanOf(node);
    if (node.type === 'identifier') scopes.setLocal(build.slice(node));
    if (node.type === 'identifier' || node.type === 'constant') return { kind: 'name', name: build.slice(node), span };
    if (node.type === 'call')
      return { kind: 'member', object: at(node, 'receiver'), name: sliceOf(node, 'method'), span };
    if (node.type === 'left_assignment_list' || node.type === 'destructured_left_assignment') {
      const items = parts(node).map((part): Element => {
        const inner = part.type === 'rest_assignment' ? child(part, 'identifier') : part;
        return { value: inner ? target(inner) : other(part), spread: part.type === 'rest_assignment' };
      });
      return { kind: 'list', items, span };
    }
    return lower(node);
  }

  /** `a ||= b` gives an unset variable its value, `a += b` adds to it. */
  function augment(node: SyntaxNode): Expr {
    const left = field(node, 'left');
    const operator = sliceOf(node, 'operator').slice(0, -1);
    const value = at(node, 'right');
    if (!left) return value;
    const isKnown = left.type === 'identifier';
    const before = isKnown ? lower(left) : null;
    const aim = target(left);
    if (operator === '||') {
      // What an object remembers is asked for in each of its methods: this is one of the values that it may have.
      const set: Expr = before ? { kind: 'fallback', options: [before, value], span: spanOf(node) } : value;
      build.assign(aim, set, spanOf(node));
      return before ? set : aim;
    }
    build.mutate(aim, spanOf(node), { kind: 'augment', operator, value });
    return aim;
  }

  return { lower, target };
}
