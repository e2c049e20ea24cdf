import { EMBEDDING, IMAGE, type Operation, RERANK, RESPONSE, type Sdk, SPEECH, TRANSCRIPTION } from './sdk.ts';

const CHAT: Pick<
  Operation,
  'kind' | 'model' | 'prompt' | 'maxOutput' | 'tools' | 'schema' | 'serviceTier' | 'effort' | 'thinkingBudget'
> = {
  kind: 'chat',
  model: ['model', '(0)'],
  prompt: [{ from: ['messages', '(1)'], as: 'messages' }],
  maxOutput: ['max_completion_tokens', 'max_tokens'],
  tools: ['tools', 'functions'],
  schema: ['response_format'],
  serviceTier: ['service_tier'],
  effort: ['reasoning_effort'],
  thinkingBudget: ['thinking.budget_tokens'],
};

/** https://docs.litellm.ai/docs/completion/input */
export const litellm: Sdk = {
  id: 'litellm',
  name: 'LiteLLM',
  packages: { python: ['litellm'] },
  clients: { Router: null },
  provider: null,
  providerPrefix: '/',
  aliases: {
    list: ['Router:model_list', 'Router:(0)'],
    name: 'model_name',
    model: 'litellm_params.model',
  },
  transparent: [],
  operations: [
    {
      callee: [
        'completion',
        'acompletion',
        'completion_with_retries',
        'acompletion_with_retries',
        '{client}().completion',
        '{client}().acompletion',
      ],
      operation: 'completion',
      ...CHAT,
    },
    {
      ...CHAT,
      callee: ['batch_completion', 'abatch_completion'],
      operation: 'batch_completion',
    },
    {
      callee: ['responses', 'aresponses', '{client}().responses', '{client}().aresponses'],
      operation: 'responses',
      ...CHAT,
      model: ['model'],
      prompt: RESPONSE.prompt,
      maxOutput: ['max_output_tokens'],
    },
    {
      callee: ['text_completion', 'atext_completion', '{client}().text_completion'],
      operation: 'text_completion',
      ...CHAT,
      kind: 'completion',
      prompt: [{ from: ['prompt'], as: 'user' }],
    },
    {
      ...EMBEDDING,
      callee: ['embedding', 'aembedding', '{client}().embedding', '{client}().aembedding'],
      operation: 'embedding',
      model: ['model', '(0)'],
      prompt: [{ from: ['input', '(1)'], as: 'inputs' }],
    },
    {
      ...IMAGE,
      callee: ['image_generation', 'aimage_generation', '{client}().image_generation', '{client}().aimage_generation'],
      operation: 'image_generation',
      prompt: [{ from: ['prompt', '(0)'], as: 'user' }],
    },
    {
      ...TRANSCRIPTION,
      callee: ['transcription', 'atranscription'],
      operation: 'transcription',
      model: ['model', '(0)'],
    },
    { ...SPEECH, callee: ['speech', 'aspeech'], operation: 'speech', model: ['model', '(0)'] },
    { ...RERANK, callee: ['rerank', 'arerank'], operation: 'rerank' },
  ],
};
