import type { Operation, Sdk } from './sdk.ts';

const MADE: Pick<Operation, 'model' | 'maxOutput'> = {
  model: ['settings.ai_model_id', 'made:ai_model_id', 'made:deployment_name'],
  maxOutput: ['settings.max_completion_tokens', 'settings.max_tokens'],
};

/** https://learn.microsoft.com/en-us/semantic-kernel/concepts/ai-services/chat-completion */
export const semanticKernel: Sdk = {
  id: 'semantic-kernel',
  name: 'Semantic Kernel',
  packages: { python: ['semantic_kernel'] },
  clients: {
    OpenAIChatCompletion: 'openai',
    OpenAITextCompletion: 'openai',
    AzureChatCompletion: 'azure',
    AzureTextCompletion: 'azure',
    AzureAIInferenceChatCompletion: 'azure',
    AnthropicChatCompletion: 'anthropic',
    GoogleAIChatCompletion: 'google',
    VertexAIChatCompletion: 'google',
    MistralAIChatCompletion: 'mistral',
    BedrockChatCompletion: 'aws',
    OllamaChatCompletion: 'ollama',
    ChatCompletionClientBase: null,
  },
  provider: null,
  transparent: [],
  made: MADE,
  operations: [
    {
      ...MADE,
      callee: [
        '{client}().get_chat_message_content',
        '{client}().get_chat_message_contents',
        '{client}().get_streaming_chat_message_content',
        '{client}().get_streaming_chat_message_contents',
        '{client}().complete_chat',
        '{client}().complete_chat_async',
      ],
      operation: 'get_chat_message_content',
      kind: 'chat',
      prompt: [{ from: ['chat_history', '(0)'], as: 'input' }],
    },
    {
      ...MADE,
      callee: ['{client}().get_text_content', '{client}().get_text_contents', '{client}().get_streaming_text_content'],
      operation: 'get_text_content',
      kind: 'completion',
      prompt: [{ from: ['prompt', '(0)'], as: 'input' }],
    },
    {
      callee: ['Kernel().invoke_prompt', 'Kernel().invoke_prompt_stream'],
      operation: 'invoke_prompt',
      kind: 'chat',
      model: [],
      client: ['made:services', 'on:add_service.Completion'],
      prompt: [{ from: ['prompt', '(0)'], as: 'jinja' }],
      maxOutput: [],
    },
  ],
};
