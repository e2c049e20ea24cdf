import type { Operation, Sdk } from './sdk.ts';

const ADDS = 'sentences of its own around role, goal and task';

const AGENT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['made:llm'],
  prompt: [
    { from: ['made:role'], as: 'system' },
    { from: ['made:goal'], as: 'system' },
    { from: ['made:backstory'], as: 'system' },
    { from: ['messages', '(0)'], as: 'input' },
  ],
  maxOutput: ['made:llm.max_tokens', 'made:max_tokens'],
  tools: ['made:tools'],
  schema: ['response_format'],
  adds: ADDS,
  turns: { limit: ['made:max_iter', 'made:max_iterations'] },
};

/** All that a crew's run sends at the least: who its agents are and what their tasks say. */
const CREW: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['made:agents.llm'],
  prompt: [
    { from: ['made:agents.role'], as: 'system' },
    { from: ['made:agents.goal'], as: 'system' },
    { from: ['made:agents.backstory'], as: 'system' },
    { from: ['made:tasks.description'], as: 'user' },
    { from: ['made:tasks.expected_output'], as: 'user' },
  ],
  maxOutput: ['made:agents.llm.max_tokens'],
  tools: ['made:agents.tools', 'made:tasks.tools'],
  adds: ADDS,
  turns: { limit: [] },
};

/** https://docs.crewai.com */
export const crewai: Sdk = {
  id: 'crewai',
  name: 'CrewAI',
  packages: { python: ['crewai'] },
  clients: {
    LLM: null,
    OpenAICompletion: 'openai',
    AnthropicCompletion: 'anthropic',
    AzureCompletion: 'azure',
    GeminiCompletion: 'google',
    BedrockCompletion: 'aws',
  },
  makers: {
    LLM: null,
    OpenAICompletion: 'openai',
    AnthropicCompletion: 'anthropic',
    AzureCompletion: 'azure',
    GeminiCompletion: 'google',
    BedrockCompletion: 'aws',
  },
  provider: null,
  providerPrefix: '/',
  transparent: [],
  operations: [
    {
      callee: ['{client}().call', '{client}().acall'],
      operation: 'call',
      kind: 'chat',
      model: ['made:model', 'made:(0)'],
      prompt: [
        { from: ['made:instructions'], as: 'system' },
        { from: ['messages', '(0)'], as: 'input' },
      ],
      maxOutput: ['made:max_tokens', 'made:max_completion_tokens', 'made:max_output_tokens'],
      tools: ['tools', '(1)'],
      schema: ['response_model', 'made:response_format'],
    },
    {
      ...AGENT,
      callee: ['Agent().kickoff', 'Agent().kickoff_async', 'LiteAgent().kickoff', 'LiteAgent().kickoff_async'],
      operation: 'Agent.kickoff',
    },
    {
      ...CREW,
      callee: [
        'Crew().kickoff',
        'Crew().kickoff_async',
        'Crew().akickoff',
        'Crew().kickoff_for_each',
        'Crew().kickoff_for_each_async',
      ],
      operation: 'Crew.kickoff',
    },
  ],
};
