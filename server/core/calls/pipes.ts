import type { Expr } from '../languages/facts.ts';
import { PIPED_CLIENTS } from '../sdks/index.ts';
import { fillText } from './builtins/text.ts';
import type { Place } from '../model.ts';
import { namedArgument, positionalArgument } from './arguments.ts';
import { type Arguments, type Engine, type Frame, type Piece, type Value, isTemplate } from './value.ts';

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
  if (stage.kind !== 'external' || !isModelStage(stage)) return undefined;
  // A chain that begins with its own prompt is only filled in by what comes before it.
  if (stage.steps.some(step => step.kind === 'member' && step.name === 'pipe')) return stage;
  const args: Arguments = { list: [{ name: null, value: before, spread: false }], frame };
  return { ...stage, steps: [...stage.steps, { kind: 'member', name: 'pipe' }, { kind: 'call', args }] };
}

const isModelStage = (stage: Value): boolean =>
  stage.kind === 'external' && stage.steps.some(step => step.kind === 'member' && PIPED_CLIENTS.has(step.name));

/** `RunnableSequence.from([prompt, model, parser])`: its last model with the stage before it. */
export function sequenceOf(engine: Engine, stages: Expr, frame: Frame): Value | undefined {
  const items = stages.kind === 'list' ? stages.items.map(item => item.value) : [];
  for (let at = items.length - 1; at >= 0; at--) {
    const [stage, before] = [items[at], items[at - 1]];
    const value = stage && engine.evaluate(stage, frame);
    const model = value && (before ? pipedInto(value, before, frame) : isModelStage(value) ? value : undefined);
    if (model) return model;
  }
  return undefined;
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

type External = Extract<Value, { kind: 'external' }>;
type TextValue = Extract<Value, { kind: 'text' }>;

/** Arguments that a prompt template was made with. */
export function templateArguments({ steps }: External): Arguments | undefined {
  const made = steps.findLast((step, at) => {
    const before = steps[at - 1];
    return step.kind === 'call' && before?.kind === 'member' && MAKERS.has(before.name);
  });
  return made?.kind === 'call' && made.args ? made.args : undefined;
}

/** The text that a template was made of, to be filled in: `PromptTemplate.from_template("…")`, and nothing done with it since. */
export function templateText(engine: Engine, value: External): TextValue | undefined {
  const { steps, named } = value;
  const made = steps.at(-1);
  const names = steps.flatMap(step => (step.kind === 'member' ? step.name : []));
  const [name, maker] = [names.findLast(one => !FROM_TEXT.test(one)), names.at(-1)];
  if (!isTemplate(value) || name !== 'PromptTemplate' || made?.kind !== 'call' || !made.args) return undefined;
  const { args } = made;
  const isOther = ['template_format', 'templateFormat'].some(key => namedArgument(engine, args, key).value);
  const isMade = maker === name || FROM_TEXT.test(maker ?? '');
  if (isOther || !isMade || steps.filter(step => step.kind === 'call').length > 1) return undefined;
  const text = namedArgument(engine, args, 'template').value ?? positionalArgument(engine, args, 0).value;
  return text?.kind === 'text' ? { ...text, pieces: underName(named, text.pieces) } : undefined;
}

/** What a template says, under the name that it has. */
export const underName = (named: External['named'], pieces: Piece[]): Piece[] =>
  named ? [{ kind: 'reference', ...named, pieces }] : pieces;

const FROM_TEXT = /^from_?template$/i;

/** What has quotes or lines in it is no field but JSON. */
const FIELD = /\{\{|\}\}|\{([^{}"\n]+)\}/g;

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
