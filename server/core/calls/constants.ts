import type { Binding, Expr } from '../languages/facts.ts';
import type { Part } from '../model.ts';
import { isPromptPlace } from '../templates/index.ts';
import { opensAsPrompt, signsOf } from './addressed.ts';
import type { Ask } from './direct.ts';
import { bindingValue } from './lookup.ts';
import { placeOf } from './place.ts';
import { isOtherKind, signsUnder } from './prompt-names.ts';
import { fieldsAsHoles, templateText } from './pipes.ts';
import { type Definition, definitionsOf } from './prompt.ts';
import { type Module, frameOf } from './value.ts';

/** Shorter ones are questions to whoever sits at the terminal, titles, names of files. */
const MIN_CHARS = 100;
const MIN_WORDS = 12;

/** Whether a binding may be a prompt that its file defines: its name says so, the place of the file, or how the text begins. */
export const mayBeConstant = (module: Module, binding: Binding): boolean =>
  isConstant(module, binding) &&
  !isOtherKind(binding.name) &&
  (signsFor(module, binding) !== null ||
    (binding.value.kind === 'value' && opensAsPrompt(beginOf(binding.value.value))));

/** How many signs a text must have to be a prompt here; null where no number of them will do. */
const signsFor = ({ file }: Module, { name }: Binding): number | null => (isPromptPlace(file) ? 0 : signsUnder(name));

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

/** Set for a module or a class, to something that may be a text. */
function isConstant(module: Module, { scope, value }: Binding): boolean {
  if (module.shape(scope)?.kind === 'function' || value.kind !== 'value') return false;
  return ['text', 'sum', 'call', 'operation'].includes(value.value.kind);
}

/** Whether what is certain of a text is long, and enough says that it is a prompt. */
export function isPrompt(parts: readonly Part[], signs: number | null): boolean {
  const text = parts.map(part => (part.kind === 'text' ? part.text : ' ')).join('');
  return isLongText(text) && ((signs !== null && signsOf(text) >= signs) || opensAsPrompt(text));
}

/** Whether a text is as long as prompts are. */
export function isLongText(text: string): boolean {
  return text.trim().length >= MIN_CHARS && text.trim().split(/\s+/).length >= MIN_WORDS;
}
