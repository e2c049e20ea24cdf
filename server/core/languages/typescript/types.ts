import { spanOf } from '../builder.ts';
import type { Expr } from '../facts.ts';
import { named, type SyntaxNode } from '../syntax.ts';

/** A type as the set of values that it allows; null for a type that is no such set. */
export function lowerType(node: SyntaxNode | undefined, lower: (node: SyntaxNode) => Expr): Expr | null {
  const read = (type: SyntaxNode | undefined): Expr | null => {
    const [first, second] = type ? named(type) : [];
    switch (type?.type) {
      case 'type_annotation':
      case 'parenthesized_type':
        return read(first);
      case 'literal_type':
      case 'type_query':
        return first ? lower(first) : null;
      case 'type_identifier':
        return lower(type);
      case 'union_type':
        return union(type);
      case 'lookup_type': {
        const object = read(first);
        // `(typeof MODELS)[number]`, `(typeof MODELS)[keyof typeof MODELS]`: any of its values.
        const index = second?.type === 'literal_type' ? read(second) : null;
        return (
          object && { kind: 'index', object, index: index ?? { kind: 'other', span: spanOf(type) }, span: spanOf(type) }
        );
      }
      case 'index_type_query':
        return first ? keysOf(type, read(first)) : null;
      default:
        return null;
    }
  };

  function union(type: SyntaxNode): Expr {
    const options = named(type).map(option => read(option) ?? ({ kind: 'other', span: spanOf(option) } as const));
    return { kind: 'oneOf', options, span: spanOf(type) };
  }

  const type = read(node);
  if (type === null || type.kind === 'name') return null;
  return type.kind === 'oneOf' ? type : { kind: 'oneOf', options: [type], span: type.span };
}

/** `keyof typeof MODELS` is what `Object.keys(MODELS)` gives. */
function keysOf(node: SyntaxNode, object: Expr | null): Expr | null {
  const span = spanOf(node);
  if (object === null) return null;
  const keys: Expr = { kind: 'member', object: { kind: 'name', name: 'Object', span }, name: 'keys', span };
  const call: Expr = {
    kind: 'call',
    callee: keys,
    args: [{ name: null, value: object, spread: false }],
    anchor: span,
    span,
  };
  return { kind: 'index', object: call, index: { kind: 'other', span }, span };
}
