import { buildMessages } from './syntax/blocks.ts';
import { handlebarsTokens } from './syntax/handlebars.ts';
import { isNamedPrompt } from './syntax/named.ts';
import { siteOf } from './syntax/site.ts';
import type { Template } from './template.ts';

const EXTENSIONS: ReadonlySet<string> = new Set(['hbs', 'handlebars', 'mustache']);

/** Prompts in Handlebars or Mustache. */
export const handlebars: Template = {
  id: 'handlebars',
  matches: file => isNamedPrompt(file, EXTENSIONS),
  read: source => siteOf(source, buildMessages(handlebarsTokens(source), 'unknown')),
};
