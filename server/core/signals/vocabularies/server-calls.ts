import type { CallSeries } from './vocabulary.ts';

/** Of servers, which know their model, and not who asks for what. */
export const SERVER_CALLS = {
  askers: [],
  requestModel: ['model_name'],
  responseModel: [],
  operation: { keys: [], values: {} },
  name: [],
} as const satisfies Omit<CallSeries, 'told'>;
