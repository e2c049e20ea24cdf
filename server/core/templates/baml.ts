import type { ModelChoice } from '../model.ts';
import { buildMessages, roleToken, type Token } from './syntax/blocks.ts';
import { jinjaTokens } from './syntax/jinja.ts';
import { boundOf, modelNamed } from './syntax/models.ts';
import { innerSource, siteOf, trimmed } from './syntax/site.ts';
import type { Source, Template, TemplateSite } from './template.ts';

/** https://docs.boundaryml.com/ref/baml/function: `function X(…) -> Y { client … prompt #"…"# }`. */
export const baml: Template = {
  id: 'baml',
  matches: file => /\.baml$/i.test(file),
  read: source => [...source.text.matchAll(FUNCTION)].flatMap(found => functionOf(source, found)),
};

const FUNCTION = /^[ \t]*function\s+(\w+)/gm;
const CLIENT = /^[ \t]*client\s+(?:"([^"\n]+)"|(\w+)[ \t]*(?:\/\/.*)?$)/m;
const PROMPT = /\bprompt\s+(#*)"/;

function functionOf(source: Source, found: RegExpExecArray): TemplateSite[] {
  const from = found.index + found[0].length;
  const next = /^[ \t]*(?:function|class|enum|test|client<|template_string|generator|retry_policy)\b/m.exec(
    source.text.slice(from),
  );
  const body = source.text.slice(from, next ? from + next.index : undefined);
  const text = promptIn(body, from);
  if (!text) return [];
  const client = CLIENT.exec(body);
  const start = from + (client?.index ?? 0);
  const named = client?.[2] === undefined ? undefined : clientNamed(source, client[2]);
  const { messages, open } = buildMessages(jinjaTokens(innerSource(source, text)).map(asRole), 'system');
  const place = source.place(start, start + (client?.[0].length ?? 0));
  return siteOf(
    source,
    { messages: trimmed(messages), open },
    {
      name: found[1],
      at: { start: found.index, end: from },
      model: modelOf(client, named, place),
      maxOutput: boundOf(named?.maxOutput),
    },
  );
}

/** The text of `prompt #"…"#`, without the indent of its lines. */
function promptIn(body: string, from: number): { value: string; start: number; end: number } | undefined {
  const opened = PROMPT.exec(body);
  if (!opened) return undefined;
  const start = opened.index + opened[0].length;
  const end = body.indexOf(`"${opened[1]}`, start);
  const lines = body.slice(start, end < 0 ? undefined : end).split('\n');
  const indents = lines.slice(1).flatMap(line => (line.trim() === '' ? [] : line.length - line.trimStart().length));
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  const value = lines
    .map((line, at) => (at === 0 ? line : line.slice(indent)))
    .join('\n')
    .trim();
  return { value, start: from + start, end: from + (end < 0 ? body.length : end) };
}

/** `{{ _.role("user") }}` begins a message. */
function asRole(token: Token): Token {
  const called = token.kind === 'part' && token.part.kind === 'hole' ? token.part.name : '';
  const role = /^_\.(?:role|chat)\(\s*(?:role\s*=\s*)?["'](\w+)["']/.exec(called)?.[1];
  return role === undefined ? token : roleToken(role);
}

interface Client {
  provider: string;
  model: string | undefined;
  maxOutput: number | undefined;
}

/** `client<llm> Name { provider openai options { model "gpt-4o" } }`, of this file or of `clients.baml` beside it. */
function clientNamed(source: Source, name: string): Client | undefined {
  const pattern = new RegExp(`client<llm>\\s+${name}\\s*\\{`);
  const text = [source.text, source.other('clients.baml')?.text ?? ''].find(candidate => pattern.test(candidate));
  const [, rest = ''] = text?.split(pattern, 2) ?? [];
  const body = rest.split(/^(?:client<llm>|function|class|retry_policy)\b/m, 1)[0] ?? '';
  const provider = /\bprovider\s+"?([\w-]+)/.exec(body)?.[1];
  if (provider === undefined) return undefined;
  const limit = /\bmax_(?:completion_)?tokens\s+(\d+)/.exec(body)?.[1];
  return {
    provider,
    model: /\bmodel\s+"?([^"\s]+)/.exec(body)?.[1],
    maxOutput: limit === undefined ? undefined : Number(limit),
  };
}

function modelOf(
  client: RegExpExecArray | null,
  named: Client | undefined,
  place: ReturnType<Source['place']>,
): ModelChoice {
  const [, literal, name] = client ?? [];
  if (literal !== undefined) return modelNamed(literal, place);
  if (named?.model === undefined)
    return {
      candidates: [],
      unknown: name === undefined ? 'no client is named' : `the client \`${name}\` is not in sight`,
    };
  if (named.model.startsWith('env.'))
    return { candidates: [], unknown: `the model \`${named.model}\` is set where the file is used` };
  return modelNamed(named.model, place, SERVERS[named.provider] ?? named.provider);
}

/** Providers of BAML by other names than the catalogue's. */
const SERVERS: Readonly<Record<string, string>> = {
  'openai-responses': 'openai',
  'aws-bedrock': 'aws',
  'azure-openai': 'azure',
  'google-ai': 'google',
  'vertex-ai': 'google',
  'openai-generic': 'openai-generic',
};
