import type { Locator, Operation, Sdk } from './sdk.ts';

const QUERY: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: option('model'),
  prompt: [
    { from: [...option('system_prompt'), ...option('systemPrompt')], as: 'system' },
    { from: [...option('append_system_prompt'), ...option('appendSystemPrompt')], as: 'system' },
    { from: ['prompt', '(0)'], as: 'input' },
  ],
  maxOutput: [],
  adds: 'the definitions of its own tools, and its own system prompt where none is given',
  turns: {
    limit: [...option('max_turns'), ...option('maxTurns')],
    // https://www.developersdigest.tech/glossary/max-turns
    endless: [...option('max_budget_usd'), ...option('maxBudgetUsd')],
  },
};

/** Options of a query, or of the client that asks. */
function option(key: string): Locator[] {
  return [`options.${key}`, `made:options.${key}`, `made:(0).${key}`];
}

/** https://docs.claude.com/en/api/agent-sdk */
export const claudeAgent: Sdk = {
  id: 'claude-agent',
  name: 'Claude Agent SDK',
  packages: {
    python: ['claude_agent_sdk', 'claude_code_sdk'],
    typescript: ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code'],
  },
  clients: { ClaudeSDKClient: 'anthropic' },
  provider: 'anthropic',
  transparent: [],
  operations: [{ ...QUERY, callee: ['query', '{client}().query'], operation: 'query' }],
};
