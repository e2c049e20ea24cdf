import type { Binding, Expr } from '../languages/facts.ts';
import type { Part } from '../model.ts';
import { languageOf } from '../languages/index.ts';
import { isPromptPlace, templateOf } from '../templates/index.ts';
import { opensAsPrompt, signsOf } from './addressed.ts';
import type { Ask } from './direct.ts';
import { bindingValue } from './lookup.ts';
import { placeOf } from './place.ts';
import { isOtherKind, signsUnder } from './prompt-names.ts';
import { isTextModule } from './imports.ts';
import { fieldsAsHoles, jinjaAsHoles, templateText } from './pipes.ts';
import { type Definition, definitionsOf, partsOf } from './prompt.ts';
import { type Module, type Piece, frameOf } from './value.ts';

/** Shorter ones are questions to whoever sits at the terminal, titles, names of files. */
const MIN_CHARS = 100;
const MIN_WORDS = 12;

/** Whether a binding may be a prompt that its file defines: its name says so, the place of the file, or how the text begins. */
export const mayBeConstant = (module: Module, binding: Binding): boolean =>
  isConstant(module, binding) &&
  !isOtherKind(binding.name) &&
  (signsFor(module, binding) !== null || mayOpenAsPrompt(binding));

/** Whether the text may open as a prompt: as far as the file itself tells, or a file that is put in its place. */
const mayOpenAsPrompt = ({ value }: Binding): boolean =>
  value.kind === 'import' ||
  (value.kind === 'value' &&
    (opensAsPrompt(beginOf(value.value)) ||
      (value.value.kind === 'call' && value.value.callee.kind === 'name' && EMBEDDING.has(value.value.callee.name))));

/** What puts a file into the program when it is built. */
const EMBEDDING: ReadonlySet<string> = new Set(['go:embed', 'include_str!', 'include_str']);

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
  const signs = signsFor(module, binding);
  const whole = fileIn(pieces, module);
  if (whole) return isPrompt(whole.parts, signs) ? whole : undefined;
  const own = definitionsOf(pieces).find(
    ({ place }) =>
      place.file === file && place.range.start.line === start.line && place.range.start.character === start.character,
  );
  return own && isPrompt(own.parts, signs) ? own : undefined;
}

/** The file that a name holds the text of, and nothing else; what reads itself as a prompt is told by its format. */
function fileIn(pieces: readonly Piece[], { file }: Module): Definition | undefined {
  const [only, ...others] = pieces;
  if (only?.kind !== 'reference' || others.length > 0 || only.place.file === file) return undefined;
  if (languageOf(only.place.file) || templateOf(only.place.file)) return undefined;
  return { name: only.name, place: only.place, parts: partsOf(jinjaAsHoles(only.pieces)) };
}

/** Set for a module or a class, to something that may be a text. */
function isConstant(module: Module, { scope, value }: Binding): boolean {
  if (module.shape(scope)?.kind === 'function') return false;
  if (value.kind === 'import') return module.language.id === 'typescript' && isTextModule(value.module);
  if (value.kind !== 'value') return false;
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
