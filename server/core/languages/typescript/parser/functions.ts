import type { SyntaxNode } from '../../syntax.ts';
import { returnType, typeParameters } from './annotations.ts';
import { as, node, takeLeaf, takeName } from './nodes.ts';
import { callSignature, parameters } from './parameters.ts';
import { semicolon } from './semicolons.ts';
import { NAME, type Parser } from './state.ts';
import { expect, take } from './tokens.ts';

/** From `function` on. `start` is where its modifiers begin. */
export function functionLike(p: Parser, start: number, kind: string, generator: string): SyntaxNode {
  expect(p, 'function');
  const type = take(p, '*') ? generator : kind;
  const parts = p.word === NAME ? [as('name', takeLeaf(p, 'identifier'))] : [];
  return functionRest(p, start, type, parts, true);
}

/** Parameters and body. What the function returns is for the body to say. */
export function functionRest(
  p: Parser,
  start: number,
  kind: string,
  parts: SyntaxNode[],
  isOperand: boolean,
): SyntaxNode {
  if (p.token === '<' && p.types) typeParameters(p);
  parts.push(as('parameters', parameters(p)));
  if (p.token === ':' && p.types) returnType(p);
  if (p.token === ';' && p.types) return node('function_signature', start, semicolon(p), parts);
  const body = as('body', p.grammar.block(p, isOperand));
  parts.push(body);
  return node(kind, start, body.end, parts);
}

/** A function as a statement: it may be a signature only. */
export function functionStatement(p: Parser, start: number, isOperand: boolean): SyntaxNode {
  expect(p, 'function');
  const kind = take(p, '*') ? 'generator_function_declaration' : 'function_declaration';
  const name = as('name', takeName(p, 'identifier'));
  const parts = [name];
  if (!p.types) return functionRest(p, start, kind, parts, isOperand);
  callSignature(p, parts);
  if (p.token !== '{') return node('function_signature', start, semicolon(p), parts);
  const body = as('body', p.grammar.block(p, isOperand));
  return node(kind, start, body.end, [...parts, body]);
}

export function bodyOf(p: Parser): SyntaxNode {
  return p.token === '{' ? p.grammar.block(p, true) : p.grammar.assignment(p);
}
