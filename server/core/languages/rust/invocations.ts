import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Entry, Expr } from '../facts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';
import { type FormatArguments, formatted, isString } from './strings.ts';

/** What only holds the value that it is called with. */
const HOLDING =
  /^(?:Some|Ok|Arc::new|Rc::new|Box::(?:new|pin)|Cow::(?:Borrowed|Owned|from)|(?:\w+::)*(?:Mutex|RwLock|RefCell|Cell|Pin)::new)$/;

/** What is computed when first asked for. */
const LAZY = /^(?:\w+::)*(?:Lazy|LazyLock|LazyCell)::new$/;

/** `value.m(default)`: the default where there is no value. */
const DEFAULTING: ReadonlySet<string> = new Set(['unwrap_or', 'or', 'unwrap_or_else', 'or_else', 'get_or_insert_with']);

/** Methods that run what they are given once for each element. */
const ITERATING: ReadonlySet<string> = new Set(['map', 'for_each', 'flat_map', 'then', 'for_each_concurrent']);

/** What makes elements of a value: behind these `map` is a loop, else it may be an option's. */
const ELEMENTS: ReadonlySet<string> = new Set(['iter', 'into_iter', 'iter_mut', 'lines', 'chunks', 'windows', 'drain']);

/** Steps between a list and its elements that keep how many there are. */
const NUMBERING: ReadonlySet<string> = new Set(['iter', 'into_iter', 'iter_mut', 'enumerate', 'cloned', 'clone']);

const FORMATTING: ReadonlySet<string> = new Set(['format!', 'formatdoc!', 'write!', 'writeln!']);

