import type { Data } from '../data/data.ts';
import { readToml } from '../data/toml.ts';
import type { Message, Part } from '../model.ts';
import { fieldTokens } from './syntax/fields.ts';
import { jinjaTokens } from './syntax/jinja.ts';
import { handlebarsTokens } from './syntax/handlebars.ts';
import { isNamedPrompt } from './syntax/named.ts';
import { roleNamed } from './syntax/roles.ts';
import { oneMessage, partsAt, type Reader, siteOf } from './syntax/site.ts';
import { asText, at, itemsAt, readYaml, textAt, type Yaml } from './syntax/yaml.ts';
import type { Source, Template, TemplateSite } from './template.ts';

const EXTENSIONS: ReadonlySet<string> = new Set(['yaml', 'yml', 'json', 'toml']);

/** Keys under which prompts stand in files of prompts, and how long a text under one is at the least. */
const KEY = /prompt|system|template|instruction|message|^(?:user|human|assistant|content|text)$/i;
const MIN_CHARS = 100;

/** Prompts as entries of YAML, JSON or TOML. LangChain's own files say which they are; of others, the keys do. */
export const settings: Template = {
  id: 'settings',
  // Such files hold several: `prompts.yaml`, `review_prompts.toml`.
  matches: file =>
    isNamedPrompt(file, EXTENSIONS) || isNamedPrompt(file.replace(/prompts(?=\.\w+$)/i, 'prompt'), EXTENSIONS),
  read(source) {
    const data = /\.toml$/i.test(source.file) ? readToml(source.text) : undefined;
    const root = data ? asYaml(data) : readYaml(source.text);
    return at(root, '_type') ? langchain(source, root) : entries(source, root, '');
  },
};

/** TOML's values in YAML's words: a text is known by the line that its key stands in. */
function asYaml(data: Data): Yaml {
  const place = { start: data.offset, end: data.offset };
  if (data.kind === 'list') return { kind: 'list', items: data.items.map(asYaml), ...place };
  if (data.kind === 'scalar') return { kind: 'scalar', value: data.value, ...place };
  return { kind: 'map', entries: new Map([...data.entries].map(([key, value]) => [key, asYaml(value)])), ...place };
}

/** https://reference.langchain.com/python/langchain-core/prompts, as `load_prompt` reads it. */
function langchain(source: Source, root: Yaml | undefined): TemplateSite[] {
  const format = textAt(root, 'template_format')?.value;
  const read: Reader = format === 'jinja2' ? jinjaTokens : format === 'mustache' ? handlebarsTokens : fieldTokens;
  const texts = ['prefix', 'template', 'suffix'].flatMap((key): Part[] => {
    const parts = partsAt(source, at(root, key), read);
    const [first] = parts;
    const separator = textAt(root, 'example_separator')?.value ?? '\n\n';
    return key === 'suffix' && first ? [{ kind: 'text', text: separator, place: first.place }, ...parts] : parts;
  });
  const messages = itemsAt(root, 'messages').flatMap((item): Message[] => {
    const parts = partsAt(source, at(item, 'prompt.template') ?? at(item, 'content'), read);
    return [{ role: roleNamed(textAt(item, 'role')?.value ?? ''), parts }];
  });
  const open = at(root, 'examples') ? ['examples are added'] : [];
  return siteOf(source, { messages: [...oneMessage('unknown', texts).messages, ...messages], open });
}

/** Each long text under a key that says so, named by the way to it. */
function entries(source: Source, value: Yaml | undefined, path: string): TemplateSite[] {
  if (value?.kind === 'list') return value.items.flatMap(item => entries(source, item, path));
  if (value?.kind !== 'map') return [];
  return [...value.entries].flatMap(([key, entry]) => {
    const name = path === '' ? key : `${path}.${key}`;
    const text = asText(entry);
    if (!text) return entries(source, entry, name);
    if (!KEY.test(key) || text.value.trim().length < MIN_CHARS) return [];
    const read: Reader = /\{[%{]/.test(text.value) ? jinjaTokens : fieldTokens;
    return siteOf(source, oneMessage('unknown', partsAt(source, entry, read)), { name, at: entry });
  });
}
