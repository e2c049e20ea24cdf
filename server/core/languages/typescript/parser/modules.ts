import type { SyntaxNode } from '../../syntax.ts';
import { classLike, classStatement } from './classes.ts';
import { typeStatement } from './declarations.ts';
import { decorators } from './decorators.ts';
import { functionLike, functionStatement } from './functions.ts';
import { next } from './lexer.ts';
import { object } from './literals.ts';
import { as, leaf, list, mark, node, takeLeaf, takeName, takeString } from './nodes.ts';
import { semicolon } from './semicolons.ts';
import { fail, NAME, NO_WORD, type Parser } from './state.ts';
import { expect, peek, take } from './tokens.ts';

/** `import a, { b as c }, * as d from 'module'`, `import a = require('module')`. */
export function importStatement(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  if (p.token === '""') return importEnd(p, start, []);
  if (p.types && (p.token === 'type' || p.token === 'typeof') && isTypeOnly(p)) next(p);
  const clause = importClause(p);
  if (p.token === '=' && p.types) return importAlias(p, start);
  expect(p, 'from');
  return importEnd(p, start, [clause]);
}

/** `import type A …`, and not `import type from …`. */
function isTypeOnly(p: Parser): boolean {
  const behind = peek(p);
  if (behind.token === '{' || behind.token === '*') return true;
  if (behind.word !== NAME) return false;
  return behind.token !== 'from' || /^\s+from\s+from\b/.test(p.text.slice(p.end, p.end + 80));
}

function importEnd(p: Parser, start: number, parts: SyntaxNode[]): SyntaxNode {
  parts.push(as('source', takeString(p)));
  attributes(p);
  return node('import_statement', start, semicolon(p), parts);
}

/** `with { type: 'json' }`. */
function attributes(p: Parser): void {
  const isWith = p.token === 'with' || (!p.newline && p.text.slice(p.start, p.end) === 'assert');
  if (!isWith) return;
  next(p);
  if (p.token !== '{') fail();
  object(p);
}

function importClause(p: Parser): SyntaxNode {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  if (p.word === NAME) parts.push(takeLeaf(p, 'identifier'));
  if (parts.length === 0 || take(p, ',')) parts.push(p.token === '*' ? namespaceImport(p) : namedImports(p));
  return node('import_clause', start, p.last, parts);
}

function namespaceImport(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  expect(p, 'as');
  const name = takeName(p, 'identifier');
  return node('namespace_import', start, p.last, [name]);
}

function namedImports(p: Parser): SyntaxNode {
  const { start } = p;
  expect(p, '{');
  const parts = list(p, '}', [], one => specifier(one, 'import_specifier'));
  return node('named_imports', start, p.last, parts);
}

/** `a`, `a as b`, `type a`, `type a as b`. */
function specifier(p: Parser, kind: string): SyntaxNode {
  const { start } = p;
  if (p.types && p.token === 'type' && isTypeSpecifier(p)) next(p);
  const parts = [as('name', exportedName(p))];
  if (take(p, 'as')) parts.push(as('alias', exportedName(p)));
  return node(kind, start, p.last, parts);
}

function isTypeSpecifier(p: Parser): boolean {
  const behind = peek(p);
  if (behind.token === '""') return true;
  if (behind.word === NO_WORD) return false;
  if (behind.token !== 'as') return true;
  // `type as`, `type as as b` name a type; `type as b` names something called `type`.
  return /^\s+as\s*(?:[,}]|as\b)/.test(p.text.slice(p.end, p.end + 80));
}

function exportedName(p: Parser): SyntaxNode {
  if (p.token === '""') return takeLeaf(p, 'string');
  return p.word === NO_WORD ? fail() : takeLeaf(p, 'identifier');
}

/** From `=` on: a module or a name, which is bound to nothing here. */
function importAlias(p: Parser, start: number): SyntaxNode {
  next(p);
  p.grammar.type(p);
  if (take(p, '(')) {
    takeString(p);
    expect(p, ')');
  }
  return leaf('import_alias', start, semicolon(p));
}

/** `start` is where decorators begin. */
export function exportStatement(p: Parser, start: number): SyntaxNode {
  next(p);
  switch (p.token) {
    case '*':
      return exportAll(p, start);
    case '{':
      return exportNames(p, start);
    case 'default':
      return exportDefault(p, start);
    case '=':
      return exportAssignment(p, start);
    case 'as':
      if (peek(p).token !== 'namespace') fail();
      next(p);
      next(p);
      takeName(p, 'identifier');
      return leaf('export_statement', start, semicolon(p));
    case 'type':
      return exportType(p, start);
    default:
      return exportDeclaration(p, start);
  }
}

