import { CHAT_COMPLETION, EMBEDDING, type Sdk } from './sdk.ts';

/** Newer versions put the request into a key of its own. */
const ofChat = (...names: string[]): string[] =>
  names.flatMap(name => [name, `chatGenerationParams.${name}`, `chatRequest.${name}`]);

const ofResponse = (...names: string[]): string[] =>
  names.flatMap(name => [name, `responsesRequest.${name}`, `openResponsesRequest.${name}`]);

/** https://openrouter.ai/docs/sdks */
export const openrouter: Sdk = {
  id: 'openrouter',
  name: 'OpenRouter',
  packages: { python: ['openrouter'], typescript: ['@openrouter/sdk', '@openrouter/agent'] },
  clients: { OpenRouter: 'openrouter' },
  provider: 'openrouter',
  transparent: ['beta'],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.send', '{client}().chat.send_async'],
      operation: 'chat.send',
      model: ofChat('model'),
      prompt: [{ from: ofChat('messages'), as: 'messages' }],
      maxOutput: ofChat('maxCompletionTokens', 'maxTokens', 'max_completion_tokens', 'max_tokens'),
      tools: ofChat('tools'),
      schema: ofChat('responseFormat', 'response_format'),
      signature: ['model|chatGenerationParams|chatRequest', 'messages|chatGenerationParams|chatRequest'],
    },
    {
      kind: 'chat',
      callee: ['{client}().responses.send', '{client}().responses.send_async', '{client}().callModel'],
      operation: 'responses.send',
      model: ofResponse('model'),
      prompt: [
        { from: ofResponse('instructions'), as: 'system' },
        { from: ofResponse('input'), as: 'input' },
      ],
      maxOutput: ofResponse('maxOutputTokens', 'max_output_tokens'),
      tools: ofResponse('tools'),
      signature: ['model|responsesRequest|openResponsesRequest', 'input|responsesRequest|openResponsesRequest'],
    },
    { ...EMBEDDING, callee: ['{client}().embeddings.generate'], operation: 'embeddings.generate' },
  ],
};
