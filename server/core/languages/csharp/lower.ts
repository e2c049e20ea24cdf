import { createBranches } from '../branches.ts';
import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Expr, Facts, Span } from '../facts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';
import { createDeclarations } from './declarations.ts';
import { createExpressions } from './expressions.ts';
import { createNames, isTypeDeclaration } from './names.ts';
import { createTypes } from './types.ts';

/** Facts of a C# file. */
export function lowerCSharp(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('csharp', text);
  statements(build)(root);
  return build.done();
}

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
function statements(build: Builder) {
  const names = createNames(build);
  const types = createTypes(build.slice, names.type);
  const context = { build, names, types, defineLambda: (node: SyntaxNode) => declarations.lambda(node) };
  const { lower, isExpression } = createExpressions(context);
  const { arm, ifStatement, switchStatement, tryStatement } = createBranches(build, node => lower(node), statement);
  const declarations = createDeclarations(context, lower, statement);

  const READERS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    using_directive: usingDirective,
    local_declaration_statement: node => named(node).forEach(part => part.type !== 'modifier' && statement(part)),
    variable_declaration: variables,
    local_function_statement: node => declarations.localFunction(node),
    delegate_declaration: () => undefined,
    return_statement: returned,
    yield_statement: node => named(node).forEach(part => lower(part)),
    if_statement: ifStatement,
    switch_statement: switchStatement,
    try_statement: tryStatement,
    preproc_if: preprocessor,
    preproc_elif: preprocessor,
    foreach_statement: forEach,
    for_statement: loop,
    while_statement: loop,
    do_statement: loop,
    goto_statement: () => undefined,
    attribute_list: () => undefined,
  };

  function statement(node: SyntaxNode): void {
    const read = READERS[node.type];
    if (read) return read(node);
    if (isTypeDeclaration(node)) return declarations.type(node);
    if (isExpression(node)) return void lower(node);
    for (const part of named(node)) if (part.field !== 'type') statement(part);
  }

  /** `using X.Y;` opens a namespace, `using A = X.Y;` names it or a type of it. */
  function usingDirective(node: SyntaxNode): void {
    const alias = field(node, 'name');
    const target = named(node).findLast(part => part !== alias);
    if (!target) return;
    const name = build.slice(target).replaceAll(/\s|^global::|<.*>$/gs, '');
    const dot = name.lastIndexOf('.');
    if (!alias) build.opens.push(name);
    else if (dot > 0)
      build.bind(build.slice(alias), spanOf(node), {
        kind: 'import',
        module: name.slice(0, dot),
        name: name.slice(dot + 1),
      });
    else
      build.bind(build.slice(alias), spanOf(node), {
        kind: 'value',
        value: { kind: 'name', name, span: spanOf(target) },
      });
  }

  function variables(node: SyntaxNode): void {
    const type = field(node, 'type');
    for (const declarator of named(node)) {
      if (declarator.type !== 'variable_declarator') continue;
      const target = field(declarator, 'name');
      const [value] = named(declarator)
        .filter(part => part !== target && part.type !== 'bracketed_argument_list')
        .slice(-1);
      const pattern = named(declarator).find(part => part.type === 'tuple_pattern');
      if (pattern && value && value !== pattern) build.assign(lower(pattern), lower(value), spanOf(declarator));
      if (target) variable(target, type, value, declarator);
    }
  }

  function variable(
    target: SyntaxNode,
    type: SyntaxNode | undefined,
    given: SyntaxNode | undefined,
    node: SyntaxNode,
  ): void {
    const name = build.slice(target);
    // `var x = new List<T>()` says the type on the right.
    const declared = type?.type === 'implicit_type' ? given && field(given, 'type') : type;
    const value = given && lower(given, type);
    const held = types.lower(type);
    if (value) build.declare(name, spanOf(node), { kind: 'value', value });
    else if (held) build.declare(name, spanOf(node), { kind: 'typed', type: held });
    else build.declare(name, spanOf(node), { kind: 'unknown', why: 'set later' });
    names.declare(name, declared);
  }

  function returned(node: SyntaxNode): void {
    const value = node.children.find(part => (part.named && part.type !== 'comment') || part.type === 'this');
    if (value) build.returns(lower(value, declarations.result()), spanOf(node));
  }

  /** `#if`: which arm is compiled, the build decides. */
  function preprocessor(node: SyntaxNode): void {
    const group = build.newGroup();
    const [condition, alternative] = [field(node, 'condition'), field(node, 'alternative')];
    const body = named(node).filter(part => part !== condition && part !== alternative);
    const [first, last] = [body[0], body.at(-1)];
    if (first && last)
      build.inBlock({ kind: 'branch', group, arm: 0, span: [first.start, last.end] }, () => body.forEach(statement));
    if (alternative) arm(alternative, group, 1);
  }

  function forEach(node: SyntaxNode): void {
    const right = field(node, 'right');
    const over: Expr | null = right ? lower(right) : null;
    const left = field(node, 'left');
    const body = field(node, 'body');
    // What is gone over is asked for once: only the body is the loop.
    const inside: Span = body ? [body.start, body.end] : spanOf(node);
    const start: Span = [inside[0], inside[0]];
    build.inBlock({ kind: 'loop', over, span: inside }, () => {
      if (over && left?.type === 'identifier') {
        build.declare(build.slice(left), start, { kind: 'element', over });
        names.declare(build.slice(left), field(node, 'type'));
      } else
        for (const name of left ? namesIn(left) : [])
          build.declare(build.slice(name), start, { kind: 'unknown', why: 'part of a loop element' });
      if (body) statement(body);
    });
  }

  const namesIn = (node: SyntaxNode): SyntaxNode[] =>
    node.type === 'identifier' ? [node] : named(node).flatMap(part => (part.field === 'type' ? [] : namesIn(part)));

  function loop(node: SyntaxNode): void {
    build.inBlock({ kind: 'loop', span: spanOf(node) }, () => {
      for (const part of named(node)) statement(part);
    });
  }

  return statement;
}
