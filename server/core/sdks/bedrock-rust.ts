import type { Operation, Sdk } from './sdk.ts';

const MODEL = ['model_id:(0)', 'set_model_id:(0)'] as const;

/** Arguments are the steps between the operation and `send()`. */
const CONVERSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: MODEL,
  prompt: [{ from: ['()'], as: 'builder' }],
  maxOutput: ['inference_config:(0).max_tokens', 'set_inference_config:(0).max_tokens'],
  tools: ['tool_config:(0)', 'set_tool_config:(0)'],
};

/** Models of one maker share a body: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html */
const INVOKE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: MODEL,
  prompt: [
    { from: ['body:(0).new.system'], as: 'system' },
    { from: ['body:(0).new.messages'], as: 'messages' },
    { from: ['body:(0).new.prompt', 'body:(0).new.inputText', 'body:(0).new'], as: 'user' },
  ],
  maxOutput: [
    'body:(0).new.max_tokens',
    'body:(0).new.max_gen_len',
    'body:(0).new.max_tokens_to_sample',
    'body:(0).new.textGenerationConfig.maxTokenCount',
    'body:(0).new.inferenceConfig.maxTokens',
  ],
  tools: ['body:(0).new.tools'],
};

/** https://docs.rs/aws-sdk-bedrockruntime */
export const bedrockRust: Sdk = {
  id: 'bedrock-rust',
  name: 'Amazon Bedrock',
  packages: { rust: ['aws_sdk_bedrockruntime'] },
  clients: { Client: 'aws' },
  provider: 'aws',
  constructors: ['new()', 'from_conf()'],
  transparent: [
    ...'model_id() messages() system() inference_config() tool_config() guardrail_config() body()'.split(' '),
    ...'set_model_id() set_messages() set_system() set_inference_config() set_tool_config() set_body()'.split(' '),
    ...'additional_model_request_fields() performance_config() content_type() accept() customize()'.split(' '),
  ],
  operations: [
    { ...CONVERSE, callee: ['{client}().converse().send'], operation: 'converse' },
    { ...CONVERSE, callee: ['{client}().converse_stream().send'], operation: 'converse_stream' },
    { ...INVOKE, callee: ['{client}().invoke_model().send'], operation: 'invoke_model' },
    {
      ...INVOKE,
      callee: ['{client}().invoke_model_with_response_stream().send'],
      operation: 'invoke_model_with_response_stream',
    },
  ],
};
