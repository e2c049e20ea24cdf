import type { Facts } from '../languages/facts.ts';
import type { Part } from '../model.ts';
import { isPromptPlace } from '../templates/index.ts';
import { opensAsPrompt, signsOf } from './addressed.ts';
import type { Answers, Held, MemoryKey } from './answers.ts';
import { isChange } from './changes.ts';
import { isLongText } from './constants.ts';
import type { Ask } from './direct.ts';
import { lookupName } from './lookup.ts';
import { placeKey, placeOf } from './place.ts';
import { type Definition, type TextPart, partsOf, textsIn } from './prompt.ts';
import { PROMPT_NAME, isOtherKind, signsUnder } from './prompt-names.ts';
import { scopesIn } from './questions.ts';
import { type Module, type Value, frameOf } from './value.ts';
import { type WrittenText, writtenTexts } from './written.ts';

/** Prompts that no name of the module holds: what functions put together, and what is handed on where it stands. */

type Asked = Ask & { answers: Answers };

/** The expression by which one is asked for. */
type Origin = WrittenText['expr'];

export const BUILT: MemoryKey<Origin, Held<Part[] | undefined>> = {};

/** Whom a text is shown that no model is told. */
const FOR_PEOPLE =
  /print|log|warn|error|exception|echo|input|question|confirm|alert|toast|notif|describe|^it$|test|expect|assert|panic|fatal/i;

/** Keys of texts beside a prompt, whatever is around them. */
const ASIDE = /^(?:description|help|title|label|placeholder|error|name|value|url|summary|notes?)$/i;

/** Kept to be told from what is sent now. */
const IN_THE_PAST = /^(?:old|legacy|deprecated|former)_/i;

interface Candidate {
  name: string;
  origin: Origin;
  /** How many signs its own text must have; null: only how it opens can tell. */
  signs: number | null;
  value: () => Value;
}

/** Prompts in the functions of a file, each text once: as a whole where a function gives it, else piece by piece. `told`: those with names of their own. */
export function builtPrompts(ask: Asked, module: Module, told: readonly Definition[]): Definition[] {
  const facts = module.current();
  const namesAround = namesIn(facts);
  const covered = new Set(told.flatMap(({ parts }) => textsIn(parts).map(part => placeKey(part.place))));
  return [...returned(ask, module, facts, namesAround), ...written(ask, module, facts, namesAround)].flatMap(
    (one): Definition[] => {
      const parts = ask.answers.remember(BUILT, module.file, one.origin, () => partsFor(ask, one));
      const own = textsIn(parts ?? []).filter(
        part => part.place.file === module.file && !covered.has(placeKey(part.place)),
      );
      const [first] = own;
      if (!parts || !first || !isPrompt(own, one.signs)) return [];
      for (const part of own) covered.add(placeKey(part.place));
      return [{ name: one.name, place: first.place, parts }];
    },
  );
}

function partsFor({ begin }: Asked, { value }: Candidate): Part[] | undefined {
  begin();
  const found = value();
  return found.kind === 'text' ? partsOf(found.pieces) : undefined;
}

function isPrompt(own: readonly TextPart[], signs: number | null): boolean {
  const text = own.map(part => part.text).join(' ');
  return isLongText(text) && ((signs !== null && signsOf(text) >= signs) || opensAsPrompt(text));
}

/** What functions give whose names say that it is a prompt. */
const returned = ({ engine }: Asked, module: Module, facts: Facts, namesAround: NamesAround): Candidate[] =>
  scopesIn(facts).flatMap(([number, { kind, returns }]): Candidate[] => {
    const names = kind === 'function' && returns.length > 0 ? namesAround(number) : [];
    const name = names.at(-1) ?? '';
    if (!PROMPT_NAME.test(name) || isOtherKind(name)) return [];
    const frame = frameOf(module, number);
    return returns.map(({ value }) => ({
      name: names.join('.'),
      origin: value,
      signs: 1,
      value: () => engine.evaluate(value, frame),
    }));
  });

/** Names of a scope and of all around it, outermost first; those of a function without a name are what it is bound to. */
type NamesAround = (scope: number) => string[];

function namesIn(facts: Facts): NamesAround {
  const bound = new Map<number, string>();
  for (const { name, value } of facts.bindings)
    if (value.kind === 'value' && value.value.kind === 'function') bound.set(value.value.scope, name);
  return scope => {
    const names: string[] = [];
    for (let at = scope; at > 0; at = facts.scopes[at]?.parent ?? 0) {
      const name = facts.scopes[at]?.name || bound.get(at);
      if (name) names.unshift(name);
    }
    return names;
  };
}

/** Texts that the file writes, where their names, or they themselves, say that they are prompts. */
const written = ({ engine }: Asked, module: Module, facts: Facts, namesAround: NamesAround): Candidate[] =>
  writtenTexts(facts).flatMap((text): Candidate[] => {
    if (FOR_PEOPLE.test(text.takenBy) || !isLongText(text.text)) return [];
    const around = text.scopes.length > 0 ? text.scopes : namesAround(text.scope);
    const name = (text.names.at(-1) === 'return' ? around.at(-1) : text.names.at(-1)) ?? '';
    if (isOtherKind(name) || IN_THE_PAST.test(name)) return [];
    const signs = signsFor(module.file, text, name);
    if (!opensAsPrompt(text.text) && (signs === null || signsOf(text.text) < signs)) return [];
    const shown = [...around, ...text.shown.filter(one => one !== 'return')];
    return [
      {
        name: shown.join('.') || '(text)',
        origin: text.expr,
        signs,
        value: () => valueOf(engine, module, facts, text),
      },
    ];
  });

function signsFor(file: string, { names, isKept, isMessage }: WrittenText, name: string): number | null {
  if (ASIDE.test(name) || !/^[\w-]*$/.test(name) || (isMessage && name === 'assistant')) return null;
  if (isMessage || PROMPT_NAME.test(name)) return 1;
  if (isKept && (isPromptPlace(file) || names.some(one => PROMPT_NAME.test(one)))) return 1;
  return signsUnder(name);
}

/** A local text with what the function adds to it further down. */
function valueOf(engine: Asked['engine'], module: Module, facts: Facts, { expr, scope, names }: WrittenText): Value {
  const frame = frameOf(module, scope);
  const [name, ...others] = names;
  const around = facts.scopes[scope];
  if (name === undefined || others.length > 0 || around?.kind !== 'function') return engine.evaluate(expr, frame);
  const bindings = module.bindings(scope, name);
  const isGrowing = bindings.some(isChange) && bindings.filter(binding => !isChange(binding)).length === 1;
  if (!isGrowing) return engine.evaluate(expr, frame);
  const end = around.span[1] - 1;
  const grown = lookupName(engine, name, frame, [end, end], placeOf(module, expr.span));
  return grown.kind === 'text' ? grown : engine.evaluate(expr, frame);
}
