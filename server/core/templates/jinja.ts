import { jinjaTokens } from './syntax/jinja.ts';
import { isNamedPrompt } from './syntax/named.ts';
import { readRoleLines, siteOf } from './syntax/site.ts';
import type { Template } from './template.ts';

const EXTENSIONS: ReadonlySet<string> = new Set(['j2', 'jinja', 'jinja2', 'tera']);

/** Prompts in Jinja, or Tera, which is the same in Rust. Prompt flow marks roles by lines in them. */
export const jinja: Template = {
  id: 'jinja',
  matches: file => isNamedPrompt(file, EXTENSIONS),
  read: source => siteOf(source, readRoleLines(jinjaTokens(source), 'unknown')),
};
