import type { Builder } from '../builder.ts';
import type { Expr, Span } from '../facts.ts';
import { KERNEL } from './calls.ts';
import type { Outline } from './outline.ts';

/** Stands for the object in a method; spelled as nothing, since a bare word is a call on it. */
export const SELF = '';

export type Scopes = ReturnType<typeof createScopes>;

/** What a word means where it stands: a local variable, a method of the class around, a constant of the modules around. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of word
export function createScopes(build: Builder, { constants, methods }: Outline) {
  let nesting: readonly string[] = [];
  let hasBases = false;
  /** Local variables with the scope that each one was first set in. */
  let locals = new Map<string, number>();
  let isInMethod = false;

  /** A method, class or module sees no local variable of what is around it; a block does. */
  function inner<T>(kind: 'block' | 'method' | 'class', run: () => T): T {
    const before = [locals, isInMethod] as const;
    locals = kind === 'block' ? new Map(locals) : new Map();
    isInMethod = kind === 'block' ? isInMethod : kind === 'method' && nesting.length > 0;
    const result = run();
    [locals, isInMethod] = before;
    return result;
  }

  function inClass(name: string, isDerived: boolean, run: () => void): void {
    const before = [nesting, hasBases] as const;
    const prefix = nesting.length > 0 ? `${nesting.join('::')}::` : '';
    nesting = name.startsWith(prefix) ? [...nesting, name.slice(prefix.length)] : [name];
    hasBases = isDerived;
    inner('class', run);
    [nesting, hasBases] = before;
  }

  const self = (span: Span): Expr => ({ kind: 'name', name: SELF, span });
  const member = (object: Expr, name: string, span: Span): Expr => ({ kind: 'member', object, name, span });

  /** A name that is set here: the variable of that name around a block, if there is one. */
  function setLocal(name: string): void {
    const home = locals.get(name);
    if (home === undefined) locals.set(name, build.scope());
    else if (home !== build.scope()) build.aliasOuter(name, home);
  }

  /** A block's own parameter, whatever is of that name around it. */
  const fresh = (name: string, scope: number): void => void locals.set(name, scope);

  /** A method called without a receiver: of the class around it, of the file, or of every object. */
  function method(name: string, span: Span): Expr {
    const ofClass = [...methods.keys()].some(key => key.endsWith(`#${name}`) && !key.startsWith('#'));
    const isOwn = isInMethod && (ofClass || !(methods.has(`#${name}`) || KERNEL.has(name)));
    return isOwn ? member(self(span), name, span) : { kind: 'name', name, span };
  }

  /** A word alone: a local variable, or a call without arguments; a method with none is bound as its value. */
  function word(name: string, span: Span): Expr {
    if (locals.has(name)) return { kind: 'name', name, span };
    const callee = method(name, span);
    const takes = methods.get(`${isInMethod ? nesting.join('::') : ''}#${name}`) === true;
    return takes ? build.call({ kind: 'call', callee, args: [], anchor: span, span }) : callee;
  }

  /** `@client`, `@@models`: of the object, or in a class's body of the class. */
  const variable = (name: string, span: Span): Expr =>
    isInMethod ? member(self(span), name, span) : { kind: 'name', name, span };

  /** `MODEL`, `Prompts::SYSTEM`: by its full name, in this file or by the file's name in another. */
  function constant(path: string, span: Span): Expr {
    const name = path.replace(/^::/, '');
    for (let depth = nesting.length; depth >= 0; depth--) {
      const full = [...nesting.slice(0, depth), name].join('::');
      if (constants.has(full)) return chain(full, span);
    }
    const isInherited = isInMethod && hasBases && /^[A-Z][A-Z\d_]*$/.test(name) && name.length > 2;
    return isInherited ? member(self(span), name, span) : { kind: 'name', name, span };
  }

  /** A full name as seen from the root. */
  function chain(full: string, span: Span): Expr {
    const [head = '', ...rest] = full.split('::');
    return rest.reduce<Expr>((object, name) => member(object, name, span), { kind: 'name', name: head, span });
  }

  return {
    inner,
    inClass,
    setLocal,
    fresh,
    method,
    word,
    variable,
    constant,
    chain,
    self,
    nesting: (): readonly string[] => nesting,
    isInMethod: (): boolean => isInMethod,
  };
}
