import type { Policy } from '../configuration.ts';
import { PLACE_KEYS } from './conditions.ts';
import type { Key, Rows } from './key.ts';

const limitKey = (what: string): Key => ({ type: 'number', least: 0, description: what });
const modelsKey = (what: string): Key => ({
  type: 'texts',
  description: `${what}: \`gpt-4o*\`, \`claude-haiku-4-5\`.`,
});

export const policies: Rows<Policy> = {
  type: 'rows',
  description:
    'What a change may not do to the bill: `prompt-cost diff` and the GitHub Action tell where it does. A row without `site`, `symbol` or `path` is for every call.',
  row: {
    keys: {
      name: { type: 'text', description: 'What it is called where it is told: `cheap calls`.' },
      action: {
        type: 'text',
        values: ['warn', 'fail'],
        description: 'What follows where a change goes beyond it: `warn`, if left out, or `fail`, with exit code 1.',
      },
      unknown: {
        type: 'text',
        values: ['warn', 'fail'],
        description: 'What follows where that could not be evaluated: `warn`, if left out, or `fail`.',
      },
      step: {
        type: 'number',
        least: 0,
        description:
          'A call that was beyond the limit before is told again if it grew by this much of the limit, in percent: 10 if left out.',
      },
      maxPerCall: limitKey('US dollars for one call, input and output, the output at its most.'),
      maxInputPerCall: limitKey('US dollars for the input of one call.'),
      maxInputTokens: limitKey('Tokens of the input of one call.'),
      maxPerRun: limitKey('US dollars for all rounds of the loops around a call.'),
      maxPerMonth: limitKey('US dollars a month for each call, by `callsPerMonth` of `usage`.'),
      maxPerMonthInAll: limitKey('US dollars a month for all calls that the policy is for, together.'),
      maxGrowthPercent: limitKey('By how much the input of one call may get dearer in one change, in percent.'),
      maxGrowthPerCall: limitKey('By how much the input of one call may get dearer in one change, in US dollars.'),
      maxGrowthTokens: limitKey('By how many tokens the input of one call may grow in one change.'),
      bannedModels: modelsKey('Models that no call may come to use'),
      allowedModels: modelsKey('Models that a call may come to use, and no other'),
      requiredOwners: {
        type: 'texts',
        description: 'One of these must own, by CODEOWNERS, the file that a call comes to stand in: `@acme/ai`.',
      },
      ...PLACE_KEYS,
    },
    required: ['name'],
    oneOf: [
      'maxPerCall',
      'maxInputPerCall',
      'maxInputTokens',
      'maxPerRun',
      'maxPerMonth',
      'maxPerMonthInAll',
      'maxGrowthPercent',
      'maxGrowthPerCall',
      'maxGrowthTokens',
      'bannedModels',
      'allowedModels',
      'requiredOwners',
    ],
    lacking: 'has no limit',
  },
};
