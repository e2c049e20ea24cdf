import type { Known, ModelChoice } from '../model.ts';
import { buildMessages } from './syntax/blocks.ts';
import { jinjaTokens } from './syntax/jinja.ts';
import { boundOf, modelNamed } from './syntax/models.ts';
import { innerSource, readChat, type Said, siteOf, trimmed } from './syntax/site.ts';
import { asText, at, itemsAt, numberAt, readYaml, textAt, type Yaml } from './syntax/yaml.ts';
import type { Source, Template } from './template.ts';

/** https://www.promptfoo.dev/docs/configuration/reference: every prompt goes to every provider, for every test. */
export const promptfoo: Template = {
  id: 'promptfoo',
  matches: file => /(?:^|\/)promptfooconfig[\w.-]*\.(?:ya?ml|json)$/i.test(file),
  tier: 'test',
  read(source) {
    const config = readYaml(source.text);
    const prompts = listAt(config, 'prompts').flatMap(prompt => promptsOf(source, prompt));
    const providers = [...listAt(config, 'providers'), ...listAt(config, 'targets')].flatMap(providerOf);
    const count = countOf(at(config, 'tests'));
    const repeats = count.known && count.value <= 1 ? [] : [{ over: 'tests', count }];
    return providers.flatMap(provider =>
      prompts.flatMap(({ name, said }) =>
        siteOf(source, said, {
          name,
          at: provider,
          model: modelOf(source, provider),
          maxOutput: boundOf(provider.maxOutput),
          repeats: repeats.map(({ over, count: times }) => ({
            kind: 'each' as const,
            over,
            count: times,
            place: source.place(provider.start, provider.end),
          })),
        }),
      ),
    );
  },
};

/** A list, or the one item that it would have. */
const listAt = (config: Yaml | undefined, key: string): readonly Yaml[] => {
  const value = at(config, key);
  return value?.kind === 'scalar' ? [value] : itemsAt(config, key);
};

function countOf(tests: Yaml | undefined): Known<number> {
  if (tests === undefined) return { known: true, value: 1 };
  const isListed = tests.kind === 'list' && tests.items.every(item => item.kind === 'map');
  return isListed ? { known: true, value: tests.items.length } : { known: false, why: 'the tests lie in other files' };
}

interface Named {
  name: string | undefined;
  said: Said;
}

/** Texts of a prompt: itself, or those of the file that it names, where lines of `---` lie between them. */
function promptsOf(source: Source, prompt: Yaml): Named[] {
  const text = asText(prompt) ?? textAt(prompt, 'raw') ?? textAt(prompt, 'id');
  if (!text) return [];
  const name = textAt(prompt, 'label')?.value;
  const path = /^file:\/\/([^:]+)/.exec(text.value)?.[1];
  if (path === undefined) return [{ name: name ?? firstLine(text.value), said: saidBy(innerSource(source, text)) }];
  const file = source.other(path);
  const open = [`the prompts of \`${path}\` are not in sight`];
  if (!file || !/\.(?:txt|md|j2|json|ya?ml)$/.test(file.file)) return [{ name: path, said: { messages: [], open } }];
  if (!file.file.endsWith('.txt')) return [{ name: name ?? path, said: saidBy(file) }];
  let from = 0;
  return file.text.split(/^---$/m).flatMap(part => {
    const start = from;
    from += part.length + '---'.length;
    const { messages } = buildMessages(jinjaTokens(file, start, start + part.length), 'user');
    return messages.length === 0 ? [] : [{ name: name ?? path, said: { messages: trimmed(messages), open: [] } }];
  });
}

/** A chat in JSON or YAML, or a text of the user's. */
function saidBy(source: Source): Said {
  const chat = /^\s*(?:\[\s*\{|- role:)/.test(source.text) ? readYaml(source.text) : undefined;
  return chat?.kind === 'list' ? readChat(source, chat.items, jinjaTokens) : buildMessages(jinjaTokens(source), 'user');
}

const LONGEST_NAME = 30;
const firstLine = (text: string): string => (text.trim().split('\n', 1)[0] ?? '').slice(0, LONGEST_NAME).trim();

interface Provider {
  id: string;
  start: number;
  end: number;
  maxOutput: number | undefined;
}

/** `openai:gpt-4o`, `{ id, config }` or `{ 'openai:gpt-4o': config }`. */
function providerOf(provider: Yaml): Provider[] {
  const { start, end } = provider;
  const maxOutput = (config: Yaml | undefined): number | undefined =>
    numberAt(
      config,
      'max_tokens',
      'max_completion_tokens',
      'max_output_tokens',
      'maxOutputTokens',
      'generationConfig.maxOutputTokens',
    );
  const id = asText(provider) ?? textAt(provider, 'id');
  if (id) return [{ id: id.value, start: id.start, end: id.end, maxOutput: maxOutput(at(provider, 'config')) }];
  const entries = provider.kind === 'map' ? [...provider.entries] : [];
  return entries
    .slice(0, 1)
    .map(([key, value]) => ({ id: key, start, end, maxOutput: maxOutput(at(value, 'config')) }));
}

const OWN = /^(?:file|https?|wss?|exec|python|golang|ruby|webhook|package|browser|echo|promptfoo|mcp|agentic)\b|^[./]/;
const API = /^(?:chat|completions?|responses|messages?|realtime)$/;

/** `openai:chat:gpt-4o`: who serves it, by which interface, which model. */
function modelOf(source: Source, { id, start, end }: Provider): ModelChoice {
  if (OWN.test(id)) return { candidates: [], unknown: `\`${id}\` is a provider of one's own` };
  const [provider = '', ...rest] = id.split(':');
  const name = rest.slice(API.test(rest[0] ?? '') ? 1 : 0).join(':');
  if (name === '') return { candidates: [], unknown: `\`${id}\` names no model` };
  const place = source.place(start, end);
  return modelNamed(
    provider === 'openrouter' ? name : `${provider}/${name}`,
    place,
    provider === 'openrouter' ? provider : null,
  );
}
