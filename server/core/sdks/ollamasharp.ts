import type { Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

/** https://github.com/awaescher/OllamaSharp */
export const ollamasharp: Sdk = {
  id: 'ollamasharp',
  name: 'OllamaSharp',
  packages: { csharp: ['OllamaSharp'] },
  clients: { OllamaApiClient: 'ollama', IOllamaApiClient: 'ollama', Chat: 'ollama' },
  provider: 'ollama',
  transparent: [],
  operations: [
    {
      callee: ['{client}().Generate', '{client}().GenerateAsync'],
      operation: 'GenerateAsync',
      kind: 'completion',
      unnamed: UNNAMED,
      model: ['(0).Model', 'OllamaApiClient:(1)', 'OllamaApiClient:defaultModel', 'OllamaApiClient:SelectedModel'],
      prompt: [
        { from: ['(0).System'], as: 'system' },
        { from: ['(0).Prompt', '(0)'], as: 'user' },
      ],
      maxOutput: ['(0).Options.NumPredict'],
    },
    {
      callee: ['{client}().ChatAsync'],
      operation: 'ChatAsync',
      kind: 'chat',
      unnamed: UNNAMED,
      model: ['(0).Model', 'OllamaApiClient:(1)', 'OllamaApiClient:SelectedModel'],
      prompt: [{ from: ['(0).Messages'], as: 'messages' }],
      maxOutput: ['(0).Options.NumPredict'],
      tools: ['(0).Tools'],
    },
    {
      callee: ['{client}().SendAsync', '{client}().SendAsAsync'],
      operation: 'Chat.SendAsync',
      kind: 'chat',
      unnamed: UNNAMED,
      model: ['Chat:(0).(1)', 'Chat:(0).defaultModel'],
      prompt: [
        { from: ['Chat:(1)', 'Chat:systemPrompt'], as: 'system' },
        { from: ['(0)', 'message'], as: 'user' },
      ],
      maxOutput: [],
      tools: ['(1)', 'tools'],
    },
    {
      callee: ['{client}().EmbedAsync'],
      operation: 'EmbedAsync',
      kind: 'embedding',
      unnamed: UNNAMED,
      model: ['(0).Model', 'OllamaApiClient:(1)', 'OllamaApiClient:SelectedModel'],
      prompt: [{ from: ['(0).Input', '(0)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
