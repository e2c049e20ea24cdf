import { type Builder, spanOf } from '../builder.ts';
import type { Expr } from '../facts.ts';
import { field, has, type SyntaxNode } from '../syntax.ts';
import { parts } from './parts.ts';
import { createPatterns, isOptional } from './patterns.ts';
import type { Paths } from './paths.ts';

/** Lowers what holds other expressions: blocks, conditions, matches and loops, and what these bind. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of expression
export function createControl(
  build: Builder,
  paths: Paths,
  lower: (node: SyntaxNode) => Expr,
  elements: (over: Expr) => Expr,
) {
  const patterns = createPatterns(build);
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });

  const readers: Readonly<Record<string, (node: SyntaxNode) => Expr>> = {
    block,
    if_expression: ifExpression,
    match_expression: matchExpression,
    let_declaration: letDeclaration,
    for_expression: forExpression,
    while_expression: loop,
    loop_expression: loop,
    return_expression: node => {
      const [value] = parts(node);
      if (value) giveBack(value);
      return other(node);
    },
  };

  function at(node: SyntaxNode, part: string): Expr {
    const found = field(node, part);
    return found ? lower(found) : other(node);
  }

  /** Statements, and the value of the last expression. */
  function block(node: SyntaxNode): Expr {
    const all = parts(node).filter(part => part.type !== 'label');
    const last = all.at(-1);
    let value: Expr = { kind: 'constant', value: null, span: spanOf(node) };
    for (const part of all) {
      const lowered = lower(part);
      if (part === last && isValue(part)) value = lowered;
    }
    return value;
  }

  const isValue = (node: SyntaxNode): boolean =>
    node.type === 'expression_statement'
      ? !has(node, ';')
      : !node.type.endsWith('_item') && node.type !== 'let_declaration';

  function giveBack(node: SyntaxNode): void {
    const value = lower(node);
    if (!isFailure(node)) build.returns(value, spanOf(node));
  }

  /** `Err(…)` is what goes wrong, not what is given back. */
  function isFailure(node: SyntaxNode): boolean {
    const callee = node.type === 'call_expression' ? field(node, 'function') : undefined;
    if (node.type === 'expression_statement' || node.type === 'block') {
      const last = parts(node).at(-1);
      return last !== undefined && isFailure(last);
    }
    if (/^(?:return|break|continue)_expression$/.test(node.type)) return true;
    return callee !== undefined && /^(?:Err|panic!|bail!|unreachable!|todo!|unimplemented!)$/.test(build.slice(callee));
  }

  function letDeclaration(node: SyntaxNode): Expr {
    const pattern = field(node, 'pattern');
    const given = field(node, 'value');
    const value = given && lower(given);
    const otherwise = field(node, 'alternative');
    if (otherwise) lower(otherwise);
    const type = paths.typeOf(field(node, 'type'));
    if (pattern && value) patterns.bind(pattern, isVec(node) ? listed(value) : value, spanOf(node));
    else if (pattern && type && pattern.type === 'identifier')
      build.declare(build.slice(pattern), spanOf(node), { kind: 'typed', type });
    return other(node);
  }

  const isVec = (node: SyntaxNode): boolean => {
    const type = field(node, 'type');
    return type !== undefined && /^(?:std::vec::)?Vec</.test(build.slice(type));
  };

  /** What is declared a list is one, though something else may make it: more can be put into it. */
  const listed = (value: Expr): Expr =>
    value.kind === 'list' ? value : { kind: 'list', items: [{ value, spread: true }], span: value.span };

  function arm(group: number, number: number, node: SyntaxNode, body: () => Expr): Expr {
    let value = other(node);
    build.inBlock({ kind: 'branch', group, arm: number, span: spanOf(node) }, () => {
      value = body();
    });
    return value;
  }

  function ifExpression(node: SyntaxNode): Expr {
    const condition = field(node, 'condition');
    const tested = condition && lower(condition);
    const group = build.newGroup();
    const consequence = field(node, 'consequence');
    const alternative = field(node, 'alternative');
    const options: Expr[] = [];
    if (consequence) {
      const value = arm(group, 0, consequence, () => {
        if (condition && tested) bindCondition(condition, tested, consequence);
        return lower(consequence);
      });
      if (!isFailure(consequence)) options.push(value);
    }
    const [rest] = alternative ? parts(alternative) : [];
    if (alternative && rest) {
      const value = arm(group, 1, alternative, () => lower(rest));
      if (!isFailure(rest)) options.push(value);
    } else options.push({ kind: 'constant', value: null, span: spanOf(node) });
    return { kind: 'choice', options, span: spanOf(node) };
  }

  /** `if let Some(x) = value`: `x` is known from where the arm begins. */
  function bindCondition(condition: SyntaxNode, tested: Expr, inside: SyntaxNode): void {
    const pattern = condition.type === 'let_condition' ? field(condition, 'pattern') : undefined;
    if (pattern) patterns.bind(pattern, tested, [inside.start, inside.start]);
  }

  function matchExpression(node: SyntaxNode): Expr {
    const value = at(node, 'value');
    const body = field(node, 'body');
    const arms = (body ? parts(body) : []).filter(part => part.type === 'match_arm');
    const group = build.newGroup();
    const options = arms.flatMap((part, number): Expr[] => {
      const pattern = field(part, 'pattern');
      const result = field(part, 'value');
      const [matched] = pattern ? parts(pattern) : [];
      const given = arm(group, number, part, () => {
        if (matched) patterns.bind(matched, value, [part.start, part.start]);
        const condition = pattern && field(pattern, 'condition');
        if (condition) lower(condition);
        return result ? lower(result) : other(part);
      });
      return result && isFailure(result) ? [] : [given];
    });
    // `match x { Some(x) => x, None => y }`: y where x is not set.
    const [first] = arms;
    const isDefault = options.length === 2 && first !== undefined && isOptional(first, build);
    return { kind: isDefault ? 'fallback' : 'choice', options, span: spanOf(node) };
  }

  function forExpression(node: SyntaxNode): Expr {
    const value = field(node, 'value');
    const over = value ? lower(value) : null;
    build.inBlock({ kind: 'loop', over: over && elements(over), span: spanOf(node) }, () => {
      const pattern = field(node, 'pattern');
      if (pattern && over) patterns.bindElement(pattern, over, elements(over));
      const body = field(node, 'body');
      if (body) lower(body);
    });
    return other(node);
  }

  function loop(node: SyntaxNode): Expr {
    build.inBlock({ kind: 'loop', span: spanOf(node) }, () => {
      const condition = field(node, 'condition');
      const tested = condition && lower(condition);
      const body = field(node, 'body');
      if (condition && tested && body) bindCondition(condition, { kind: 'other', span: spanOf(condition) }, body);
      if (body) lower(body);
    });
    return other(node);
  }

  return { readers, giveBack };
}
