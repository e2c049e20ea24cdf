import type { SyntaxNode } from '../../syntax.ts';
import { next, skip, widen } from './lexer.ts';
import { as, leaf, mark, node } from './nodes.ts';
import { toPattern } from './patterns.ts';
import { operators, postfix } from './postfix.ts';
import { descend, miss, type Parser } from './state.ts';
import { take } from './tokens.ts';

/** One expression or several with commas between them. */
export function expression(p: Parser): SyntaxNode {
  const first = assignment(p);
  if (p.token !== ',') return first;
  const parts = [first];
  while (take(p, ',')) parts.push(assignment(p));
  return node('sequence_expression', first.start, p.last, parts);
}

export function assignment(p: Parser): SyntaxNode {
  descend(p);
  const found = p.token === 'yield' ? yielded(p) : assigned(p);
  p.depth--;
  return found;
}

function assigned(p: Parser): SyntaxNode {
  const left = conditional(p);
  if (left.type === 'arrow_function') return left;
  if (p.token === '=') {
    next(p);
    const target = as('left', toPattern(left));
    const value = as('right', assignment(p));
    return node('assignment_expression', left.start, p.last, [target, value]);
  }
  if (p.token !== 'operator=') return left;
  const operator = as('operator', mark('', p.start, p.end));
  next(p);
  const value = as('right', assignment(p));
  return node('augmented_assignment_expression', left.start, p.last, [as('left', left), operator, value]);
}

function yielded(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  if (!p.newline && take(p, '*')) {
    const all = assignment(p);
    return node('yield_expression', start, p.last, [all]);
  }
  if (p.newline || !beginsExpression(p)) return node('yield_expression', start, p.last, []);
  const value = assignment(p);
  return node('yield_expression', start, p.last, [value]);
}

const ENDS: ReadonlySet<string> = new Set([
  ')',
  ']',
  '}',
  ',',
  ';',
  ':',
  '?',
  '=',
  '=>',
  '.',
  '?.',
  'operator=',
  'end',
  'of',
]);
/** Operators that may stand before an operand, too. */
const PREFIXES: ReadonlySet<string> = new Set(['+', '-', '/', '<', 'as', 'satisfies']);

/** Whether an operand may begin here. */
export const beginsExpression = (p: Parser): boolean =>
  !ENDS.has(p.token) && (p.precedence === 0 || PREFIXES.has(p.token));

function conditional(p: Parser): SyntaxNode {
  const condition = binary(p, 0);
  if (p.token !== '?' || condition.type === 'arrow_function') return condition;
  if (p.types && endsParameter(p)) return condition;
  next(p);
  const { ternary, noIn } = p;
  p.ternary = true;
  p.noIn = false;
  const consequence = as('consequence', assignment(p));
  p.ternary = ternary;
  p.noIn = noIn;
  if (!take(p, ':')) miss(p);
  const alternative = as('alternative', assignment(p));
  return node('ternary_expression', condition.start, p.last, [as('condition', condition), consequence, alternative]);
}

/** `(name?: T)`, `(name?)`: the `?` is no operator. */
function endsParameter(p: Parser): boolean {
  const { newline } = p;
  const c = p.text.charCodeAt(skip(p, p.end));
  p.newline = newline;
  return c === 58 || c === 44 || c === 41 || c === 61;
}

/** Operands with operators between them that bind more tightly than `above`. */
function binary(p: Parser, above: number): SyntaxNode {
  let left = unary(p);
  if (left.type === 'arrow_function') return left;
  for (;;) {
    if (p.precedence === 0) return left;
    if (p.token === '>') widen(p);
    const { precedence, token } = p;
    if (precedence <= above || (token === 'in' && p.noIn)) return left;
    if (token === 'as' || token === 'satisfies') {
      if (!p.types || p.newline) return left;
      left = converted(p, left, token === 'as' ? 'as_expression' : 'satisfies_expression');
    } else {
      const operator = as('operator', mark(token, p.start, p.end));
      next(p);
      const right = as('right', binary(p, token === '**' ? precedence - 1 : precedence));
      left = node('binary_expression', left.start, p.last, [as('left', left), operator, right]);
    }
  }
}

/** `x as T`, `x as const`. */
function converted(p: Parser, value: SyntaxNode, kind: string): SyntaxNode {
  next(p);
  if (p.token === 'const') next(p);
  else p.grammar.type(p);
  return node(kind, value.start, p.last, [value]);
}

export function unary(p: Parser): SyntaxNode {
  const { start } = p;
  switch (p.token) {
    case '!':
    case '~':
    case '+':
    case '-':
    case 'typeof':
    case 'void':
    case 'delete':
      return prefixed(p, 'unary_expression', start);
    case '++':
    case '--':
      return prefixed(p, 'update_expression', start);
    case 'await':
      return awaited(p);
    default:
      return postfix(p);
  }
}

function prefixed(p: Parser, kind: string, start: number): SyntaxNode {
  descend(p);
  next(p);
  const operand = as('argument', unary(p));
  p.depth--;
  return node(kind, start, p.last, [operand]);
}

/** `await` is a name where nothing follows that it could wait for. */
function awaited(p: Parser): SyntaxNode {
  const { start, end } = p;
  next(p);
  if (!beginsExpression(p)) return operators(p, leaf('identifier', start, end));
  descend(p);
  const operand = unary(p);
  p.depth--;
  return node('await_expression', start, p.last, [operand]);
}
