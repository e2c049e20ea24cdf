import { baseName, directoryOf, extensionOf } from '../../paths.ts';

/** Folders that hold prompts: `prompts/`, `system_prompts/`, `prompt-templates/`. */
const FOLDER = /(?:^|\/)(?:[\w.-]*[-_])?prompts?(?:[-_](?:templates?|library|files))?\//i;

/** Names of one prompt: `system_prompt.txt`, `summary-prompt.v2.md`, `review.prompt.md`. */
const NAME =
  /(?:^|[-_. ])prompt(?:[-_. ]?(?:template|v?\d+(?:[._]\d+)*))?\.\w+$|system[-_ ]?prompts?(?![a-z])|system[-_]message/i;
const CAMEL_NAME = /[a-z](?:Prompt|PromptTemplate|SystemMessage)\.\w+$/;

/** Pages for readers, and lists that tools read: no prompts, wherever they lie. */
const OTHER_NAMES =
  /^(?:readme|changelog|changes|contributing|license|licence|notice|authors|credits|todo|index|overview|security|code_of_conduct|cmakelists|requirements[\w.-]*|robots|manifest|llms(?:-full)?)\.\w+$/i;

/** Folders of pages about prompts, rather than of prompts. */
const PAGES = /(?:^|\/)(?:docs?|documentation|blog|website|_?posts|articles|wiki|i18n|locales?)\//i;

/** Whether the place or the name of a file says that it holds a prompt; the extensions are those without the dot. */
export function isNamedPrompt(file: string, extensions: ReadonlySet<string>): boolean {
  const name = baseName(file);
  if (!extensions.has(extensionOf(file)) || OTHER_NAMES.test(name) || name.startsWith('.')) return false;
  return NAME.test(name) || CAMEL_NAME.test(name) || isPromptFolder(file);
}

/** The same of code, whatever its language. */
export const isPromptFile = (file: string): boolean =>
  /(?:^|[-_.])prompts?\.\w+$/i.test(baseName(file)) || isPromptFolder(file);

const isPromptFolder = (file: string): boolean => !PAGES.test(file) && FOLDER.test(`${directoryOf(file)}/`);
