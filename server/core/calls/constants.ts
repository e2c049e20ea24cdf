import type { Binding } from '../languages/facts.ts';
import type { Part } from '../model.ts';
import { isPromptPlace } from '../templates/index.ts';
import type { Ask } from './direct.ts';
import { bindingValue } from './lookup.ts';
import { placeOf } from './place.ts';
import { fieldsAsHoles, templateText } from './pipes.ts';
import { type Definition, definitionsOf } from './prompt.ts';
import { type Module, frameOf } from './value.ts';

/** Names that say what a text is for: `SYSTEM_PROMPT`, `promptTemplate`, `AGENT_INSTRUCTIONS`. */
export const PROMPT_NAME =
  /prompt|(?:system|developer|agent|assistant|llm|model)_?(?:message|msg|instructions?|template)/i;

/** Shorter ones are questions to whoever sits at the terminal, titles, names of files. */
const MIN_CHARS = 100;
const MIN_WORDS = 12;

/** Whether a binding may be a prompt that its file defines: its name says so, or the place of the file does. */
export const mayBeConstant = (module: Module, binding: Binding): boolean =>
  isConstant(module, binding) &&
  (isPromptPlace(module.file) || PROMPT_NAME.test(binding.name)) &&
  !isOtherKind(binding.name);

/** The long text that a binding defines. */
export function constantOf({ engine, begin }: Ask, module: Module, binding: Binding): Definition | undefined {
  begin();
  const found = bindingValue(engine, binding, frameOf(module, binding.scope));
  const value = found.kind === 'external' ? templateText(engine, found) : found;
  if (value?.kind !== 'text') return undefined;
  const { file } = module;
  const { start } = placeOf(module, binding.span).range;
  const pieces = found.kind === 'external' ? fieldsAsHoles(value.pieces) : value.pieces;
  const own = definitionsOf(pieces).find(
    ({ place }) =>
      place.file === file && place.range.start.line === start.line && place.range.start.character === start.character,
  );
  return own && isLong(own.parts) ? own : undefined;
}

/** What the last word of a name says that the text is, rather than a prompt. */
const OTHER_KIND =
  /_(?:json|schema|html|css|sql|regex|pattern|path|file|dir|url|id|key|name|title|label|error|help)s?$/i;

export const isOtherKind = (name: string): boolean => OTHER_KIND.test(inWords(name));

/** `promptJson` as `prompt_Json`. */
const inWords = (name: string): string => name.replace(/([a-z])(?=[A-Z][a-z]+$)/, '$1_');

/** Set for a module or a class, to something that may be a text. */
function isConstant(module: Module, { scope, value }: Binding): boolean {
  if (module.shape(scope)?.kind === 'function' || value.kind !== 'value') return false;
  return ['text', 'sum', 'call', 'operation'].includes(value.value.kind);
}

const isLong = (parts: readonly Part[]): boolean =>
  isLongText(parts.map(part => (part.kind === 'text' ? part.text : ' ')).join(''));

/** Whether a text is as long as prompts are. */
export function isLongText(text: string): boolean {
  return text.trim().length >= MIN_CHARS && text.trim().split(/\s+/).length >= MIN_WORDS;
}
