import type { Locator, Operation, Sdk } from './sdk.ts';

const RUN: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['run_config.model', 'runConfig.model', 'made:model', ...ofAgent('model')],
  prompt: [
    { from: ofAgent('instructions'), as: 'system' },
    { from: ['input', '(1)'], as: 'input' },
  ],
  maxOutput: [
    'run_config.model_settings.max_tokens',
    ...ofAgent('model_settings.max_tokens'),
    ...ofAgent('modelSettings.maxTokens'),
  ],
  tools: [...ofAgent('tools'), ...ofAgent('handoffs')],
  schema: [...ofAgent('output_type'), ...ofAgent('outputType')],
  turns: { limit: ['max_turns', 'maxTurns', '(2).maxTurns', '(2).max_turns'] },
};

/** A key of the agent that is run: the first argument. */
function ofAgent(key: string): Locator[] {
  return [`starting_agent.${key}`, `(0).${key}`];
}

/** https://openai.github.io/openai-agents-python · https://openai.github.io/openai-agents-js */
export const openaiAgents: Sdk = {
  id: 'openai-agents',
  name: 'OpenAI Agents SDK',
  packages: {
    python: ['agents'],
    typescript: ['@openai/agents', '@openai/agents-core', '@openai/agents-openai', '@openai/agents-extensions'],
  },
  ordinary: ['agents'],
  clients: { Runner: null, AgentRunner: null },
  makers: {
    OpenAIChatCompletionsModel: 'openai',
    OpenAIResponsesModel: 'openai',
    LitellmModel: null,
    aisdk: null,
  },
  provider: null,
  providerPrefix: '/',
  transparent: [],
  operations: [
    {
      ...RUN,
      callee: ['Runner.run', 'Runner.run_sync', '{client}().run', '{client}().run_sync', 'run'],
      operation: 'run',
    },
    { ...RUN, callee: ['Runner.run_streamed', '{client}().run_streamed'], operation: 'run_streamed' },
  ],
};
