import type {
  Binding,
  BindingValue,
  Block,
  CallFact,
  Element,
  Expr,
  Export,
  Facts,
  Parameter,
  Scope,
  Span,
} from './facts.ts';
import { lineStartsOf } from './lines.ts';
import { calledByReference } from './references.ts';
import type { SyntaxNode } from './syntax.ts';

/** Deeper expressions than this are no prompts; the limit keeps recursion off the end of the stack. */
const MAX_DEPTH = 500;

/** Methods that add to a list in place, in any of the languages; `true` where the argument is itself a list. */
const APPENDING: Readonly<Record<string, boolean>> = {
  append: false,
  push: false,
  add: false,
  insert: false,
  unshift: false,
  extend: true,
};

const EMPTY = { params: [], bases: [], fields: [], decorators: [] } as const;

/** Written out: spreading is what took most of the time. */
const makeScope = (given: Pick<Scope, 'kind' | 'name' | 'span'> & Partial<Scope>, parent: number): Scope => ({
  kind: given.kind,
  parent,
  name: given.name,
  span: given.span,
  params: given.params ?? EMPTY.params,
  returns: [],
  result: given.result ?? null,
  bases: given.bases ?? EMPTY.bases,
  isAbstract: given.isAbstract ?? false,
  isPartial: given.isPartial ?? false,
  role: given.role ?? null,
  fields: given.fields ?? EMPTY.fields,
  doc: given.doc ?? null,
  decorators: given.decorators ?? EMPTY.decorators,
  self: given.self ?? null,
});

const makeBlock = (given: Pick<Block, 'kind' | 'span'> & Partial<Block>, parent: number): Block => ({
  parent,
  kind: given.kind,
  group: given.group ?? 0,
  arm: given.arm ?? 0,
  over: given.over ?? null,
  isWhole: given.isWhole ?? false,
  leaves: given.leaves ?? false,
  span: given.span,
});

export type Builder = ReturnType<typeof createBuilder>;

