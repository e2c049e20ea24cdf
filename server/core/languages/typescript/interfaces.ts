import { type Builder, spanOf } from '../builder.ts';
import type { Expr } from '../facts.ts';
import { type SyntaxNode, child, field, named } from '../syntax.ts';

/** An interface is a class without bodies: what a method does is for those to say that implement it. */
export function defineInterface(build: Builder, node: SyntaxNode, annotation: (node: SyntaxNode) => Expr | null): void {
  const name = nameOf(build, node);
  const body = field(node, 'body');
  const extended = child(node, 'extends_type_clause');
  const bases = extended ? named(extended).flatMap(type => nameExpr(build, type)) : [];
  const scope = build.inScope({ kind: 'class', name, span: spanOf(node), bases, isAbstract: true }, () => {
    for (const member of body ? named(body) : []) signature(build, member, annotation);
  });
  build.bind(name, spanOf(node), { kind: 'scope', scope });
}

/** `method(a: A): B;` of an interface or an abstract class, and a property of a type. */
export function signature(build: Builder, node: SyntaxNode, annotation: (node: SyntaxNode) => Expr | null): void {
  const name = nameOf(build, node);
  if (node.type === 'property_signature') {
    const type = annotation(node);
    if (type) build.bind(name, spanOf(node), { kind: 'typed', type });
    return;
  }
  if (node.type !== 'method_signature' && node.type !== 'abstract_method_signature') return;
  const list = field(node, 'parameters');
  const params = (list ? named(list) : []).flatMap(param => {
    const target = field(param, 'pattern');
    const given = target?.type === 'identifier' ? build.slice(target) : `#${spanOf(param)[0]}`;
    return { name: given, default: null, type: annotation(param), rest: null };
  });
  const self = { name: 'this', scope: build.scope(), isClass: false };
  const scope = build.inScope({ kind: 'function', name, span: spanOf(node), params, self }, () => {});
  build.bind(name, spanOf(node), { kind: 'scope', scope });
}

/** The types that a class says it implements. */
export function implemented(build: Builder, heritage: SyntaxNode | undefined): Expr[] {
  const clause = heritage && child(heritage, 'implements_clause');
  return clause ? named(clause).flatMap(type => nameExpr(build, type)) : [];
}

const nameOf = (build: Builder, node: SyntaxNode): string => {
  const name = field(node, 'name');
  return name ? build.slice(name) : '';
};

function nameExpr(build: Builder, type: SyntaxNode): Expr[] {
  const plain = type.type === 'generic_type' ? (field(type, 'name') ?? type) : type;
  return /^[\w$]+$/.test(build.slice(plain)) ? [{ kind: 'name', name: build.slice(plain), span: spanOf(plain) }] : [];
}
