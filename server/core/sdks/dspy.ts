import type { Sdk } from './sdk.ts';

const MODEL = ['made:model', 'LM:(0)'];
const MAX_OUTPUT = ['made:max_tokens'];
const SET = ['set:configure().lm', 'set:settings.configure().lm', 'set:context().lm', 'set:settings.context().lm'];
const MODULES = [
  'Predict',
  'ChainOfThought',
  'ChainOfThoughtWithHint',
  'ProgramOfThought',
  'MultiChainComparison',
  'TypedPredictor',
  'TypedChainOfThought',
  'ReAct',
  'CodeAct',
  'RLM',
];

/** https://dspy.ai/learn/programming/language_models */
export const dspy: Sdk = {
  id: 'dspy',
  name: 'DSPy',
  packages: { python: ['dspy'] },
  // Older releases have a class for each provider.
  clients: {
    LM: null,
    OpenAI: 'openai',
    AzureOpenAI: 'azure',
    Claude: 'anthropic',
    Cohere: 'cohere',
    Google: 'google',
  },
  provider: null,
  providerPrefix: '/',
  transparent: [],
  made: { model: MODEL, maxOutput: MAX_OUTPUT },
  operations: [
    {
      callee: ['{client}()', '{client}().forward', '{client}().acall', '{client}().aforward'],
      operation: 'lm',
      kind: 'chat',
      model: ['model', ...MODEL],
      prompt: [{ from: ['messages', 'prompt', '(0)'], as: 'input' }],
      maxOutput: ['max_tokens', ...MAX_OUTPUT],
    },
    {
      callee: MODULES.flatMap(name => [`${name}()`, `${name}().acall`, `${name}().forward`, `${name}().aforward`]),
      operation: 'predict',
      kind: 'chat',
      model: [],
      client: ['lm', 'made:lm', ...SET],
      prompt: [{ from: ['**'], as: 'fields' }],
      maxOutput: ['max_tokens'],
      tools: ['made:tools'],
      adds: 'the signature, its fields and examples in DSPy’s words',
    },
  ],
};
