import type { EncodingId } from '../ports.ts';

/** Tokens around the texts of a chat: once a request, and for each message by its role. */
interface Framing {
  request: number;
  system: number;
  assistant: number;
  /** Of any other role. */
  user: number;
}

/** Tokens of tools or of a schema: `request + each × how many + factor × tokens of their JSON`. */
interface AttachmentRule {
  request: number;
  each: number;
  factor: number;
  error: string;
}

/** How the requests of a group of models are counted. */
export interface Family {
  name: string;
  models: RegExp;
  encoding: EncodingId;
  /** Tokens that one token of the encoding stands for. */
  factor: number;
  framing: Framing;
  tools: AttachmentRule;
  schema: AttachmentRule;
  /** How far the count may be off; null where it is the model's own rule. */
  error: string | null;
}

const NOT_MEASURED = 'error not measured';
const AS_TEXT: AttachmentRule = { request: 0, each: 0, factor: 1, error: NOT_MEASURED };
const NO_FRAMING: Framing = { request: 0, system: 0, assistant: 0, user: 0 };

type Rule = Omit<Family, 'name' | 'models'>;

const named = (name: string, models: RegExp, rule: Rule): Family => ({ name, models, ...rule });

/** Text alone, as of embeddings and completions. Encodings: https://github.com/openai/tiktoken/blob/main/tiktoken/model.py */
const text = (encoding: EncodingId): Rule => ({
  encoding,
  factor: 1,
  framing: NO_FRAMING,
  tools: AS_TEXT,
  schema: AS_TEXT,
  error: null,
});

/**
 * https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken; 771 of 772 recorded requests to
 * OpenAI without tools or schema are exact. Tools are billed as TypeScript, a schema as JSON with less in it: fitted to
 * 306 and 185 requests, error on the same.
 */
const chat = (encoding: EncodingId): Rule => ({
  ...text(encoding),
  framing: { request: 3, system: 4, assistant: 4, user: 4 },
  tools: { request: 0, each: 0, factor: 0.75, error: '±7 % (p95 22 %)' },
  schema: { request: 8, each: 0, factor: 0.88, error: '±2 % (p95 21 %)' },
});
/** The reply is primed by 2, and a turn of the assistant takes 2 more. */
const reasoning: Rule = {
  ...chat('o200k_base'),
  framing: { request: 2, system: 4, assistant: 6, user: 4 },
  tools: { request: 0, each: 0, factor: 0.75, error: '±4 % (p95 57 %)' },
};

/**
 * Anthropic publishes no tokenizer. Fitted to 261 recorded requests of 25 repositories, error on repositories left out;
 * tools to 341, a schema to 15. A system prompt is not framed as a message is.
 */
const claude = (toolsRequest: number, toolsError: string): Rule => ({
  encoding: 'o200k_base',
  factor: 1.14,
  framing: { request: 4.3, system: 0, assistant: 2.2, user: 2.2 },
  tools: { request: toolsRequest, each: 10, factor: 1.2, error: toolsError },
  schema: { request: 107, each: 0, factor: 1.58, error: 'rough, few requests' },
  error: '±3 % (p95 15 %)',
});

/** 26 recorded requests of 3 repositories: the tokenizer changed with 4.7. */
const claudeSince47: Rule = {
  ...claude(360, '±13 % (p95 14 %, few requests)'),
  factor: 1.27,
  framing: { request: 6.3, system: 0, assistant: 2.7, user: 2.7 },
  error: 'rough: ±10 % (p95 67 %, few requests)',
};

/** Error on 29 recorded requests of at least 100 tokens; a schema was not billed. */
const gemini = (perMessage: number, toolsFactor: number, toolsError: string): Rule => ({
  encoding: 'o200k_base',
  factor: 1,
  framing: { request: 0, system: perMessage, assistant: perMessage, user: perMessage },
  tools: { request: 0, each: 0, factor: toolsFactor, error: toolsError },
  schema: { request: 0, each: 0, factor: 0, error: NOT_MEASURED },
  error: '±6 % (p95 20 %)',
});

/** A tokenizer that is not built in; `template` is what hosts were seen to add to a request, on few requests. */
const foreign = (template: number): Rule => ({
  encoding: 'o200k_base',
  factor: 1,
  framing: { ...NO_FRAMING, request: template },
  tools: AS_TEXT,
  schema: AS_TEXT,
  error: NOT_MEASURED,
});

/** A start of a name, also behind what clouds and routers put before it: `ft:`, `us.anthropic.`, `…/`. */
const starts = (names: string): RegExp => new RegExp(`(?:^|[./:])(?:${names})`, 'i');

