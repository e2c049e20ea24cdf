import { type Operation, type Sdk, inArgument } from './sdk.ts';

const INVOKE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'completion',
  model: [],
  unnamed: 'the endpoint decides which model answers',
  prompt: [
    { from: ['Body.messages'], as: 'messages' },
    { from: ['Body.prompt', 'Body.inputs'], as: 'input' },
  ],
  maxOutput: ['Body.parameters.max_new_tokens', 'Body.max_new_tokens', 'Body.max_tokens'],
  // An endpoint may serve anything that learns: only a body that asks for text is an LLM's.
  when: {
    argument: [
      'Body.messages',
      'Body.prompt',
      'Body.parameters.max_new_tokens',
      'Body.parameters.return_full_text',
      'Body.max_new_tokens',
    ],
  },
};

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export const sagemaker: Sdk = {
  id: 'sagemaker',
  name: 'Amazon SageMaker',
  packages: { python: ['boto3', 'aioboto3'], typescript: ['@aws-sdk/client-sagemaker-runtime'] },
  clients: {},
  provider: 'sagemaker',
  transparent: ['session', 'Session()'],
  operations: [
    { ...INVOKE, callee: ['client().invoke_endpoint', 'InvokeEndpointCommand'], operation: 'invoke_endpoint' },
    {
      ...INVOKE,
      callee: ['client().invoke_endpoint_with_response_stream', 'InvokeEndpointWithResponseStreamCommand'],
      operation: 'invoke_endpoint_with_response_stream',
    },
  ],
};

const goOperations = (request: '(0)' | '(1)'): Operation[] => {
  const invoke = inArgument(request, INVOKE);
  return [
    { ...invoke, callee: ['{client}().InvokeEndpoint'], operation: 'invoke_endpoint' },
    {
      ...invoke,
      callee: ['{client}().InvokeEndpointWithResponseStream'],
      operation: 'invoke_endpoint_with_response_stream',
    },
  ];
};

/** https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/sagemakerruntime */
export const sagemakerGo: Sdk = {
  ...sagemaker,
  packages: { go: ['github.com/aws/aws-sdk-go-v2/service/sagemakerruntime'] },
  clients: { NewFromConfig: 'sagemaker', New: 'sagemaker', Client: 'sagemaker', SageMakerRuntime: 'sagemaker' },
  transparent: [],
  operations: goOperations('(1)'),
};

/** https://pkg.go.dev/github.com/aws/aws-sdk-go/service/sagemakerruntime */
export const sagemakerGoV1: Sdk = {
  ...sagemakerGo,
  packages: { go: ['github.com/aws/aws-sdk-go/service/sagemakerruntime'] },
  operations: goOperations('(0)'),
};
