import type { Part } from '../model.ts';
import { buildParts, hole } from './syntax/blocks.ts';
import { splitFrontMatter } from './syntax/front-matter.ts';
import { jinjaTokens } from './syntax/jinja.ts';
import { isNamedPrompt } from './syntax/named.ts';
import { oneMessage, siteOf, textPart } from './syntax/site.ts';
import type { Source, Template } from './template.ts';

const EXTENSIONS: ReadonlySet<string> = new Set(['md', 'txt', 'xml', 'markdown']);

/** Prompts kept as plain texts. What fills them in is up to the code that reads them. */
export const plain: Template = {
  id: 'text',
  matches: file => isNamedPrompt(file, EXTENSIONS),
  read(source) {
    const { body } = splitFrontMatter(source.text);
    const parts = STATEMENT.test(source.text) ? buildParts(jinjaTokens(source, body)) : textParts(source, body);
    // An editor's or agent's own prompt file: its front matter is settings.
    if (/\.prompt\.md$/i.test(source.file) || body === 0) return siteOf(source, oneMessage('unknown', parts));
    const front: Part = {
      kind: 'choice',
      options: [[textPart(source, 0, body, 'front matter')], []],
      place: source.place(0, body),
    };
    return siteOf(source, oneMessage('unknown', [front, ...parts]));
  },
};

/** Jinja, whatever the file is called. */
const STATEMENT = /\{%[-+]?\s*(?:if|for|set|include|block|macro|raw)\b[^%]*%\}/;

/** `{{name}}`, Go's `{{.Name}}`, `${name}`, `{name}`: a name in brackets is taken for a variable, which makes the count a lower bound. */
const VARIABLE = /\{\{\{?-?\s*\.?([A-Za-z_][\w.-]*?)\s*-?\}?\}\}|\$?\{([A-Za-z_]\w*)\}/g;

function textParts(source: Source, from: number): Part[] {
  const parts: Part[] = [];
  let start = from;
  VARIABLE.lastIndex = from;
  for (let found = VARIABLE.exec(source.text); found; found = VARIABLE.exec(source.text)) {
    const end = found.index + found[0].length;
    if (found.index > start) parts.push(textPart(source, start, found.index));
    parts.push(hole(found[1] ?? found[2] ?? '', source.place(found.index, end)));
    start = end;
  }
  if (start < source.text.length) parts.push(textPart(source, start, source.text.length));
  return parts;
}
