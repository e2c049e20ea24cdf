import type { SyntaxNode } from '../../syntax.ts';
import { as, node } from './nodes.ts';
import { fail } from './state.ts';

/** What was read as an expression and turns out to be what something is assigned to. */
export function toPattern(expr: SyntaxNode): SyntaxNode {
  switch (expr.type) {
    case 'object':
      expr.type = 'object_pattern';
      expr.children.forEach(toProperty);
      return expr;
    case 'array':
      expr.type = 'array_pattern';
      for (const part of expr.children) if (part.named) toPattern(part);
      return expr;
    case 'assignment_expression':
      expr.type = 'assignment_pattern';
      return expr;
    case 'spread_element':
      expr.type = 'rest_pattern';
      expr.children.forEach(toPattern);
      return expr;
    case 'identifier':
    case 'member_expression':
    case 'subscript_expression':
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'type_assertion':
    case 'undefined':
    case 'this':
    case 'object_pattern':
    case 'array_pattern':
    case 'assignment_pattern':
    case 'rest_pattern':
      return expr;
    default:
      return fail();
  }
}

function toProperty(entry: SyntaxNode): void {
  switch (entry.type) {
    case 'shorthand_property_identifier':
      entry.type = 'shorthand_property_identifier_pattern';
      return;
    case 'pair': {
      entry.type = 'pair_pattern';
      const value = entry.children[1];
      if (value) toPattern(value);
      return;
    }
    case 'spread_element':
      toPattern(entry);
      return;
    case 'object_assignment_pattern':
      return;
    default:
      fail();
  }
}

const BOUND: ReadonlySet<string> = new Set(['identifier', 'undefined', 'object_pattern', 'array_pattern', 'this']);

/** An item between the parentheses of what turns out to be an arrow function. */
export function toParameter(item: SyntaxNode): SyntaxNode {
  if (item.type === 'required_parameter' || item.type === 'optional_parameter') return item;
  if (item.type === 'assignment_expression') {
    const [left, right] = item.children;
    if (!left || !right || !BOUND.has(left.type)) return fail();
    return node('required_parameter', item.start, item.end, [as('pattern', left), as('value', right)]);
  }
  const pattern = toPattern(item);
  if (!BOUND.has(pattern.type) && pattern.type !== 'rest_pattern') fail();
  return node('required_parameter', item.start, item.end, [as('pattern', pattern)]);
}
