import { type Builder, spanOf } from '../builder.ts';
import type { Expr } from '../facts.ts';
import { field, type SyntaxNode } from '../syntax.ts';
import { parts } from './outline.ts';

/** What a statement gives: null where control leaves it. */
type Given = Expr | null;

interface Lowering {
  lower: (node: SyntaxNode) => Expr;
  /** Assigns to what a pattern names. */
  bindElement: (pattern: SyntaxNode, over: Expr) => void;
}

const LEAVING = /^(?:raise|fail|exit|abort)\b/;
const SEQUENCES: ReadonlySet<string> = new Set(
  'body_statement block_body begin then else do begin_block parenthesized_statements'.split(' '),
);
const CLAUSES: ReadonlySet<string> = new Set(['rescue', 'else', 'ensure']);

/** Control flow, which in Ruby has a value: that of the last statement of the arm that runs. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
export function createControl(build: Builder, { lower, bindElement }: Lowering) {
  const READERS: Readonly<Record<string, (node: SyntaxNode) => Given>> = {
    if: branch,
    unless: branch,
    elsif: branch,
    if_modifier: modified,
    unless_modifier: modified,
    case: cases,
    case_match: cases,
    while: loop,
    until: loop,
    while_modifier: loop,
    until_modifier: loop,
    for: forIn,
    return: leave,
    next: leave,
    break: node => {
      for (const part of parts(node)) lower(part);
      return null;
    },
  };

  /** Undefined where the node is no control flow. */
  function statement(node: SyntaxNode): Given | undefined {
    const read = SEQUENCES.has(node.type) ? sequence : READERS[node.type];
    if (read) return read(node);
    if ((node.type === 'call' || node.type === 'identifier') && LEAVING.test(build.slice(node).slice(0, 8)))
      return leaving(node);
    return undefined;
  }

  const leaving = (node: SyntaxNode): Given => {
    const given = field(node, 'arguments');
    if (given) for (const part of parts(given)) if (part.type !== 'pair') lower(part);
    return null;
  };

  const valueOf = (node: SyntaxNode): Given => {
    const stated = statement(node);
    return stated === undefined ? lower(node) : stated;
  };

  function sequence(node: SyntaxNode): Given {
    const all = parts(node);
    const main = all.filter(part => !CLAUSES.has(part.type));
    const clauses = all.filter(part => part.type === 'rescue');
    const runMain = (): Given => main.reduce<Given>((_, part) => kept(part), null);
    if (clauses.length === 0 && !all.some(part => part.type === 'ensure')) return runMain();
    const group = build.newGroup();
    const given: Given[] = [];
    arm(group, 0, main[0] ?? node, main.at(-1) ?? node, () => given.push(runMain()));
    clauses.forEach((clause, number) =>
      arm(group, number + 1, clause, clause, () => {
        const body = field(clause, 'body');
        if (body) given.push(valueOf(body));
      }),
    );
    for (const part of all) if (part.type === 'else' || part.type === 'ensure') parts(part).forEach(valueOf);
    return oneOf(given, node);
  }

  /** `chat.with_instructions "…"` as a statement of its own: the object keeps what it is given. */
  function kept(node: SyntaxNode): Given {
    const given = valueOf(node);
    const isKept = given?.kind === 'call' && given.callee.kind === 'member' && given.callee.name.startsWith('with_');
    if (isKept && !field(node, 'block') && given.callee.kind === 'member')
      build.mutate(given.callee.object, given.span, { kind: 'step', name: given.callee.name, args: given.args });
    return given;
  }

  function arm(group: number, number: number, first: SyntaxNode, last: SyntaxNode, run: () => void): void {
    build.inBlock({ kind: 'branch', group, arm: number, span: [first.start, last.end] }, run);
  }

  function oneOf(given: readonly Given[], node: SyntaxNode): Given {
    const options = given.filter(one => one !== null);
    return options.length > 1 ? { kind: 'choice', options, span: spanOf(node) } : (options[0] ?? null);
  }

  function branch(node: SyntaxNode): Given {
    const condition = field(node, 'condition');
    if (condition) lower(condition);
    return arms(node, [field(node, 'consequence'), field(node, 'alternative')]);
  }

  function arms(node: SyntaxNode, all: readonly (SyntaxNode | undefined)[]): Given {
    const group = build.newGroup();
    const given: Given[] = [];
    all.forEach((part, number) => part && arm(group, number, part, part, () => given.push(valueOf(part))));
    return oneOf(given, node);
  }

  function modified(node: SyntaxNode): Given {
    const condition = field(node, 'condition');
    if (condition) lower(condition);
    return arms(node, [field(node, 'body')]);
  }

  function cases(node: SyntaxNode): Given {
    const value = field(node, 'value');
    if (value) lower(value);
    const clauses = parts(node).filter(part => part.type === 'when' || part.type === 'in_clause');
    const last = parts(node).filter(part => part.type === 'else');
    return arms(node, [...clauses.map(clause => field(clause, 'body')), ...last]);
  }

  function loop(node: SyntaxNode): Given {
    build.inBlock({ kind: 'loop', span: spanOf(node) }, () => {
      for (const part of parts(node)) valueOf(part);
    });
    return null;
  }

  function forIn(node: SyntaxNode): Given {
    const range = field(node, 'value');
    const over = range && parts(range)[0] ? lower(parts(range)[0] ?? range) : null;
    build.inBlock({ kind: 'loop', over, span: spanOf(node) }, () => {
      const pattern = field(node, 'pattern');
      if (pattern && over) bindElement(pattern, over);
      const body = field(node, 'body');
      if (body) valueOf(body);
    });
    return null;
  }

  function leave(node: SyntaxNode): Given {
    const values = parts(node).flatMap(part => (part.type === 'argument_list' ? parts(part) : [part]));
    const [first] = values;
    const value = values.length === 1 && first ? valueOf(first) : null;
    if (value) build.returns(value, spanOf(node));
    return null;
  }

  return { statement, valueOf, run: (node: SyntaxNode): void => void sequence(node) };
}
