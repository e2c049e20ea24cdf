import type { Operation, PromptArgument, Sdk } from './sdk.ts';

/** Instructions and documents; what is looked up and what is remembered is known at run time only. */
const CARRIED: readonly PromptArgument[] = [
  { from: ['()'], as: 'builder' },
  { from: ['dynamic_context:(1)'], as: 'system' },
  { from: ['memory:(0)'], as: 'messages' },
];

/** An agent carries its model, its instructions and its tools; the call adds what is asked. */
const ASKED: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['agent:(0)', 'extractor:(0)', 'completion_model:(0)', 'new:(0).completion_model', 'new:(0).agent'],
  prompt: [...CARRIED, { from: ['(0)'], as: 'input' }],
  maxOutput: ['max_tokens:(0)'],
  tools: [
    ...'tool:(0) tools:(0) dynamic_tool:(0) dynamic_tools:(2) dynamic_tools:(0) rmcp_tools:(0)'.split(' '),
    ...'rmcp_tool:(0) tool_server_handle:(0) retrieved_tools:(1)'.split(' '),
  ],
};

/** Constants that are spelled as the models are. */
const ids = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map(name => [name, name.toLowerCase().replaceAll('_', '-')]));

/** https://docs.rs/rig-core, the modules of `rig::providers` */
export const rig: Sdk = {
  id: 'rig',
  name: 'Rig',
  packages: { rust: ['rig', 'rig_core', 'rig_bedrock', 'rig_vertexai'] },
  clients: {
    Client: null,
    CompletionsClient: null,
    ClientBuilder: null,
    Agent: null,
    AgentBuilder: null,
    Extractor: null,
  },
  modules: {
    anthropic: 'anthropic',
    azure: 'azure',
    cohere: 'cohere',
    deepseek: 'deepseek',
    gemini: 'google',
    groq: 'groq',
    mistral: 'mistral',
    ollama: 'ollama',
    openai: 'openai',
    openrouter: 'openrouter',
    perplexity: 'perplexity',
    rig_bedrock: 'aws',
    rig_vertexai: 'google',
    together: 'together',
    xai: 'x-ai',
  },
  provider: null,
  constructors: ['new()', 'from_env()', 'from_val()', 'from_url()', 'build()'],
  models: {
    ...ids('GPT_4O', 'GPT_4O_MINI', 'GPT_4', 'GPT_4_TURBO', 'GPT_5', 'GPT_5_MINI', 'GPT_5_NANO'),
    ...ids('O1', 'O1_MINI', 'O1_PREVIEW', 'O1_PRO', 'O3', 'O3_MINI', 'O4_MINI'),
    GPT_4_1: 'gpt-4.1',
    GPT_4_1_MINI: 'gpt-4.1-mini',
    GPT_4_1_NANO: 'gpt-4.1-nano',
    GPT_5_1: 'gpt-5.1',
    GPT_5_2: 'gpt-5.2',
    GPT_35_TURBO: 'gpt-3.5-turbo',
    TEXT_EMBEDDING_ADA_002: 'text-embedding-ada-002',
    ...ids('TEXT_EMBEDDING_3_LARGE', 'TEXT_EMBEDDING_3_SMALL'),
    ...ids('CLAUDE_OPUS_4_6', 'CLAUDE_OPUS_4_7', 'CLAUDE_SONNET_4_6', 'CLAUDE_HAIKU_4_5'),
    CLAUDE_3_OPUS: 'claude-3-opus-latest',
    CLAUDE_3_5_SONNET: 'claude-3-5-sonnet-latest',
    CLAUDE_3_7_SONNET: 'claude-3-7-sonnet-latest',
    CLAUDE_3_5_HAIKU: 'claude-3-5-haiku-latest',
    EMBEDDING_001: 'gemini-embedding-001',
    EMBEDDING_004: 'text-embedding-004',
    GEMINI_2_0_FLASH: 'gemini-2.0-flash',
    GEMINI_2_0_FLASH_LITE: 'gemini-2.0-flash-lite',
    GEMINI_2_5_FLASH: 'gemini-2.5-flash',
    GEMINI_3_FLASH_PREVIEW: 'gemini-3-flash-preview',
    ...ids('COMMAND_R', 'COMMAND_R_PLUS', 'COMMAND_R_08_2024', 'COMMAND_R_PLUS_08_2024', 'COMMAND_A_03_2025'),
    EMBED_ENGLISH_V3: 'embed-english-v3.0',
    EMBED_MULTILINGUAL_V3: 'embed-multilingual-v3.0',
    ...ids('DEEPSEEK_CHAT', 'DEEPSEEK_REASONER', 'MISTRAL_EMBED', 'GROK_3', 'GROK_3_MINI', 'GROK_3_FAST', 'SONAR'),
    MISTRAL_LARGE: 'mistral-large-latest',
    MISTRAL_SMALL: 'mistral-small-latest',
    CODESTRAL: 'codestral-latest',
    GROK_4: 'grok-4-0709',
  },
  transparent: [
    ...'providers agent client completion_model() completions_api() max_turns() multi_turn()'.split(' '),
    ...'preamble() temperature() max_tokens() additional_params() documents() message() messages()'.split(' '),
    ...'tool() tools() tool_choice() with_history()'.split(' '),
  ],
  operations: [
    { ...ASKED, callee: ['{client}().prompt'], operation: 'prompt' },
    { ...ASKED, callee: ['{client}().prompt_typed'], operation: 'prompt_typed', schema: ['()'] },
    { ...ASKED, callee: ['{client}().stream_prompt'], operation: 'stream_prompt' },
    ...['chat', 'stream_chat'].map((method): Operation => ({
      ...ASKED,
      callee: [`{client}().${method}`],
      operation: method,
      prompt: [
        { from: ['()'], as: 'builder' },
        { from: ['(1)'], as: 'messages' },
        { from: ['(0)'], as: 'input' },
      ],
    })),
    // What is asked for is a tool, of which only its type's name stands here.
    { ...ASKED, callee: ['{client}().extract'], operation: 'extract', schema: ['()'] },
    { ...ASKED, callee: ['{client}().extract_with_usage'], operation: 'extract_with_usage', schema: ['()'] },
    {
      ...ASKED,
      callee: ['{client}().completion_request().send', '{client}().completion_request().stream'],
      operation: 'completion_request',
      prompt: [
        { from: ['()'], as: 'builder' },
        { from: ['completion_request:(0)'], as: 'input' },
      ],
    },
    ...['embed_text', 'embed_texts'].map((method): Operation => ({
      callee: [`{client}().embedding_model().${method}`, `{client}().embedding_model_with_ndims().${method}`],
      operation: method,
      kind: 'embedding',
      model: ['embedding_model:(0)', 'embedding_model_with_ndims:(0)'],
      prompt: [{ from: ['(0)'], as: 'inputs' }],
      maxOutput: [],
    })),
  ],
};
