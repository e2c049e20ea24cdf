import type { Tier } from '../../model.ts';
import type { Key, OneRow, Texts } from './key.ts';

export const include: Texts = {
  type: 'texts',
  description: 'Only these files are read: patterns such as `src/**`, counted from this file. All, if left out.',
};

export const exclude: Texts = {
  type: 'texts',
  description: 'Files that are not read: patterns such as `scripts/**`, counted from this file.',
};

const tierKey = (what: string): Key => ({ type: 'texts', description: `Files that are ${what}: \`scripts/**\`.` });

export const tiers: OneRow<Record<Tier, unknown>> = {
  type: 'row',
  description:
    'What files are for, where their place does not tell. Tests, examples and vendored code are no production cost.',
  row: {
    keys: {
      production: tierKey('what the project runs, wherever they lie'),
      test: tierKey('tests'),
      example: tierKey('examples'),
      vendored: tierKey("other people's, or generated"),
    },
    required: [],
    oneOf: [],
    lacking: '',
  },
};
