import type { Locator, Operation, Sdk } from './sdk.ts';

const RUN: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ofAgent('model'),
  prompt: [
    { from: [...ofAgent('global_instruction'), ...ofAgent('globalInstruction')], as: 'system' },
    { from: ofAgent('instruction'), as: 'system' },
    { from: ['new_message', 'newMessage', '(0)'], as: 'input' },
  ],
  maxOutput: [
    ...ofAgent('generate_content_config.max_output_tokens'),
    ...ofAgent('generateContentConfig.maxOutputTokens'),
  ],
  tools: ofAgent('tools'),
  schema: [...ofAgent('output_schema'), ...ofAgent('outputSchema')],
  adds: "the agent's name and description, and what the session holds",
  turns: { limit: ['run_config.max_llm_calls', 'runConfig.maxLlmCalls'] },
};

/** A key of the agent that the runner was made with, by itself or as the root of an app. */
function ofAgent(key: string): Locator[] {
  return [`made:agent.${key}`, `made:app.root_agent.${key}`, `InMemoryRunner:(0).${key}`];
}

/** https://google.github.io/adk-docs */
export const googleAdk: Sdk = {
  id: 'google-adk',
  name: 'Google ADK',
  packages: { python: ['google.adk'], typescript: ['@google/adk'] },
  clients: { Runner: null, InMemoryRunner: null },
  makers: { LiteLlm: null, Gemini: 'google', Claude: 'google' },
  provider: null,
  providerPrefix: '/',
  transparent: ['runners', 'agents'],
  operations: [
    {
      ...RUN,
      callee: [
        '{client}().run',
        '{client}().run_async',
        '{client}().run_debug',
        '{client}().runAsync',
        '{client}().runEphemeral',
      ],
      operation: 'run',
    },
  ],
};
