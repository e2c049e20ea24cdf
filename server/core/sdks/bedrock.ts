import { type Operation, type Sdk, type Variant, inArgument } from './sdk.ts';

const MODEL = ['modelId'] as const;

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
const CONVERSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: MODEL,
  prompt: [
    { from: ['system'], as: 'system' },
    { from: ['messages'], as: 'messages' },
  ],
  maxOutput: ['inferenceConfig.maxTokens'],
  tools: ['toolConfig.tools'],
  serviceTier: ['serviceTier.type'],
  signature: ['modelId', 'messages'],
};

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelInvocationJob.html, of another client than all others. */
const INVOCATION_JOB: Omit<Operation, 'callee'> = {
  operation: 'create_model_invocation_job',
  kind: 'chat',
  model: MODEL,
  prompt: [],
  adds: 'the requests in the files of a bucket',
  maxOutput: [],
  service: 'batch',
  signature: ['modelId', 'inputDataConfig', 'outputDataConfig'],
};

/** Models of one maker share a body, and what they are for is in their names. */
const VARIANTS: readonly Variant[] = [
  {
    when: { argument: MODEL, is: /embed/i },
    kind: 'embedding',
    prompt: [{ from: ['body.texts', 'body.inputText'], as: 'inputs' }],
    maxOutput: [],
  },
  {
    when: { argument: MODEL, is: /\bstability\.|[.-](?:image|canvas|reel)\b/i },
    kind: 'image',
    prompt: [{ from: ['body.prompt', 'body.textToImageParams.text', 'body.text_prompts'], as: 'input' }],
    maxOutput: [],
  },
  {
    when: { argument: MODEL, is: /rerank/i },
    kind: 'rerank',
    prompt: [{ from: ['body.query'], as: 'user' }],
    maxOutput: [],
  },
  {
    when: { argument: ['body.prompt', 'body.inputText', 'body.inputs'] },
    kind: 'completion',
    prompt: [{ from: ['body.prompt', 'body.inputText', 'body.inputs'], as: 'user' }],
  },
];

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html */
const INVOKE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: MODEL,
  prompt: [
    { from: ['body.system', 'body.preamble'], as: 'system' },
    { from: ['body.chat_history'], as: 'messages' },
    { from: ['body.message'], as: 'user' },
    { from: ['body.messages'], as: 'messages' },
  ],
  maxOutput: [
    'body.max_tokens',
    'body.max_tokens_to_sample',
    'body.maxTokens',
    'body.max_gen_len',
    'body.max_new_tokens',
    'body.inferenceConfig.max_new_tokens',
    'body.inferenceConfig.maxTokens',
    'body.textGenerationConfig.maxTokenCount',
    'body.parameters.max_new_tokens',
  ],
  tools: ['body.tools', 'body.toolConfig.tools'],
  serviceTier: ['serviceTier'],
  variants: VARIANTS,
  signature: ['modelId', 'body'],
};

/** In Python every AWS service is a client of that name. */
const RUNTIME = {
  when: {
    argument: ['client:(0)', 'client:service_name', 'create_client:(0)'],
    is: /^bedrock-runtime$/,
    orUnknown: true,
  },
} as const;
const ofClient = (...methods: string[]): string[] =>
  methods.flatMap(method => [`client().${method}`, `create_client().${method}`]);

/** https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/bedrock-runtime.html */
export const bedrockPython: Sdk = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  packages: { python: ['boto3', 'aioboto3', 'botocore', 'aiobotocore'] },
  clients: {},
  provider: 'aws',
  transparent: ['session', 'Session()', 'get_session()', 'AioSession()', '__aenter__()'],
  operations: [
    { ...CONVERSE, ...RUNTIME, callee: ofClient('converse'), operation: 'converse' },
    { ...CONVERSE, ...RUNTIME, callee: ofClient('converse_stream'), operation: 'converse_stream' },
    { ...INVOKE, ...RUNTIME, callee: ofClient('invoke_model'), operation: 'invoke_model' },
    {
      ...INVOKE,
      ...RUNTIME,
      callee: ofClient('invoke_model_with_response_stream'),
      operation: 'invoke_model_with_response_stream',
    },
    {
      ...INVOCATION_JOB,
      callee: ofClient('create_model_invocation_job'),
      when: { ...RUNTIME.when, is: /^bedrock$/ },
    },
  ],
};

