import { doubtOf } from '../../../pricing/resolve.ts';
import type { CallKind, ModelCandidate } from '../model.ts';
import type { EncodingId } from '../ports.ts';
import type { Fit } from './fits.ts';
import { FITS } from './fitted.ts';
import { CHAT_MODELS, GPT_5, GPT_5_4, O_SERIES, type OpenAiRule, ROUTED_GPT_5 } from './openai.ts';

/** Tokens around the texts of a chat: once a request, and for each message by its role. */
interface Framing {
  request: number;
  system: number;
  assistant: number;
  /** Of any other role. */
  user: number;
}

/** How the requests of a group of models are counted. */
export interface Family {
  name: string;
  models: RegExp;
  /** Who serves them, where the host's template makes the difference; any where there is none. */
  providers?: RegExp;
  encoding: EncodingId;
  /** Text is counted by the model's own rule; the others are fitted to what was billed. */
  isExact: boolean;
  framing: Framing;
  openai: OpenAiRule | null;
  fit: Fit;
  /** Tokens around a text that is no message: an input of an embedding, the parts of a completion. */
  bare?: number;
}

const AS_JSON: Fit = {
  factor: 1,
  word: 0,
  capital: 0,
  line: 0,
  request: 0,
  system: 0,
  message: 0,
  thinking: 0,
  tools: null,
  schema: null,
  call: 0,
};
const NO_FRAMING: Framing = { request: 0, system: 0, assistant: 0, user: 0 };

/** Text alone, as of embeddings and completions. Encodings: https://github.com/openai/tiktoken/blob/main/tiktoken/model.py */
const text = (name: string, models: RegExp, encoding: EncodingId): Family => ({
  name,
  models,
  encoding,
  isExact: true,
  framing: NO_FRAMING,
  openai: null,
  fit: AS_JSON,
});

/** https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken */
const chat = (name: string, models: RegExp, encoding: EncodingId, openai: OpenAiRule = CHAT_MODELS): Family => ({
  ...text(name, models, encoding),
  framing: { request: 3, system: 4, assistant: 4, user: 4 },
  openai,
});

/** The reply is primed by 2, and a turn of the assistant takes 2 more. */
const reasoning = (name: string, models: RegExp, openai: OpenAiRule, providers?: RegExp): Family => ({
  ...chat(name, models, 'o200k_base', openai),
  ...(providers ? { providers } : {}),
  framing: { request: 2, system: 4, assistant: 6, user: 4 },
});

/** No tokenizer is published or built in: fitted to requests that were billed. */
function fitted(name: string, models: RegExp, encoding: EncodingId = 'o200k_base', providers?: RegExp): Family {
  const fit = FITS[name] ?? AS_JSON;
  const { request, system, message } = fit;
  return {
    name,
    models,
    ...(providers ? { providers } : {}),
    encoding,
    isExact: false,
    framing: { request: request - message, system, assistant: message, user: message },
    openai: null,
    fit,
  };
}

/** A start of a name, also behind what clouds and routers put before it: `ft:`, `us.anthropic.`, `…/`. */
const starts = (names: string): RegExp => new RegExp(`(?:^|[./:])(?:${names})`, 'i');

const LLAMA_4 = /(?<!o)llama-?4(?!\d)/i;
const LLAMA_3 = /(?<!o)llama-?3/i;
const LLAMA_31 = /(?<!o)llama-?3[.-][1-3](?![\db])/i;

