import type { Locator, Operation, Sdk } from './sdk.ts';

const CREATE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['made:model'],
  prompt: [{ from: ['messages', '(0)'], as: 'messages' }],
  maxOutput: ['extra_create_args.max_tokens', 'made:max_tokens'],
  tools: ['tools'],
  schema: ['json_output'],
};

const RUN: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['made:model_client'],
  prompt: [
    { from: ['made:system_message'], as: 'system' },
    { from: ['task', 'messages', '(0)'], as: 'input' },
  ],
  maxOutput: ['made:model_client.max_tokens'],
  tools: ['made:tools', 'made:workbench'],
  schema: ['made:output_content_type'],
  turns: { limit: ['made:max_tool_iterations'], because: ['made:tools', 'made:workbench', 'made:handoffs'] },
};

/** What the members of a team are asked, each at its turn. */
const TEAM: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: [...ofMembers('model_client'), 'made:model_client'],
  prompt: [
    { from: ofMembers('system_message'), as: 'system' },
    { from: ['task', '(0)'], as: 'input' },
  ],
  maxOutput: ofMembers('model_client.max_tokens'),
  tools: ofMembers('tools'),
  turns: { limit: ['made:max_turns'], endless: ['made:termination_condition', 'made:(1)'] },
};

function ofMembers(key: string): Locator[] {
  return [`made:participants.${key}`, `made:(0).${key}`];
}

/** Version 0.2 and AG2: what a conversation begins with is sent to the other one. */
const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: [...ofOther('llm_config.config_list.(0).model'), ...ofOther('llm_config.model')],
  prompt: [
    { from: ofOther('system_message'), as: 'system' },
    { from: ['message', '(1)'], as: 'input' },
  ],
  maxOutput: ofOther('llm_config.max_tokens'),
  turns: { limit: ['max_turns'] },
};

function ofOther(key: string): Locator[] {
  return [`recipient.${key}`, `(0).${key}`];
}

const REPLY: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['made:llm_config.config_list.(0).model', 'made:llm_config.model'],
  prompt: [
    { from: ['made:system_message'], as: 'system' },
    { from: ['messages', '(0)'], as: 'messages' },
  ],
  maxOutput: ['made:llm_config.max_tokens'],
  turns: { limit: [] },
};

const MODELS = {
  OpenAIChatCompletionClient: 'openai',
  AzureOpenAIChatCompletionClient: 'azure',
  AnthropicChatCompletionClient: 'anthropic',
  AnthropicBedrockChatCompletionClient: 'aws',
  AzureAIChatCompletionClient: 'azure',
  OllamaChatCompletionClient: 'ollama',
} as const;

/** https://microsoft.github.io/autogen · https://docs.ag2.ai */
export const autogen: Sdk = {
  id: 'autogen',
  name: 'AutoGen',
  packages: { python: ['autogen_ext', 'autogen_agentchat', 'autogen', 'pyautogen', 'ag2'] },
  clients: MODELS,
  makers: MODELS,
  provider: null,
  transparent: ['models', 'agents', 'teams', 'agentchat', 'openai', 'anthropic', 'azure', 'ollama'],
  operations: [
    { ...CREATE, callee: ['{client}().create', '{client}().create_stream'], operation: 'create' },
    {
      ...RUN,
      callee: ['run', 'run_stream', 'on_messages', 'on_messages_stream'].map(name => `AssistantAgent().${name}`),
      operation: 'AssistantAgent.run',
    },
    {
      ...TEAM,
      callee: ['RoundRobinGroupChat', 'SelectorGroupChat', 'Swarm', 'MagenticOneGroupChat'].flatMap(team => [
        `${team}().run`,
        `${team}().run_stream`,
      ]),
      operation: 'team.run',
    },
    {
      ...CHAT,
      callee: ['UserProxyAgent', 'AssistantAgent', 'ConversableAgent'].flatMap(agent => [
        `${agent}().initiate_chat`,
        `${agent}().a_initiate_chat`,
      ]),
      operation: 'initiate_chat',
    },
    {
      ...REPLY,
      callee: ['AssistantAgent', 'ConversableAgent'].flatMap(agent => [
        `${agent}().generate_reply`,
        `${agent}().a_generate_reply`,
      ]),
      operation: 'generate_reply',
    },
  ],
};