/** https://docs.aws.amazon.com/sdk-for-ruby/v3/api/Aws/BedrockRuntime/Client.html */
export const bedrockRuby: Sdk = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  packages: { ruby: ['Aws.BedrockRuntime'] },
  clients: { Client: 'aws' },
  provider: 'aws',
  constructors: ['new()'],
  transparent: [],
  operations: [
    { ...CONVERSE, callee: ['{client}().converse', '{client}().converse_stream'], operation: 'converse' },
    {
      ...INVOKE,
      callee: ['{client}().invoke_model', '{client}().invoke_model_with_response_stream'],
      operation: 'invoke_model',
    },
  ],
};

/** https://docs.aws.amazon.com/aws-sdk-php/v3/api/class-Aws.BedrockRuntime.BedrockRuntimeClient.html */
export const bedrockPhp: Sdk = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  packages: { php: ['Aws.BedrockRuntime'] },
  clients: { BedrockRuntimeClient: 'aws' },
  provider: 'aws',
  transparent: [],
  operations: [
    { ...CONVERSE, callee: ['{client}().converse', '{client}().converseStream'], operation: 'converse' },
    {
      ...INVOKE,
      callee: ['{client}().invokeModel', '{client}().invokeModelWithResponseStream'],
      operation: 'invoke_model',
    },
  ],
};

/** A command carries the arguments of its request: https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/bedrock-runtime */
export const bedrock: Sdk = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  packages: { typescript: ['@aws-sdk/client-bedrock-runtime'] },
  clients: { BedrockRuntime: 'aws' },
  provider: 'aws',
  transparent: [],
  operations: [
    { ...CONVERSE, callee: ['ConverseCommand', '{client}().converse'], operation: 'converse' },
    { ...CONVERSE, callee: ['ConverseStreamCommand', '{client}().converseStream'], operation: 'converse_stream' },
    { ...INVOKE, callee: ['InvokeModelCommand', '{client}().invokeModel'], operation: 'invoke_model' },
    {
      ...INVOKE,
      callee: ['InvokeModelWithResponseStreamCommand', '{client}().invokeModelWithResponseStream'],
      operation: 'invoke_model_with_response_stream',
    },
  ],
};

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/bedrock */
export const bedrockJobs: Sdk = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  packages: { typescript: ['@aws-sdk/client-bedrock'] },
  clients: { Bedrock: 'aws' },
  provider: 'aws',
  transparent: [],
  operations: [
    { ...INVOCATION_JOB, callee: ['CreateModelInvocationJobCommand', '{client}().createModelInvocationJob'] },
  ],
};

/** In Go a request is one argument: behind the context, in the first version of the SDK alone. */
const goOperations = (request: '(0)' | '(1)'): Operation[] => {
  const [converse, invoke] = [inArgument(request, CONVERSE), inArgument(request, INVOKE)];
  return [
    { ...converse, callee: ['{client}().Converse'], operation: 'converse' },
    { ...converse, callee: ['{client}().ConverseStream'], operation: 'converse_stream' },
    { ...invoke, callee: ['{client}().InvokeModel'], operation: 'invoke_model' },
    {
      ...invoke,
      callee: ['{client}().InvokeModelWithResponseStream'],
      operation: 'invoke_model_with_response_stream',
    },
  ];
};
const GO_CLIENTS = { NewFromConfig: 'aws', New: 'aws', Client: 'aws', BedrockRuntime: 'aws' } as const;

/** https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/bedrockruntime */
export const bedrockGo: Sdk = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  packages: { go: ['github.com/aws/aws-sdk-go-v2/service/bedrockruntime'] },
  clients: GO_CLIENTS,
  provider: 'aws',
  transparent: [],
  operations: goOperations('(1)'),
};

/** https://pkg.go.dev/github.com/aws/aws-sdk-go/service/bedrockruntime */
export const bedrockGoV1: Sdk = {
  ...bedrockGo,
  packages: { go: ['github.com/aws/aws-sdk-go/service/bedrockruntime'] },
  operations: goOperations('(0)'),
};
