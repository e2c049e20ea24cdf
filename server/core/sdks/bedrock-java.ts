import type { Operation, Sdk } from './sdk.ts';

const CONVERSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0).model_id'],
  prompt: [
    { from: ['(0).system'], as: 'system' },
    { from: ['(0).messages'], as: 'messages' },
  ],
  maxOutput: ['(0).inference_config.max_tokens'],
  tools: ['(0).tool_config.tools'],
};

/** What the body says is for the model's maker to define; here it is a text. */
const INVOKE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0).model_id'],
  prompt: [{ from: ['(0).body'], as: 'user' }],
  maxOutput: [],
};

/** https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/java_bedrock-runtime_code_examples.html */
export const bedrockJava: Sdk = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  packages: { java: ['software.amazon.awssdk.services.bedrockruntime'] },
  clients: { BedrockRuntimeClient: 'aws', BedrockRuntimeAsyncClient: 'aws' },
  provider: 'aws',
  constructors: ['build()', 'create()'],
  transparent: [],
  operations: [
    { ...CONVERSE, callee: ['{client}().converse'], operation: 'converse' },
    { ...CONVERSE, callee: ['{client}().converseStream'], operation: 'converse_stream' },
    { ...INVOKE, callee: ['{client}().invokeModel'], operation: 'invoke_model' },
    {
      ...INVOKE,
      callee: ['{client}().invokeModelWithResponseStream'],
      operation: 'invoke_model_with_response_stream',
    },
  ],
};
