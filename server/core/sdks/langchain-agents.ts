import type { Operation, Sdk } from './sdk.ts';

const METHODS = ['invoke', 'ainvoke', 'stream', 'astream', 'astream_events', 'streamEvents'];
const EXECUTED = [...METHODS, 'run', 'arun', 'call', 'acall'];

const of = (made: readonly string[], methods: readonly string[]): string[] =>
  made.flatMap(client => methods.map(method => `${client}().${method}`));

/** One step of the graph is a turn of the model or of its tools. */
const STEPS = ['config.recursion_limit', '(1).recursion_limit', '(1).recursionLimit'];

const GRAPH: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['made:model', 'made:llm', 'made:(0)'],
  prompt: [
    {
      from: ['system_prompt', 'systemPrompt', 'prompt', 'state_modifier', 'messages_modifier'].map(
        key => `made:${key}`,
      ),
      as: 'system',
    },
    { from: ['(0).messages', 'input.messages', '(0)', 'input'], as: 'messages' },
  ],
  maxOutput: ['max_tokens', 'maxTokens'].flatMap(key => [`made:model.${key}`, `made:llm.${key}`, `made:(0).${key}`]),
  tools: ['made:tools', 'made:(1)'],
  schema: ['made:response_format', 'made:responseFormat'],
  turns: { limit: STEPS, because: ['made:tools', 'made:(1)'] },
};

const EXECUTOR: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['made:agent.llm', 'made:agent.(0)', 'made:llm', 'made:agent'],
  prompt: [
    { from: ['made:agent.prompt', 'made:agent.(2)'], as: 'messages' },
    { from: ['(0).input', 'input.input', '(0)', 'input'], as: 'input' },
  ],
  maxOutput: ['made:agent.llm.max_tokens', 'made:agent.(0).max_tokens', 'made:agent.llm.maxTokens'],
  tools: ['made:tools'],
  turns: { limit: ['made:max_iterations', 'made:maxIterations'], because: ['made:tools'] },
};

/** https://docs.langchain.com: what is built around a chat model to run it. */
export const langchainAgents: Sdk = {
  id: 'langchain-agents',
  name: 'LangChain',
  packages: {
    python: ['langgraph', 'langchain', 'langchain_classic', 'langchain_community', 'deepagents'],
    typescript: ['@langchain/langgraph', 'langchain', '@langchain/classic', 'deepagents'],
  },
  clients: {
    create_react_agent: null,
    createReactAgent: null,
    create_agent: null,
    createAgent: null,
    create_deep_agent: null,
    createDeepAgent: null,
  },
  provider: null,
  providerPrefix: ':',
  transparent: ['prebuilt', 'agents', 'chains', 'llm', 'with_config()', 'withConfig()'],
  operations: [
    { ...GRAPH, callee: of(['{client}'], METHODS), operation: 'agent.invoke' },
    {
      ...EXECUTOR,
      callee: of(['AgentExecutor', 'AgentExecutor.from_agent_and_tools', 'AgentExecutor.fromAgentAndTools'], EXECUTED),
      operation: 'AgentExecutor.invoke',
    },
    {
      ...EXECUTOR,
      callee: of(['initialize_agent', 'initializeAgentExecutorWithOptions'], EXECUTED),
      operation: 'AgentExecutor.invoke',
      model: ['made:llm', 'made:(1)'],
      prompt: [{ from: ['(0).input', 'input.input', '(0)', 'input'], as: 'input' }],
      maxOutput: ['made:llm.max_tokens', 'made:(1).max_tokens'],
      tools: ['made:tools', 'made:(0)'],
      adds: 'a prompt of the kind of agent',
      turns: { limit: ['made:max_iterations', 'made:(2).maxIterations'] },
    },
  ],
};
