import type { Measurement } from '../../../server/core/signals/model.ts';
import { reading } from './reading.ts';

/** Request by request, as what is received by OTLP has it. */
export const UNIT_COSTS: NonNullable<Measurement['unitCosts']> = {
  perRequest: [reading(0.000187, 'USD/request')],
  perThousand: [
    reading(0.187, 'USD/1k requests'),
    ...Object.entries({ 'gpt-4.1': 0.25, 'claude-sonnet-4-5': 0.5 }).map(([model, each]) =>
      reading(each, 'USD/1k requests', { of: { model } }),
    ),
    reading('no request could be priced', 'USD/1k requests', { of: { model: 'gpt-4.1-mini' } }),
  ],
  perMtok: [reading(0.0762, 'USD/Mtok')],
  perSuccess: [
    reading(0.000189, 'USD/request', { exactness: 'lower-bound', why: ['2 of 555 requests have no price'] }),
  ],
};
