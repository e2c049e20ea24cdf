import { type Builder, spanOf } from './builder.ts';
import type { Expr } from './facts.ts';
import { type SyntaxNode, field, named } from './syntax.ts';

/** Statements that branch, as the languages with C's syntax write them: each part that excludes the others is an arm. */
export function createBranches(
  build: Builder,
  lower: (node: SyntaxNode) => Expr,
  statement: (node: SyntaxNode) => void,
) {
  function arm(node: SyntaxNode, group: number, number: number): void {
    build.inBlock({ kind: 'branch', group, arm: number, span: spanOf(node) }, () => statement(node));
  }

  function ifStatement(node: SyntaxNode): void {
    const condition = field(node, 'condition');
    if (condition) lower(condition);
    const group = build.newGroup();
    [field(node, 'consequence'), field(node, 'alternative')].forEach(
      (part, number) => part && arm(part, group, number),
    );
  }

  function switchStatement(node: SyntaxNode): void {
    const value = field(node, 'value');
    if (value) lower(value);
    const body = field(node, 'body');
    const group = build.newGroup();
    (body ? named(body) : []).forEach((part, number) => arm(part, group, number));
  }

  /** What comes before or after in any case is no arm. */
  function tryStatement(node: SyntaxNode): void {
    const group = build.newGroup();
    named(node).forEach((part, number) => {
      if (part.type === 'finally_clause' || part.type === 'resource_specification') statement(part);
      else arm(part, group, number);
    });
  }

  return { arm, ifStatement, switchStatement, tryStatement };
}
