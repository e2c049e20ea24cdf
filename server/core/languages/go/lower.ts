import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Facts } from '../facts.ts';
import { named, type SyntaxNode } from '../syntax.ts';
import { createControl } from './control.ts';
import { createDeclarations } from './declarations.ts';
import { createExpressions } from './expressions.ts';
import { importPackage } from './imports.ts';
import { createNesting } from './nesting.ts';
import type { Results } from './types.ts';
import { createVariables, embeddedBy } from './variables.ts';

/** Facts of a Go file. */
export function lowerGo(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('go', text);
  lowerFile(build, root);
  return build.done();
}

function lowerFile(build: Builder, root: SyntaxNode): void {
  const plainTypes = new Set<string>();
  const nesting = createNesting(build);
  const declarations = createDeclarations(build, plainTypes, inFunction);
  const expressions = createExpressions(build, {
    define: node => declarations.defineLiteral(node),
    noteLiteral: declarations.noteLiteral,
    plainTypes,
  });
  const variables = createVariables(build, expressions, nesting);
  const control = createControl(build, expressions, nesting, variables, statement);

  const READERS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    import_spec: node => importPackage(build, node),
    const_spec: node => variables.variable(node),
    var_declaration: node => variables.variables(node),
    type_declaration: node => declarations.defineTypes([node], []),
    short_var_declaration: node => variables.setEach(node, variables.declare),
    assignment_statement: variables.assignment,
    return_statement: control.returned,
    if_statement: control.ifStatement,
    for_statement: control.forStatement,
    expression_switch_statement: control.switchStatement,
    type_switch_statement: control.switchStatement,
    select_statement: control.switchStatement,
    block: node => nesting.inside('branch', node, () => named(node).forEach(statement), nesting.alone()),
  };

  function statement(node: SyntaxNode): void {
    const read = READERS[node.type];
    if (read) return read(node);
    if (node.type === 'expression_statement' && ENDS.test(build.slice(node))) nesting.leave();
    if (expressions.isExpression(node)) return void expressions.lower(node);
    for (const part of named(node)) statement(part);
  }

  /** The body of a function stands in no block of its own: it is the scope. */
  function inFunction(own: Results, body: SyntaxNode): void {
    nesting.inFunction(own, () => {
      const unset = { kind: 'unknown', why: 'set at run time' } as const;
      for (const name of own.names) if (name !== '_') build.bind(name, spanOf(body), unset);
      named(body).forEach(statement);
    });
  }

  const top = named(root);
  const ofType = (type: string): SyntaxNode[] => top.filter(node => node.type === type);
  ofType('import_declaration').forEach(statement);
  // Types come first, each with all its methods: their order in the file says nothing.
  declarations.defineTypes(ofType('type_declaration'), ofType('method_declaration'));
  let embedded: string | undefined;
  for (const node of root.children) {
    if (node.type === 'comment') embedded = embeddedBy(build.slice(node)) ?? embedded;
    else if (node.type === 'function_declaration') declarations.defineFunction(node);
    else if (node.type === 'var_declaration') variables.variables(node, embedded);
    else if (!DONE.has(node.type)) statement(node);
    if (node.named && node.type !== 'comment') embedded = undefined;
  }
  declarations.bindLiterals();
}

const DONE: ReadonlySet<string> = new Set(['import_declaration', 'type_declaration', 'method_declaration']);
/** Calls that do not come back. */
const ENDS = /^(?:panic|os\.Exit|runtime\.Goexit|log\.(?:Fatal|Panic)\w*)\(/;
