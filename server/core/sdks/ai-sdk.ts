import { EMBEDDING, IMAGE, type Operation, RERANK, type Sdk, SPEECH, TRANSCRIPTION } from './sdk.ts';

const PROMPT = [
  { from: ['system', 'instructions'], as: 'system' },
  { from: ['messages'], as: 'messages' },
  { from: ['prompt'], as: 'input' },
] as const;
/** Each provider's own options: https://ai-sdk.dev/providers/ai-sdk-providers/openai */
const SERVICE_TIER = [
  'providerOptions.openai.serviceTier',
  'providerOptions.azure.serviceTier',
  'providerOptions.groq.serviceTier',
];
const THINKING_BUDGET = [
  'providerOptions.anthropic.thinking.budgetTokens',
  'providerOptions.google.thinkingConfig.thinkingBudget',
];
const EFFORT = [
  'providerOptions.openai.reasoningEffort',
  'providerOptions.anthropic.effort',
  'providerOptions.google.thinkingConfig.thinkingLevel',
];
/** v4 says `maxTokens`, v5 `maxOutputTokens`. */
const MAX_OUTPUT = ['maxOutputTokens', 'maxTokens'] as const;
const TEXT: Pick<
  Operation,
  | 'kind'
  | 'model'
  | 'prompt'
  | 'maxOutput'
  | 'tools'
  | 'toolChoice'
  | 'schema'
  | 'schemaForm'
  | 'serviceTier'
  | 'thinkingBudget'
  | 'effort'
  | 'turns'
> = {
  serviceTier: SERVICE_TIER,
  thinkingBudget: THINKING_BUDGET,
  effort: EFFORT,
  kind: 'chat',
  model: ['model'],
  prompt: PROMPT,
  maxOutput: MAX_OUTPUT,
  tools: ['tools'],
  toolChoice: ['toolChoice'],
  // `output: Output.object({ schema })`.
  schema: ['output.schema', 'experimental_output.schema'],
  schemaForm: 'responses',
  // v4 says `maxSteps`. Without either there is one step.
  turns: { limit: ['stopWhen', 'maxSteps'], because: ['tools'], isOneUnlessSet: true },
};
const OBJECT: Omit<typeof TEXT, 'tools' | 'toolChoice' | 'turns'> = {
  serviceTier: SERVICE_TIER,
  thinkingBudget: THINKING_BUDGET,
  effort: EFFORT,
  kind: 'chat',
  model: ['model'],
  prompt: PROMPT,
  maxOutput: MAX_OUTPUT,
  schema: ['schema'],
  schemaForm: 'responses',
};

/** What an agent was made with goes with each of its calls. */
const AGENT: typeof TEXT = {
  ...TEXT,
  kind: 'agent',
  model: ['made:model'],
  prompt: [{ from: ['made:instructions', 'made:system'], as: 'system' }, ...PROMPT.slice(1)],
  maxOutput: ['made:maxOutputTokens'],
  tools: ['made:tools'],
  schema: ['made:output.schema'],
  turns: { limit: ['made:stopWhen'], because: ['made:tools'] },
};

/** https://ai-sdk.dev/docs/reference/ai-sdk-core */
export const aiSdk: Sdk = {
  id: 'ai-sdk',
  name: 'Vercel AI SDK',
  packages: { typescript: ['ai'] },
  clients: { Experimental_Agent: null, ToolLoopAgent: null },
  provider: null,
  providerPrefix: '/',
  transparent: [],
  operations: [
    {
      callee: ['generateText', 'experimental_generateText'],
      operation: 'generateText',
      ...TEXT,
      signature: ['model', 'prompt|messages'],
    },
    {
      callee: ['streamText', 'experimental_streamText'],
      operation: 'streamText',
      ...TEXT,
      signature: ['model', 'prompt|messages'],
    },
    {
      callee: ['generateObject', 'experimental_generateObject'],
      operation: 'generateObject',
      ...OBJECT,
      signature: ['model', 'prompt|messages'],
    },
    {
      callee: ['streamObject', 'experimental_streamObject'],
      operation: 'streamObject',
      ...OBJECT,
      signature: ['model', 'prompt|messages'],
    },
    { ...AGENT, callee: ['{client}().generate'], operation: 'agent.generate' },
    { ...AGENT, callee: ['{client}().stream'], operation: 'agent.stream' },
    {
      ...EMBEDDING,
      callee: ['embed', 'embedMany'],
      operation: 'embed',
      prompt: [{ from: ['value', 'values'], as: 'inputs' }],
      signature: ['model', 'value|values'],
    },
    { ...IMAGE, callee: ['generateImage', 'experimental_generateImage'], operation: 'generateImage' },
    { ...TRANSCRIPTION, callee: ['transcribe', 'experimental_transcribe'], operation: 'transcribe' },
    { ...SPEECH, callee: ['generateSpeech', 'experimental_generateSpeech'], operation: 'generateSpeech' },
    { ...RERANK, callee: ['rerank'], operation: 'rerank' },
  ],
};