function exportType(p: Parser, start: number): SyntaxNode {
  const { token } = peek(p);
  if (!p.types || (token !== '{' && token !== '*')) return exportDeclaration(p, start);
  next(p);
  return token === '{' ? exportNames(p, start) : exportAll(p, start);
}

/** `* from 'module'`, `* as name from 'module'`. */
function exportAll(p: Parser, start: number): SyntaxNode {
  const { start: from } = p;
  const parts = [mark('*', p.start, p.end)];
  next(p);
  if (take(p, 'as')) parts[0] = node('namespace_export', from, p.end, [exportedName(p)]);
  expect(p, 'from');
  return exportEnd(p, start, parts);
}

function exportNames(p: Parser, start: number): SyntaxNode {
  const { start: from } = p;
  next(p);
  const names = list(p, '}', [], one => specifier(one, 'export_specifier'));
  const parts = [node('export_clause', from, p.last, names)];
  if (take(p, 'from')) return exportEnd(p, start, parts);
  return node('export_statement', start, semicolon(p), parts);
}

function exportEnd(p: Parser, start: number, parts: SyntaxNode[]): SyntaxNode {
  parts.push(as('source', takeString(p)));
  attributes(p);
  return node('export_statement', start, semicolon(p), parts);
}

function exportAssignment(p: Parser, start: number): SyntaxNode {
  const parts = [mark('=', p.start, p.end)];
  next(p);
  parts.push(p.grammar.assignment(p));
  return node('export_statement', start, semicolon(p), parts);
}

function exportDefault(p: Parser, start: number): SyntaxNode {
  const parts = [mark('default', p.start, p.end)];
  next(p);
  const declaration = defaultDeclaration(p);
  if (!declaration) parts.push(as('value', p.grammar.assignment(p)));
  else parts.push(as(DECLARED.has(declaration.type) ? 'value' : 'declaration', declaration));
  return node('export_statement', start, declaration ? declaration.end : semicolon(p), parts);
}

const DECLARED: ReadonlySet<string> = new Set(['function_expression', 'generator_function', 'class']);

/** A declaration, which may lack its name: then it is an expression, if one that nothing goes on with. */
function defaultDeclaration(p: Parser): SyntaxNode | null {
  const { start } = p;
  if (p.token === '@') decorators(p);
  const { token, word } = peek(p);
  switch (p.token) {
    case 'function':
      return defaultFunction(p, start);
    case 'async':
      if (token !== 'function') return null;
      next(p);
      return defaultFunction(p, start);
    case 'class':
      return word === NAME && token !== 'implements'
        ? classStatement(p, start, 'class_declaration', true)
        : classLike(p, start, 'class');
    case 'abstract':
      if (token !== 'class') return null;
      return typeStatement(p, start);
    case 'interface':
    case 'enum':
      return p.types && word === NAME ? typeStatement(p, start) : null;
    default:
      return null;
  }
}

function defaultFunction(p: Parser, start: number): SyntaxNode {
  const isNamed = /^\s*\*?\s*[^\s(<*]/.test(p.text.slice(p.end, p.end + 200));
  if (isNamed) return functionStatement(p, start, true);
  return functionLike(p, start, 'function_expression', 'generator_function');
}

function exportDeclaration(p: Parser, start: number): SyntaxNode {
  if (p.token === 'import') {
    importStatement(p);
    return leaf('export_statement', start, p.last);
  }
  const declaration = as('declaration', exported(p));
  if (!EXPORTED.has(declaration.type)) fail();
  return node('export_statement', start, declaration.end, [declaration]);
}

/** Behind `export` no operand begins. */
function exported(p: Parser): SyntaxNode {
  const { start } = p;
  if (p.token === '@') return decorated(p);
  if (p.token === 'function') return functionStatement(p, start, false);
  if (p.token === 'class') return classStatement(p, start, 'class_declaration', false);
  if (p.token !== 'async') return p.grammar.statement(p);
  next(p);
  return functionStatement(p, start, false);
}

const EXPORTED: ReadonlySet<string> = new Set([
  'lexical_declaration',
  'variable_declaration',
  'function_declaration',
  'generator_function_declaration',
  'function_signature',
  'class_declaration',
  'abstract_class_declaration',
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'ambient_declaration',
  'internal_module',
  'module',
]);

export function decorated(p: Parser): SyntaxNode {
  const { start } = p;
  decorators(p);
  if (p.token === 'export') return exportStatement(p, start);
  if (p.types && take(p, 'abstract')) return classLike(p, start, 'abstract_class_declaration');
  return classStatement(p, start, 'class_declaration', true);
}
