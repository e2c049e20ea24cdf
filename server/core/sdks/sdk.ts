import type { Service } from '../../../pricing/facts/service-tiers.ts';
import type { LanguageId } from '../languages/language.ts';
import type { CallKind, Role } from '../model.ts';

/**
 * Where an argument is found:
 * `model` a named argument of the call (in TypeScript a key of its object) · `(0)` the first positional one ·
 * `(1)+` that one and all behind it ·
 * `made:model` of any call that led to the receiver, nearest first · `bind_tools:(0)` of the call of that name ·
 * `set:Settings.llm` what was set for the whole program, `set:configure().lm` by a call · `config.max_tokens` a key inside: of
 * an object, of a list (`(0)`), of the call that made it (`(0).model` of `run(Agent(model=…), …)`), or what a builder's step of
 * that name was given · `(0).new(1)` the second argument of one · `()` what the method is called on, as it was built ·
 * `on:add_service.Completion` what calls of that method on the same object were given, if its class ends so · `**` all named
 * arguments.
 */
export type Locator = string;

export interface PromptArgument {
  from: readonly Locator[];
  /**
   * `messages`: a list of them; `input`: a text, or a list of messages or parts; `inputs`: a text or
   * several, each for itself; `each`: one of a list of inputs; `fields`: the texts in an object;
   * `template`: a text whose `{fields}` are filled in; `jinja`: whose `{{ fields }}` are; `images`: a list of them;
   * `builder`: what its steps add, one after the other; else a text of that role.
   */
  as: Role | 'messages' | 'input' | 'inputs' | 'each' | 'fields' | 'template' | 'jinja' | 'images' | 'builder';
}

/** Something that an argument must be: `is` its text; without `is`, given at all. */
export interface Condition {
  argument: readonly Locator[];
  is?: RegExp;
  /** Passes, too, where the text is not known or not given. */
  orUnknown?: boolean;
}

/** When one call asks the model several times over. */
export interface Turns {
  /** The most turns there may be. */
  limit: readonly Locator[];
  /** With none of these there is nothing to come back to the model with: one turn it is. Left out: whatever is given. */
  because?: readonly Locator[];
  /** Without a limit there is one turn, not as many as it takes. */
  isOneUnlessSet?: boolean;
  /** Without a limit the SDK has none of its own; what else may end it, if given. */
  endless?: readonly Locator[];
}

export interface Operation {
  /**
   * Ways from the package to the callee: `{client}` is any of the SDK's clients, `()` a call on the way, `*` anything. At the
   * end `()` is an object that is itself called.
   */
  callee: readonly string[];
  /** The SDK's own name of the method. */
  operation: string;
  kind: CallKind;
  model: readonly Locator[];
  prompt: readonly PromptArgument[];
  maxOutput: readonly Locator[];
  tools?: readonly Locator[];
  schema?: readonly Locator[];
  /**
   * What the SDK makes of a class or a Zod schema that is given for the form of the answer: its schema, put as one of OpenAI's
   * endpoints takes it, or a tool.
   */
  schemaForm?: 'schema' | 'chat' | 'responses' | 'tool';
  /** Which of the tools must be called. */
  toolChoice?: readonly Locator[];
  /** Says `enabled` where the model is told to think first. */
  thinking?: readonly Locator[];
  /** For how many tokens the model is told to think. */
  thinkingBudget?: readonly Locator[];
  /** How hard the model is to think, in a word of the provider's: `high`. */
  effort?: readonly Locator[];
  /** Marks all that is sent for the provider's cache: Anthropic's `cache_control` beside the messages. */
  cacheMark?: readonly Locator[];
  /** The name of something that was put into a cache before, and is sent with the rest. */
  cachedContent?: readonly Locator[];
  /** The argument that is a client, also another SDK's: it tells what the call leaves open, such as the model. */
  client?: readonly Locator[];
  /**
   * Whether a call costs nothing unless its client is one of an SDK: what else a store embeds with runs on the machine itself.
   * `if-given`: the SDK's own default is such a client.
   */
  billed?: 'by-client' | 'if-given';
  /** The list that the call makes one request for each element of. */
  each?: Locator;
  turns?: Turns;
  /** Where the call says how it wants to be served: `service_tier="flex"`. */
  serviceTier?: readonly Locator[];
  /** How it is served, always: a batch has a price of its own. */
  service?: Service;
  /** What is sent besides and stands nowhere in the call, in words that follow "more is sent:". */
  adds?: string;
  /** Why the call names no model, where it never does: `the endpoint decides which model answers`. */
  unnamed?: string;
  /** What must hold besides the callee: `client("bedrock-runtime")`, not `client("s3")`. */
  when?: Condition;
  /** What the call is instead where its arguments say so; the first that holds. */
  variants?: readonly Variant[];
  /**
   * Named arguments that together are nothing else's: where the client itself can't be followed, a call of this name with
   * all of them is still told. `prompt|messages`: either.
   */
  signature?: readonly string[];
}

