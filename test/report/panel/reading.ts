import type { Reading, Unit } from '../../../server/core/signals/model.ts';

/** When all that is made up here is shown. */
export const AT = Date.UTC(2026, 10, 21, 12);

export type Told = Partial<Omit<Reading, 'value' | 'unit'>>;

export const reading = (value: number | string, unit: Unit, told: Told = {}): Reading => ({
  value: typeof value === 'number' ? { known: true, value } : { known: false, why: value },
  unit,
  exactness: typeof value === 'number' ? 'exact' : 'unknown',
  range: null,
  basis: unit.startsWith('USD') ? 'priced' : 'measured',
  of: {},
  window: { from: AT - 300_000, to: AT },
  how: 'spans of chat',
  why: [],
  ...told,
});
