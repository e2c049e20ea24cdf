import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance, expect, isNext } from './lexer.ts';
import { expression, expressions } from './lists.ts';
import { dottedName, identifier } from './names.ts';
import { as, leaf, node } from './node.ts';
import { attempt, enter, miss, type Parser } from './state.ts';
import { strings } from './strings.ts';
import { STARTS, Token } from './tokens.ts';

const isWord = ({ kind, start, end, text }: Parser, word: string): boolean =>
  kind === Token.name && end - start === word.length && text.startsWith(word, start);

/** Null where `match` is only a name. */
export function matchStatement(parser: Parser): SyntaxNode | null {
  if (!isWord(parser, 'match')) return null;
  const { start } = parser;
  const subject = attempt(parser, matched);
  if (!subject) return null;
  advance(parser);
  const from = parser.start;
  expect(parser, Token.indent);
  const cases: SyntaxNode[] = [];
  while (parser.kind !== Token.dedent) cases.push(caseClause(parser));
  const end = parser.blockEnd;
  advance(parser);
  const subjects = subject.type === 'expression_list' ? subject.children : [subject];
  return node('match_statement', start, end, [...subjects, as('body', node('block', from, end, cases))]);
}

/** What is matched, if the line ends behind a colon as no other does: `match[a]: int` goes on. */
function matched(parser: Parser): SyntaxNode | null {
  advance(parser);
  if (STARTS[parser.kind] !== 1) return null;
  const subject = expressions(parser);
  return accept(parser, Token.colon) && parser.kind === Token.newline ? subject : null;
}

function caseClause(parser: Parser): SyntaxNode {
  const { start } = parser;
  if (!isWord(parser, 'case')) miss(parser);
  advance(parser);
  const from = parser.start;
  skipPatterns(parser, Token.colon);
  const parts = [leaf('case_pattern', from, parser.last)];
  const guard = parser.start;
  if (accept(parser, Token.if)) {
    const condition = expression(parser);
    parts.push(as('guard', node('if_clause', guard, parser.last, [condition])));
  }
  const body = as('consequence', parser.suite(parser));
  return node('case_clause', start, body.end, [...parts, body]);
}

/* ---- patterns: checked, but not kept ---------------------------------------------------------------------------- */

function skipPatterns(parser: Parser, close: Token): void {
  do {
    if (parser.kind === close || parser.kind === Token.colon || parser.kind === Token.if) return;
    skipPattern(parser);
  } while (accept(parser, Token.comma));
}

function skipPattern(parser: Parser): void {
  enter(parser);
  if (accept(parser, Token.star) || accept(parser, Token.doubleStar)) identifier(parser);
  else {
    do skipOption(parser);
    while (accept(parser, Token.pipe));
    if (accept(parser, Token.as)) identifier(parser);
  }
  parser.nesting--;
}

function skipOption(parser: Parser): void {
  switch (parser.kind) {
    case Token.name:
      dottedName(parser);
      if (isNext(parser, Token.openParenthesis)) skipBracketed(parser, Token.closeParenthesis);
      // A field of a class: `Point(x=0)`.
      else if (accept(parser, Token.assign)) skipPattern(parser);
      return;
    case Token.openParenthesis:
      return skipBracketed(parser, Token.closeParenthesis);
    case Token.openBracket:
      return skipBracketed(parser, Token.closeBracket);
    case Token.openBrace:
      return skipEntries(parser);
    case Token.string:
      return void strings(parser);
    case Token.true:
    case Token.false:
    case Token.none:
      return advance(parser);
    default:
      return skipNumber(parser);
  }
}

/** `-1`, `1 + 2j`. */
function skipNumber(parser: Parser): void {
  accept(parser, Token.minus);
  expect(parser, Token.number);
  if (accept(parser, Token.plus) || accept(parser, Token.minus)) expect(parser, Token.number);
}

function skipBracketed(parser: Parser, close: Token): void {
  advance(parser);
  skipPatterns(parser, close);
  expect(parser, close);
}

function skipEntries(parser: Parser): void {
  advance(parser);
  while (parser.kind !== Token.closeBrace) {
    if (parser.kind !== Token.doubleStar) {
      skipOption(parser);
      expect(parser, Token.colon);
    }
    skipPattern(parser);
    if (!accept(parser, Token.comma)) break;
  }
  expect(parser, Token.closeBrace);
}
