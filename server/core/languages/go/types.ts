import { type Builder, spanOf } from '../builder.ts';
import type { Expr, Parameter } from '../facts.ts';
import { type SyntaxNode, field, fields, named } from '../syntax.ts';
import { PREDECLARED } from './resolve.ts';

/** Types that hold another one and count as it. */
const HOLDERS: ReadonlySet<string> = new Set(['pointer_type', 'parenthesized_type', 'generic_type', 'type_elem']);

/** A type that has a name, as an expression; a pointer's is that of what it points to. Null: of the language, or without a name. */
export function typeOf(build: Builder, node: SyntaxNode | undefined): Expr | null {
  if (!node) return null;
  if (HOLDERS.has(node.type)) return typeOf(build, named(node)[0]);
  if (node.type === 'type_identifier' || node.type === 'identifier') {
    const name = build.slice(node);
    return PREDECLARED.has(name) ? null : { kind: 'name', name, span: spanOf(node) };
  }
  if (node.type !== 'qualified_type' && node.type !== 'selector_expression') return null;
  const [home, name] = named(node);
  if (!home || !name) return null;
  const object: Expr = { kind: 'name', name: build.slice(home), span: spanOf(home) };
  return { kind: 'member', object, name: build.slice(name), span: spanOf(node) };
}

export function parametersOf(build: Builder, list: SyntaxNode | undefined): Parameter[] {
  return (list ? named(list) : []).flatMap((node): Parameter[] => {
    const type = typeOf(build, field(node, 'type'));
    const rest = node.type === 'variadic_parameter_declaration' ? ('list' as const) : null;
    const names = fields(node, 'name').map(name => build.slice(name));
    return (names.length > 0 ? names : ['_']).map(name => ({ name, default: null, type: rest ? null : type, rest }));
  });
}

/** What a function declares to return. */
export interface Results {
  /** Type of the first of them. */
  first: Expr | null;
  names: string[];
  /** The last is an error: where it is set, the others are not for use. */
  fails: boolean;
}

export function resultsOf(build: Builder, node: SyntaxNode | undefined): Results {
  if (node?.type !== 'parameter_list') return { first: typeOf(build, node), names: [], fails: false };
  const parts = named(node);
  const last = parts.at(-1);
  const type = last && field(last, 'type');
  return {
    first: typeOf(build, parts[0] && field(parts[0], 'type')),
    names: parts.flatMap(part => fields(part, 'name').map(name => build.slice(name))),
    fails: type !== undefined && build.slice(type) === 'error' && parts.length > 1,
  };
}
