import { spanOf } from '../builder.ts';
import type { Argument, Element, Entry, Expr, Span } from '../facts.ts';
import { child, field, has, named, type SyntaxNode } from '../syntax.ts';
import type { Context, Lower } from './context.ts';
import { createMutations } from './mutations.ts';

/** Methods that give what they are called on, as far as a prompt is concerned: of tasks, of sequences. */
const SAME: ReadonlySet<string> = new Set(
  (
    'ConfigureAwait AsTask GetAwaiter GetResult WaitAsync ToList ToArray ToListAsync ToArrayAsync ToImmutableList ToImmutableArray ' +
    'AsReadOnly AsEnumerable AsSpan Cast OfType ToHashSet WithCancellation'
  ).split(' '),
);
/** Methods that give something of the type between their angle brackets. */
const SERVICE = /^(?:Get(?:Required)?(?:Keyed)?Service|Resolve|Get)$/;
/** Methods that run their callback once for each element of what they are called on. */
const ITERATING: ReadonlySet<string> = new Set(['Select', 'SelectMany', 'ForEach', 'SelectAwait', 'ForEachAsync']);
/** The same as functions: the elements are the first argument. */
const PARALLEL: ReadonlySet<string> = new Set(['ForEach', 'ForEachAsync']);
/** Name of the argument that stands for the type between a call's angle brackets. */
const TYPE_ARGUMENT = '<>';
/** Name of the argument that stands for where a service comes from: a kernel, the application's services. */
const SERVICES = 'services';

interface Readers {
  elements: (node: SyntaxNode, type: SyntaxNode | undefined) => Element[];
  entries: (node: SyntaxNode, type: SyntaxNode | undefined) => Entry[];
}

