import type { Sdk } from './sdk.ts';

/** https://docs.oracle.com/en-us/iaas/tools/go/latest/generativeaiinference */
export const ociGo: Sdk = {
  id: 'oci',
  name: 'OCI Generative AI',
  packages: { go: ['github.com/oracle/oci-go-sdk'] },
  clients: { NewGenerativeAiInferenceClientWithConfigurationProvider: null, GenerativeAiInferenceClient: null },
  provider: null,
  transparent: [],
  operations: [
    {
      callee: ['{client}().Chat'],
      operation: 'Chat',
      kind: 'chat',
      model: ['(1).chat_details.serving_mode.model_id'],
      prompt: [
        { from: ['(1).chat_details.chat_request.preamble_override'], as: 'system' },
        { from: ['(1).chat_details.chat_request.messages'], as: 'messages' },
        { from: ['(1).chat_details.chat_request.message'], as: 'user' },
      ],
      maxOutput: ['(1).chat_details.chat_request.max_tokens'],
    },
    {
      callee: ['{client}().EmbedText'],
      operation: 'EmbedText',
      kind: 'embedding',
      model: ['(1).embed_text_details.serving_mode.model_id'],
      prompt: [{ from: ['(1).embed_text_details.inputs'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
