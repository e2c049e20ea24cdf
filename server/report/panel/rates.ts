import type { LiveState, RateStep } from '../../core/signals/live.ts';
import { sentence } from '../readings.ts';
import type { Told } from './choose.ts';

/** When somebody is told that a rate is far above what it is at this time of the week, and how far it is from that; or why nobody is. */
export function rateLines({ rates }: LiveState, { signal, measurement, source }: Told): string[] {
  const rate = rates.find(
    ({ source: from, counter, vocabulary, id }) =>
      from === source.id &&
      counter === measurement.counter &&
      vocabulary === measurement.vocabulary &&
      id === signal.id,
  );
  return [...new Set(rate?.steps.map(lineOf))];
}

function lineOf({ factor, limit, windows: { long, short }, baseline, isBeyond }: RateStep): string {
  if (!factor.known) return `No alert on its rate: ${sentence(factor.why)}`;
  const now = `${factor.value.toFixed(1)}×`;
  const over = `of ${baseline.label}, in ${long} and in ${short}`;
  return isBeyond
    ? `Alert: ${now} that ${over}; from ${limit}× on.`
    : `An alert above ${limit}× that ${over}: now ${now}.`;
}
