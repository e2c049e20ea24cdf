import { type Builder, spanOf } from '../builder.ts';
import type { Expr } from '../facts.ts';
import { child, field, fields, named, type SyntaxNode } from '../syntax.ts';
import type { Expressions } from './expressions.ts';
import type { Nesting } from './nesting.ts';
import { typeOf } from './types.ts';
import { type Variables, expressionsOf, otherAt } from './variables.ts';

/** Branches, loops and returns. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
export function createControl(
  build: Builder,
  { lower }: Expressions,
  { inside, introduce, alone, leave, results }: Nesting,
  { declare, withoutValue, assign }: Variables,
  statement: (node: SyntaxNode) => void,
) {
  /** A body that stands in a block of its own already. */
  const within = (part: SyntaxNode): void => (part.type === 'block' ? named(part).forEach(statement) : statement(part));

  /** What is returned beside an error is not for use: `return "", err`. */
  function returned(node: SyntaxNode): void {
    leave();
    const span = spanOf(node);
    const own = results();
    const nodes = expressionsOf(named(node)[0]);
    const values = nodes.map(lower);
    const isFailure =
      own?.fails &&
      nodes.length > 1 &&
      nodes.at(-1)?.type !== 'nil' &&
      nodes.slice(0, -1).every(value => ZERO.test(build.slice(value)));
    if (isFailure) return;
    const names = nodes.length === 0 ? (own?.names ?? []) : [];
    const all = names.length > 0 ? names.map((name): Expr => ({ kind: 'name', name, span })) : values;
    const [only] = all;
    if (all.length > 1)
      build.returns({ kind: 'list', items: all.map(value => ({ value, spread: false })), span }, span);
    else if (only) build.returns(only, span);
  }

  function ifStatement(node: SyntaxNode): void {
    const start = field(node, 'initializer');
    if (start) return inside('branch', node, () => (statement(start), branches(node)), alone());
    branches(node);
  }

  function branches(node: SyntaxNode): void {
    const condition = field(node, 'condition');
    if (condition) lower(condition);
    if (condition && defaulted(node, condition)) return;
    const group = build.newGroup();
    const arms = [field(node, 'consequence'), field(node, 'alternative')];
    arms.forEach((part, arm) => {
      if (part) inside('branch', part, () => within(part), { group, arm, isWhole: arms[1] !== undefined });
    });
  }

  /** `if x == "" { x = y }`: y stands in where x is not set. */
  function defaulted(node: SyntaxNode, condition: SyntaxNode): boolean {
    const body = field(node, 'consequence');
    const [only, ...more] = body ? named(child(body, 'statement_list') ?? body) : [];
    if (only?.type !== 'assignment_statement' || more.length > 0 || field(node, 'alternative')) return false;
    const [target, ...others] = expressionsOf(field(only, 'left'));
    const [value] = expressionsOf(field(only, 'right'));
    const [tested, operator, against] = ['left', 'operator', 'right'].map(part => field(condition, part));
    if (!target || !value || !tested || !against || !operator || others.length > 0) return false;
    const isUnset = build.slice(operator) === '==' && UNSET.has(build.slice(against));
    if (!isUnset || build.slice(tested) !== build.slice(target)) return false;
    const own = lower(tested);
    // What another method sets comes at any time: a field is not told to be unset here.
    if (own.kind === 'member' && build.instanceScope(own.object) !== undefined) return false;
    assign(target, { kind: 'fallback', options: [own, lower(value)], span: spanOf(node) }, spanOf(node));
    return true;
  }

  function forStatement(node: SyntaxNode): void {
    const range = child(node, 'range_clause');
    const right = range && field(range, 'right');
    const over = right ? lower(right) : null;
    const walk = (): void => {
      if (range && over) rangeVariables(range, over);
      for (const part of named(node)) if (part !== range) within(part);
    };
    inside('loop', node, walk, { over });
  }

  function rangeVariables(range: SyntaxNode, over: Expr): void {
    expressionsOf(field(range, 'left')).forEach((target, at) => {
      const name = build.slice(target);
      if (name === '_' || target.type !== 'identifier') return;
      introduce(name);
      const unseen = { kind: 'unknown', why: 'a loop variable' } as const;
      build.declare(name, spanOf(target), at === 1 ? { kind: 'element', over } : unseen);
    });
  }

  /** `switch`, with or without types, and `select`: each case is an arm. */
  function switchStatement(node: SyntaxNode): void {
    inside('branch', node, () => cases(node), alone());
  }

  function cases(node: SyntaxNode): void {
    const group = build.newGroup();
    const [alias] = expressionsOf(field(node, 'alias'));
    const value = field(node, 'value');
    const tested = value ? lower(value) : otherAt(spanOf(node));
    const isWhole = node.type === 'select_statement' || child(node, 'default_case') !== undefined;
    let arm = 0;
    for (const part of named(node)) {
      if (part === value || part.field === 'alias') continue;
      if (part.type.endsWith('_case'))
        inside('branch', part, () => oneCase(part, alias, tested), { group, arm: arm++, isWhole });
      else statement(part);
    }
  }

  function oneCase(part: SyntaxNode, alias: SyntaxNode | undefined, tested: Expr): void {
    const types = fields(part, 'type');
    const type = types.length === 1 ? typeOf(build, types[0]) : null;
    if (alias && type) withoutValue(build.slice(alias), spanOf(part), type);
    else if (alias) declare(alias, tested, [part.start, part.start]);
    for (const inner of named(part)) if (inner.field !== 'type') statement(inner);
  }

  return { returned, ifStatement, forStatement, switchStatement };
}

/** What a variable holds before it is set. */
const ZERO = /^(?:nil|""|``|0|false|[\w.*[\]]+\{\})$/;
const UNSET: ReadonlySet<string> = new Set(['""', '``', 'nil', '0']);