/** First match wins. */
export const FAMILIES: readonly Family[] = [
  text('OpenAI embeddings', starts('text-embedding-(?:3|ada-002)'), 'cl100k_base'),
  text('OpenAI completions', starts('gpt-3\\.?5-turbo-instruct|(?:davinci|babbage)-002'), 'cl100k_base'),
  text('GPT-3 code', starts('text-davinci-00[23]|code-(?:davinci|cushman)|davinci-codex|cushman-codex'), 'p50k_base'),
  text('GPT-3', starts('(?:text-)?(?:davinci|curie|babbage|ada)(?:-001)?(?:$|:)'), 'r50k_base'),
  fitted('gpt-oss on Groq', starts('gpt-oss'), 'o200k_base', /groq/),
  fitted('gpt-oss on Ollama', starts('gpt-oss'), 'o200k_base', /ollama/),
  fitted('gpt-oss', starts('gpt-oss')),
  chat(
    'OpenAI chat',
    starts('gpt-4o|gpt-4\\.[15]|chatgpt-4o|gpt-audio|gpt-realtime|o1-mini|computer-use'),
    'o200k_base',
  ),
  reasoning('OpenAI reasoning', starts('o[134](?:$|-)|codex'), O_SERIES),
  reasoning('GPT-5 through a router', starts('gpt-5'), ROUTED_GPT_5, /router|vercel|gateway/),
  reasoning('GPT-5.4', starts('gpt-5[.-](?:[4-9]|\\d\\d)(?!\\d)'), GPT_5_4),
  reasoning('GPT-5', starts('gpt-5'), GPT_5),
  chat('GPT-4 and 3.5', starts('gpt-4|gpt-3\\.?5'), 'cl100k_base'),

  fitted('claude-4.7+', starts('claude-(?:[a-z]+-)?(?:4[.-][7-9]|[5-9])(?!\\d)'), 'cl100k_base'),
  fitted('claude-4.6', starts('claude-(?:[a-z]+-)?4[.-]6(?!\\d)'), 'cl100k_base'),
  fitted('claude-4.5', starts('claude-(?:[a-z]+-)?4[.-]5(?!\\d)'), 'cl100k_base'),
  fitted('claude-4', starts('claude-(?:[a-z]+-)?4(?!\\d)'), 'cl100k_base'),
  fitted('claude-3.7', starts('claude-3[.-]7'), 'cl100k_base'),
  fitted('claude-3.5', starts('claude-3[.-]5'), 'cl100k_base'),
  fitted('claude-3-haiku', starts('claude-3-haiku'), 'cl100k_base'),
  fitted('claude-3-sonnet', starts('claude-3-sonnet'), 'cl100k_base'),
  fitted('claude-3-opus', starts('claude-3-opus'), 'cl100k_base'),
  // Claude 2, whose prompts may also be one text: 3 to 6 tokens more than that in 3 requests.
  { ...fitted('Claude', starts('claude'), 'cl100k_base'), bare: 3 },

  // Its digits are tokens of their own, as those of Qwen's vocabulary are.
  fitted('Gemini 2.0', starts('gemini-(?:1|2\\.0)'), 'qwen'),
  fitted('Gemini on Vertex', starts('gemini'), 'qwen', /vertex|vercel/),
  fitted('Gemini 2.5', starts('gemini-2'), 'qwen'),
  fitted('Gemini', starts('gemini'), 'qwen'),
  fitted('Cohere Command A', starts('command-(?:a|r7b)'), 'qwen'),
  fitted('Cohere', starts('command'), 'qwen'),

  fitted('DeepSeek R1', /deepseek[.-]r1/i, 'deepseek'),
  fitted('DeepSeek V4', /deepseek[.-]v4/i, 'deepseek'),
  fitted('DeepSeek', /deepseek/i, 'deepseek'),
  fitted('Llama 3.1+ on Ollama', LLAMA_31, 'cl100k_base', /ollama/),
  fitted('Llama 3.1+', LLAMA_31, 'cl100k_base'),
  fitted('Llama 3 on Ollama', LLAMA_3, 'cl100k_base', /ollama/),
  fitted('Llama 3', LLAMA_3, 'cl100k_base'),
  fitted('Llama 4 on Groq', LLAMA_4, 'o200k_base', /groq/),
  fitted('Llama 4', LLAMA_4),
  // Llama 2 begins a text with a token: 2 requests of Bedrock.
  { ...fitted('Llama', /(?<!o)llama/i), bare: 1 },
  // The control tokens at both ends: 3 requests of embeddings, 2 of completions.
  { ...text('Mistral embeddings', /mistral-embed|codestral-embed/i, 'tekken'), isExact: false, bare: 2 },
  { ...fitted('Mistral', /codestral/i, 'tekken'), bare: 2 },
  fitted('Mistral Small', /(?:mistral|magistral)-small-latest|mistral-small-(?!250)/i, 'tekken'),
  fitted('Mixtral on Together', /mistral|mixtral/i, 'tekken', /together/),
  fitted('Mistral', /mistral|mixtral|magistral|codestral|devstral|pixtral/i, 'tekken'),
  fitted('Qwen on Together', /qwen|qwq/i, 'qwen', /together/),
  fitted('Qwen', /qwen|qwq/i, 'qwen'),
  fitted('Gemma on Ollama', /gemma/i, 'qwen', /ollama/),
  fitted('Gemma', /gemma/i, 'qwen'),
  fitted('GLM', /\bglm-/i),
  fitted('Grok Code', starts('grok-code')),
  fitted('Grok fast', starts('grok-[\\d.]+-fast')),
  fitted('Grok 4.3', starts('grok-4[.-]3')),
  fitted('Grok', starts('grok')),
  fitted('Amazon Nova 2', starts('nova-2'), 'deepseek'),
  fitted('Amazon Nova', starts('nova-'), 'deepseek'),
  // A token around each text: 7 requests.
  { ...fitted('Amazon Titan embeddings 2', starts('titan-embed-text-v2')), bare: 1 },
  fitted('Amazon Titan', starts('titan-')),
  // A token less than o200k_base says, of each text: 7 requests of 2 repositories.
  { ...fitted('Voyage', starts('voyage-')), bare: -1 },
  fitted('Kimi', /kimi/i),
  fitted('Palmyra', starts('palmyra')),
];

