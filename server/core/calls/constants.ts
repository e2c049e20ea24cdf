import type { Binding, Expr } from '../languages/facts.ts';
import type { Part } from '../model.ts';
import { isPromptPlace } from '../templates/index.ts';
import { opensAsPrompt, signsOf } from './addressed.ts';
import type { Ask } from './direct.ts';
import { bindingValue } from './lookup.ts';
import { placeOf } from './place.ts';
import { fieldsAsHoles, templateText } from './pipes.ts';
import { type Definition, definitionsOf } from './prompt.ts';
import { type Module, frameOf } from './value.ts';

/** Names that say what a text is for: `SYSTEM_PROMPT`, `promptTemplate`, `AGENT_INSTRUCTIONS`. */
export const PROMPT_NAME =
  /prompt|(?:system|developer|agent|assistant|llm|model)_?(?:message|msg|instructions?|template)/i;

/** Names that many prompts have, and other texts too: the text itself is to say more. */
export const LIKELY_NAME = /instructions?|directives?|guidelines?|persona|system|templates?|user_?(?:message|msg)/i;

/** How many signs (`signsOf`) a text must have under a name that ends so. */
const LIKELY: readonly (readonly [ending: RegExp, signs: number])[] = [
  [/(?:^|_)(?:instructions?|directives?|guidelines?|persona|system)(?:_v?\d+)?$/i, 1],
  [/(?:^|_)(?:templates?|user_(?:message|msg))(?:_v?\d+)?$/i, 2],
];

/** Shorter ones are questions to whoever sits at the terminal, titles, names of files. */
const MIN_CHARS = 100;
const MIN_WORDS = 12;

/** Whether a binding may be a prompt that its file defines: its name says so, the place of the file, or how the text begins. */
export const mayBeConstant = (module: Module, binding: Binding): boolean =>
  isConstant(module, binding) &&
  !isOtherKind(binding.name) &&
  (signsFor(module, binding) !== null ||
    (binding.value.kind === 'value' && opensAsPrompt(beginOf(binding.value.value))));

/** How many signs a text must have to be a prompt under this name; null where no number of them will do. */
function signsFor(module: Module, { name }: Binding): number | null {
  if (isPromptPlace(module.file) || PROMPT_NAME.test(name)) return 0;
  const words = inWords(name);
  return LIKELY.find(([ending]) => ending.test(words))?.[1] ?? null;
}

/** Enough of a text to tell how it begins. */
const BEGINNING_CHARS = 400;

/** How the text of an expression begins, as far as it is written there. */
function beginOf(expr: Expr | undefined): string {
  switch (expr?.kind) {
    case 'text': {
      const dynamic = expr.parts.findIndex(part => part.kind !== 'chars');
      const certain = dynamic < 0 ? expr.parts : expr.parts.slice(0, dynamic);
      return certain
        .map(part => (part.kind === 'chars' ? part.text : ''))
        .join('')
        .slice(0, BEGINNING_CHARS);
    }
    case 'sum':
      return beginOf(expr.items[0]);
    case 'operation':
      return beginOf(expr.left);
    case 'list':
      return beginOf(expr.items[0]?.value);
    // Of `"…".strip()` the receiver, of `dedent("…")` and `"\n".join(["…"])` the argument.
    case 'call': {
      const receiver = expr.callee.kind === 'member' ? beginOf(expr.callee.object).trim() : '';
      return receiver || beginOf(expr.args[0]?.value);
    }
    default:
      return '';
  }
}

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
  return own && isPrompt(own.parts, signsFor(module, binding)) ? own : undefined;
}

/** What the last word of a name says that the text is, rather than a prompt. */
const OTHER_KIND =
  /_(?:json|schema|html|css|sql|regex|pattern|path|file|dir|url|id|key|name|title|label|error|help)s?$/i;

export const isOtherKind = (name: string): boolean => OTHER_KIND.test(inWords(name));

/** `promptJson` as `prompt_Json`. */
const inWords = (name: string): string => name.replace(/([a-z])(?=[A-Z][a-z]+(?:V?\d+)?$)/, '$1_');

/** Set for a module or a class, to something that may be a text. */
function isConstant(module: Module, { scope, value }: Binding): boolean {
  if (module.shape(scope)?.kind === 'function' || value.kind !== 'value') return false;
  return ['text', 'sum', 'call', 'operation'].includes(value.value.kind);
}

/** Whether what is certain of a text is long, and enough says that it is a prompt. */
function isPrompt(parts: readonly Part[], signs: number | null): boolean {
  const text = parts.map(part => (part.kind === 'text' ? part.text : ' ')).join('');
  return isLongText(text) && ((signs !== null && signsOf(text) >= signs) || opensAsPrompt(text));
}

/** Whether a text is as long as prompts are. */
export function isLongText(text: string): boolean {
  return text.trim().length >= MIN_CHARS && text.trim().split(/\s+/).length >= MIN_WORDS;
}