/** Collects facts while a language walks its syntax. Knows no language. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of fact
export function createBuilder(language: string, text: string) {
  const scopes: Scope[] = [];
  const blocks: Block[] = [];
  const bindings: Binding[] = [];
  const exports: Export[] = [];
  const opens: string[] = [];
  const calls: CallFact[] = [];
  let scope = 0;
  let block = 0;
  let depth = 0;
  let groups = 0;
  /** For each scope, which one a name of it belongs to, if that is another. */
  const outer: Map<string, number>[] = [];
  /** The names that each scope binds, or declares to bind later. */
  const bound: Set<string>[] = [];
  const whole: Span = [0, text.length];
  scopes.push(makeScope({ kind: 'module', name: '', span: whole }, -1));
  blocks.push(makeBlock({ kind: 'root', span: whole }, -1));

  /** Opens a scope, runs `body` in it, and gives its number. Names in `params` are bound. */
  function inScope(
    opened: Pick<Scope, 'kind' | 'name' | 'span'> & Partial<Scope>,
    body: (number: number) => void,
  ): number {
    const number = scopes.length;
    scopes.push(makeScope(opened, scope));
    const around = scope;
    scope = number;
    (opened.params ?? []).forEach((param, index) => bind(param.name, opened.span, { kind: 'parameter', index }));
    body(number);
    scope = around;
    return number;
  }

  function inBlock(opened: Pick<Block, 'kind' | 'span'> & Partial<Block>, body: () => void): void {
    const around = block;
    block = blocks.length;
    blocks.push(makeBlock(opened, around));
    body();
    block = around;
  }

  function bind(name: string, span: Span, value: BindingValue, visibleIn = outer[scope]?.get(name) ?? scope): void {
    noteBound(visibleIn, name);
    bindings.push({ name, scope: visibleIn, within: scope, span, value, lexical: false });
  }

  /** The same for what a function says of a class that it stands outside of: `T{field: value}`. */
  function bindFrom(within: number, name: string, span: Span, value: BindingValue, home: number): void {
    bindings.push({ name, scope: home, within, span, value, lexical: false });
  }

  /** What follows the block around does not run after it. */
  const leave = (): void => void Object.assign(blocks[block] ?? {}, { leaves: block > 0 });

  /** A name that is declared here and seen in this block only. */
  function declare(name: string, span: Span, value: BindingValue): void {
    noteBound(scope, name);
    bindings.push({ name, scope, within: scope, span, value, lexical: true });
  }

  /** A name that is declared here and gets its value later, maybe in another function. */
  const declareUnset = (name: string): void => noteBound(scope, name);

  const noteBound = (home: number, name: string): void => void (bound[home] ??= new Set()).add(name);

  /** From here on `name` in this scope means that of the scope `home` (`global`, an assignment to an outer variable). */
  const aliasOuter = (name: string, home: number): void => void (outer[scope] ??= new Map()).set(name, home);

  /** Where `self.x` or `this.x` lives: the class scope, if `object` is the instance of an enclosing method. */
  function instanceScope(object: Expr): number | undefined {
    if (object.kind !== 'name') return undefined;
    for (let at = scope; at >= 0; at = scopes[at]?.parent ?? -1) {
      const self = scopes[at]?.self;
      if (self) return self.name === object.name ? self.scope : undefined;
    }
    return undefined;
  }

  /** `target = value` for every shape of target. */
  function assign(target: Expr, value: Expr, span: Span): void {
    if (target.kind === 'name') return bind(target.name, span, { kind: 'value', value });
    if (target.kind === 'list') return assignEach(target, value, span);
    if (target.kind === 'object') return assignKeys(target, value, span);
    if (target.kind === 'member') {
      const home = instanceScope(target.object);
      if (home !== undefined) return bind(target.name, span, { kind: 'value', value }, home);
      const key: Expr = {
        kind: 'text',
        parts: [{ kind: 'chars', text: target.name, span: target.span }],
        span: target.span,
      };
      return set(target.object, key, value, span);
    }
    if (target.kind === 'index') set(target.object, target.index, value, span);
  }

  function set(object: Expr, key: Expr, value: Expr, span: Span): void {
    mutate(object, span, { kind: 'set', key, value });
  }

  function mutate(object: Expr, span: Span, value: BindingValue): void {
    // A change belongs to the variable that is declared, in whatever function that is.
    if (object.kind === 'name') return bind(object.name, span, value, declaringScope(object.name) ?? scope);
    const home = object.kind === 'member' ? instanceScope(object.object) : undefined;
    if (object.kind === 'member' && home !== undefined) bind(object.name, span, value, home);
  }

  function assignEach(target: Extract<Expr, { kind: 'list' }>, value: Expr, span: Span): void {
    target.items.forEach((item, at) => {
      const index: Expr = { kind: 'number', value: at, span: item.value.span };
      const part: Expr = item.spread
        ? { kind: 'other', span }
        : { kind: 'index', object: value, index, span: value.span };
      assign(item.value, part, span);
    });
  }

  function assignKeys(target: Extract<Expr, { kind: 'object' }>, value: Expr, span: Span): void {
    for (const entry of target.entries) {
      if (entry.kind !== 'entry') continue;
      assign(entry.value, { kind: 'member', object: value, name: entry.key, span: value.span }, span);
    }
  }

  function call(expr: CallFact['expr']): CallFact['expr'] {
    calls.push({ expr, scope });
    const referred = calledByReference(expr);
    if (referred) calls.push({ expr: referred, scope });
    const { callee, args } = expr;
    const value = args.at(-1)?.value;
    if (callee.kind === 'member' && value && Object.hasOwn(APPENDING, callee.name)) {
      const spread = APPENDING[callee.name] === true || args.at(-1)?.spread === true;
      mutate(callee.object, expr.span, { kind: 'append', value, spread });
      appendWithin(callee.object, { value, spread }, expr.span);
    }
    return expr;
  }

  /** `payload["messages"].append(m)` sets that key to a longer list; in a loop, to one that grows. */
  function appendWithin(list: Expr, added: Element, span: Span): void {
    if (list.kind !== 'index' && list.kind !== 'member') return;
    const { object } = list;
    if (object.kind !== 'name' || declaringScope(object.name) === undefined) return;
    const key: Expr =
      list.kind === 'index'
        ? list.index
        : { kind: 'text', parts: [{ kind: 'chars', text: list.name, span: list.span }], span: list.span };
    const more: Element = isInLoop() ? { value: { kind: 'other', span: added.value.span }, spread: true } : added;
    set(object, key, { kind: 'list', items: [{ value: list, spread: true }, more], span }, span);
  }

  function isInLoop(): boolean {
    for (let at = block; at >= 0; at = blocks[at]?.parent ?? -1) if (blocks[at]?.kind === 'loop') return true;
    return false;
  }

  /** The scope that binds `name` as seen from here, functions and the module only. */
  function declaringScope(name: string): number | undefined {
    for (let at = scope; at >= 0; at = scopes[at]?.parent ?? -1) {
      if (scopes[at]?.kind === 'class') continue;
      if (bound[at]?.has(name)) return at;
    }
    return undefined;
  }

  /** Runs `lower` one level deeper, or gives `other` where the source is too deep to follow. */
  function deeper(span: Span, lower: () => Expr): Expr {
    if (depth >= MAX_DEPTH) return { kind: 'other', span };
    depth++;
    try {
      return lower();
    } finally {
      depth--;
    }
  }

  const done = (): Facts => ({
    language,
    text,
    origins: null,
    lineStarts: lineStartsOf(text),
    scopes,
    order: null,
    blocks,
    bindings,
    exports,
    opens,
    calls,
    broken: false,
  });

  return {
    text,
    inScope,
    inBlock,
    bind,
    bindFrom,
    declare,
    declareUnset,
    leave,
    aliasOuter,
    declaringScope,
    assign,
    mutate,
    instanceScope,
    call,
    deeper,
    done,
    exports,
    opens,
    returns: (value: Expr, span: Span): void => void scopes[scope]?.returns.push({ value, span }),
    setParams: (number: number, params: Parameter[]): void => void Object.assign(scopes[number] ?? {}, { params }),
    decoratorsOf: (number: number): readonly Expr[] => scopes[number]?.decorators ?? [],
    newGroup: (): number => ++groups,
    scope: (): number => scope,
    kindOf: (number: number): Scope['kind'] | undefined => scopes[number]?.kind,
    slice: (node: SyntaxNode): string => text.slice(node.start, node.end),
  };
}

export const spanOf = (node: SyntaxNode): Span => [node.start, node.end];