/** Members, calls and constructors. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createCalls(context: Context, lower: Lower, { elements, entries }: Readers) {
  const { build, names, types } = context;
  const mutate = createMutations(build);
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });
  const text = (value: string, span: Span): Expr => ({
    kind: 'text',
    parts: [{ kind: 'chars', text: value, span }],
    span,
  });

  const nameIn = (node: SyntaxNode | undefined): string =>
    node ? (node.type === 'generic_name' ? types.nameOf(node) : build.slice(node)) : '';

  function member(node: SyntaxNode): Expr {
    const object = field(node, 'expression');
    return object ? memberOf(object, field(node, 'name'), node) : other(node);
  }

  /** `x?.Name`, `x?[0]`. */
  function conditional(node: SyntaxNode): Expr {
    const object = field(node, 'condition');
    const binding = child(node, 'member_binding_expression');
    if (object && binding) return memberOf(object, field(binding, 'name'), node);
    const subscript = child(node, 'element_binding_expression');
    return index(node, object, subscript);
  }

  function memberOf(object: SyntaxNode, part: SyntaxNode | undefined, node: SyntaxNode): Expr {
    const name = nameIn(part);
    const spelled = `${build.slice(object)}.${name}`;
    if (/^(?:System\.)?Environment\.NewLine$/.test(spelled)) return text('\n', spanOf(node));
    if (/^[sS]tring\.Empty$/.test(spelled)) return text('', spanOf(node));
    const value = lower(object);
    if (isWrapping(value, name)) return value;
    return { kind: 'member', object: settingsOf(value), name, span: spanOf(node) };
  }

  /** What is declared to be the application's settings is named by that type: who gives them does not matter. */
  function settingsOf(value: Expr): Expr {
    const type = value.kind === 'name' || value.kind === 'member' ? types.nameOf(names.typeOf(value.name)) : '';
    return /^IConfiguration(?:Root|Section)?$/.test(type) ? { kind: 'name', name: type, span: value.span } : value;
  }

  /** `options.Value` of an `IOptions<T>` is a T, `task.Result` what the task gives. */
  function isWrapping(value: Expr, name: string): boolean {
    if (name === 'Result') return value.kind === 'call';
    if (name !== 'Value' && name !== 'CurrentValue') return false;
    return (value.kind === 'name' || value.kind === 'member') && types.isOptions(names.typeOf(value.name));
  }

  function index(node: SyntaxNode, object: SyntaxNode | undefined, subscript: SyntaxNode | undefined): Expr {
    const [first] = subscript ? named(subscript) : [];
    const key = first && valueNode(first);
    if (!object || !key) return other(node);
    return { kind: 'index', object: settingsOf(lower(object)), index: lower(key), span: spanOf(node) };
  }

  function invocation(node: SyntaxNode): Expr {
    const target = field(node, 'function');
    const given = field(node, 'arguments');
    if (!target) return other(node);
    const method = methodNode(target);
    const name = nameIn(method);
    if (target.type === 'identifier' && name === 'nameof')
      return text(given ? (build.slice(given).slice(1, -1).split('.').at(-1) ?? '') : '', spanOf(node));
    const receiver = target === method ? undefined : (field(target, 'expression') ?? field(target, 'condition'));
    const empty = !given || named(given).length === 0;
    if (receiver && (SAME.has(name) || (name === 'ToString' && empty))) {
      if (given) args(given);
      return lower(receiver);
    }
    const [made] = method ? types.argumentsOf(method) : [];
    if (made && SERVICE.test(name)) {
      return something(made, node, receiver && lower(receiver));
    }
    const texts = receiver && given && isString(receiver) ? ofString(name, given, node) : undefined;
    if (texts) return texts;
    const callee = lower(target);
    const anchor = spanOf(method ?? target);
    const list = given ? iterated(callee, receiver, given) : [];
    const type = made && types.lower(made);
    if (type) list.push({ name: TYPE_ARGUMENT, value: type, spread: false });
    const call = build.call({ kind: 'call', callee, args: list, anchor, span: spanOf(node) });
    mutate(call);
    return call;
  }

  const isString = (node: SyntaxNode): boolean => /^(?:System\.)?[sS]tring$/.test(build.slice(node));

  /** Functions of `string` as what they do: `Concat` adds, `Join` is a list's, `Format` a text's. */
  function ofString(name: string, given: SyntaxNode, node: SyntaxNode): Expr | undefined {
    const list = args(given).filter(one => !(one.value.kind === 'member' && one.value.name.endsWith('Culture')));
    const [first, ...rest] = list;
    const span = spanOf(node);
    if (name === 'Concat') return { kind: 'sum', items: list.map(one => one.value), span };
    if (!first || (name !== 'Join' && name !== 'Format')) return undefined;
    const [only] = rest;
    const items: Expr =
      rest.length === 1 && only
        ? only.value
        : { kind: 'list', items: rest.map(one => ({ value: one.value, spread: false })), span };
    const object = name === 'Join' ? items : first.value;
    const callee: Expr = { kind: 'member', object, name: name.toLowerCase(), span };
    return { kind: 'call', callee, args: name === 'Join' ? [first] : rest, anchor: span, span };
  }

  /** The last name of a callee: `Foo` of `a?.b.Foo<T>`. */
  function methodNode(target: SyntaxNode): SyntaxNode | undefined {
    if (target.type === 'conditional_access_expression') {
      const binding = child(target, 'member_binding_expression');
      return binding && field(binding, 'name');
    }
    return target.type === 'member_access_expression' ? field(target, 'name') : target;
  }

  /** Something of a type that is not made here: what it was made with is not known. */
  function something(type: SyntaxNode, node: SyntaxNode, from: Expr | undefined): Expr {
    const callee = types.lower(type);
    if (!callee) return other(node);
    const given: Argument[] = [{ name: null, value: other(node), spread: true }];
    if (from) given.push({ name: SERVICES, value: from, spread: false });
    return { kind: 'call', callee, args: given, anchor: spanOf(type), span: spanOf(node) };
  }

  /** Arguments; a callback that runs for each element stands in a loop over them. */
  function iterated(callee: Expr, receiver: SyntaxNode | undefined, given: SyntaxNode): Argument[] {
    if (callee.kind !== 'member' || !ITERATING.has(callee.name)) return args(given, elementType(callee));
    const isParallel =
      PARALLEL.has(callee.name) && receiver !== undefined && build.slice(receiver).endsWith('Parallel');
    const [first, ...rest] = named(given);
    const head = isParallel && first ? argument(first) : undefined;
    let list: Argument[] = [];
    build.inBlock(
      {
        kind: 'loop',
        over: head?.value ?? callee.object,
        span: head && rest[0] ? [rest[0].start, given.end] : spanOf(given),
      },
      () => {
        list = head ? rest.map(part => argument(part)) : args(given);
      },
    );
    return head ? [head, ...list] : list;
  }

  /** What `messages.Add(new(…))` adds, by the declared type of `messages`. */
  function elementType(callee: Extract<Expr, { kind: 'member' }> | Expr): SyntaxNode | undefined {
    if (callee.kind !== 'member' || !/^(?:Add|Insert|Enqueue|Push)$/.test(callee.name)) return undefined;
    const { object } = callee;
    return object.kind === 'name' || object.kind === 'member' ? types.elementOf(names.typeOf(object.name)) : undefined;
  }

  const args = (given: SyntaxNode, type?: SyntaxNode): Argument[] => named(given).map(part => argument(part, type));

  function argument(node: SyntaxNode, type?: SyntaxNode): Argument {
    const name = field(node, 'name');
    const value = valueNode(node);
    return {
      name: name && name !== value ? build.slice(name) : null,
      value: value ? lower(value, type) : other(node),
      spread: false,
    };
  }

  /** `new T(a) { B = c }` is a call with `a` and, by name, `c`; a collection is a list or an object. */
  function creation(node: SyntaxNode, type: SyntaxNode | undefined): Expr {
    const made = types.held(type);
    const given = field(node, 'arguments') ?? child(node, 'argument_list');
    const filled = field(node, 'initializer') ?? child(node, 'initializer_expression');
    const span = spanOf(node);
    if (types.isDictionary(made))
      return { kind: 'object', entries: [...copied(given), ...(filled ? entries(filled, made) : [])], span };
    const isBare = filled !== undefined && named(filled).length > 0 && !has(filled, 'assignment_expression');
    if (types.isCollection(made) || isBare) return { kind: 'list', items: collected(given, filled, made), span };
    const list = given ? args(given) : [];
    if (types.nameOf(made) === 'StringBuilder')
      return list[0]?.value.kind === 'number' || !list[0] ? text('', span) : list[0].value;
    const filling = filled ? entries(filled, undefined) : [];
    for (const entry of filling)
      if (entry.kind === 'entry') list.push({ name: entry.key, value: entry.value, spread: false });
    const callee = types.lower(made) ?? { kind: 'name', name: 'new', span: [node.start, node.start + 3] };
    return build.call({
      kind: 'call',
      callee,
      args: list,
      anchor: type && type.start >= node.start ? spanOf(type) : span,
      span,
    });
  }

  /** `new List<T>(items) { more }`; `new List<T>(100)` says how many it will hold. */
  function collected(
    given: SyntaxNode | undefined,
    filled: SyntaxNode | undefined,
    type: SyntaxNode | undefined,
  ): Element[] {
    const [first] = given ? named(given) : [];
    const source = first && valueNode(first);
    const from = source && lower(source, type);
    // A history that is begun with a text begins with instructions.
    const begun = type && types.nameOf(type) === 'ChatHistory' && given ? begunWith(given) : undefined;
    if (begun) return [begun, ...(filled ? elements(filled, type) : [])];
    const start: Element[] = from && from.kind !== 'number' ? [{ value: from, spread: true }] : [];
    return [...start, ...(filled ? elements(filled, types.elementOf(type)) : [])];
  }

  /** `new ChatHistory("…")` begins with a system message, `new ChatHistory(messages)` with messages. */
  function begunWith(given: SyntaxNode): Element | undefined {
    const [first] = named(given);
    const node = first && valueNode(first);
    if (!node || /creation|collection|element_binding/.test(node.type)) return undefined;
    const callee: Expr = { kind: 'name', name: 'SystemMessage', span: spanOf(node) };
    const content: Argument = { name: null, value: lower(node), spread: false };
    return {
      value: { kind: 'call', callee, args: [content], anchor: spanOf(node), span: spanOf(node) },
      spread: false,
    };
  }

  function copied(given: SyntaxNode | undefined): Entry[] {
    const [first] = given ? args(given) : [];
    return first && first.value.kind !== 'number' ? [{ kind: 'spread', value: first.value }] : [];
  }

  return { member, conditional, index, invocation, creation, valueNode };
}

/** What an argument holds, without its name, `ref` or `out`. */
function valueNode(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'argument') return node;
  return node.children.findLast(c => (c.named && c.type !== 'comment') || c.type === 'this');
}
