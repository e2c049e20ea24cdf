import type { AnalyzedCall } from '../core/model.ts';
import { markOf } from './numbers.ts';

/** The models that a call may ask, as lists show them; `?` where there may be others. */
export function modelNames({ model: { unknown }, cost }: AnalyzedCall): string[] {
  const names = cost.models.map(one => one.model.id + markOf(one));
  return [...names, ...(unknown === null ? [] : ['?'])];
}
