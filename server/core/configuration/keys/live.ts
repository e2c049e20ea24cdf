import type { GpuPrice, LiveSettings, SpendRow } from '../configuration.ts';
import type { OneRow, Rows } from './key.ts';

export const spend: Rows<SpendRow> = {
  type: 'rows',
  description:
    'What may be spent in a month. Live use is held against it: how fast it burns, and where the month ends.',
  row: {
    keys: {
      name: { type: 'text', description: 'What it is called where it is told: `assistants`.' },
      perMonth: { type: 'number', above: 0, description: 'US dollars a month.' },
      model: { type: 'text', description: 'Only of this model, or of a pattern of several: `gpt-4o*`.' },
    },
    required: ['name', 'perMonth'],
    oneOf: [],
    lacking: '',
  },
};

export const gpus: Rows<GpuPrice> = {
  type: 'rows',
  description:
    'What an hour of one of your GPUs costs. It goes before what OpenCost says, and that before list prices.',
  row: {
    keys: {
      gpu: { type: 'text', description: 'The type as its exporter calls it, or a pattern of several: `NVIDIA H100*`.' },
      perHour: { type: 'number', least: 0, description: 'US dollars for an hour of one.' },
    },
    required: ['gpu', 'perHour'],
    oneOf: [],
    lacking: '',
  },
};

export const live: OneRow<LiveSettings> = {
  type: 'row',
  description: 'How live use is read.',
  row: {
    keys: {
      labels: {
        type: 'texts',
        description:
          'Attributes of spans and metrics that use is also told by: `app.feature`, `tenant.id`. No other is kept.',
      },
      shares: {
        type: 'numbers',
        least: 0,
        most: 1,
        description: 'Which part of all requests each model should answer: `{ gpt-4o-mini: 0.8, gpt-4o: 0.2 }`.',
      },
    },
    required: [],
    oneOf: ['labels', 'shares'],
    lacking: 'says nothing',
  },
};
