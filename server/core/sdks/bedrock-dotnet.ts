import type { Operation, Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

const CONVERSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model: ['(0).ModelId', 'request.ModelId'],
  prompt: [
    { from: ['(0).System', 'request.System'], as: 'system' },
    { from: ['(0).Messages', 'request.Messages'], as: 'messages' },
  ],
  maxOutput: ['(0).InferenceConfig.MaxTokens', 'request.InferenceConfig.MaxTokens'],
  tools: ['(0).ToolConfig.Tools'],
};

/** https://docs.aws.amazon.com/sdkfornet/v4/apidocs/items/BedrockRuntime/NBedrockRuntime.html */
export const bedrockDotnet: Sdk = {
  id: 'bedrock-dotnet',
  name: 'AWS SDK for .NET, Bedrock',
  packages: { csharp: ['Amazon.BedrockRuntime'] },
  clients: { AmazonBedrockRuntimeClient: 'aws', IAmazonBedrockRuntime: 'aws' },
  provider: 'aws',
  transparent: [],
  operations: [
    { ...CONVERSE, callee: ['{client}().ConverseAsync', '{client}().Converse'], operation: 'ConverseAsync' },
    {
      ...CONVERSE,
      callee: ['{client}().ConverseStreamAsync', '{client}().ConverseStream'],
      operation: 'ConverseStreamAsync',
    },
    {
      ...CONVERSE,
      prompt: [{ from: ['(0).Body', 'request.Body'], as: 'user' }],
      maxOutput: [],
      callee: ['{client}().InvokeModelAsync', '{client}().InvokeModelWithResponseStreamAsync'],
      operation: 'InvokeModelAsync',
    },
  ],
};