/** Where an object that makes calls keeps what they all share. */
export interface Made {
  model: readonly Locator[];
  maxOutput: readonly Locator[];
  prompt?: readonly Locator[];
  /** What it was made from: a chain's model, a wrapper's client. */
  client?: readonly Locator[];
}

export type Variant = Partial<Omit<Operation, 'callee' | 'variants'>> & { when: Condition };

/** How what is called is reached from a package. */
export interface Library {
  /** What it is imported as, in each language that it is for; its operations are looked for in these languages only. */
  packages: Partial<Record<LanguageId, readonly string[]>>;
  /** Name that a default import stands for. */
  defaultExport?: string;
  /** Classes that are the same client, with the provider that each one speaks to; null: the model's name tells. */
  clients: Readonly<Record<string, string | null>>;
  /** Modules on the way to a client that say who it speaks to: `rig::providers::anthropic::Client`. */
  modules?: Readonly<Record<string, string>>;
  /** Steps that, behind a client's class, make one of it: `new()` in Rust, `fromEnv()`, and `build()` with all before it. */
  constructors?: readonly string[];
  /** Functions and types that give back what they are given: `openai.String("…")`, `ChatModel.of("…")`. */
  conversions?: readonly string[];
  /** Steps that change nothing of what is called: `beta`, `with_options()`. */
  transparent: readonly string[];
}

/** `spring.ai.openai.chat.options.model` in `application.properties`. */
export interface ModelSetting {
  key: string;
  kind: CallKind;
  provider: string | null;
}

/** What an LLM call looks like, for all languages. If an SDK needs code, this type lacks a field. */
export interface Sdk extends Library {
  id: string;
  /** As its makers write it. */
  name: string;
  /** Provider of operations that need no client. */
  provider: string | null;
  /** Models that the SDK has a constant for, by its name: `GPT4o` → `gpt-4o`. */
  models?: Readonly<Record<string, string>>;
  /** Models whose constants are called as they are but for case and punctuation: `ChatModelGPT4oMini` → `gpt-4o-mini`. */
  modelIds?: readonly string[];
  /** Functions and types that give back what they are given: `openai.String("…")`, `anthropic.Model("…")`. */
  conversions?: readonly string[];
  /** Settings of an application that give a model to the clients which a framework makes. */
  settings?: readonly ModelSetting[];
  operations: readonly Operation[];
  /** What its objects were made with, where another call is handed one of them. */
  made?: Made;
  /** The argument that names who serves the model, and what the catalogue puts before that name. */
  server?: { from: readonly Locator[]; prefix: string };
  /** A list in which a router gives models names of its own: where the name is, and where the model. */
  aliases?: { list: readonly Locator[]; name: Locator; model: Locator };
  /** Its clients can be stages of a pipeline: `prompt | model`, `prompt.pipe(model)`. */
  pipes?: boolean;
  /**
   * What makes a model to hand over, by class or function (`OpenAIModel`, or `aws.Claude` with its module), with who serves
   * it; null: the model's name tells.
   */
  makers?: Readonly<Record<string, string | null>>;
  /** Decorators of an object's methods that give it more: `@agent.system_prompt`, `@agent.tool`. */
  decorators?: Readonly<Record<'system' | 'tools', readonly string[]>>;
  /** Packages with a name so ordinary that one of the project's own goes first. */
  ordinary?: readonly string[];
  /** Model names carry their provider in front: the separator, such as `/` in `anthropic/claude-…`. */
  providerPrefix?: '/' | ':' | '::';
}

/** OpenAI's chat completions, which others take over as they are. */
export const CHAT_COMPLETION: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['model'],
  prompt: [{ from: ['messages'], as: 'messages' }],
  maxOutput: ['max_completion_tokens', 'max_tokens', 'maxTokens'],
  tools: ['tools', 'functions'],
  schema: ['response_format', 'responseFormat'],
  schemaForm: 'chat',
  serviceTier: ['service_tier', 'serviceTier'],
  toolChoice: ['tool_choice', 'toolChoice'],
  effort: ['reasoning_effort', 'reasoningEffort'],
};

