import { giveUp, noteMistake, type Parser } from './state.ts';
import { Token } from './tokens.ts';

/**
 * Reads what lines begin with, past empty ones and those of comments. True where that is a token: the begin or end of a
 * block, or of the text.
 */
export function startLine(parser: Parser): boolean {
  if (parser.kind === Token.newline) {
    measure(parser);
    fit(parser);
  }
  const { indents, column } = parser;
  const last = indents.length - 2;
  const open = indents[last] ?? 0;
  if (column === open) return false;
  parser.start = parser.end = parser.at;
  if (column > open) {
    if (indents.length > MAX_BLOCKS) giveUp();
    indents.push(column, parser.width);
    parser.kind = Token.indent;
    return true;
  }
  indents.length = last;
  takeComments(parser, open);
  parser.kind = Token.dedent;
  return true;
}

/** A line goes back to a column that some block has; if none has it, the nearest is taken. */
function fit(parser: Parser): void {
  const { indents, column, width } = parser;
  let at = indents.length - 2;
  if (column > (indents[at] ?? 0)) {
    // Tabs and spaces may stand for each other nowhere.
    if (width <= (indents[at + 1] ?? 0)) noteMistake(parser);
    return;
  }
  while ((indents[at] ?? 0) > column) at -= 2;
  const outer = indents[at] ?? 0;
  if (outer === column && indents[at + 1] === width) return;
  noteMistake(parser);
  const inner = indents[at + 2] ?? 0;
  if (outer < column) parser.column = inner - column <= column - outer ? inner : outer;
}

/** As CPython has it; two numbers each. */
const MAX_BLOCKS = 2 * 100;

/** Comments of a block's own column, or further in, stand in the block that ends before them. */
function takeComments(parser: Parser, column: number): void {
  const { comments } = parser;
  while (parser.taken < comments.length && (comments[parser.taken] ?? 0) >= column) {
    parser.blockEnd = comments[parser.taken + 1] ?? 0;
    parser.taken += 2;
  }
}

const TAB = 8;

/** Goes to the first character of the next line with code, and notes its column. At the end of the text that is 0. */
function measure(parser: Parser): void {
  const { text, comments } = parser;
  comments.length = 0;
  parser.taken = 0;
  let column = 0;
  let from = parser.at;
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 32:
        column++;
        continue;
      case 9:
        column += TAB;
        continue;
      case 10:
      case 12:
      case 13:
        column = 0;
        from = at + 1;
        continue;
      case 35:
        at = endOfLine(text, at) - 1;
        comments.push(column, at + 1);
        continue;
      case 92:
        noteMistake(parser); // a line that goes on begins at no column of its own
        return begin(parser, at, column, at - from);
      default:
        return begin(parser, at, column, at - from);
    }
  }
  begin(parser, text.length, 0, 0);
}

function begin(parser: Parser, at: number, column: number, width: number): void {
  parser.at = at;
  parser.column = column;
  parser.width = width;
}

export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
