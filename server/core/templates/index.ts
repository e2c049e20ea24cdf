import type { Project } from '../ports.ts';
import { baml } from './baml.ts';
import { dotprompt } from './dotprompt.ts';
import { githubModels } from './github-models.ts';
import { handlebars } from './handlebars.ts';
import { instructions } from './instructions.ts';
import { jinja } from './jinja.ts';
import { plain } from './plain.ts';
import { promptfoo } from './promptfoo.ts';
import { prompty } from './prompty.ts';
import { semanticKernel } from './semantic-kernel.ts';
import { settings } from './settings.ts';
import { isPromptFile } from './syntax/named.ts';
import { openSource } from './syntax/source.ts';
import type { Template, TemplateSite } from './template.ts';

/** The first that takes a file reads it. */
const TEMPLATES: readonly Template[] = [
  githubModels,
  prompty,
  dotprompt,
  baml,
  promptfoo,
  semanticKernel,
  instructions,
  jinja,
  handlebars,
  settings,
  plain,
];

/** Each file of a project is asked about several times. */
const known = new Map<string, Template | undefined>();
const MAX_KNOWN = 200_000;

/** The format of a prompt file, told by its path; undefined for any other file. */
export function templateOf(file: string): Template | undefined {
  if (known.has(file)) return known.get(file);
  if (known.size >= MAX_KNOWN) known.clear();
  const found = TEMPLATES.find(template => template.matches(file));
  known.set(file, found);
  return found;
}

/** Prompts of a file, as its format reads them. */
export function readTemplate(template: Template, file: string, project: Project): TemplateSite[] {
  const source = openSource(file, project);
  return source ? template.read(source) : [];
}

/** Whether a source's path says that what it defines are prompts: `prompts.py`, `prompts/review.ts`. */
export const isPromptPlace = (file: string): boolean => isPromptFile(file);