/** Texts turned into vectors. */
export const EMBEDDING: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'embedding',
  model: ['model'],
  prompt: [{ from: ['input'], as: 'inputs' }],
  maxOutput: [],
};

/** A text continued. */
export const COMPLETION: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'completion',
  model: ['model'],
  prompt: [{ from: ['prompt'], as: 'user' }],
  maxOutput: ['max_tokens', 'maxTokens'],
};

/** A picture or film from a text. */
export const IMAGE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'image',
  model: ['model'],
  prompt: [{ from: ['prompt'], as: 'user' }],
  maxOutput: [],
};

/** OpenAI's responses, likewise. */
export const RESPONSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['model'],
  prompt: [
    { from: ['instructions'], as: 'system' },
    { from: ['input'], as: 'input' },
  ],
  maxOutput: ['max_output_tokens'],
  tools: ['tools'],
  schema: ['text.format'],
  schemaForm: 'responses',
  serviceTier: ['service_tier'],
  toolChoice: ['tool_choice', 'toolChoice'],
  effort: ['reasoning.effort'],
};

/** Speech from a text. */
export const SPEECH: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'audio',
  model: ['model'],
  prompt: [
    { from: ['instructions'], as: 'system' },
    { from: ['input', 'text'], as: 'user' },
  ],
  maxOutput: [],
};

/** Text from speech; the prompt only helps to spell it. */
export const TRANSCRIPTION: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'audio',
  model: ['model'],
  prompt: [{ from: ['prompt'], as: 'user' }],
  maxOutput: [],
  adds: 'the recording',
};

/** Documents put in order for a question. */
export const RERANK: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'rerank',
  model: ['model'],
  prompt: [
    { from: ['query'], as: 'user' },
    { from: ['documents'], as: 'inputs' },
  ],
  maxOutput: [],
};

type Body = Omit<Operation, 'callee' | 'operation'>;

/** The same operation where all that it takes is in one argument, by position: Go's `Converse(ctx, &ConverseInput{…})`. */
export function inArgument(request: '(0)' | '(1)', operation: Body): Body {
  const { variants, signature: _, model, prompt, maxOutput, ...rest } = operation;
  return {
    ...rest,
    ...moved(request, rest),
    model: at(request, model),
    prompt: promptIn(request, prompt),
    maxOutput: at(request, maxOutput),
    ...(variants && {
      variants: variants.map(variant => ({
        ...variant,
        ...moved(request, variant),
        when: whenIn(request, variant.when),
      })),
    }),
  };
}

/** Those of an operation's locators that are given, each looking into the argument. */
function moved(request: string, { model, prompt, maxOutput, tools, schema, when }: Partial<Body>): Partial<Body> {
  return {
    ...(model && { model: at(request, model) }),
    ...(prompt && { prompt: promptIn(request, prompt) }),
    ...(maxOutput && { maxOutput: at(request, maxOutput) }),
    ...(tools && { tools: at(request, tools) }),
    ...(schema && { schema: at(request, schema) }),
    ...(when && { when: whenIn(request, when) }),
  };
}

const promptIn = (request: string, prompt: readonly PromptArgument[]): PromptArgument[] =>
  prompt.map(argument => ({ ...argument, from: at(request, argument.from) }));

const at = (request: string, locators: readonly Locator[]): Locator[] =>
  locators.map(locator => `${request}.${locator}`);

const whenIn = (request: string, condition: Condition): Condition => ({
  ...condition,
  argument: at(request, condition.argument),
});

