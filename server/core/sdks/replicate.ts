import { COMPLETION, type Operation, type Sdk } from './sdk.ts';

/** What a model takes is its owner's to say; language models go by these names. */
const RUN: Omit<Operation, 'callee' | 'operation'> = {
  ...COMPLETION,
  model: ['(0)', 'ref', 'model', 'version'],
  prompt: [
    { from: ['input.system_prompt', '(1).input.system_prompt'], as: 'system' },
    { from: ['input.prompt', '(1).input.prompt'], as: 'user' },
  ],
  maxOutput: [
    'input.max_tokens',
    'input.max_new_tokens',
    'input.max_length',
    '(1).input.max_tokens',
    '(1).input.max_new_tokens',
  ],
  when: { argument: ['input.prompt', '(1).input.prompt', 'input', '(1).input'] },
};
const of = (...methods: string[]): string[] => methods.flatMap(method => [method, `{client}().${method}`]);

/** https://replicate.com/docs/reference */
export const replicate: Sdk = {
  id: 'replicate',
  name: 'Replicate',
  packages: { python: ['replicate'], typescript: ['replicate'] },
  defaultExport: 'Replicate',
  clients: { Client: 'replicate', Replicate: 'replicate' },
  provider: 'replicate',
  transparent: [],
  operations: [
    { ...RUN, callee: of('run', 'async_run'), operation: 'run' },
    { ...RUN, callee: of('stream', 'async_stream'), operation: 'stream' },
    {
      ...RUN,
      callee: of('predictions.create', 'models.predictions.create', 'predictions.async_create'),
      operation: 'predictions.create',
      model: ['model', 'version', '(0)'],
    },
  ],
};
