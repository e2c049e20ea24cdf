import type { Builder } from '../builder.ts';
import type { Expr, Span } from '../facts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';

/** A type whose body is being read. */
interface Owner {
  name: string;
  /** Names that stand for a member of the instance or the class, with the type that they are declared with. */
  members: Map<string, SyntaxNode | undefined>;
  /** Types declared inside. */
  types: Set<string>;
  scope: number;
}

/**
 * What a bare name means. C# lets members be named without `this.`, before they are declared: they are collected ahead,
 * and such a name becomes a member of `this`. The added `this` has no length, which tells it from a written one.
 */
export function createNames(build: Builder) {
  const owners: Owner[] = [];
  /** Declared types of locals: nearest declaration above, whatever block it stands in. */
  const locals = new Map<string, SyntaxNode | undefined>();

  const isLocal = (name: string): boolean => {
    const home = build.declaringScope(name);
    return home !== undefined && (home !== 0 || owners.length === 0) && home > (owners.at(-1)?.scope ?? -1);
  };

  function implied(owner: Owner, span: Span): Expr {
    const at: Span = [span[0], span[0]];
    return { kind: 'name', name: owner === owners.at(-1) ? 'this' : owner.name, span: at };
  }

  /** A name where a value stands. */
  function value(name: string, span: Span): Expr {
    const owner = isLocal(name) ? undefined : owners.findLast(o => o.members.has(name) || o.types.has(name));
    return owner ? { kind: 'member', object: implied(owner, span), name, span } : { kind: 'name', name, span };
  }

  /** A name where a type stands: a property may have its type's name. */
  function type(name: string, span: Span): Expr {
    const owner = owners.findLast(o => o.types.has(name));
    if (!owner) return { kind: 'name', name, span };
    return { kind: 'member', object: { kind: 'name', name: owner.name, span: [span[0], span[0]] }, name, span };
  }

  const typeOf = (name: string): SyntaxNode | undefined =>
    isLocal(name)
      ? locals.get(name)
      : (owners.findLast(o => o.members.has(name))?.members.get(name) ?? locals.get(name));

  function within(node: SyntaxNode, name: string, scope: number, body: () => void): void {
    owners.push({ name, scope, ...collect(node, build.slice) });
    body();
    owners.pop();
  }

  return {
    value,
    type,
    typeOf,
    within,
    declare: (name: string, declared: SyntaxNode | undefined): void => void locals.set(name, declared),
  };
}

export type Names = ReturnType<typeof createNames>;

const TYPES: ReadonlySet<string> = new Set([
  'class_declaration',
  'record_declaration',
  'struct_declaration',
  'interface_declaration',
  'enum_declaration',
]);

export const isTypeDeclaration = (node: SyntaxNode): boolean => TYPES.has(node.type);

function collect(node: SyntaxNode, slice: (node: SyntaxNode) => string): Pick<Owner, 'members' | 'types'> {
  const members: Owner['members'] = new Map();
  const types: Owner['types'] = new Set();
  const add = (holder: SyntaxNode, type: SyntaxNode | undefined): void => {
    const name = field(holder, 'name');
    if (name) members.set(slice(name), type);
  };
  const primary = child(node, 'parameter_list');
  for (const param of primary ? named(primary) : []) add(param, field(param, 'type'));
  const body = field(node, 'body');
  for (const member of body ? named(body) : []) {
    const name = field(member, 'name');
    if (isTypeDeclaration(member)) types.add(name ? slice(name) : '');
    else if (member.type === 'field_declaration' || member.type === 'event_field_declaration') {
      const declaration = child(member, 'variable_declaration');
      for (const part of declaration ? named(declaration) : [])
        if (part.type === 'variable_declarator' && declaration) add(part, field(declaration, 'type'));
    } else if (member.type !== 'constructor_declaration' && member.type !== 'destructor_declaration')
      add(member, field(member, 'type'));
  }
  return { members, types };
}
