import type { CallKind, Role } from '../model.ts';

/**
 * Where an argument is found:
 * `model` a named argument of the call (in TypeScript a key of its object) · `(0)` the first positional one ·
 * `made:model` of any call that led to the receiver, nearest first · `bind_tools:(0)` of the call of that name ·
 * `config.max_tokens` a key inside.
 */
export type Locator = string;

export interface PromptArgument {
  from: readonly Locator[];
  /**
   * `messages`: a list of them; `input`: a text, or a list of messages or parts; `inputs`: a text or
   * several, each for itself; else a text of that role.
   */
  as: Role | 'messages' | 'input' | 'inputs';
}

export interface Operation {
  /** Ways from the package to the callee: `{client}` is any of the SDK's clients, `()` a call on the way. */
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
   * Named arguments that together are nothing else's: where the client itself can't be followed, a call of this name with
   * all of them is still told.
   */
  signature?: readonly string[];
}

/** What an LLM call looks like, for all languages. If an SDK needs code, this type lacks a field. */
export interface Sdk {
  id: string;
  /** As its makers write it. */
  name: string;
  packages: { python?: readonly string[]; typescript?: readonly string[] };
  /** Name that a default import stands for. */
  defaultExport?: string;
  /** Classes that are the same client, with the provider that each one speaks to; null: the model's name tells. */
  clients: Readonly<Record<string, string | null>>;
  /** Provider of operations that need no client. */
  provider: string | null;
  /** Steps that change nothing of what is called: `beta`, `with_options()`. */
  transparent: readonly string[];
  operations: readonly Operation[];
  /** Its clients can be stages of a pipeline: `prompt | model`, `prompt.pipe(model)`. */
  pipes?: boolean;
  /** Model names carry their provider in front: the separator, such as `/` in `anthropic/claude-…`. */
  providerPrefix?: '/' | ':';
}

/** OpenAI's chat completions, which others take over as they are. */
export const CHAT_COMPLETION: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['model'],
  prompt: [{ from: ['messages'], as: 'messages' }],
  maxOutput: ['max_completion_tokens', 'max_tokens', 'maxTokens'],
  tools: ['tools', 'functions'],
  schema: ['response_format', 'responseFormat'],
};
