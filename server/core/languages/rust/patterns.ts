import { type Builder, spanOf } from '../builder.ts';
import type { BindingValue, Expr, Span } from '../facts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';

/** Variants whose only field is the value itself. */
const HOLDING: ReadonlySet<string> = new Set(['Some', 'Ok']);

/** Whether a `match`'s first arm takes what is set: `Some(x)`, `Ok(x)`. */
export function isOptional(arm: SyntaxNode, build: Builder): boolean {
  const pattern = field(arm, 'pattern');
  const [matched] = pattern ? named(pattern) : [];
  const type = matched && field(matched, 'type');
  return matched?.type === 'tuple_struct_pattern' && type !== undefined && HOLDING.has(build.slice(type));
}

/** Binds the names of a pattern to what they take of a value. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of pattern
export function createPatterns(build: Builder) {
  /** `span` is where the names are known from. */
  function bind(pattern: SyntaxNode, value: Expr, span: Span): void {
    switch (pattern.type) {
      case 'identifier':
      case 'shorthand_field_identifier':
        return declare(pattern, { kind: 'value', value }, span);
      case 'tuple_pattern':
        return named(pattern).forEach((part, at) => {
          const index: Expr = { kind: 'number', value: at, span: spanOf(part) };
          bind(part, { kind: 'index', object: value, index, span: value.span }, span);
        });
      case 'tuple_struct_pattern':
        return bindVariant(pattern, value, span);
      case 'struct_pattern':
        return bindFields(pattern, value, span);
      case 'mut_pattern':
      case 'ref_pattern':
      case 'reference_pattern':
      case 'captured_pattern': {
        for (const part of named(pattern)) if (part.type !== 'mutable_specifier') bind(part, value, span);
        return;
      }
      case 'or_pattern': {
        for (const part of named(pattern)) unknownParts(part, span);
        return;
      }
      default:
        return;
    }
  }

  function declare(node: SyntaxNode, value: BindingValue, span: Span): void {
    const name = build.slice(node);
    // `MAX` and `Unit` in a pattern are compared with, not bound.
    if (/^[a-z_]/.test(name)) build.declare(name, span, value);
  }

  function bindVariant(pattern: SyntaxNode, value: Expr, span: Span): void {
    const type = field(pattern, 'type');
    const inner = named(pattern).filter(part => part !== type);
    const [only] = inner;
    if (type && only && inner.length === 1 && HOLDING.has(build.slice(type))) return bind(only, value, span);
    for (const part of inner) unknownParts(part, span);
  }

  function bindFields(pattern: SyntaxNode, value: Expr, span: Span): void {
    for (const part of named(pattern).filter(p => p.type === 'field_pattern')) {
      const key = field(part, 'name');
      if (!key) continue;
      const taken: Expr = { kind: 'member', object: value, name: build.slice(key), span: value.span };
      bind(field(part, 'pattern') ?? key, taken, span);
    }
  }

  /** Names of which only the pattern's value tells what they are. */
  function unknownParts(pattern: SyntaxNode, span: Span): void {
    if (pattern.type === 'identifier') declare(pattern, { kind: 'unknown', why: 'a part of a value' }, span);
    else for (const part of named(pattern)) if (!part.type.includes('type')) unknownParts(part, span);
  }

  /** A loop's variable; behind `enumerate()` it is the second of two. */
  function bindElement(pattern: SyntaxNode, over: Expr, elements: Expr): void {
    const isNumbered = over.kind === 'call' && over.callee.kind === 'member' && over.callee.name === 'enumerate';
    const [, second] = named(pattern);
    const one = pattern.type === 'tuple_pattern' && isNumbered ? second : pattern;
    const span = spanOf(pattern);
    const bare = one?.type === 'reference_pattern' || one?.type === 'mut_pattern' ? named(one).at(-1) : one;
    if (bare?.type === 'identifier') return declare(bare, { kind: 'element', over: elements }, span);
    if (bare?.type !== 'tuple_pattern') return bare && unknownParts(bare, span);
    const name = `#${span[0]}`;
    build.declare(name, span, { kind: 'element', over: elements });
    bind(bare, { kind: 'name', name, span }, span);
  }

  return { bind, bindElement };
}
