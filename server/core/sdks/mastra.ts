import type { Operation, Sdk } from './sdk.ts';

const RUN: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['(1).model', 'made:model'],
  prompt: [
    { from: ['(1).instructions', 'made:instructions'], as: 'system' },
    { from: ['(1).system'], as: 'system' },
    { from: ['(0)'], as: 'input' },
  ],
  maxOutput: ['(1).modelSettings.maxOutputTokens', '(1).maxTokens'],
  tools: ['made:tools'],
  schema: ['(1).structuredOutput.schema', '(1).output'],
  turns: {
    limit: ['(1).maxSteps', '(1).stopWhen', 'made:defaultOptions.maxSteps', 'made:defaultGenerateOptions.maxSteps'],
    because: ['(1).toolsets', '(1).clientTools', 'made:tools', 'made:agents', 'made:workflows', 'made:memory'],
  },
};

/** https://mastra.ai/reference/agents */
export const mastra: Sdk = {
  id: 'mastra',
  name: 'Mastra',
  packages: { typescript: ['@mastra/core'] },
  clients: { Agent: null },
  provider: null,
  providerPrefix: '/',
  transparent: [],
  operations: [
    {
      ...RUN,
      callee: ['{client}().generate', '{client}().generateLegacy', '{client}().generateVNext'],
      operation: 'generate',
    },
    { ...RUN, callee: ['{client}().stream', '{client}().streamLegacy', '{client}().streamVNext'], operation: 'stream' },
  ],
};
