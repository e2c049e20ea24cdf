import type { Operation, Sdk } from './sdk.ts';

/** The Messages API, which other vendors host too. */
export const MESSAGE: Pick<
  Operation,
  | 'kind'
  | 'model'
  | 'prompt'
  | 'maxOutput'
  | 'tools'
  | 'schema'
  | 'schemaForm'
  | 'toolChoice'
  | 'thinking'
  | 'thinkingBudget'
  | 'effort'
  | 'cacheMark'
  | 'signature'
> = {
  kind: 'chat',
  model: ['model'],
  prompt: [
    { from: ['system'], as: 'system' },
    { from: ['messages'], as: 'messages' },
  ],
  maxOutput: ['max_tokens'],
  tools: ['tools'],
  schema: ['output_format', 'output_config.format'],
  schemaForm: 'schema',
  toolChoice: ['tool_choice'],
  thinking: ['thinking.type'],
  thinkingBudget: ['thinking.budget_tokens'],
  effort: ['output_config.effort'],
  cacheMark: ['cache_control'],
  // Twilio, too, has `client.messages.create`: it takes none of these.
  signature: ['model', 'messages', 'max_tokens'],
};

/** https://docs.anthropic.com/en/api/messages */
export const anthropic: Sdk = {
  id: 'anthropic',
  name: 'Anthropic',
  packages: {
    python: ['anthropic'],
    typescript: ['@anthropic-ai/sdk'],
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
    AnthropicFoundry: 'azure',
    AsyncAnthropicFoundry: 'azure',
  },
  provider: 'anthropic',
  transparent: [
    'beta',
    'tools',
    'prompt_caching',
    'promptCaching',
    'with_options()',
    'withOptions()',
    'with_raw_response',
    'with_streaming_response',
    'copy()',
  ],
  operations: [
    {
      callee: ['{client}().messages.create', '{client}().messages.toolRunner', '{client}().messages.tool_runner'],
      operation: 'messages.create',
      ...MESSAGE,
    },
    { callee: ['{client}().messages.stream'], operation: 'messages.stream', ...MESSAGE },
    { callee: ['{client}().messages.parse'], operation: 'messages.parse', ...MESSAGE },
    {
      callee: ['{client}().messages.batches.create'],
      operation: 'messages.batches.create',
      kind: 'chat',
      model: ['requests.params.model'],
      prompt: [
        { from: ['requests.params.system'], as: 'system' },
        { from: ['requests.params.messages'], as: 'messages' },
      ],
      maxOutput: ['requests.params.max_tokens'],
      tools: ['requests.params.tools'],
      each: 'requests',
      service: 'batch',
    },
    {
      callee: ['{client}().completions.create'],
      operation: 'completions.create',
      kind: 'completion',
      model: ['model'],
      prompt: [{ from: ['prompt'], as: 'user' }],
      maxOutput: ['max_tokens_to_sample'],
      signature: ['model', 'prompt', 'max_tokens_to_sample'],
    },
  ],
};

/** The same for those who serve its models, each a package of its own in TypeScript. */
const hosted = (library: string, client: string, provider: string): Sdk => ({
  ...anthropic,
  packages: { typescript: [library] },
  defaultExport: client,
  clients: { [client]: provider },
  provider,
});

export const ANTHROPIC_HOSTED: readonly Sdk[] = [
  hosted('@anthropic-ai/bedrock-sdk', 'AnthropicBedrock', 'aws'),
  hosted('@anthropic-ai/vertex-sdk', 'AnthropicVertex', 'google'),
  hosted('@anthropic-ai/foundry-sdk', 'AnthropicFoundry', 'azure'),
];
