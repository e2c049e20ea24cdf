import { type Builder, spanOf } from '../builder.ts';
import type { Expr, Span } from '../facts.ts';
import { child, field, fields, named, type SyntaxNode } from '../syntax.ts';

export type Paths = ReturnType<typeof createPaths>;

export interface Segment {
  name: string;
  span: Span;
}

/** A name as it is meant: `r#type` is `type`. */
export const nameIn = (build: Builder, node: SyntaxNode): string => build.slice(node).replace(/^r#/, '');

/** Types that count as what they hold. */
const HOLDERS: ReadonlySet<string> = new Set([
  ...'Arc Rc Box Cow Pin Mutex RwLock RefCell Option Result Weak Ref RefMut'.split(' '),
  ...'Lazy LazyLock OnceCell OnceLock LazyCell MutexGuard State Data Extension'.split(' '),
]);

/** What the words of a path mean where it stands. */
interface Surroundings {
  /** Name of the type that `Self` is. */
  self: string | null;
  /** Bounds of type parameters. */
  bounds: ReadonlyMap<string, SyntaxNode>;
  /** Modules of this file around: `super` in one of these is the file itself. */
  modules: number;
}

/** Paths and types as expressions. Knows what `Self`, `super` and type parameters are where they stand. */
// eslint-disable-next-line max-lines-per-function -- a closure: what surrounds a path and the small functions that ask
export function createPaths(build: Builder) {
  let around: Surroundings = { self: null, bounds: new Map(), modules: 0 };
  /** First words of paths: crates and modules, if nothing in the file has that name. */
  const heads = new Map<string, Span>();

  /** Runs `body` where a path's words mean something else. */
  function within(change: Partial<Surroundings>, body: () => void): void {
    const before = around;
    around = { ...around, ...change };
    body();
    around = before;
  }

  /** Words of a path, `a::b::<T>::C` as `a`, `b`, `C`. */
  function segmentsOf(node: SyntaxNode): Segment[] {
    switch (node.type) {
      case 'scoped_identifier':
      case 'scoped_type_identifier': {
        const path = field(node, 'path');
        const name = field(node, 'name');
        return [...(path ? segmentsOf(path) : []), ...(name ? segmentsOf(name) : [])];
      }
      case 'generic_type':
      case 'generic_type_with_turbofish':
      case 'bracketed_type':
      case 'qualified_type': {
        const inner = field(node, 'type') ?? named(node)[0];
        return inner ? segmentsOf(inner) : [];
      }
      default:
        return [{ name: nameIn(build, node), span: spanOf(node) }];
    }
  }

  /** A path as members of its first word. */
  function expressionOf(path: readonly Segment[]): Expr {
    const [first, ...rest] = inSight(path);
    const last = path.at(-1)?.span ?? [0, 0];
    if (!first) return { kind: 'other', span: last };
    if (rest.length > 0) heads.set(first.name, heads.get(first.name) ?? first.span);
    const head: Expr = { kind: 'name', name: first.name, span: first.span };
    return rest.reduce<Expr>(
      (object, { name, span }) => ({ kind: 'member', object, name, span: [first.span[0], span[1]] }),
      head,
    );
  }

  /** The path from a word that is in sight: `Self` by its name, `self::` left out, `super::super` as one word. */
  function inSight(path: readonly Segment[]): readonly Segment[] {
    const [first, ...rest] = path;
    if (first?.name === 'Self') return [{ ...first, name: around.self ?? 'Self' }, ...rest];
    if (first?.name === 'self' && rest.length > 0) return inSight(rest);
    if (first?.name !== 'super') return path;
    const above = path.findIndex(segment => segment.name !== 'super');
    const levels = (above < 0 ? path.length : above) - around.modules;
    const inner = above < 0 ? [] : path.slice(above);
    return levels <= 0
      ? inner
      : [{ ...first, name: Array.from({ length: levels }, () => 'super').join('.') }, ...inner];
  }

  /** A type; null where it is none of a class or a trait. What only holds another counts as that. */
  function typeOf(node: SyntaxNode | undefined): Expr | null {
    switch (node?.type) {
      case 'type_identifier':
      case 'scoped_type_identifier': {
        const bound = around.bounds.get(build.slice(node));
        return bound ? boundOf(bound) : expressionOf(segmentsOf(node));
      }
      case 'generic_type':
        return generic(node);
      case 'reference_type':
        return typeOf(field(node, 'type'));
      case 'dynamic_type':
      case 'abstract_type':
        return typeOf(field(node, 'trait'));
      case 'bounded_type':
      case 'trait_bounds':
      case 'parenthesized_type':
        return typeOf(named(node)[0]);
      default:
        return null;
    }
  }

  /** A bound may name the parameter itself (`T: From<T>`): it is not asked twice. */
  function boundOf(node: SyntaxNode): Expr | null {
    let found: Expr | null = null;
    within({ bounds: new Map() }, () => {
      found = typeOf(node);
    });
    return found;
  }

  function generic(node: SyntaxNode): Expr | null {
    const outer = field(node, 'type');
    const given = child(node, 'type_arguments');
    const name = outer && segmentsOf(outer).at(-1)?.name;
    const held = given && named(given).find(part => part.type !== 'lifetime');
    return typeOf(name !== undefined && HOLDERS.has(name) ? held : outer);
  }

  /** Type parameters of an item with what each must be, on top of those around it. */
  function boundsOf(node: SyntaxNode): Map<string, SyntaxNode> {
    const bounds = new Map(around.bounds);
    const declared = child(node, 'type_parameters');
    for (const part of declared ? named(declared) : []) {
      const name = field(part, 'name');
      const bound = field(part, 'bounds');
      if (part.type === 'type_parameter' && name && bound) bounds.set(build.slice(name), bound);
    }
    const where = child(node, 'where_clause');
    for (const part of where ? named(where) : []) {
      const [left] = fields(part, 'left');
      const bound = field(part, 'bounds');
      if (left && bound) bounds.set(build.slice(left), bound);
    }
    return bounds;
  }

  return {
    within,
    segmentsOf,
    expressionOf,
    typeOf,
    boundsOf,
    heads,
    modules: (): number => around.modules,
    self: (): string | null => around.self,
  };
}
