import type { Expr } from '../languages/facts.ts';
import { PIPED_CLIENTS } from '../sdks/index.ts';
import { fillText } from './builtins/text.ts';
import type { Place } from '../model.ts';
import type { Arguments, Frame, Piece, Value } from './value.ts';

/**
 * A stage of a pipeline and what is piped into it: `prompt | model`, `prompt.pipe(model)`. A model keeps what comes before it, as
 * if it were called `pipe`; undefined where the stage is no model.
 */
export function pipedInto(stage: Value, before: Expr, frame: Frame): Value | undefined {
  if (stage.kind === 'choice') {
    const options = stage.options.map(option => pipedInto(option, before, frame));
    return options.some(option => option !== undefined)
      ? { kind: 'choice', options: options.flatMap((option, at) => option ?? stage.options[at] ?? []) }
      : undefined;
  }
  const isModel =
    stage.kind === 'external' && stage.steps.some(step => step.kind === 'member' && PIPED_CLIENTS.has(step.name));
  if (!isModel) return undefined;
  const args: Arguments = { list: [{ name: null, value: before, spread: false }], frame };
  return { ...stage, steps: [...stage.steps, { kind: 'member', name: 'pipe' }, { kind: 'call', args }] };
}

/** What makes a prompt template; what is then done with the template (`invoke`, `partial`, …) leaves its text as it is. */
const MAKERS: ReadonlySet<string> = new Set([
  'from_messages',
  'fromMessages',
  'from_template',
  'fromTemplate',
  'ChatPromptTemplate',
  'PromptTemplate',
]);

/** Arguments that a prompt template was made with. */
export function templateArguments({ steps }: Extract<Value, { kind: 'external' }>): Arguments | undefined {
  const made = steps.findLast((step, at) => {
    const before = steps[at - 1];
    return step.kind === 'call' && before?.kind === 'member' && MAKERS.has(before.name);
  });
  return made?.kind === 'call' && made.args ? made.args : undefined;
}

const FIELD = /\{\{|\}\}|\{([^{}]+)\}/g;

/** A template's text with its fields as holes. */
export const fieldsAsHoles = (pieces: readonly Piece[]): Piece[] =>
  withHoles(pieces, FIELD, (match, name) => (name === undefined ? (match === '{{' ? '{' : '}') : holeNamed(name)));

/** A field, or all from the first statement to the last: what a loop or a condition sends is decided when it runs. */
const JINJA = /\{%[^]*%\}|\{#[^]*?#\}|\{\{-?\s*\$?([^]*?)\s*-?\}\}/g;

/** The same of Jinja's and its likes' `{{ field }}`. */
export const jinjaAsHoles = (pieces: readonly Piece[]): Piece[] =>
  withHoles(pieces, JINJA, (match, name) =>
    name === undefined ? (match.startsWith('{#') ? '' : holeNamed('{% … %}')) : holeNamed(name),
  );

const holeNamed =
  (name: string) =>
  (place: Place): Piece => ({
    kind: 'hole',
    name,
    why: 'filled in when the prompt is used',
    place,
  });

type Filled = (match: string, name: string | undefined) => string | ((place: Place) => Piece);

function withHoles(pieces: readonly Piece[], field: RegExp, filled: Filled): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if (piece.kind === 'reference') return [{ ...piece, pieces: withHoles(piece.pieces, field, filled) }];
    if (piece.kind === 'choice')
      return [{ ...piece, options: piece.options.map(option => withHoles(option, field, filled)) }];
    if (piece.kind !== 'text') return [piece];
    return fillText(piece, field, (match, name) => {
      const value = filled(match, name);
      return typeof value === 'string' ? value : [value(piece.place)];
    });
  });
}
