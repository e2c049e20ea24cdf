import { CHAT_COMPLETION, COMPLETION, EMBEDDING, type Sdk } from './sdk.ts';

const MODEL = ['model_id', 'modelId', 'made:model_id', 'made:modelId', 'ModelInference:(0)', 'Model:(0)'] as const;
const MAX_OUTPUT = [
  'params.max_new_tokens',
  'params.max_tokens',
  'parameters.max_new_tokens',
  'parameters.maxNewTokens',
  'maxTokens',
  'made:params.max_new_tokens',
  'made:params.max_tokens',
] as const;

/** https://ibm.github.io/watsonx-ai-python-sdk · https://ibm.github.io/watsonx-ai-node-sdk */
export const watsonx: Sdk = {
  id: 'watsonx',
  name: 'watsonx.ai',
  packages: { python: ['ibm_watsonx_ai', 'ibm_watson_machine_learning'], typescript: ['@ibm-cloud/watsonx-ai'] },
  clients: { ModelInference: 'watsonx', Model: 'watsonx', Embeddings: 'watsonx', WatsonXAI: 'watsonx' },
  constructors: ['newInstance()'],
  provider: 'watsonx',
  transparent: ['foundation_models', 'embeddings', 'inference', 'model'],
  operations: [
    {
      ...COMPLETION,
      callee: [
        '{client}().generate',
        '{client}().agenerate',
        '{client}().generate_text',
        '{client}().generate_text_stream',
        '{client}().agenerate_stream',
        '{client}().generateText',
        '{client}().generateTextStream',
      ],
      operation: 'generate',
      model: MODEL,
      prompt: [{ from: ['prompt', 'input', '(0)'], as: 'inputs' }],
      maxOutput: MAX_OUTPUT,
    },
    {
      ...CHAT_COMPLETION,
      callee: [
        '{client}().chat',
        '{client}().achat',
        '{client}().chat_stream',
        '{client}().achat_stream',
        '{client}().textChat',
        '{client}().textChatStream',
      ],
      operation: 'chat',
      model: MODEL,
      prompt: [{ from: ['messages', '(0)'], as: 'messages' }],
      maxOutput: MAX_OUTPUT,
    },
    {
      ...EMBEDDING,
      callee: [
        '{client}().embed_documents',
        '{client}().embed_query',
        '{client}().aembed_documents',
        '{client}().aembed_query',
        '{client}().embedText',
      ],
      operation: 'embed',
      model: MODEL,
      prompt: [{ from: ['texts', 'text', 'inputs', '(0)'], as: 'inputs' }],
    },
  ],
};
