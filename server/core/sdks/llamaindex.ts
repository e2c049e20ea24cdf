import type { Operation, Sdk } from './sdk.ts';

const MODEL = ['made:model', 'made:model_name', 'made:modelName', 'made:engine', 'made:deployment_name'];
const MAX_OUTPUT = ['made:max_tokens', 'made:max_new_tokens', 'made:maxTokens', 'made:max_output_tokens'];
const LLM: Pick<Operation, 'kind' | 'model' | 'maxOutput'> = {
  kind: 'chat',
  model: ['model', ...MODEL],
  maxOutput: ['max_tokens', ...MAX_OUTPUT],
};
/** What an engine was made with, without what is set for the whole program. */
const OWN_CLIENT = [
  'made:llm',
  'made:multi_modal_llm',
  'made:service_context',
  'made:llm_predictor',
  'made:agent_worker',
];
const SET_CLIENT = ['set:Settings.llm', 'set:set_global_service_context().(0)'];
const ENGINE: Pick<Operation, 'kind' | 'model' | 'client' | 'maxOutput' | 'adds'> = {
  kind: 'chat',
  model: [],
  client: [...OWN_CLIENT, ...SET_CLIENT],
  maxOutput: [],
  adds: 'LlamaIndex’s own template and what it retrieves, perhaps more than once',
};
const EMBEDDING: Pick<Operation, 'kind' | 'maxOutput'> = { kind: 'embedding', maxOutput: [] };
const EMBED_CLIENT = [
  'embed_model',
  'service_context',
  'made:embed_model',
  'made:service_context',
  'set:Settings.embed_model',
];

const ways = (objects: readonly string[], methods: readonly string[]): string[] =>
  objects.flatMap(object => methods.map(method => (method === '' ? object : `${object}.${method}`)));
const LLMS = ['{client}()', 'LLM()'];
const CHAT_METHODS = ['chat', 'achat', 'stream_chat', 'astream_chat'];
const AGENTS = ['*Agent*()', 'AgentRunner*()', 'AgentWorkflow*()', 'agent()', 'multiAgent()'];

/** The same operation on a model, and on the one that is set for the whole program. */
const onModel = (methods: readonly string[], operation: Omit<Operation, 'callee'>): Operation[] => [
  { ...operation, callee: ways(LLMS, methods) },
  { ...operation, callee: ways(['Settings.llm'], methods), client: SET_CLIENT },
];

