import type { OwnPrice } from '../../pricing/own.ts';

/** A price of the user's own that says no more than this. */
export const ownPrice = (said: Partial<OwnPrice> & Pick<OwnPrice, 'model'>): OwnPrice => ({
  provider: null,
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite1h: null,
  discount: null,
  gpuHour: null,
  gpus: null,
  tokensPerSecond: null,
  ...said,
});