/** Lowers calls, of functions and of macros. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of call
export function createInvocations(build: Builder, lower: (node: SyntaxNode) => Expr) {
  const argumentNodes = (node: SyntaxNode): SyntaxNode[] => {
    const given = field(node, 'arguments');
    return given ? named(given).filter(part => !part.type.endsWith('_comment')) : [];
  };

  const positional = (value: Expr): Argument => ({ name: null, value, spread: false });

  function call(node: SyntaxNode): Expr {
    const callee = field(node, 'function');
    if (!callee) return { kind: 'other', span: spanOf(node) };
    const spelled = callee.type === 'field_expression' ? '' : build.slice(callee);
    if (spelled.endsWith('!')) return macro(node, spelled.slice(spelled.lastIndexOf(':') + 1));
    const given = argumentNodes(node);
    const [only] = given;
    if (only && given.length === 1 && HOLDING.test(spelled)) return lower(only);
    if (only && LAZY.test(spelled)) return called(lower(only), node);
    if (callee.type === 'field_expression') return method(node, callee, given);
    return made(
      node,
      callee,
      given.map(part => positional(lower(part))),
    );
  }

  function made(node: SyntaxNode, callee: SyntaxNode, args: Argument[], lowered?: Expr): Expr {
    const target = callee.type === 'generic_function' ? (field(callee, 'function') ?? callee) : callee;
    const last = field(target, 'field') ?? field(target, 'name') ?? target;
    const expr = lowered ?? lower(callee);
    return build.call({ kind: 'call', callee: expr, args, anchor: spanOf(last), span: spanOf(node) });
  }

  /** What a closure gives, or a function that is named: `|| value`, `String::new`. */
  const called = (callee: Expr, node: SyntaxNode): Expr => ({
    kind: 'call',
    callee,
    args: [],
    anchor: callee.span,
    span: spanOf(node),
  });

  function method(node: SyntaxNode, callee: SyntaxNode, given: SyntaxNode[]): Expr {
    const object = field(callee, 'value');
    const word = field(callee, 'field');
    const name = word ? build.slice(word) : '';
    const [first] = given;
    const receiver = object ? lower(object) : ({ kind: 'other', span: spanOf(node) } as const);
    if (first && DEFAULTING.has(name)) {
      const value = lower(first);
      const option = name.endsWith('e') || name.endsWith('h') ? called(value, first) : value;
      return { kind: 'fallback', options: [receiver, option], span: spanOf(node) };
    }
    if (first && name === 'get_or_init') return called(lower(first), first);
    if (first && name === 'map' && isIdentity(first)) return receiver;
    const target: Expr = { kind: 'member', object: receiver, name, span: spanOf(callee) };
    const isLoop = ITERATING.has(name) && isIterator(receiver);
    const args = isLoop ? eachOf(node, given, receiver) : given.map(part => positional(lower(part)));
    const [text] = args;
    if (text && (name === 'push_str' || (name === 'push' && first?.type === 'char_literal')))
      build.mutate(receiver, spanOf(node), { kind: 'augment', operator: '+', value: text.value });
    if (text && (name === 'write_str' || name === 'pad')) return text.value;
    return made(node, callee, args, target);
  }

  /** `map(|x| x.to_string())`, `map(String::from)`: text stays the text it is. */
  function isIdentity(node: SyntaxNode): boolean {
    const source = build.slice(node).replaceAll(/\s/g, '');
    const same = /^\|&?(\w+)\|(?:\w+::from\(\1\)|\1(?:\.(?:to_string|to_owned|into|clone|trim|as_str|as_ref)\(\))*)$/;
    return same.test(source) || /^(?:String::from|Into::into|str::to_string|ToString::to_string|Some|Ok)$/.test(source);
  }

  const isIterator = (expr: Expr): boolean =>
    expr.kind === 'call' &&
    (expr.callee.kind === 'member'
      ? ELEMENTS.has(expr.callee.name) || isIterator(expr.callee.object)
      : expr.callee.kind === 'name' && expr.callee.name === 'range');

  /** What a loop goes over, without the steps that make elements of it. */
  function elements(over: Expr): Expr {
    const step = over.kind === 'call' && over.callee.kind === 'member' ? over.callee : undefined;
    return step && NUMBERING.has(step.name) ? elements(step.object) : over;
  }

  function eachOf(node: SyntaxNode, given: readonly SyntaxNode[], over: Expr): Argument[] {
    let args: Argument[] = [];
    const span = spanOf(field(node, 'arguments') ?? node);
    build.inBlock({ kind: 'loop', over: elements(over), span }, () => {
      args = given.map(part => positional(lower(part)));
    });
    return args;
  }

  /** A macro that `expandMacros` made a call. */
  function macro(node: SyntaxNode, name: string): Expr {
    const given = argumentNodes(node);
    const span = spanOf(node);
    if (FORMATTING.has(name)) return format(node, name, given);
    if (name === 'json!') return given[0] ? json(given[0]) : { kind: 'object', entries: [], span };
    const args = given.map(part => positional(lower(part)));
    const values = args.map(({ value }) => value);
    if (name === 'concat!') return { kind: 'sum', items: values, span };
    if (name === 'dbg!' && values[0]) return values[0];
    if (name.endsWith('join!')) return { kind: 'list', items: args, span };
    const callee: Expr = { kind: 'name', name, span: [span[0], span[0] + name.length] };
    return { kind: 'call', callee, args, anchor: callee.span, span };
  }

  function format(node: SyntaxNode, name: string, given: readonly SyntaxNode[]): Expr {
    const [target] = name.startsWith('write') ? given : [];
    const [template, ...rest] = target ? given.slice(1) : given;
    const text = template ? formatText(node, template, rest) : ({ kind: 'other', span: spanOf(node) } as const);
    if (target) {
      const end: Expr = {
        kind: 'text',
        parts: [text, { kind: 'chars', text: name === 'writeln!' ? '\n' : '', span: text.span }],
        span: text.span,
      };
      build.mutate(lower(target), spanOf(node), { kind: 'augment', operator: '+', value: end });
    }
    if (name !== 'formatdoc!') return text;
    const callee: Expr = { kind: 'name', name: 'indoc!', span: text.span };
    return { kind: 'call', callee, args: [positional(text)], anchor: text.span, span: spanOf(node) };
  }

  function formatText(node: SyntaxNode, template: SyntaxNode, rest: readonly SyntaxNode[]): Expr {
    const args = rest.map(argument);
    if (isString(template)) return formatted(template, build.text, byName(args));
    // A text of another macro: `format!(include_str!("prompt.txt"), name)`.
    const callee: Expr = { kind: 'member', object: lower(template), name: 'format', span: spanOf(template) };
    return { kind: 'call', callee, args, anchor: spanOf(template), span: spanOf(node) };
  }

  const argument = (node: SyntaxNode): Argument => {
    const name = node.type === 'assignment_expression' ? field(node, 'left') : undefined;
    const value = name ? field(node, 'right') : node;
    return { name: name ? build.slice(name) : null, value: lower(value ?? node), spread: false };
  };

  const byName = (args: readonly Argument[]): FormatArguments => ({
    positional: args.map(({ value }) => value),
    named: new Map(args.flatMap(({ name, value }) => (name === null ? [] : [[name, value] as const]))),
  });

  /** `json!`'s value; its objects were made arrays of keys and values in turn. */
  function json(node: SyntaxNode): Expr {
    const span = spanOf(node);
    if (node.type === 'identifier' && build.slice(node) === 'null') return { kind: 'constant', value: null, span };
    if (node.type !== 'array_expression') return lower(node);
    const inner = named(node).filter(part => !part.type.endsWith('_comment'));
    if (!build.slice(node).startsWith('{'))
      return { kind: 'list', items: inner.map(part => ({ value: json(part), spread: false })), span };
    const entries = inner.flatMap((part, at): Entry[] => {
      const value = inner[at + 1];
      if (at % 2 === 1 || !value) return [];
      const key = lower(part);
      const [text] = key.kind === 'text' && key.parts.length === 1 ? key.parts : [];
      return text?.kind === 'chars'
        ? [{ kind: 'entry', key: text.text, value: json(value) }]
        : [{ kind: 'computed', key, value: json(value) }];
    });
    return { kind: 'object', entries, span };
  }

  return { call, elements };
}
