import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance, expect } from './lexer.ts';
import { expression, expressions, starred, yielded } from './lists.ts';
import { dottedName, identifier } from './names.ts';
import { as, leaf, mark, node } from './node.ts';
import { enter, giveUp, type Parser } from './state.ts';
import { asTarget, isTarget } from './targets.ts';
import { STARTS, Token } from './tokens.ts';
import { skipTypeParameters, type } from './types.ts';

/** Statements of one line, up to its end: `a = 1; b = 2`. */
export function simpleStatements(parser: Parser, into: SyntaxNode[]): void {
  do into.push(simpleStatement(parser));
  while (accept(parser, Token.semicolon) && parser.kind !== Token.newline);
  if (parser.isTolerant) readRest(parser, into);
  expect(parser, Token.newline);
}

/** What stands on a line behind its statement: `a b` is two. */
function readRest(parser: Parser, into: SyntaxNode[]): void {
  if (STARTS[parser.kind] === 1 && PYTHON_2.has(parser.text.slice(into.at(-1)?.start, into.at(-1)?.end))) giveUp();
  while (parser.kind !== Token.newline && !isEnd(parser.kind)) {
    const { start } = parser;
    into.push(simpleStatement(parser));
    if (parser.start === start) advance(parser);
  }
}

/** `print x`: the grammar knows Python 2, too. */
const PYTHON_2: ReadonlySet<string> = new Set(['print', 'exec']);

const isEnd = (kind: Token): boolean => kind === Token.end || kind === Token.indent || kind === Token.dedent;

const READERS: Readonly<Partial<Record<Token, (parser: Parser) => SyntaxNode>>> = {
  [Token.import]: importModules,
  [Token.from]: importNames,
  [Token.return]: parser => keyword(parser, 'return_statement', returned),
  [Token.del]: parser => keyword(parser, 'delete_statement', returned),
  [Token.raise]: parser => keyword(parser, 'raise_statement', raised),
  [Token.assert]: parser => keyword(parser, 'assert_statement', asserted),
  [Token.global]: parser => keyword(parser, 'global_statement', names),
  [Token.nonlocal]: parser => keyword(parser, 'nonlocal_statement', names),
  [Token.pass]: parser => keyword(parser, 'pass_statement', () => []),
  [Token.break]: parser => keyword(parser, 'break_statement', () => []),
  [Token.continue]: parser => keyword(parser, 'continue_statement', () => []),
};

function simpleStatement(parser: Parser): SyntaxNode {
  const read = READERS[parser.kind];
  if (read) return read(parser);
  return isTypeAlias(parser) ? typeAlias(parser) : expressionStatement(parser);
}

/** A statement that begins with a word of its own. */
function keyword(parser: Parser, kind: string, rest: (parser: Parser) => SyntaxNode[]): SyntaxNode {
  const { start } = parser;
  advance(parser);
  const children = rest(parser);
  return node(kind, start, parser.last, children);
}

const returned = (parser: Parser): SyntaxNode[] => (STARTS[parser.kind] === 1 ? [expressions(parser)] : []);

function raised(parser: Parser): SyntaxNode[] {
  if (STARTS[parser.kind] !== 1) return [];
  const error = expression(parser);
  return accept(parser, Token.from) ? [error, as('cause', expression(parser))] : [error];
}

function asserted(parser: Parser): SyntaxNode[] {
  const condition = expression(parser);
  return accept(parser, Token.comma) ? [condition, expression(parser)] : [condition];
}

function names(parser: Parser): SyntaxNode[] {
  const all = [identifier(parser)];
  while (accept(parser, Token.comma)) all.push(identifier(parser));
  return all;
}

/* ---- imports --------------------------------------------------------------------------------------------------- */

function importModules(parser: Parser): SyntaxNode {
  const { start } = parser;
  const all: SyntaxNode[] = [];
  advance(parser);
  do all.push(imported(parser, dottedName(parser)));
  while (accept(parser, Token.comma));
  return node('import_statement', start, parser.last, all);
}

function imported(parser: Parser, name: SyntaxNode): SyntaxNode {
  if (!accept(parser, Token.as)) return as('name', name);
  const alias = as('alias', identifier(parser));
  return as('name', node('aliased_import', name.start, parser.last, [as('name', name), alias]));
}

