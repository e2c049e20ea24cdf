import type { Operation, Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

const MESSAGE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model: ['(0).Model', 'parameters.Model'],
  prompt: [
    { from: ['(0).System', '(0).SystemMessage', 'parameters.System'], as: 'system' },
    { from: ['(0).Messages', 'parameters.Messages'], as: 'messages' },
  ],
  maxOutput: ['(0).MaxTokens', 'parameters.MaxTokens'],
  tools: ['(0).Tools', 'parameters.Tools'],
};

/** The maker's own (`Anthropic`) and https://github.com/tghamm/Anthropic.SDK, which came before it. */
export const anthropicDotnet: Sdk = {
  id: 'anthropic-dotnet',
  name: 'Anthropic .NET',
  packages: {
    csharp: [
      'Anthropic.SDK.Messaging',
      'Anthropic.SDK.Constants',
      'Anthropic.SDK',
      'Anthropic.Models.Messages',
      'Anthropic.Client',
      'Anthropic',
    ],
  },
  clients: { AnthropicClient: 'anthropic' },
  provider: 'anthropic',
  /** https://github.com/tghamm/Anthropic.SDK/blob/main/Anthropic.SDK/Constants/AnthropicModels.cs */
  models: {
    Claude46Opus: 'claude-opus-4-6',
    Claude46Sonnet: 'claude-sonnet-4-6',
    Claude45Opus: 'claude-opus-4-5-20251101',
    Claude45Sonnet: 'claude-sonnet-4-5-20250929',
    Claude45Haiku: 'claude-haiku-4-5-20251001',
    Claude41Opus: 'claude-opus-4-1-20250805',
    Claude4Opus: 'claude-opus-4-20250514',
    Claude4Sonnet: 'claude-sonnet-4-20250514',
    Claude37Sonnet: 'claude-3-7-sonnet-20250219',
    Claude35Sonnet: 'claude-3-5-sonnet-20241022',
    Claude35Haiku: 'claude-3-5-haiku-20241022',
    Claude3Opus: 'claude-3-opus-20240229',
    Claude3Haiku: 'claude-3-haiku-20240307',
    // The maker's own enumeration.
    ClaudeOpus4_6: 'claude-opus-4-6',
    ClaudeOpus4_5: 'claude-opus-4-5',
    ClaudeSonnet4_6: 'claude-sonnet-4-6',
    ClaudeSonnet4_5: 'claude-sonnet-4-5',
    ClaudeHaiku4_5: 'claude-haiku-4-5',
  },
  transparent: ['Beta', 'WithOptions()'],
  operations: [
    {
      ...MESSAGE,
      callee: ['{client}().Messages.Create', '{client}().Messages.GetClaudeMessageAsync'],
      operation: 'Messages.Create',
    },
    {
      ...MESSAGE,
      callee: ['{client}().Messages.CreateStreaming', '{client}().Messages.StreamClaudeMessageAsync'],
      operation: 'Messages.CreateStreaming',
    },
  ],
};