/** https://docs.llamaindex.ai/en/stable/module_guides/models/llms · https://ts.llamaindex.ai/docs/llamaindex/modules/models/llms */
export const llamaindex: Sdk = {
  id: 'llamaindex',
  name: 'LlamaIndex',
  packages: { python: ['llama_index', 'gpt_index'], typescript: ['llamaindex', '@llamaindex'] },
  clients: {
    OpenAI: 'openai',
    OpenAIResponses: 'openai',
    OpenAIMultiModal: 'openai',
    openai: 'openai',
    AzureOpenAI: 'azure',
    AzureOpenAIMultiModal: 'azure',
    OpenAILike: null,
    Anthropic: 'anthropic',
    AnthropicMultiModal: 'anthropic',
    anthropic: 'anthropic',
    Gemini: 'google',
    GeminiMultiModal: 'google',
    GoogleGenAI: 'google',
    gemini: 'google',
    Vertex: 'google',
    MistralAI: 'mistral',
    mistral: 'mistral',
    Groq: 'groq',
    Cohere: 'cohere',
    DeepSeek: 'deepseek',
    Bedrock: 'aws',
    BedrockConverse: 'aws',
    TogetherLLM: 'together',
    Fireworks: 'fireworks',
    Perplexity: 'perplexity',
    OpenRouter: 'openrouter',
    Ollama: 'ollama',
    LiteLLM: null,
    OpenAIEmbedding: 'openai',
    AzureOpenAIEmbedding: 'azure',
    GeminiEmbedding: 'google',
    GoogleGenAIEmbedding: 'google',
    MistralAIEmbedding: 'mistral',
    CohereEmbedding: 'cohere',
    VoyageEmbedding: 'voyageai',
    BedrockEmbedding: 'aws',
  },
  provider: null,
  transparent: ['as_structured_llm()'],
  made: { model: MODEL, maxOutput: MAX_OUTPUT, client: OWN_CLIENT },
  operations: [
    ...onModel(['complete', 'acomplete', 'stream_complete', 'astream_complete', 'predict', 'apredict'], {
      ...LLM,
      operation: 'complete',
      prompt: [
        { from: ['prompt', '(0)'], as: 'input' },
        { from: ['image_documents'], as: 'images' },
      ],
      schema: ['as_structured_llm:(0)'],
    }),
    ...onModel(['structured_predict', 'astructured_predict'], {
      ...LLM,
      operation: 'structured_predict',
      prompt: [{ from: ['prompt', '(1)'], as: 'input' }],
      schema: ['output_cls', '(0)'],
    }),
    ...onModel(CHAT_METHODS, {
      ...LLM,
      operation: 'chat',
      prompt: [{ from: ['messages', '(0)'], as: 'messages' }],
      schema: ['as_structured_llm:(0)'],
    }),
    ...onModel(['chat_with_tools', 'achat_with_tools', 'predict_and_call', 'apredict_and_call'], {
      ...LLM,
      operation: 'chat_with_tools',
      prompt: [
        { from: ['chat_history'], as: 'messages' },
        { from: ['user_msg', '(1)'], as: 'input' },
      ],
      tools: ['tools', '(0)'],
    }),
    {
      ...ENGINE,
      callee: [
        ...ways(['*.as_query_engine()', '*QueryEngine*()'], ['query', 'aquery']),
        '*.asQueryEngine().query',
        '*.query_engine().query',
        // Before there were engines.
        '*Index().query',
        '*Index.*().query',
      ],
      operation: 'query',
      prompt: [
        { from: ['made:text_qa_template'], as: 'input' },
        { from: ['query', 'str_or_query_bundle', '(0)'], as: 'input' },
      ],
    },
    {
      ...ENGINE,
      callee: [
        ...ways(['*.as_chat_engine()', '*ChatEngine*()'], CHAT_METHODS),
        ...ways(['*.asChatEngine()'], ['chat']),
      ],
      operation: 'chat',
      prompt: [
        { from: ['made:system_prompt', 'made:systemPrompt'], as: 'system' },
        { from: ['made:context_prompt', 'made:context_template'], as: 'template' },
        { from: ['message', '(0)'], as: 'input' },
      ],
    },
    {
      ...ENGINE,
      callee: ways(AGENTS, [...CHAT_METHODS, 'query', 'aquery', 'run']),
      operation: 'agent',
      prompt: [
        { from: ['made:system_prompt', 'made:systemPrompt', 'made:context'], as: 'system' },
        { from: ['message', 'user_msg', 'userMsg', '(0)'], as: 'input' },
      ],
      tools: ['made:tools', 'from_tools:(0)', 'from_tools_or_functions:(0)'],
      adds: 'LlamaIndex’s own instructions, and again all of it with each tool’s answer',
    },
    {
      ...ENGINE,
      callee: ['*Program.from_defaults()', '*Program()', '*Program.from_defaults().acall'],
      operation: 'program',
      prompt: [
        { from: ['made:prompt_template_str', 'made:prompt'], as: 'template' },
        { from: ['image_documents', 'made:image_documents'], as: 'images' },
      ],
      schema: ['made:output_cls'],
      adds: 'the output’s schema in LlamaIndex’s words',
    },
    {
      ...EMBEDDING,
      callee: ways(
        ['{client}()', 'BaseEmbedding()'],
        [
          'get_text_embedding',
          'aget_text_embedding',
          'get_query_embedding',
          'aget_query_embedding',
          'get_text_embedding_batch',
          'aget_text_embedding_batch',
          'getTextEmbedding',
          'getTextEmbeddings',
          'getQueryEmbedding',
        ],
      ),
      operation: 'embed',
      model: MODEL,
      prompt: [{ from: ['text', 'texts', 'query', '(0)'], as: 'inputs' }],
    },
    {
      ...EMBEDDING,
      callee: [
        '*VectorStoreIndex.from_documents',
        '*SimpleVectorIndex.from_documents',
        '*VectorStoreIndex.fromDocuments',
      ],
      operation: 'from_documents',
      model: [],
      client: EMBED_CLIENT,
      billed: 'if-given',
      prompt: [{ from: ['documents', '(0)'], as: 'inputs' }],
    },
    {
      ...EMBEDDING,
      callee: ['*.as_retriever().retrieve', '*.as_retriever().aretrieve', '*.asRetriever().retrieve'],
      operation: 'retrieve',
      model: [],
      client: EMBED_CLIENT,
      billed: 'if-given',
      prompt: [{ from: ['query', 'str_or_query_bundle', '(0)'], as: 'inputs' }],
    },
  ],
};
