import { createBranches } from '../branches.ts';
import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Expr, Facts, Span } from '../facts.ts';
import { field, has, named, type SyntaxNode } from '../syntax.ts';
import type { Context } from './context.ts';
import { createDeclarations } from './declarations.ts';
import { createExpressions } from './expressions.ts';
import { createNames, isTypeDeclaration } from './names.ts';
import { createTypes } from './types.ts';

/** Facts of a Java file. */
export function lowerJava(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('java', text);
  statements(build)(root);
  return build.done();
}

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
function statements(build: Builder) {
  const names = createNames(build);
  const types = createTypes(build.slice, names.type);
  /** Where what a `switch` gives is taken, innermost last. */
  const yields: ((value: Expr) => void)[] = [];
  const context: Context = {
    build,
    names,
    types,
    defineLambda: node => declarations.lambda(node),
    defineAnonymous: (body, base) => declarations.anonymousClass(body, base),
    statement: (node, take) => {
      yields.push(take);
      statement(node);
      yields.pop();
    },
  };
  const { lower, isExpression } = createExpressions(context);
  const { ifStatement, tryStatement } = createBranches(build, node => lower(node), statement);
  const declarations = createDeclarations(context, lower, statement);

  const READERS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    import_declaration: importDeclaration,
    package_declaration: () => undefined,
    local_variable_declaration: variables,
    resource,
    explicit_constructor_invocation: node => {
      const given = field(node, 'arguments');
      if (given) named(given).forEach(lower);
    },
    return_statement: node => {
      const [value] = named(node);
      if (value) build.returns(lower(value), spanOf(node));
    },
    yield_statement: node => {
      const [value] = named(node);
      if (value) yields.at(-1)?.(lower(value));
    },
    if_statement: ifStatement,
    switch_expression: switchStatement,
    try_statement: tryStatement,
    try_with_resources_statement: tryStatement,
    enhanced_for_statement: forEach,
    for_statement: loop,
    while_statement: loop,
    do_statement: loop,
    labeled_statement: node => named(node).slice(1).forEach(statement),
    break_statement: () => undefined,
    continue_statement: () => undefined,
    modifiers: () => undefined,
  };

  function statement(node: SyntaxNode): void {
    const read = READERS[node.type];
    if (read) return read(node);
    if (isTypeDeclaration(node)) return declarations.type(node);
    if (isExpression(node)) return void lower(node);
    for (const part of named(node)) if (part.field !== 'type') statement(part);
  }

  /** `import a.B;`, `import a.*;`, `import static a.B.C;`, `import static a.B.*;`. */
  function importDeclaration(node: SyntaxNode): void {
    const [path] = named(node);
    if (!path) return;
    const name = build.slice(path).replaceAll(/\s/g, '');
    if (has(node, 'asterisk')) return void build.opens.push(name);
    const [module, last] = splitName(name);
    const span = spanOf(node);
    if (!has(node, 'static')) return build.bind(last, span, { kind: 'import', module, name: last });
    // A member of a class: the class gets a name that no source can give it.
    const [home, owner] = splitName(module);
    build.bind(`#${owner}`, span, { kind: 'import', module: home, name: owner });
    const object: Expr = { kind: 'name', name: `#${owner}`, span };
    build.bind(last, span, { kind: 'value', value: { kind: 'member', object, name: last, span } });
  }

  function variables(node: SyntaxNode): void {
    const type = field(node, 'type');
    for (const part of named(node)) {
      const name = part.type === 'variable_declarator' ? field(part, 'name') : undefined;
      if (name) variable(build.slice(name), type, field(part, 'value'), spanOf(part));
    }
  }

  function variable(name: string, type: SyntaxNode | undefined, given: SyntaxNode | undefined, span: Span): void {
    // `var x = new StringBuilder()` says the type on the right.
    const isInferred = type !== undefined && types.nameOf(type) === 'var';
    names.declare(name, isInferred ? given && field(given, 'type') : type);
    const value = given && lower(given);
    const declared = types.lower(type);
    if (value) build.declare(name, span, { kind: 'value', value });
    else if (declared) build.declare(name, span, { kind: 'typed', type: declared });
    else build.declare(name, span, { kind: 'unknown', why: 'set later' });
  }

  function resource(node: SyntaxNode): void {
    const name = field(node, 'name');
    const value = field(node, 'value');
    if (name) variable(build.slice(name), field(node, 'type'), value, spanOf(node));
    else named(node).forEach(part => lower(part));
  }

  function switchStatement(node: SyntaxNode): void {
    const condition = field(node, 'condition');
    if (condition) lower(condition);
    const body = field(node, 'body');
    const group = build.newGroup();
    (body ? named(body) : []).forEach((part, number) =>
      build.inBlock({ kind: 'branch', group, arm: number, span: spanOf(part) }, () => {
        for (const inner of named(part)) if (inner.type !== 'switch_label') statement(inner);
      }),
    );
  }

  function forEach(node: SyntaxNode): void {
    const value = field(node, 'value');
    const over = value ? lower(value) : null;
    const name = field(node, 'name');
    const body = field(node, 'body');
    // What is gone over is asked for once: only the body is the loop.
    const span: Span = body ? spanOf(body) : spanOf(node);
    build.inBlock({ kind: 'loop', over, span }, () => {
      if (name && over) {
        names.declare(build.slice(name), field(node, 'type'));
        build.declare(build.slice(name), [span[0], span[0]], { kind: 'element', over });
      }
      if (body) statement(body);
    });
  }

  function loop(node: SyntaxNode): void {
    build.inBlock({ kind: 'loop', span: spanOf(node) }, () => named(node).forEach(statement));
  }

  return statement;
}

function splitName(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? ['', name] : [name.slice(0, dot), name.slice(dot + 1)];
}