/** First match wins. */
const FAMILIES: readonly Family[] = [
  named('OpenAI embeddings', starts('text-embedding-(?:3|ada-002)'), text('cl100k_base')),
  named('OpenAI completions', starts('gpt-3\\.?5-turbo-instruct|(?:davinci|babbage)-002'), text('cl100k_base')),
  named(
    'GPT-3 code',
    starts('text-davinci-00[23]|code-(?:davinci|cushman)|davinci-codex|cushman-codex'),
    text('p50k_base'),
  ),
  named('GPT-3', starts('(?:text-)?(?:davinci|curie|babbage|ada)(?:-001)?(?:$|:)'), text('r50k_base')),
  { ...named('gpt-oss', starts('gpt-oss'), foreign(67)), error: "the host's template may differ" },
  named(
    'OpenAI chat',
    starts('gpt-4o|gpt-4\\.[15]|chatgpt-4o|gpt-audio|gpt-realtime|o1-mini|computer-use'),
    chat('o200k_base'),
  ),
  named('OpenAI reasoning', starts('gpt-5|o[134](?:$|-)|codex'), reasoning),
  named('OpenAI chat', starts('gpt-4|gpt-3\\.?5'), chat('cl100k_base')),

  named('claude-4.7+', starts('claude-(?:[a-z]+-)?(?:4[.-][7-9]|[5-9])(?!\\d)'), claudeSince47),
  named('claude-4.6', starts('claude-(?:[a-z]+-)?4[.-]6(?!\\d)'), claude(496, '±4 % (p95 11 %)')),
  named('claude-4.5', starts('claude-(?:[a-z]+-)?4[.-]5(?!\\d)'), claude(494, '±2 % (p95 25 %)')),
  named('claude-4', starts('claude-(?:[a-z]+-)?4(?!\\d)'), claude(309, '±4 % (p95 11 %)')),
  named('claude-3.7', starts('claude-3[.-]7'), claude(325, NOT_MEASURED)),
  named('claude-3.5', starts('claude-3[.-]5'), claude(300, '±9 % (p95 13 %)')),
  named('claude-3', starts('claude-3-haiku'), claude(285, NOT_MEASURED)),
  named('claude-3', starts('claude-3-sonnet'), claude(175, NOT_MEASURED)),
  named('claude-3', starts('claude-3-opus'), claude(550, NOT_MEASURED)),
  named('Claude', starts('claude'), foreign(0)),

  named('Gemini', starts('gemini-(?:1|2\\.0)'), gemini(0, 0.5, '±12 %')),
  named('Gemini', starts('gemini'), gemini(1, 0.89, '±5 % (p95 91 %)')),
  { ...named('Cohere', starts('command'), foreign(0)), factor: 1.05, error: '±4 % (p95 16 %)' },

  named('DeepSeek R1', /deepseek[.-]r1/i, foreign(3)),
  named('DeepSeek', /deepseek/i, foreign(4)),
  named('Llama', /(?<!o)llama-?3[.-][1-9]/i, foreign(35)),
  named('Llama', /(?<!o)llama/i, foreign(10)),
  named('Mistral', /(?:mistral|magistral)-small/i, foreign(15)),
  named('Mistral', /mistral|mixtral|magistral|codestral|devstral|pixtral/i, foreign(3)),
  named('Qwen', /qwen|qwq/i, foreign(10)),
  named('Gemma', /gemma/i, foreign(9)),
  named('GLM', /\bglm-/i, foreign(8)),
  named('Grok', starts('grok'), foreign(0)),
  named('Amazon Nova', starts('nova-'), foreign(0)),
  named('Amazon Titan', starts('titan-'), foreign(3)),
  named('Kimi', /kimi/i, foreign(0)),
];

/** For a model that no family is known for. */
const UNKNOWN: Family = named('unknown', /^/, foreign(0));

export const familyOf = (model: string | null): Family =>
  (model === null ? undefined : FAMILIES.find(family => family.models.test(model))) ?? UNKNOWN;

/** Encoding or fitted rule that counts, as a reader is told. */
export const tokenizerOf = ({ name, encoding, factor }: Family): string =>
  factor === 1 ? encoding : `${name} (fitted)`;

/** Why the texts of a model are not counted exactly; null where they are. */
export function whyInexact(model: string | null, family: Family): string | null {
  if (model === null) return `no model known; counted with ${family.encoding}`;
  if (family === UNKNOWN) return `no tokenizer known for ${model}; counted with ${family.encoding}`;
  if (family.error === null) return null;
  const rule = family.factor === 1 ? family.encoding : `${family.encoding} × ${family.factor}`;
  return `${family.name} is counted with ${rule}, ${family.error}`;
}
