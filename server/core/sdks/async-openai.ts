import { CHAT_COMPLETION, type Operation, type Sdk } from './sdk.ts';

/** The request is the call's first argument: a struct, or what a builder makes. */
const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  ...CHAT_COMPLETION,
  model: ['(0).model'],
  prompt: [{ from: ['(0).messages'], as: 'messages' }],
  maxOutput: ['(0).max_completion_tokens', '(0).max_tokens'],
  tools: ['(0).tools', '(0).functions'],
  schema: ['(0).response_format'],
};

/** https://docs.rs/async-openai */
export const asyncOpenai: Sdk = {
  id: 'async-openai',
  name: 'async-openai',
  packages: { rust: ['async_openai', 'async_openai_wasm'] },
  clients: { Client: 'openai' },
  provider: 'openai',
  constructors: ['new()', 'default()', 'with_config()', 'build()'],
  transparent: 'with_http_client() with_http_service() with_backoff() query() header() headers() path()'.split(' '),
  operations: [
    {
      ...CHAT,
      callee: ['{client}().chat().create', '{client}().chat().create_byot'],
      operation: 'chat.create',
    },
    {
      ...CHAT,
      callee: ['{client}().chat().create_stream', '{client}().chat().create_stream_byot'],
      operation: 'chat.create_stream',
    },
    ...(['create', 'create_stream'] as const).map((method): Operation => ({
      callee: [`{client}().responses().${method}`, `{client}().responses().${method}_byot`],
      operation: `responses.${method}`,
      kind: 'chat',
      model: ['(0).model'],
      prompt: [
        { from: ['(0).instructions'], as: 'system' },
        { from: ['(0).input'], as: 'input' },
      ],
      maxOutput: ['(0).max_output_tokens'],
      tools: ['(0).tools'],
      schema: ['(0).text.format', '(0).text'],
    })),
    ...(['create', 'create_stream'] as const).map((method): Operation => ({
      callee: [`{client}().completions().${method}`, `{client}().completions().${method}_byot`],
      operation: `completions.${method}`,
      kind: 'completion',
      model: ['(0).model'],
      prompt: [{ from: ['(0).prompt'], as: 'user' }],
      maxOutput: ['(0).max_tokens'],
    })),
    {
      callee: [
        '{client}().embeddings().create',
        '{client}().embeddings().create_base64',
        '{client}().embeddings().create_byot',
      ],
      operation: 'embeddings.create',
      kind: 'embedding',
      model: ['(0).model'],
      prompt: [{ from: ['(0).input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
