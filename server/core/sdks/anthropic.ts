import type { Operation, Sdk } from './sdk.ts';

const MESSAGE: Pick<Operation, 'kind' | 'model' | 'prompt' | 'maxOutput' | 'tools' | 'signature'> = {
  kind: 'chat',
  model: ['model'],
  prompt: [
    { from: ['system'], as: 'system' },
    { from: ['messages'], as: 'messages' },
  ],
  maxOutput: ['max_tokens'],
  tools: ['tools'],
  // Twilio, too, has `client.messages.create`: it takes none of these.
  signature: ['model', 'messages', 'max_tokens'],
};

/** https://docs.anthropic.com/en/api/messages */
export const anthropic: Sdk = {
  id: 'anthropic',
  name: 'Anthropic',
  packages: {
    python: ['anthropic'],
    typescript: ['@anthropic-ai/sdk', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/vertex-sdk'],
  },
  defaultExport: 'Anthropic',
  clients: {
    Anthropic: 'anthropic',
    AsyncAnthropic: 'anthropic',
    Client: 'anthropic',
    AnthropicBedrock: 'aws',
    AsyncAnthropicBedrock: 'aws',
    AnthropicVertex: 'google',
    AsyncAnthropicVertex: 'google',
  },
  provider: 'anthropic',
  transparent: [
    'beta',
    'tools',
    'with_options()',
    'withOptions()',
    'with_raw_response',
    'with_streaming_response',
    'copy()',
  ],
  operations: [
    { callee: ['{client}().messages.create'], operation: 'messages.create', ...MESSAGE },
    { callee: ['{client}().messages.stream'], operation: 'messages.stream', ...MESSAGE },
    { callee: ['{client}().messages.parse'], operation: 'messages.parse', ...MESSAGE, schema: ['output_format'] },
    {
      callee: ['{client}().completions.create'],
      operation: 'completions.create',
      kind: 'completion',
      model: ['model'],
      prompt: [{ from: ['prompt'], as: 'user' }],
      maxOutput: ['max_tokens_to_sample'],
    },
  ],
};
