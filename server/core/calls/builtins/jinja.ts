import type { Place } from '../../model.ts';
import { type Piece, type Value, madeElsewhere, piecesOf, plainText } from '../value.ts';
import type { Call, Standard } from './call.ts';
import { dictionary } from './objects.ts';
import { trimPieces } from './pieces.ts';

/** What a name in a template is filled with; undefined where that is not known. */
type Fill = (name: string) => Piece[] | undefined;

interface Open {
  tag: string;
  /** What is gone through by a loop. */
  over: string;
  branches: Piece[][];
  hasElse: boolean;
}

const TOKEN = /\{\{(-?)([\s\S]*?)(-?)\}\}|\{%([-+]?)([\s\S]*?)([-+]?)%\}|\{#(-?)[\s\S]*?(-?)#\}/g;
/** What stands in these is no output. */
const SILENT: ReadonlySet<string> = new Set(['set', 'macro', 'call', 'filter']);

/** A Jinja template's text: variables are holes, conditions are choices, loops repeat. */
function renderJinja(template: string, fill: Fill, place: Place): Piece[] {
  const stack: Open[] = [{ tag: '', over: '', branches: [[]], hasElse: true }];
  const add = (...pieces: Piece[]): void =>
    void stack
      .at(-1)
      ?.branches.at(-1)
      ?.push(...pieces);
  let from = 0;
  let trim = false;
  for (const match of template.matchAll(TOKEN)) {
    const [whole, beforeVariable, variable, , beforeTag, tag] = match;
    const text = template.slice(from, match.index);
    const isTrimmed = [beforeVariable, beforeTag, match[7]].includes('-');
    add(...textPieces(text, trim, isTrimmed, place));
    from = match.index + whole.length;
    trim = [match[3], match[6], match[8]].includes('-');
    if (variable !== undefined) add(...filled(variable.trim(), fill, place));
    else if (tag !== undefined) readTag(tag.trim(), stack, add, place);
  }
  add(...textPieces(template.slice(from), trim, false, place));
  while (stack.length > 1) close(stack, add, place);
  return stack[0]?.branches.flat() ?? [];
}

function textPieces(text: string, atStart: boolean, atEnd: boolean, place: Place): Piece[] {
  const pieces = trimPieces([{ kind: 'text', text, place }], atStart, atEnd);
  return pieces.filter(piece => piece.kind !== 'text' || piece.text !== '');
}

function filled(expression: string, fill: Fill, place: Place): Piece[] {
  const name = expression.split('|')[0]?.trim() ?? expression;
  const isPlain = name === expression && /^\w+$/.test(name);
  return (isPlain ? fill(name) : undefined) ?? [{ kind: 'hole', name, why: 'filled in at run time', place }];
}

function readTag(tag: string, stack: Open[], add: (...pieces: Piece[]) => void, place: Place): void {
  const [word = '', ...rest] = tag.split(/\s+/);
  const top = stack.at(-1);
  if (word === 'if' || word === 'for' || word === 'block' || (SILENT.has(word) && !/^set\s[^=]*=/.test(tag))) {
    const over = rest.slice(rest.indexOf('in') + 1).join(' ');
    stack.push({ tag: word, over, branches: [[]], hasElse: word !== 'if' });
  } else if ((word === 'else' || word === 'elif') && top?.tag === 'if') {
    top.branches.push([]);
    top.hasElse ||= word === 'else';
  } else if (word.startsWith('end') && top?.tag === word.slice(3)) close(stack, add, place);
  else if (word === 'include') add({ kind: 'hole', name: tag, why: 'another template', place });
}

function close(stack: Open[], add: (...pieces: Piece[]) => void, place: Place): void {
  const { tag, over, branches, hasElse } = stack.pop() ?? { tag: '', over: '', branches: [], hasElse: true };
  if (SILENT.has(tag)) return;
  if (tag === 'if') add({ kind: 'choice', options: hasElse ? branches : [...branches, []], place });
  else if (tag !== 'for') add(...branches.flat());
  else {
    const count = { known: false, why: `the length of \`${over}\` is known at run time only` } as const;
    add({ kind: 'repeat', pieces: branches.flat(), count, over, place });
  }
}

/** `Environment().from_string(text).render(values)`, `Template(text).render(values)`. */
export function rendered({ engine, callee, args, place }: Call): Value | undefined {
  const made = callee.steps.findLast(step => step.kind === 'call');
  const [first] = (made?.kind === 'call' && made.args?.list) || [];
  const template =
    first && made?.kind === 'call' && made.args ? engine.evaluate(first.value, made.args.frame) : undefined;
  const given = dictionary({ engine, args });
  const fill = (name: string): Piece[] | undefined => {
    const value = given.kind === 'object' ? given.entries.get(name) : undefined;
    return value?.kind === 'text' || value?.kind === 'number' || value?.kind === 'choice'
      ? piecesOf(value, name, place)
      : undefined;
  };
  return template && renderedText(template, fill);
}

/** `Tera::one_off(text, context, false)`: what its context holds is filled in. */
export const renderedOnce: Standard = ({ values: [given] }) => {
  const template = given?.kind === 'external' ? madeElsewhere(given) : given;
  if (!template || template.kind === 'unknown') return template ?? undefined;
  return renderedText(template, () => undefined);
};

function renderedText(template: Value, fill: Fill): Value | undefined {
  if (template.kind === 'choice') {
    const options = template.options.map(option => renderedText(option, fill) ?? option);
    return { kind: 'choice', options };
  }
  const text = plainText(template);
  if (template.kind !== 'text' || text === undefined) return undefined;
  const [named] = template.pieces;
  const pieces = renderJinja(
    text,
    fill,
    named?.kind === 'text' || named?.kind === 'reference' ? named.place : template.place,
  );
  const kept = named?.kind === 'reference' && template.pieces.length === 1 ? [{ ...named, pieces }] : pieces;
  return { ...template, pieces: kept };
}