/** For a model that no family is known for. */
const UNKNOWN: Family = fitted('unknown', /^/);

/** What Azure's own client asks are OpenAI's models, whatever their deployments are called. */
const DEPLOYMENT: Family = {
  ...chat('a deployment on Azure', /^/, 'o200k_base'),
  isExact: false,
};
const EMBEDDING_DEPLOYMENT: Family = {
  ...text('a deployment on Azure', /^/, 'cl100k_base'),
  isExact: false,
};

export function familyOf(model: string | null, provider: string | null = null, kind: CallKind = 'chat'): Family {
  const found = FAMILIES.find(
    ({ models, providers }) => models.test(model ?? '') && (!providers || providers.test(provider ?? '')),
  );
  if (model !== null && found) return found;
  if (model === null || provider !== 'azure') return UNKNOWN;
  return kind === 'embedding' ? EMBEDDING_DEPLOYMENT : DEPLOYMENT;
}

/** Encoding or fitted rule that counts, as a reader is told. */
export const tokenizerOf = ({ name, encoding, fit }: Family): string =>
  fit.factor === 1 && fit.word === 0 ? encoding : `${name} (fitted)`;

/** Why the texts of a model are not counted exactly; null where they are. */
export function whyInexact(model: ModelCandidate | null, family: Family): string | null {
  if (model === null) return `no model known; counted with ${family.encoding}`;
  if (family === UNKNOWN) return `no tokenizer known for ${model.id}; counted with ${family.encoding}`;
  if (family.isExact) return model.origin === 'mapping' ? null : doubtOf(model.id, model.provider);
  const { factor, word } = family.fit;
  if (factor === 1 && word === 0) return `${family.name} is counted with ${family.encoding}`;
  const words = word === 0 ? '' : ', corrected by words, capitals and lines';
  return `${family.name} is counted by a fitted rule: ${family.encoding} × ${factor}${words}`;
}

/** Whether a name is that of a model whose family is known. */
export const isModelName = (name: string): boolean => /^[\w.:/@-]+$/.test(name) && familyOf(name) !== UNKNOWN;
