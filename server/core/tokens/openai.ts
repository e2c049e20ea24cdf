import type { Attachment, Message, Prompt, Tokens } from '../model.ts';
import type { CountText } from './parts.ts';
import { exactly } from './ranges.ts';
import { billedSchema, type Endpoint, type Format, readFormat, readTools } from './schema.ts';
import { namespaceOf } from './typescript.ts';

/** Tokens around a section that is put behind the system prompt (`joined`; null where it never is), or sent alone. */
interface Section {
  joined: number | null;
  alone: number;
}

interface EndpointRule {
  tools: Section;
  /** The answer's form; `names`: how often its name is billed beside its heading. */
  schema: Section & { names: number };
  /** Where tools and a schema are sent together. */
  both: number;
  /** A tool that must be called, by name (its own tokens come on top; null: nothing) or any. */
  named: number | null;
  required: number;
  /** A call and its result, beside the arguments and twice the tool's name. */
  call: number;
  /** Calls in one turn that are sent as one, beside their JSON; null where each is sent for itself. */
  parallel: number | null;
  /** A call that is alone in its turn and sent back with the id that the provider gave it. */
  known: number;
}

export type OpenAiRule = Readonly<Record<Endpoint, EndpointRule>>;

/** GPT-3.5 to GPT-4.5. Fitted to billed requests of half the repositories, see `test/bench/fit.mjs`. */
export const CHAT_MODELS: OpenAiRule = {
  chat: {
    tools: { joined: -1, alone: 3 },
    schema: { joined: 2, alone: 6, names: 1 },
    both: -7,
    named: 7,
    required: 0,
    call: 13,
    parallel: 23,
    known: 0,
  },
  responses: {
    tools: { joined: null, alone: -3 },
    schema: { joined: null, alone: 1, names: 0 },
    both: 2,
    named: 7,
    required: 9,
    call: 11,
    parallel: null,
    known: 3,
  },
};

const REASONING_RESPONSES: EndpointRule = {
  tools: { joined: null, alone: 3 },
  schema: { joined: null, alone: 0, names: 0 },
  both: 0,
  named: null,
  required: 0,
  call: 17,
  parallel: null,
  known: 3,
};

export const GPT_5: OpenAiRule = {
  chat: {
    tools: { joined: 84, alone: 88 },
    schema: { joined: null, alone: 4, names: 0 },
    both: 0,
    named: null,
    required: 0,
    call: 19,
    parallel: 30,
    known: 0,
  },
  responses: REASONING_RESPONSES,
};

/** Since 5.4 every call that is sent alone takes what one with a known id took: 112 requests of 4 repositories. */
export const GPT_5_4: OpenAiRule = {
  ...GPT_5,
  responses: { ...REASONING_RESPONSES, call: REASONING_RESPONSES.call + REASONING_RESPONSES.known, known: 0 },
};

/** Routers ask the newer endpoint whatever they are asked in. */
export const ROUTED_GPT_5: OpenAiRule = { chat: REASONING_RESPONSES, responses: REASONING_RESPONSES };

/** o1, o3, o4. */
export const O_SERIES: OpenAiRule = {
  chat: { ...GPT_5.chat, tools: { joined: null, alone: 4 }, call: 16 },
  responses: { ...REASONING_RESPONSES, tools: { joined: null, alone: 0 } },
};

/** Which of the two endpoints a request goes to, told by how it spells tools and schema. */
export function endpointOf({ attachments }: Prompt): Endpoint {
  for (const { kind, json } of attachments) {
    if (!json.known) continue;
    const read = kind === 'tools' ? readTools(json.value) : readFormat(json.value[0]);
    if (read?.endpoint) return read.endpoint;
  }
  return 'chat';
}

/** Tokens of tools or a schema; undefined where their shape is not known. */
export function attachmentTokens(
  { kind, json, choice }: Attachment,
  { messages, attachments }: Prompt,
  rule: EndpointRule,
  countText: CountText,
): number | undefined {
  if (!json.known) return undefined;
  const system = endOfSystem(messages);
  const section = (text: string, { joined, alone }: Section): number =>
    system === null || joined === null
      ? countText(text) + alone
      : countText(`${system}\n\n${text}`) - countText(system) + joined;
  if (kind === 'schema') {
    const format = readFormat(json.value[0])?.value;
    const beside = attachments.some(other => other.kind === 'tools') ? rule.both : 0;
    return format && section(formatSection(format), rule.schema) + rule.schema.names * countText(format.name) + beside;
  }
  const tools = readTools(json.value)?.value.tools;
  if (!tools) return undefined;
  return tools.length === 0 ? 0 : section(namespaceOf(tools), rule.tools) + chosen(choice, rule, countText);
}

function chosen(choice: Attachment['choice'], { named, required }: EndpointRule, countText: CountText): number {
  if (choice === undefined) return 0;
  if (choice === 'required') return required;
  return named === null ? 0 : named + countText(choice.name);
}

const formatSection = ({ name, description, schema }: Format): string =>
  `# Response Formats\n\n## ${name}\n\n${description ? `// ${description}\n` : ''}${JSON.stringify(billedSchema(schema))}`;

/** Tokens of what tools were asked for, with all that is around their results. */
export function callTokens(
  message: Message,
  messages: readonly Message[],
  rule: EndpointRule,
  countText: CountText,
): Tokens {
  const { calls = [] } = message;
  if (rule.parallel !== null && calls.length > 1) {
    const uses = calls.map(call => ({
      recipient_name: `functions.${call.name}`,
      parameters: parsed(call.arguments),
    }));
    return exactly(rule.parallel + countText(JSON.stringify({ tool_uses: uses })));
  }
  const at = messages.indexOf(message);
  const isAlone = !messages[at - 1]?.calls && !messages[at + 1]?.calls;
  const each = calls.map(
    call => rule.call + (call.id && isAlone ? rule.known : 0) + 2 * countText(call.name) + countText(call.arguments),
  );
  return exactly(each.reduce((all, one) => all + one, 0));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // What a model wrote may be cut off: it is billed as it is.
    return json;
  }
}

/** Text that the last system prompt ends with, behind which sections are put; null where there is none. */
function endOfSystem(messages: readonly Message[]): string | null {
  const parts = messages.findLast(({ role }) => role === 'system')?.parts;
  if (!parts) return null;
  const known = parts.slice(parts.findLastIndex(part => part.kind !== 'text') + 1);
  return known.map(part => (part.kind === 'text' ? part.text : '')).join('');
}
