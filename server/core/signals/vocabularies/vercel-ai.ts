import { GEN_AI } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Spans of the AI SDK's own telemetry up to version 6: https://ai-sdk.dev/docs/ai-sdk-core/telemetry (read 2026-11-21). Its newer
 * `@ai-sdk/otel` writes OpenTelemetry's conventions.
 */
export const vercelAi: Vocabulary = {
  id: 'vercel-ai',
  title: 'Vercel AI SDK',
  counter: 'client',
  spans: {
    is: [{ key: 'ai.operationId' }],
    provider: [...GEN_AI.provider, 'ai.model.provider'],
    requestModel: [...GEN_AI.requestModel, 'ai.model.id'],
    responseModel: [...GEN_AI.responseModel, 'ai.response.model'],
    operation: {
      keys: ['ai.operationId'],
      values: {
        'ai.generateText.doGenerate': 'chat',
        'ai.streamText.doStream': 'chat',
        'ai.generateObject.doGenerate': 'chat',
        'ai.streamObject.doStream': 'chat',
        'ai.embed.doEmbed': 'embedding',
        'ai.embedMany.doEmbed': 'embedding',
        'ai.rerank.doRerank': 'rerank',
        'ai.generateText': 'parent',
        'ai.streamText': 'parent',
        'ai.generateObject': 'parent',
        'ai.streamObject': 'parent',
        'ai.embed': 'parent',
        'ai.embedMany': 'parent',
        'ai.rerank': 'parent',
        'ai.toolCall': 'parent',
      },
    },
    tokens: {
      input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens', ...GEN_AI.tokens.input],
      output: ['ai.usage.outputTokens', 'ai.usage.completionTokens', ...GEN_AI.tokens.output],
      cacheRead: ['ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'],
      cacheWrite: ['ai.usage.inputTokenDetails.cacheWriteTokens'],
      reasoning: ['ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'],
      total: ['ai.usage.totalTokens'],
    },
    maxOutput: [...GEN_AI.maxOutput, 'ai.settings.maxOutputTokens', 'ai.settings.maxTokens'],
    // Version 5 passes on what Anthropic says; 6 adds it up and tells the details.
    leavesOutCached: {
      providers: /anthropic|bedrock/,
      unless: [
        'ai.usage.inputTokenDetails.noCacheTokens',
        'ai.usage.inputTokenDetails.cacheReadTokens',
        'ai.usage.inputTokenDetails.cacheWriteTokens',
      ],
    },
    service: GEN_AI.service,
    name: ['ai.telemetry.functionId', 'resource.name'],
    error: GEN_AI.error,
    usd: [],
    firstToken: [
      { key: 'ai.response.msToFirstChunk', unit: 'ms' },
      { key: 'ai.stream.msToFirstChunk', unit: 'ms' },
    ],
    firstTokenEvents: ['ai.stream.firstChunk'],
  },
};
