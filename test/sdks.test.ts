import assert from 'node:assert/strict';
import { SDKS } from '../server/core/sdks/index.ts';
import type { Locator, Operation, Sdk } from '../server/core/sdks/sdk.ts';

/** How the APIs and libraries spell the bound of an answer, each at the SDK whose documentation has it. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  openai: ['max_tokens', 'max_completion_tokens', 'max_output_tokens'],
  anthropic: ['max_tokens', 'max_tokens_to_sample'],
  'google-genai': [
    'config.max_output_tokens',
    'config.maxOutputTokens',
    'generation_config.max_output_tokens',
    'generationConfig.maxOutputTokens',
  ],
  bedrock: [
    'inferenceConfig.maxTokens',
    'body.max_tokens',
    'body.max_gen_len',
    'body.textGenerationConfig.maxTokenCount',
  ],
  mistral: ['max_tokens', 'maxTokens', 'completion_args.max_tokens'],
  cohere: ['max_tokens', 'maxTokens'],
  ollama: ['options.num_predict'],
  huggingface: ['max_tokens', 'max_new_tokens', 'parameters.max_new_tokens'],
  watsonx: ['params.max_new_tokens', 'parameters.maxNewTokens'],
  litellm: ['max_tokens', 'max_completion_tokens', 'max_output_tokens'],
  langchain: [
    'max_tokens',
    'made:max_tokens',
    'made:max_completion_tokens',
    'made:maxTokens',
    'made:max_output_tokens',
    'made:maxOutputTokens',
    'made:max_new_tokens',
    'made:num_predict',
    'made:numPredict',
    'bind:max_tokens',
  ],
  'ai-sdk': ['maxOutputTokens', 'maxTokens', 'made:maxOutputTokens'],
  'openai-agents': ['starting_agent.model_settings.max_tokens', 'starting_agent.modelSettings.maxTokens'],
  mastra: ['(1).modelSettings.maxOutputTokens'],
  'pydantic-ai': ['model_settings.max_tokens', 'made:model_settings.max_tokens'],
};

/** Calls whose answer nobody bounds where they stand, and why. */
const UNBOUND: Readonly<Record<string, string>> = {
  'openai batches.create': 'each line of the file has its own',
  'google-generativeai BatchPredictionJob.submit': 'each line of the file has its own',
  'google-genai batches.create': 'those in the call have one, see its variant',
  'bedrock create_model_invocation_job': 'each line of the files has its own',
  'claude-agent query': 'its options have none',
  'bedrock-dotnet InvokeModelAsync': 'not read: the body is a stream',
  'bedrock invoke_model': 'not read: the body is bytes',
  'bedrock invoke_model_with_response_stream': 'not read: the body is bytes',
  'ollamasharp Chat.SendAsync': 'not read: the chat keeps its options',
  'ollama4j generate': 'not read: Options of its own builder',
  'semantic-kernel-agents-dotnet InvokeAsync': 'not read: the arguments of the agent',
  'langchain4j AiServices': 'the model that it is built with has it',
};

const boundsOf = ({ operations, made }: Sdk): readonly Locator[] => [
  ...operations.flatMap(one => [...one.maxOutput, ...(one.variants ?? []).flatMap(({ maxOutput }) => maxOutput ?? [])]),
  ...(made?.maxOutput ?? []),
];
const isAnswered = ({ kind }: Operation): boolean => ['chat', 'agent', 'completion'].includes(kind);

describe('the bound of an answer', () => {
  for (const [id, spellings] of Object.entries(SPELLINGS))
    it(`is read in every spelling of ${id}`, () => {
      const known = new Set(SDKS.filter(sdk => sdk.id === id).flatMap(boundsOf));
      assert.deepEqual(
        spellings.filter(spelling => !known.has(spelling)),
        [],
      );
    });

  it('has a spelling at each operation that answers, or a reason why not', () => {
    const unbound = SDKS.flatMap(sdk =>
      sdk.operations
        .filter(one => isAnswered(one) && one.maxOutput.length === 0 && !sdk.made?.maxOutput.length)
        .map(({ operation }) => `${sdk.id} ${operation}`),
    );
    assert.deepEqual([...new Set(unbound)].toSorted(), Object.keys(UNBOUND).toSorted());
  });
});
