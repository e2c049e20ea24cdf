import { CHAT_COMPLETION, type Operation, RESPONSE, type Sdk } from './sdk.ts';

/** The client that is wrapped tells who is spoken to. */
const WRAPPED: Pick<Operation, 'client' | 'model' | 'schema' | 'schemaForm'> = {
  client: ['made:client', 'made:(0)'],
  model: ['model', 'made:model', 'from_provider:(0)', 'from_gemini:client.model_name'],
  schema: ['response_model'],
  schemaForm: 'tool',
};
const CREATE = ['create', 'create_with_completion', 'create_partial', 'create_iterable'];

/** https://python.useinstructor.com · https://js.useinstructor.com */
export const instructor: Sdk = {
  id: 'instructor',
  name: 'Instructor',
  packages: { python: ['instructor'], typescript: ['@instructor-ai/instructor'] },
  defaultExport: 'Instructor',
  clients: {
    from_openai: null,
    from_anthropic: 'anthropic',
    from_gemini: 'google',
    from_genai: 'google',
    from_vertexai: 'google',
    from_mistral: 'mistral',
    from_groq: 'groq',
    from_cohere: 'cohere',
    from_fireworks: 'fireworks',
    from_cerebras: 'cerebras',
    from_bedrock: 'aws',
    from_perplexity: 'perplexity',
    from_litellm: null,
    from_provider: null,
    patch: null,
    apatch: null,
    Instructor: null,
    AsyncInstructor: null,
  },
  provider: null,
  providerPrefix: '/',
  transparent: [],
  operations: [
    {
      ...CHAT_COMPLETION,
      ...WRAPPED,
      callee: CREATE.flatMap(name => [`{client}().${name}`, `{client}().chat.completions.${name}`]),
      operation: 'create',
      prompt: [
        { from: ['system'], as: 'system' },
        { from: ['messages'], as: 'messages' },
      ],
    },
    {
      ...CHAT_COMPLETION,
      ...WRAPPED,
      callee: CREATE.map(name => `{client}().messages.${name}`),
      operation: 'create',
      prompt: [
        { from: ['system'], as: 'system' },
        { from: ['messages'], as: 'messages' },
      ],
    },
    {
      ...WRAPPED,
      callee: CREATE.map(name => `{client}().responses.${name}`),
      operation: 'responses.create',
      kind: 'chat',
      prompt: RESPONSE.prompt,
      maxOutput: ['max_output_tokens'],
    },
  ],
};
