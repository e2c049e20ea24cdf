import { EMBEDDING, IMAGE, type Operation, type Sdk } from './sdk.ts';

const steps = (...names: string[]): string[] => names.flatMap(name => [`${name}:(0)`, `made:${name}`]);

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: [...steps('with_model'), 'chat:model', 'made:model'],
  unnamed: 'the default model of the configuration answers',
  prompt: [
    { from: steps('with_instructions'), as: 'system' },
    { from: ['message', '(0)'], as: 'user' },
  ],
  maxOutput: ['with_params:max_tokens', 'with_params:max_output_tokens'],
  tools: steps('with_tools', 'with_tool'),
  schema: steps('with_schema'),
};

/** https://rubyllm.com */
export const rubyLlm: Sdk = {
  id: 'ruby-llm',
  name: 'RubyLLM',
  packages: { ruby: ['RubyLLM'] },
  clients: {},
  provider: null,
  transparent: [
    ...'with_instructions() with_temperature() with_model() with_tool() with_tools() with_schema() with_params()'.split(
      ' ',
    ),
    ...'with_headers() with_context() with_thinking() on_new_message() on_end_message() on_tool_call() context()'.split(
      ' ',
    ),
    ...'add_message() with_request_options() assume_model_exists()'.split(' '),
  ],
  operations: [
    { ...CHAT, callee: ['chat().ask', 'chat.ask', 'chat().say', 'chat.say'], operation: 'chat.ask' },
    {
      ...EMBEDDING,
      callee: ['embed'],
      operation: 'embed',
      prompt: [{ from: ['(0)'], as: 'inputs' }],
      unnamed: 'the default model of the configuration answers',
    },
    {
      ...IMAGE,
      callee: ['paint'],
      operation: 'paint',
      prompt: [{ from: ['(0)'], as: 'user' }],
      unnamed: 'the default model of the configuration answers',
    },
  ],
};
