import type { OwnPrice } from '../../../../pricing/own.ts';
import type { Key, Rows } from './key.ts';

const perMtok = (what: string): Key => ({
  type: 'number',
  least: 0,
  description: `US dollars per million tokens ${what}.`,
});

export const prices: Rows<OwnPrice & { gpu: string }> = {
  type: 'rows',
  description: 'What you pay where that is not the list price. The first row that fits counts.',
  row: {
    keys: {
      model: {
        type: 'text',
        description: 'The model that you have this price for, or a pattern of several: `gpt-4o*`.',
      },
      provider: { type: 'text', description: 'Only where it is served by: `azure`, `aws`, `localhost`.' },
      input: perMtok('of input'),
      output: perMtok('of output'),
      cacheRead: perMtok('of input that is read from the cache'),
      cacheWrite: perMtok('of input that is written to the cache for 5 minutes'),
      cacheWrite1h: perMtok('of input that is written to the cache for an hour'),
      discount: {
        type: 'number',
        above: 0,
        most: 100,
        description: 'What you pay less than the list price, in percent.',
      },
      gpuHour: { type: 'number', above: 0, description: 'A machine of your own: US dollars for an hour of one GPU.' },
      gpu: {
        type: 'text',
        description: 'Instead of `gpuHour`: a GPU of the built-in list, which `prompt-cost prices --gpus` shows.',
      },
      gpus: { type: 'number', above: 0, description: 'How many GPUs run the model: 1 if left out.' },
      tokensPerSecond: {
        type: 'number',
        above: 0,
        description: 'What the machine does, input and output together, when it is as busy as you mean it to be.',
      },
    },
    required: ['model'],
    oneOf: ['input', 'output', 'discount', 'gpuHour', 'gpu'],
    lacking: 'has no price',
  },
};
