import { countIn, dayOf, fieldsOf, isFields, numberOf, textOf } from './importers/fields.ts';
import type { MeasuredDay } from './reconcile.ts';

type Read = { ok: true; value: MeasuredDay[] } | { ok: false; why: string };

/** Measured days out of JSON: a list of `MeasuredDay`, or an object with it as `days`. The first that is wrong is told. */
export function readMeasured(json: unknown): Read {
  const list = Array.isArray(json) ? json : fieldsOf(json)['days'];
  if (!Array.isArray(list)) return { ok: false, why: 'no list of days' };
  const days: MeasuredDay[] = [];
  for (const [at, one] of list.entries()) {
    const wrong = (what: string): Read => ({ ok: false, why: `[${at}].${what}` });
    if (!isFields(one)) return wrong('day: no object');
    const [day, model, told] = [dayOf(one['day']), textOf(one['model']), fieldsOf(one['tokens'])];
    if (day === null) return wrong('day: no date as 2026-11-21');
    if (model === null) return wrong('model: no text');
    const count = (name: string): number | null => countIn(told[name]);
    days.push({
      day,
      provider: textOf(one['provider']),
      model,
      requests: countIn(one['requests']),
      tokens: {
        input: count('input'),
        output: count('output'),
        cacheRead: count('cacheRead'),
        cacheWrite: count('cacheWrite'),
        reasoning: count('reasoning'),
      },
      pricedUsd: numberOf(one['pricedUsd']),
    });
  }
  return { ok: true, value: days };
}
