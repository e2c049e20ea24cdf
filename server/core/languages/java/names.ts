import type { Builder } from '../builder.ts';
import type { Expr, Span } from '../facts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';

/** A type whose body is being read. */
interface Owner {
  name: string;
  /** Names that stand for a member of the instance or the class, with the type that they are declared with. */
  members: Map<string, SyntaxNode | undefined>;
  /** Types declared inside. */
  types: Set<string>;
  /** Has ancestors, whose members are named as if they were its own. */
  inherits: boolean;
  scope: number;
}

const TYPES: ReadonlySet<string> = new Set([
  'class_declaration',
  'record_declaration',
  'interface_declaration',
  'enum_declaration',
  'annotation_type_declaration',
]);

export const isTypeDeclaration = (node: SyntaxNode): boolean => TYPES.has(node.type);

/** A class's name, as Java's own conventions have it; constants are all capitals. */
const CLASS_NAME = /^[A-Z]\w*[a-z]/;

/**
 * What a bare name means. Members are named without `this.`, before they are declared: they are collected ahead, and such a
 * name becomes a member of `this`. The added `this` has no length, which tells it from a written one.
 */
export function createNames(build: Builder) {
  const owners: Owner[] = [];
  /** Declared types of locals: nearest declaration above, whatever block it stands in. */
  const locals = new Map<string, SyntaxNode | undefined>();

  const isLocal = (name: string): boolean => {
    const home = build.declaringScope(name);
    return home !== undefined && (home !== 0 || owners.length === 0) && home > (owners.at(-1)?.scope ?? -1);
  };

  const implied = (owner: Owner, span: Span): Expr => ({
    kind: 'name',
    name: owner === owners.at(-1) ? 'this' : owner.name,
    span: [span[0], span[0]],
  });

  function memberNamed(name: string, span: Span): Expr | undefined {
    const owner = isLocal(name) ? undefined : owners.findLast(o => o.members.has(name) || o.types.has(name));
    return owner && { kind: 'member', object: implied(owner, span), name, span };
  }

  /** A name that nothing here declares or imports, where it may be an ancestor's member. */
  function inherited(name: string, span: Span): Expr | undefined {
    const owner = owners.at(-1);
    const isBound = build.declaringScope(name) !== undefined;
    return owner?.inherits && !isBound ? { kind: 'member', object: implied(owner, span), name, span } : undefined;
  }

  const plain = (name: string, span: Span): Expr => ({ kind: 'name', name, span });

  /** A name where a value stands. */
  const value = (name: string, span: Span): Expr =>
    memberNamed(name, span) ?? (CLASS_NAME.test(name) ? undefined : inherited(name, span)) ?? plain(name, span);

  /** The name of a method that is called on nothing. */
  const method = (name: string, span: Span): Expr =>
    memberNamed(name, span) ?? inherited(name, span) ?? plain(name, span);

  /** A name where a type stands. */
  function type(name: string, span: Span): Expr {
    const owner = owners.findLast(o => o.types.has(name));
    return owner
      ? { kind: 'member', object: { kind: 'name', name: owner.name, span: [span[0], span[0]] }, name, span }
      : plain(name, span);
  }

  const typeOf = (name: string): SyntaxNode | undefined =>
    isLocal(name)
      ? locals.get(name)
      : (owners.findLast(o => o.members.has(name))?.members.get(name) ?? locals.get(name));

  function within(node: SyntaxNode, name: string, scope: number, inherits: boolean, body: () => void): void {
    owners.push({ name, scope, inherits, ...collect(node, build.slice) });
    body();
    owners.pop();
  }

  return {
    value,
    method,
    type,
    typeOf,
    within,
    declare: (name: string, declared: SyntaxNode | undefined): void => void locals.set(name, declared),
  };
}

export type Names = ReturnType<typeof createNames>;

function collect(node: SyntaxNode, slice: (node: SyntaxNode) => string): Pick<Owner, 'members' | 'types'> {
  const members: Owner['members'] = new Map();
  const types: Owner['types'] = new Set();
  const add = (holder: SyntaxNode, type: SyntaxNode | undefined): void => {
    const name = field(holder, 'name');
    if (name) members.set(slice(name), type);
  };
  const components = field(node, 'parameters');
  for (const param of components ? named(components) : []) add(param, field(param, 'type'));
  for (const member of membersOf(node)) {
    const name = field(member, 'name');
    if (isTypeDeclaration(member)) types.add(name ? slice(name) : '');
    else if (member.type === 'field_declaration' || member.type === 'constant_declaration')
      for (const part of named(member)) {
        if (part.type === 'variable_declarator') add(part, field(member, 'type'));
      }
    else if (member.type === 'method_declaration' || member.type === 'enum_constant')
      add(member, field(member, 'type'));
  }
  return { members, types };
}

/** What stands in the body of a type; an enum's methods stand behind its constants. */
export function membersOf(node: SyntaxNode): SyntaxNode[] {
  const body = field(node, 'body') ?? (node.type === 'class_body' ? node : undefined);
  return (body ? named(body) : []).flatMap(part => (part.type === 'enum_body_declarations' ? named(part) : [part]));
}
