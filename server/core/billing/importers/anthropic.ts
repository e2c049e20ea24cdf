import type { Service } from '../../../../pricing/facts/service-tiers.ts';
import { textOf } from './fields.ts';

/** Words that Anthropic's two reports share. */

/** `priority` is capacity that was bought beforehand. */
export const anthropicService = (tier: unknown): Service | null => SERVICES.get(textOf(tier) ?? '') ?? null;

const SERVICES: ReadonlyMap<string, Service> = new Map([
  ['standard', 'standard'],
  ['batch', 'batch'],
  ['flex', 'flex'],
  ['priority', 'reserved'],
  ['priority_on_demand', 'priority'],
]);

/** `0-200k` or `200k-1M`. */
export const isLongWindow = (window: unknown): boolean | null => {
  const told = textOf(window);
  return told === null ? null : !told.startsWith('0-');
};