function importNames(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  const module = moduleName(parser);
  expect(parser, Token.import);
  const children = [as('module_name', module), ...importedNames(parser)];
  if (parser.text.slice(module.start, module.end) === '__future__')
    return leaf('future_import_statement', start, parser.last);
  return node('import_from_statement', start, parser.last, children);
}

/** `a.b`, `..a`, `.`. */
function moduleName(parser: Parser): SyntaxNode {
  const { start } = parser;
  while (parser.kind === Token.dot || parser.kind === Token.ellipsis) advance(parser);
  if (parser.start === start) return dottedName(parser);
  if (parser.kind === Token.name) dottedName(parser);
  return leaf('relative_import', start, parser.last);
}

function importedNames(parser: Parser): SyntaxNode[] {
  const { start } = parser;
  if (accept(parser, Token.star)) return [leaf('wildcard_import', start, parser.last)];
  if (!accept(parser, Token.openParenthesis)) return nameList(parser);
  const all = nameList(parser);
  expect(parser, Token.closeParenthesis);
  return all;
}

/** A comma at the end may stand in brackets only, where one is followed by the bracket. */
function nameList(parser: Parser): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  do {
    const name = identifier(parser);
    all.push(imported(parser, leaf('dotted_name', name.start, name.end)));
  } while (accept(parser, Token.comma) && parser.kind !== Token.closeParenthesis);
  return all;
}

/* ---- values and assignments ------------------------------------------------------------------------------------ */

function expressionStatement(parser: Parser): SyntaxNode {
  const { start } = parser;
  const inner = parser.kind === Token.yield ? [yielded(parser)] : assigned(parser);
  return node('expression_statement', start, parser.last, inner);
}

function assigned(parser: Parser): SyntaxNode[] {
  const left = expressions(parser);
  switch (parser.kind) {
    case Token.assign:
      return [assignment(parser, left)];
    case Token.colon:
      // `x if y:` is the head of a block, where that is tolerated.
      return parser.isTolerant && !isTarget(left) ? [left] : [annotated(parser, left)];
    case Token.augment:
      return [augmented(parser, left)];
    default:
      return left.type === 'expression_list' ? left.children : [left];
  }
}

/** `left = value`, where the value may be an assignment. */
function assignment(parser: Parser, left: SyntaxNode): SyntaxNode {
  const target = as('left', asTarget(parser, left));
  enter(parser);
  advance(parser);
  const right = as('right', assignedValue(parser));
  parser.nesting--;
  return node('assignment', left.start, parser.last, [target, right]);
}

function assignedValue(parser: Parser): SyntaxNode {
  if (parser.kind === Token.yield) return yielded(parser);
  const right = expressions(parser);
  return parser.kind === Token.assign ? assignment(parser, right) : right;
}

function annotated(parser: Parser, left: SyntaxNode): SyntaxNode {
  const children = [as('left', asTarget(parser, left))];
  advance(parser);
  children.push(as('type', type(parser)));
  if (accept(parser, Token.assign)) children.push(as('right', assignedValue(parser)));
  return node('assignment', left.start, parser.last, children);
}

function augmented(parser: Parser, left: SyntaxNode): SyntaxNode {
  const { start, end } = parser;
  advance(parser);
  const right = parser.kind === Token.yield ? yielded(parser) : expressions(parser);
  const operator = mark(parser.text.slice(start, end), start, end);
  const children = [as('left', asTarget(parser, left)), operator, as('right', right)];
  return node('augmented_assignment', left.start, parser.last, children);
}

/* ---- `type Name = …` ------------------------------------------------------------------------------------------- */

const ALIAS = /type[ \t]+(?!(?:and|as|for|from|if|in|is|not|or|else)\b)[\p{XID_Start}_]/uy;

function isTypeAlias({ kind, start, end, text }: Parser): boolean {
  if (kind !== Token.name || end - start !== 4) return false;
  ALIAS.lastIndex = start;
  return ALIAS.test(text);
}

/** Names that only types see. */
function typeAlias(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  identifier(parser);
  skipTypeParameters(parser);
  expect(parser, Token.assign);
  starred(parser);
  return leaf('type_alias_statement', start, parser.last);
}
