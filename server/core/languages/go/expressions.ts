import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Element, Entry, Expr } from '../facts.ts';
import { createParts } from '../parts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';
import { PREDECLARED } from './resolve.ts';
import { literalText } from './strings.ts';
import { typeOf } from './types.ts';

export interface Context {
  /** A function literal: gives its scope. */
  define: (node: SyntaxNode) => number;
  /** Types of this file that are only another name for a text or a number: `Model("x")` is `"x"`. */
  plainTypes: ReadonlySet<string>;
  /** Fields that something of a type of this package is made with. */
  noteLiteral: (type: string, args: readonly Argument[]) => void;
}

export type Expressions = ReturnType<typeof createExpressions>;

/** Lowers one expression; calls inside it are recorded on the way. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createExpressions(build: Builder, context: Context) {
  const lower = (node: SyntaxNode): Expr => build.deeper(spanOf(node), () => (READERS[node.type] ?? visit)(node));
  const { other, visit, at, sliceOf, inner, binary } = createParts(build, lower);
  const name = (node: SyntaxNode): Expr => ({ kind: 'name', name: build.slice(node), span: spanOf(node) });
  const constant =
    (value: boolean | null) =>
    (node: SyntaxNode): Expr => ({ kind: 'constant', value, span: spanOf(node) });

  const READERS: Readonly<Record<string, (node: SyntaxNode) => Expr>> = {
    identifier: name,
    field_identifier: name,
    package_identifier: name,
    type_identifier: name,
    interpreted_string_literal: string,
    raw_string_literal: string,
    rune_literal: string,
    int_literal: number,
    float_literal: number,
    true: constant(true),
    false: constant(false),
    nil: constant(null),
    selector_expression: node => ({
      kind: 'member',
      object: at(node, 'operand'),
      name: sliceOf(node, 'field'),
      span: spanOf(node),
    }),
    qualified_type: node => typeOf(build, node) ?? other(node),
    index_expression: node => ({
      kind: 'index',
      object: at(node, 'operand'),
      index: at(node, 'index'),
      span: spanOf(node),
    }),
    slice_expression: node => ({ kind: 'index', object: at(node, 'operand'), index: other(node), span: spanOf(node) }),
    call_expression: call,
    composite_literal: composite,
    func_literal: node => ({ kind: 'function', scope: context.define(node), span: spanOf(node) }),
    binary_expression: binary,
    unary_expression: unary,
    parenthesized_expression: inner,
    literal_element: inner,
    variadic_argument: inner,
    type_instantiation_expression: inner,
    type_assertion_expression: node => at(node, 'operand'),
    type_conversion_expression: node => at(node, 'operand'),
  };

  /** Names of what texts are written to. */
  const written = new Set<string>();

  function string(node: SyntaxNode): Expr {
    const span = spanOf(node);
    return { kind: 'text', parts: [{ kind: 'chars', text: literalText(node, build.text), span }], span };
  }

  function number(node: SyntaxNode): Expr {
    const value = Number(build.slice(node).replaceAll('_', ''));
    return Number.isFinite(value) ? { kind: 'number', value, span: spanOf(node) } : other(node);
  }

  /** A pointer counts as what it points to. */
  function unary(node: SyntaxNode): Expr {
    const operator = sliceOf(node, 'operator');
    const operand = at(node, 'operand');
    if (operator === '&' || operator === '*') return operand;
    return operator === '-' && operand.kind === 'number' ? { ...operand, value: -operand.value } : other(node);
  }

  /* ---- calls ---------------------------------------------------------------------------------------------------- */

  function call(node: SyntaxNode): Expr {
    const target = field(node, 'function');
    const given = field(node, 'arguments');
    const nodes = given ? named(given) : [];
    const own = target?.type === 'identifier' ? builtin(node, build.slice(target), nodes) : undefined;
    if (own) return own;
    const callee = at(node, 'function');
    if (isMember(callee, 'cmp', 'Or')) return { kind: 'fallback', options: nodes.map(lower), span: spanOf(node) };
    const anchor = spanOf((target && field(target, 'field')) ?? target ?? node);
    const called = build.call({ kind: 'call', callee, args: nodes.map(argument), anchor, span: spanOf(node) });
    write(called, nodes);
    return called;
  }

  const argument = (node: SyntaxNode): Argument => ({
    name: null,
    value: lower(node),
    spread: node.type === 'variadic_argument',
  });

  function builtin(node: SyntaxNode, called: string, args: readonly SyntaxNode[]): Expr | undefined {
    const [first, ...rest] = args;
    if (!first) return undefined;
    const span = spanOf(node);
    if (called === 'append') {
      const items = rest.map((item): Element => ({ value: lower(item), spread: item.type === 'variadic_argument' }));
      return { kind: 'list', items: [{ value: lower(first), spread: true }, ...items], span };
    }
    if (called === 'new') return zeroOf(first) ?? other(node);
    if (called === 'make') return empty(first, rest, node);
    const isConversion = PREDECLARED.has(called) || context.plainTypes.has(called);
    return isConversion && args.length === 1 && !FUNCTIONS.has(called) ? lower(first) : undefined;
  }

  /** `make([]T, 0, n)` is empty; with a length it holds what is set later. */
  function empty(type: SyntaxNode, [length]: readonly SyntaxNode[], node: SyntaxNode): Expr {
    if (type.type === 'map_type') return { kind: 'object', entries: [], span: spanOf(node) };
    const isEmpty = type.type === 'slice_type' && length !== undefined && build.slice(length) === '0';
    return isEmpty ? { kind: 'list', items: [], span: spanOf(node) } : other(node);
  }

  /** What a variable of a type holds that nothing is assigned to. */
  function zeroOf(type: SyntaxNode): Expr | undefined {
    const span = spanOf(type);
    const text = build.slice(type);
    if (text === 'string' || BUILDERS.has(text)) return { kind: 'text', parts: [], span };
    if (type.type === 'slice_type') return { kind: 'list', items: [], span };
    if (type.type !== 'type_identifier' && type.type !== 'qualified_type') return undefined;
    const callee = typeOf(build, type);
    return callee ? { kind: 'call', callee, args: [], anchor: callee.span, span } : undefined;
  }

  /**
   * What a call writes where: `sb.WriteString(x)` and `fmt.Fprintf(&sb, …)` add to a text; any other function that is given
   * `&x` may change it.
   */
  function write(made: Extract<Expr, { kind: 'call' }>, nodes: readonly SyntaxNode[]): void {
    const { callee, args, span } = made;
    const [first, ...rest] = args;
    const add = (to: Expr, value: Expr): void => {
      if (to.kind === 'name') written.add(to.name);
      build.mutate(to, span, { kind: 'augment', operator: '+', value });
    };
    if (callee.kind === 'member' && WRITES.has(callee.name) && first && args.length === 1)
      return add(callee.object, first.value);
    const print = first && printed(made, rest);
    if (print) return add(first.value, print);
    nodes.forEach((node, index) => {
      const target = args[index]?.value;
      if (target?.kind !== 'name') return;
      // What others write to it comes behind what is there.
      if (written.has(target.name)) return add(target, { kind: 'other', span: target.span });
      if (node.type === 'unary_expression' && sliceOf(node, 'operator') === '&')
        build.mutate(target, span, { kind: 'augment', operator: '&', value: made });
    });
  }

  /** The text that `fmt.Fprintf(w, …)` and `template.Execute(w, …)` write to `w`. */
  function printed(made: Extract<Expr, { kind: 'call' }>, args: readonly Argument[]): Expr | undefined {
    const { callee } = made;
    if (callee.kind !== 'member') return undefined;
    if (EXECUTES.has(callee.name)) return made;
    if (isMember(callee, 'io', 'WriteString')) return args[0]?.value;
    const isPrint = callee.object.kind === 'name' && callee.object.name === 'fmt' && callee.name.startsWith('Fprint');
    return isPrint ? { ...made, callee: { ...callee, name: callee.name.replace('Fp', 'Sp') }, args } : undefined;
  }

  /* ---- literals of types ----------------------------------------------------------------------------------------- */

  function composite(node: SyntaxNode): Expr {
    const type = field(node, 'type');
    const body = field(node, 'body');
    return type && body ? literal(type, body, spanOf(node)) : visit(node);
  }

  /** `T{…}` by its type: a list, a map, else something of T with its fields by name. */
  function literal(type: SyntaxNode | undefined, body: SyntaxNode, span: Expr['span']): Expr {
    const plain = type?.type === 'pointer_type' ? named(type)[0] : type;
    const elements = named(body);
    if (plain && LISTS.has(plain.type)) {
      const held = field(plain, 'element');
      const items = elements.map(element => ({ value: valueOf(held, element), spread: false }));
      return { kind: 'list', items, span };
    }
    if (plain?.type === 'map_type') {
      const held = field(plain, 'value');
      return { kind: 'object', entries: elements.flatMap(element => entry(held, element)), span };
    }
    const callee = plain && plain.type !== 'struct_type' ? typeOf(build, plain) : null;
    if (callee && BUILDERS.has(build.slice(plain ?? body))) return { kind: 'text', parts: [], span };
    if (!callee) return { kind: 'object', entries: elements.flatMap(element => entry(undefined, element)), span };
    const args = elements.map((element): Argument => {
      const key = element.type === 'keyed_element' ? field(element, 'key') : undefined;
      return { name: key ? build.slice(key) : null, value: valueOf(undefined, element), spread: false };
    });
    if (callee.kind === 'name') context.noteLiteral(callee.name, args);
    return { kind: 'call', callee, args, anchor: callee.span, span };
  }

  /** An element that leaves its type out has that of the list or map. */
  function valueOf(type: SyntaxNode | undefined, element: SyntaxNode): Expr {
    const value = element.type === 'keyed_element' ? (field(element, 'value') ?? named(element).at(-1)) : element;
    const body = value?.type === 'literal_element' ? named(value)[0] : value;
    if (!body) return other(element);
    return body.type === 'literal_value' ? literal(type, body, spanOf(body)) : lower(body);
  }

  function entry(type: SyntaxNode | undefined, element: SyntaxNode): Entry[] {
    if (element.type !== 'keyed_element') return [];
    const value = valueOf(type, element);
    const given = field(element, 'key') ?? named(element)[0];
    const key = given?.type === 'literal_element' ? named(given)[0] : given;
    if (!key) return [];
    if (STRINGS.has(key.type)) return [{ kind: 'entry', key: literalText(key, build.text), value }];
    // A field of a struct without a name is no variable; a map's key may be one.
    if (key.type === 'identifier' && type === undefined) return [{ kind: 'entry', key: build.slice(key), value }];
    return [{ kind: 'computed', key: lower(key), value }];
  }

  return { lower, zeroOf, isExpression: (node: SyntaxNode): boolean => node.type in READERS };
}

const isMember = (expr: Expr, object: string, name: string): boolean =>
  expr.kind === 'member' && expr.name === name && expr.object.kind === 'name' && expr.object.name === object;

const STRINGS: ReadonlySet<string> = new Set(['interpreted_string_literal', 'raw_string_literal']);
const LISTS: ReadonlySet<string> = new Set(['slice_type', 'array_type', 'implicit_length_array_type']);
/** Predeclared names that compute; the rest convert to a type. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  'cap clear close complex copy delete error imag len max min panic print println real recover'.split(' '),
);
/** A text that grows by what is written to it. */
const BUILDERS: ReadonlySet<string> = new Set(['strings.Builder', 'bytes.Buffer']);
const WRITES: ReadonlySet<string> = new Set(['WriteString', 'WriteRune', 'WriteByte', 'Write']);
const EXECUTES: ReadonlySet<string> = new Set(['Execute', 'ExecuteTemplate']);
