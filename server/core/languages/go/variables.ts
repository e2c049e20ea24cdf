import { type Builder, spanOf } from '../builder.ts';
import type { Expr, Span } from '../facts.ts';
import { child, field, fields, named, type SyntaxNode } from '../syntax.ts';
import type { Expressions } from './expressions.ts';
import type { Nesting } from './nesting.ts';
import { typeOf } from './types.ts';

export type Variables = ReturnType<typeof createVariables>;
type Setter = (target: SyntaxNode, value: Expr, span: Span) => void;

/** Declarations of variables and constants, and what is assigned to them. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each way to set a variable
export function createVariables(build: Builder, { lower, zeroOf }: Expressions, nesting: Nesting) {
  /** `a, b := x, y` and `a, err := f()`: each target with its value. */
  function setEach(node: SyntaxNode, set: Setter): void {
    pair(expressionsOf(field(node, 'left')), expressionsOf(field(node, 'right')), spanOf(node), set);
  }

  function pair(targets: readonly SyntaxNode[], values: readonly SyntaxNode[], span: Span, set: Setter): void {
    const [first] = values;
    const lowered = values.map(lower);
    targets.forEach((target, at) => {
      const [only] = lowered;
      if (targets.length === values.length) set(target, lowered[at] ?? otherAt(span), span);
      else if (first?.type === 'call_expression' && only) set(target, { kind: 'result', of: only, at, span }, span);
      // A map's value and whether it is there, a value and whether it is of the type.
      else set(target, at === 0 && only ? only : otherAt(span), span);
    });
  }

  const declare: Setter = (target, value, span) => {
    const name = build.slice(target);
    if (name === '_' || target.type !== 'identifier') return;
    if (!nesting.introduce(name)) return build.bind(name, span, { kind: 'value', value });
    // At the top of the file a name is seen everywhere, else in its block.
    if (build.scope() === 0) build.bind(name, span, { kind: 'value', value });
    else build.declare(name, span, { kind: 'value', value });
  };

  function withoutValue(name: string, span: Span, type: Expr | null): void {
    const value = type ? ({ kind: 'typed', type } as const) : ({ kind: 'unknown', why: 'set at run time' } as const);
    nesting.introduce(name);
    if (build.scope() === 0) build.bind(name, span, value);
    else build.declare(name, span, value);
  }

  function variables(node: SyntaxNode, before?: string): void {
    let embedded = before;
    for (const part of (child(node, 'var_spec_list') ?? node).children) {
      if (part.type === 'comment') embedded = embeddedBy(build.slice(part)) ?? embedded;
      if (part.type !== 'var_spec') continue;
      variable(part, embedded);
      embedded = undefined;
    }
  }

  /** `const a, b = x, y`, `var a T = x`, `var a T`. */
  function variable(node: SyntaxNode, embedded?: string): void {
    const names = fields(node, 'name');
    const values = expressionsOf(field(node, 'value'));
    if (values.length > 0) return pair(names, values, spanOf(node), declare);
    const type = field(node, 'type');
    for (const name of names) {
      const value = embedded === undefined ? type && zeroOf(type) : fileAt(embedded, spanOf(node));
      if (value) declare(name, value, spanOf(node));
      else withoutValue(build.slice(name), spanOf(node), typeOf(build, type));
    }
  }

  /** `//go:embed prompt.txt`: the variable is the file's text. */
  function fileAt(path: string, span: Span): Expr {
    const text: Expr = { kind: 'text', parts: [{ kind: 'chars', text: path, span }], span };
    const callee: Expr = { kind: 'name', name: 'go:embed', span };
    return { kind: 'call', callee, args: [{ name: null, value: text, spread: false }], anchor: span, span };
  }

  function assignment(node: SyntaxNode): void {
    const operator = field(node, 'operator');
    const sign = operator ? build.slice(operator) : '=';
    if (sign === '=') return setEach(node, assign);
    const [target] = expressionsOf(field(node, 'left'));
    const [value] = expressionsOf(field(node, 'right'));
    if (target && value)
      build.mutate(lower(target), spanOf(node), { kind: 'augment', operator: sign.slice(0, -1), value: lower(value) });
  }

  /** An assignment means the variable that is declared, in whatever function that is. `x = append(x, y)` adds to it. */
  const assign: Setter = (node, value, span) => {
    const target = lower(node);
    if (target.kind === 'name') {
      if (target.name === '_') return;
      const home = build.declaringScope(target.name);
      if (home !== undefined && home !== build.scope()) build.aliasOuter(target.name, home);
    }
    const [first, ...added] = value.kind === 'list' ? value.items : [];
    const isGrown = first?.spread === true && build.text.slice(...first.value.span) === build.slice(node);
    if (!isGrown) return build.assign(target, value, span);
    for (const item of added) build.mutate(target, span, { kind: 'append', value: item.value, spread: item.spread });
  };

  return { setEach, declare, withoutValue, variables, variable, assignment, assign };
}

const EMBED = /^\/\/go:embed\s+(\S+)\s*$/;

/** The file that a comment puts into the variable below it. */
export const embeddedBy = (comment: string): string | undefined => EMBED.exec(comment)?.[1];

export const otherAt = (span: Span): Expr => ({ kind: 'other', span });

/** The expressions of a list, or the one that stands alone. */
export const expressionsOf = (node: SyntaxNode | undefined): SyntaxNode[] =>
  node === undefined ? [] : node.type === 'expression_list' ? named(node) : [node];
