import type { SyntaxNode } from '../../syntax.ts';
import { annotation, typeList, typeParameters } from './annotations.ts';
import { enclosed } from './brackets.ts';
import { decorators } from './decorators.ts';
import { next } from './lexer.ts';
import { index, isIndex } from './members.ts';
import { propertyName } from './names.ts';
import { as, mark, node, takeLeaf } from './nodes.ts';
import { callSignature } from './parameters.ts';
import { blockEnd } from './semicolons.ts';
import { fail, miss, NAME, NO_WORD, type Parser } from './state.ts';
import { expect, peek, take, tolerate } from './tokens.ts';

/** From `class` on. `start` is where its decorators and modifiers begin. */
export function classLike(p: Parser, start: number, kind: string): SyntaxNode {
  expect(p, 'class');
  const parts: SyntaxNode[] = [];
  if (p.word === NAME && !(p.token === 'implements' && peek(p).word !== NO_WORD))
    parts.push(as('name', takeLeaf(p, 'type_identifier')));
  if (p.token === '<' && p.types) typeParameters(p);
  const heritage = heritageOf(p);
  if (heritage) parts.push(heritage);
  const body = as('body', enclosed(p, classBody));
  parts.push(body);
  return node(kind, start, body.end, parts);
}

function heritageOf(p: Parser): SyntaxNode | null {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  if (take(p, 'extends')) {
    const value = p.grammar.callee(p);
    const base = value.type === 'instantiation_expression' ? (value.children[0] ?? value) : value;
    parts.push(node('extends_clause', start, p.last, [as('value', base)]));
  }
  if (p.token === 'implements') {
    const { start: from } = p;
    const types = typeList(p);
    parts.push(node('implements_clause', from, p.last, types));
  }
  return parts.length > 0 ? node('class_heritage', start, p.last, parts) : null;
}

function classBody(p: Parser): SyntaxNode {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  expect(p, '{');
  while (p.token !== '}' && p.token !== 'end')
    if (!take(p, ';')) parts.push(...(tolerate(p, member, () => false) ?? []));
  expect(p, '}');
  return node('class_body', start, p.last, parts);
}

const MODIFIERS: ReadonlySet<string> = new Set(
  'public private protected static abstract override readonly declare async accessor get set'.split(' '),
);
/** These stand before a name on the next line, too. */
const CROSSING: ReadonlySet<string> = new Set(['static', 'get', 'set', 'public', 'private', 'protected']);
const NAME_ENDS: ReadonlySet<string> = new Set(['(', '=', ';', ':', '?', '!', ',', '}', '<', 'end']);

function member(p: Parser): SyntaxNode[] {
  const { start } = p;
  const decorated = p.token === '@' ? decorators(p) : [];
  const from = p.start;
  const head: SyntaxNode[] = [];
  while (MODIFIERS.has(p.token)) {
    const behind = peek(p);
    if (NAME_ENDS.has(behind.token) || (behind.newline && !CROSSING.has(p.token))) break;
    if (p.token === 'static' && behind.token === '{') {
      next(p);
      const body = p.grammar.block(p);
      return [node('class_static_block', from, body.end, [as('body', body)])];
    }
    head.push(mark(p.token, p.start, p.end));
    next(p);
  }
  take(p, '*');
  if (p.types && p.token === '[' && isIndex(p)) {
    return memberEnd(p, index(p, from));
  }
  const name = as('name', propertyName(p));
  const isOptional = p.types && take(p, '?');
  if (!isOptional && p.types && p.token === '!' && !p.newline) next(p);
  if (p.token !== '(' && p.token !== '<') {
    return memberEnd(p, fieldDefinition(p, start, name));
  }
  // One grammar has a method's decorators beside it, the other inside, where nobody looks at them.
  return p.types ? [...decorated, method(p, from, head, name)] : [method(p, start, head, name)];
}

function method(p: Parser, start: number, head: SyntaxNode[], name: SyntaxNode): SyntaxNode {
  const signature = [name];
  callSignature(p, signature);
  if (p.token === '{') {
    const body = as('body', p.grammar.block(p));
    return node('method_definition', start, body.end, [...head, ...signature, body]);
  }
  if (!p.types) fail();
  const isAbstract = head.some(part => part.type === 'abstract');
  const found = node(isAbstract ? 'abstract_method_signature' : 'method_signature', start, p.last, signature);
  memberEnd(p, found);
  return found;
}

function fieldDefinition(p: Parser, start: number, name: SyntaxNode): SyntaxNode {
  const parts = [name];
  if (p.types && p.token === ':') parts.push(as('type', annotation(p)));
  if (take(p, '=')) parts.push(as('value', p.grammar.assignment(p)));
  return node('public_field_definition', start, p.last, parts);
}

function memberEnd(p: Parser, found: SyntaxNode): SyntaxNode[] {
  if (!take(p, ';') && !take(p, ',') && p.token !== '}' && !p.newline) miss(p);
  return [found];
}

export function classStatement(p: Parser, start: number, kind: string, isOperand: boolean): SyntaxNode {
  const found = classLike(p, start, kind);
  if (kind === 'class_declaration') found.end = blockEnd(p, isOperand);
  return found;
}
