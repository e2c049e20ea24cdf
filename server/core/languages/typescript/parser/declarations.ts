import type { SyntaxNode } from '../../syntax.ts';
import { annotation, typeList, typeParameters } from './annotations.ts';
import { enclosed } from './brackets.ts';
import { classStatement } from './classes.ts';
import { functionStatement } from './functions.ts';
import { next } from './lexer.ts';
import { membersOf } from './members.ts';
import { propertyName } from './names.ts';
import { as, leaf, list, node, takeName } from './nodes.ts';
import { target } from './parameters.ts';
import { semicolon } from './semicolons.ts';
import { fail, NAME, NO_WORD, type Parser } from './state.ts';
import { expect, peek, take } from './tokens.ts';

/** `let a = 1, b: T`, with the word before. */
export function lexical(p: Parser, kind: string): SyntaxNode {
  const { start } = p;
  next(p);
  const parts = declarators(p);
  return node(kind, start, semicolon(p), parts);
}

export function declarators(p: Parser): SyntaxNode[] {
  const parts = [declarator(p)];
  while (take(p, ',')) parts.push(declarator(p));
  return parts;
}

function declarator(p: Parser): SyntaxNode {
  const { start } = p;
  const parts = [as('name', target(p))];
  if (p.types) {
    take(p, '!');
    if (p.token === ':') parts.push(as('type', annotation(p)));
  }
  if (take(p, '=')) parts.push(as('value', p.grammar.assignment(p)));
  return node('variable_declarator', start, p.last, parts);
}

/** A declaration that begins with a word which may be a name elsewhere; null where it is one. */
export function declared(p: Parser): SyntaxNode | null {
  const { start, token } = p;
  switch (token) {
    case 'let':
      return letStatement(p);
    case 'async':
      return asyncFunction(p);
    case 'using':
      return isOnLine(p) ? lexical(p, 'lexical_declaration') : null;
    case 'await':
      return awaitUsing(p);
    case 'type':
    case 'interface':
    case 'namespace':
    case 'module':
    case 'abstract':
    case 'declare':
    case 'global':
      return p.types && isTypeStatement(p) ? typeStatement(p, start) : null;
    default:
      return null;
  }
}

/** A name follows on the same line. */
function isOnLine(p: Parser): boolean {
  const behind = peek(p);
  return behind.word === NAME && !behind.newline && !OPERATORS.has(behind.token);
}

const OPERATORS: ReadonlySet<string> = new Set(['of', 'as', 'satisfies']);

function letStatement(p: Parser): SyntaxNode | null {
  const behind = peek(p);
  const isLet = behind.word === NAME || behind.token === '[' || behind.token === '{' || behind.token === 'undefined';
  return isLet ? lexical(p, 'lexical_declaration') : null;
}

function asyncFunction(p: Parser): SyntaxNode | null {
  const behind = peek(p);
  if (behind.token !== 'function' || behind.newline) return null;
  const { start } = p;
  next(p);
  return functionStatement(p, start, true);
}

function awaitUsing(p: Parser): SyntaxNode | null {
  if (
    !/^\s+using\s+[\w$]/.test(p.text.slice(p.end, p.end + 80)) ||
    /^\s+using\s+(?:in|instanceof|of|as)\b/.test(p.text.slice(p.end, p.end + 80))
  )
    return null;
  const { start } = p;
  next(p);
  const found = lexical(p, 'lexical_declaration');
  found.start = start;
  return found;
}

/** Whether what follows makes the word the beginning of a declaration. */
function isTypeStatement(p: Parser): boolean {
  const { token, word, newline } = peek(p);
  switch (p.token) {
    case 'global':
      return token === '{';
    case 'module':
      return !newline && (word === NAME || token === '""');
    case 'abstract':
      return token === 'class' && !newline;
    case 'declare':
      return !newline && (word === NAME || DECLARED.has(token));
    default:
      return !newline && word === NAME && !(p.token === 'type' && OPERATORS.has(token) && !isAlias(p));
  }
}

const DECLARED: ReadonlySet<string> = new Set(['const', 'var', 'function', 'class', 'enum', 'import', 'export']);

/** `type as = …` */
const isAlias = (p: Parser): boolean => /^\s+\w+\s*[<=]/.test(p.text.slice(p.end, p.end + 80));

/** A declaration of types; `start` is where its modifiers begin. */
export function typeStatement(p: Parser, start: number): SyntaxNode {
  const { token } = p;
  if (!p.types) fail();
  next(p);
  switch (token) {
    case 'type':
      return alias(p, start);
    case 'interface':
      return interfaceOf(p, start);
    case 'abstract':
      return classStatement(p, start, 'abstract_class_declaration', false);
    case 'declare':
      return ambient(p, start);
    case 'const':
      next(p);
      return enumeration(p, start);
    case 'enum':
      return enumeration(p, start);
    case 'global':
      return node('ambient_declaration', start, p.last, [p.grammar.block(p)]);
    default:
      return namespace(p, start, token === 'module' ? 'module' : 'internal_module');
  }
}

function alias(p: Parser, start: number): SyntaxNode {
  const name = as('name', takeName(p, 'type_identifier'));
  if (p.token === '<') typeParameters(p);
  expect(p, '=');
  const value = as('value', p.grammar.type(p));
  return node('type_alias_declaration', start, semicolon(p), [name, value]);
}

function interfaceOf(p: Parser, start: number): SyntaxNode {
  const parts = [as('name', takeName(p, 'type_identifier'))];
  if (p.token === '<') typeParameters(p);
  if (p.token === 'extends') {
    const { start: from } = p;
    const types = typeList(p);
    parts.push(node('extends_type_clause', from, p.last, types));
  }
  const { start: from } = p;
  const members = enclosed(p, membersOf);
  parts.push(as('body', node('interface_body', from, p.last, members)));
  return node('interface_declaration', start, p.last, parts);
}

function enumeration(p: Parser, start: number): SyntaxNode {
  const name = as('name', takeName(p, 'identifier'));
  const { start: from } = p;
  expect(p, '{');
  const parts = enclosed(p, () => list(p, '}', [], enumMember));
  return node('enum_declaration', start, p.last, [name, as('body', node('enum_body', from, p.last, parts))]);
}

function enumMember(p: Parser): SyntaxNode {
  const name = as('name', propertyName(p));
  if (!take(p, '=')) return name;
  const value = as('value', p.grammar.assignment(p));
  return node('enum_assignment', name.start, p.last, [name, value]);
}

/** `namespace A.B { … }`, `module 'name' { … }`, `module 'name';`. */
function namespace(p: Parser, start: number, kind: string): SyntaxNode {
  if (p.token === '""') next(p);
  else {
    takeName(p, 'identifier');
    while (take(p, '.')) if (p.word !== NO_WORD) next(p);
  }
  if (p.token !== '{') return leaf(kind, start, semicolon(p));
  const body = as('body', p.grammar.block(p));
  return node(kind, start, body.end, [body]);
}

/** Behind `declare`. */
function ambient(p: Parser, start: number): SyntaxNode {
  const inner = p.token === 'global' ? typeStatement(p, p.start) : p.grammar.statement(p);
  return node('ambient_declaration', start, inner.end, inner.type === 'ambient_declaration' ? inner.children : [inner]);
}