/** Models that OpenAI's libraries have constants for, by their ids. */
export const OPENAI_MODELS: readonly string[] = [
  'codex-mini-latest computer-use-preview computer-use-preview-2025-02-04 computer-use-preview-2025-03-11',
  'gpt-3.5-turbo gpt-3.5-turbo-0125 gpt-3.5-turbo-0301 gpt-3.5-turbo-0613 gpt-3.5-turbo-1106 gpt-3.5-turbo-16k',
  'gpt-3.5-turbo-16k-0613 gpt-3.5-turbo-instruct gpt-4 gpt-4-0125-preview gpt-4-0314 gpt-4-0613 gpt-4-1106-preview',
  'gpt-4-32k gpt-4-32k-0314 gpt-4-32k-0613 gpt-4-turbo gpt-4-turbo-2024-04-09 gpt-4-turbo-preview',
  'gpt-4-vision-preview gpt-4.1 gpt-4.1-2025-04-14 gpt-4.1-mini gpt-4.1-mini-2025-04-14 gpt-4.1-nano',
  'gpt-4.1-nano-2025-04-14 gpt-4.5-preview gpt-4.5-preview-2025-02-27 gpt-4o gpt-4o-2024-05-13 gpt-4o-2024-08-06',
  'gpt-4o-2024-11-20 gpt-4o-audio-preview gpt-4o-audio-preview-2024-10-01 gpt-4o-audio-preview-2024-12-17',
  'gpt-4o-audio-preview-2025-06-03 gpt-4o-mini gpt-4o-mini-2024-07-18 gpt-4o-mini-audio-preview',
  'gpt-4o-mini-audio-preview-2024-12-17 gpt-4o-mini-search-preview gpt-4o-mini-search-preview-2025-03-11',
  'gpt-4o-realtime-preview gpt-4o-realtime-preview-2024-10-01 gpt-4o-search-preview',
  'gpt-4o-search-preview-2025-03-11 gpt-5 gpt-5-2025-08-07 gpt-5-chat-latest gpt-5-codex gpt-5-mini',
  'gpt-5-mini-2025-08-07 gpt-5-nano gpt-5-nano-2025-08-07 gpt-5-pro gpt-5-pro-2025-10-06 gpt-5.1 gpt-5.1-2025-11-13',
  'gpt-5.1-chat-latest gpt-5.1-codex gpt-5.1-codex-max gpt-5.1-codex-mini gpt-5.1-mini gpt-5.2 gpt-5.2-2025-12-11',
  'gpt-5.2-chat-latest gpt-5.2-codex gpt-5.2-pro gpt-5.2-pro-2025-12-11 gpt-5.3-chat-latest gpt-5.3-codex gpt-5.4',
  'gpt-5.4-mini gpt-5.4-mini-2026-03-17 gpt-5.4-nano gpt-5.4-nano-2026-03-17 gpt-5.4-pro gpt-5.5 gpt-5.5-2026-04-23',
  'gpt-5.5-pro gpt-5.5-pro-2026-04-23 gpt-5.6 gpt-5.6-cyber gpt-5.6-luna gpt-5.6-sol gpt-5.6-terra',
  'gpt-daybreak-blue-latest gpt-daybreak-red-latest o1 o1-2024-12-17 o1-mini o1-mini-2024-09-12 o1-preview',
  'o1-preview-2024-09-12 o1-pro o1-pro-2025-03-19 o3 o3-2025-04-16 o3-deep-research o3-deep-research-2025-06-26',
  'o3-mini o3-mini-2025-01-31 o3-pro o3-pro-2025-06-10 o4-mini o4-mini-2025-04-16 o4-mini-deep-research',
  'o4-mini-deep-research-2025-06-26 text-embedding-3-large text-embedding-3-small text-embedding-ada-002',
].flatMap(line => line.split(' '));

/** The same of Anthropic's. */
export const ANTHROPIC_MODELS: readonly string[] = [
  'claude-instant-1.2 claude-2.0 claude-2.1 claude-3-haiku-20240307 claude-3-sonnet-20240229 claude-3-opus-20240229',
  'claude-3-opus-latest claude-3-5-sonnet-20240620 claude-3-5-sonnet-20241022 claude-3-5-sonnet-latest',
  'claude-3-5-haiku-20241022 claude-3-5-haiku-latest claude-3-7-sonnet-20250219 claude-3-7-sonnet-latest',
  'claude-4-opus-20250514 claude-4-sonnet-20250514 claude-opus-4-0 claude-opus-4-20250514 claude-sonnet-4-0',
  'claude-sonnet-4-20250514 claude-opus-4-1 claude-opus-4-1-20250805 claude-sonnet-4-5 claude-sonnet-4-5-20250929',
  'claude-haiku-4-5 claude-haiku-4-5-20251001 claude-opus-4-5 claude-opus-4-5-20251101 claude-opus-4-6',
  'claude-sonnet-4-6 claude-opus-4-7 claude-opus-4-8 claude-sonnet-5 claude-fable-5 claude-mythos-5',
  'claude-mythos-preview',
].flatMap(line => line.split(' '));
