import { spanOf } from '../builder.ts';
import type { Argument, CallFact, Element, Entry, Expr } from '../facts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';
import { serviceBuilt } from './ai-services.ts';
import { createCollections } from './collections.ts';
import type { Context, Lower } from './context.ts';
import { createMutations } from './mutations.ts';
import { createTexts } from './texts.ts';

/** Methods that give what they are called on, as far as a prompt is concerned. */
const SAME: ReadonlySet<string> = new Set(
  'toList stream parallelStream sequential parallel iterator boxed toArray orElseThrow stripIndent intern toString'.split(
    ' ',
  ),
);
/** What comes before a `stream()` that is an answer's. */
const SENT = /\.\s*prompt\s*\(/;
/** Methods by which a future, an optional or a provider gives what it holds. */
const GIVING: ReadonlySet<string> = new Set(
  'get join block getObject getIfAvailable getIfUnique orElseThrow await toFuture resultNow getNow call'.split(' '),
);
const HOLDERS =
  /^(?:Optional|CompletableFuture|Future|CompletionStage|Mono|Uni|Supplier|ObjectProvider|ObjectFactory|Provider|Instance|Lazy|AtomicReference|Callable)$/;
/** Methods that run their callback once for each element of what they are called on. */
const ITERATING: ReadonlySet<string> = new Set(
  'forEach forEachOrdered map mapToObj flatMap peek mapMulti concatMap'.split(' '),
);
/** What is gone over one by one: of an optional or a future, `map` runs once. */
const SEQUENCE = /[sS]tream\s*\(|Stream\s*\.|Flux\s*\.|Multi\s*\./;

/** Calls and constructors. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createCalls(context: Context, lower: Lower) {
  const { build, names, types } = context;
  const mutate = createMutations(build, names, types);
  const texts = createTexts(build, lower);
  const collections = createCollections(build, lower);
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });

  function invocation(node: SyntaxNode): Expr {
    const object = field(node, 'object');
    const method = field(node, 'name');
    const given = field(node, 'arguments');
    if (!method) return other(node);
    const name = build.slice(method);
    const nodes = given ? named(given) : [];
    const own =
      object &&
      (kept(object, name, nodes) ??
        texts.call(node, object, name, nodes) ??
        collections.call(node, object, name, nodes));
    if (own) return own;
    const span = spanOf(method);
    const receiver = object && lower(object);
    const callee: Expr = receiver
      ? { kind: 'member', object: receiver, name, arity: nodes.length, span: [receiver.span[0], method.end] }
      : withArity(names.method(name, span), nodes.length);
    const args = given ? iterated(receiver, object, name, given) : [];
    const call: CallFact['expr'] = { kind: 'call', callee, args, anchor: span, span: spanOf(node) };
    const service = serviceBuilt(call);
    if (service) return service;
    mutate(build.call(call));
    return call;
  }

  const withArity = (callee: Expr, arity: number): Expr => (callee.kind === 'member' ? { ...callee, arity } : callee);

  /** What a method gives that only unwraps what it is called on. */
  function kept(object: SyntaxNode, name: string, args: readonly SyntaxNode[]): Expr | undefined {
    const isSame = SAME.has(name) && !(name === 'stream' && SENT.test(build.slice(object)));
    if (isSame && args.length === 0) return lower(object);
    if (name === 'toArray' && args.length === 1) return lower(object);
    const isHolder = object.type === 'identifier' && HOLDERS.test(types.nameOf(names.typeOf(build.slice(object))));
    if (isHolder && GIVING.has(name)) return lower(object);
    return undefined;
  }

  /** Arguments; a callback that runs for each element stands in a loop over them. */
  function iterated(
    receiver: Expr | undefined,
    object: SyntaxNode | undefined,
    name: string,
    given: SyntaxNode,
  ): Argument[] {
    const isLoop =
      object !== undefined && ITERATING.has(name) && (name.startsWith('forEach') || SEQUENCE.test(build.slice(object)));
    if (!isLoop) return args(given);
    let list: Argument[] = [];
    build.inBlock({ kind: 'loop', over: receiver ?? null, span: spanOf(given) }, () => {
      list = args(given);
    });
    return list;
  }

  const args = (given: SyntaxNode): Argument[] =>
    named(given).map(node => ({ name: null, value: lower(node), spread: false }));

  /** `new T(a)`; a list or a map is one, also with its elements in braces inside. */
  function creation(node: SyntaxNode): Expr {
    const type = field(node, 'type');
    const given = field(node, 'arguments');
    const body = child(node, 'class_body');
    const span = spanOf(node);
    if (types.isList(type)) return { kind: 'list', items: [...copied(given), ...filled(body)], span };
    if (types.isMap(type)) return { kind: 'object', entries: copiedEntries(given), span };
    const made = types.nameOf(type);
    const list = given ? args(given) : [];
    if (TEXTS.has(made)) return list[0] && list[0].value.kind !== 'number' ? list[0].value : texts.text('', span);
    const base = types.lower(type);
    const callee = body ? context.defineAnonymous(body, base) : base;
    if (!callee) return other(node);
    return build.call({ kind: 'call', callee, args: list, anchor: type ? spanOf(type) : span, span });
  }

  /** `new ArrayList<>(items)`; `new ArrayList<>(100)` says how many it will hold. */
  function copied(given: SyntaxNode | undefined): Element[] {
    const [first] = given ? args(given) : [];
    return first && first.value.kind !== 'number' ? [{ value: first.value, spread: true }] : [];
  }

  function copiedEntries(given: SyntaxNode | undefined): Entry[] {
    return copied(given).map(({ value }) => ({ kind: 'spread', value }));
  }

  /** `new ArrayList<>() {{ add("a"); }}`. */
  function filled(body: SyntaxNode | undefined): Element[] {
    const statements = body ? named(body).flatMap(part => (part.type === 'block' ? named(part) : [])) : [];
    return statements.flatMap((statement): Element[] => {
      const [call] = named(statement);
      const given = call?.type === 'method_invocation' ? field(call, 'arguments') : undefined;
      const name = call && field(call, 'name');
      const [item] = given ? named(given) : [];
      return item && name && build.slice(name) === 'add' ? [{ value: lower(item), spread: false }] : [];
    });
  }

  return { invocation, creation };
}

/** What a text is put together in. */
const TEXTS: ReadonlySet<string> = new Set(['StringBuilder', 'StringBuffer', 'String']);
