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

/** The format of a prompt file, told by its path; undefined for any other file. */
export const templateOf = (file: string): Template | undefined => TEMPLATES.find(template => template.matches(file));

/** Prompts of a file, as its format reads them. */
export function readTemplate(template: Template, file: string, project: Project): TemplateSite[] {
  const source = openSource(file, project);
  return source ? template.read(source) : [];
}

/** Whether a source's path says that what it defines are prompts: `prompts.py`, `prompts/review.ts`. */
export const isPromptPlace = (file: string): boolean => isPromptFile(file);
