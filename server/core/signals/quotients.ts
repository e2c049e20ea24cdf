import { type Exactness, type Known, worse } from '../model.ts';
import { known, type Reading, type Unit, unknown, type Window } from './model.ts';

/** What follows from two readings: a cost of one request, of a million tokens, of GPUs that wait. */

/** What one request costs, of spend in an hour. */
export const perRequest = (spend: Reading, requests: Reading): Reading =>
  divide(spend, perSecond(requests), {
    unit: 'USD/request',
    times: 1 / 3600,
    none: 'there was no request in that time',
  });

/** What a million tokens cost, of spend in an hour. */
export const perMillionTokens = (spend: Reading, tokens: Reading): Reading =>
  divide(spend, perSecond(tokens), { unit: 'USD/Mtok', times: 1e6 / 3600, none: 'there was no token in that time' });

/** What one request that succeeded costs: those that failed are paid for by it. `failures`: the part of requests that did. */
export function perSuccess(spend: Reading, requests: Reading, failures: Reading): Reading {
  const part: Known<number> = failures.value.known ? { known: true, value: 1 - failures.value.value } : failures.value;
  const how = `(1 − ${failures.how})`;
  return divide(
    perRequest(spend, requests),
    { ...failures, value: part, how },
    {
      unit: 'USD/request',
      times: 1,
      none: 'no request succeeded in that time',
    },
  );
}

/** What is paid in an hour for GPUs while they do nothing: their utilisation says how long a kernel ran, not how well. */
export function idleOf(hourly: Reading, utilization: Reading): Reading {
  const busy = utilization.value;
  const isBound = utilization.exactness === 'lower-bound' || utilization.exactness === 'unknown';
  const value: Known<number> = !hourly.value.known
    ? hourly.value
    : !busy.known
      ? busy
      : isBound
        ? unknown('utilisation is not known for all of them')
        : known(hourly.value.value * (1 - Math.min(1, Math.max(0, busy.value))));
  return combine(hourly, utilization, value, 'USD/h', `${hourly.how} × (1 − ${utilization.how})`);
}

/** The sum of two numbers that one instrument counted apart, such as tokens in and out. */
export function sumOf(a: Reading, b: Reading): Reading {
  const value: Known<number> = !a.value.known
    ? a.value
    : b.value.known
      ? known(a.value.value + b.value.value)
      : b.value;
  return combine(a, b, value, a.unit, a.how === b.how ? a.how : `(${a.how} + ${b.how})`);
}

function perSecond(reading: Reading): Reading {
  if (reading.unit.endsWith('/s') || !reading.value.known) return reading;
  const seconds = (reading.window.to - reading.window.from) / 1000;
  const value: Known<number> = seconds > 0 ? known(reading.value.value / seconds) : unknown('no time went by');
  return { ...reading, value };
}

function divide(a: Reading, b: Reading, { unit, times, none }: { unit: Unit; times: number; none: string }): Reading {
  const value = quotient(a, b, times, none);
  return combine(a, b, value, unit, a.how === b.how ? a.how : `${a.how} / ${b.how}`);
}

function quotient(a: Reading, b: Reading, times: number, none: string): Known<number> {
  if (!a.value.known) return a.value;
  if (!b.value.known) return b.value;
  // What is divided by "this or more" is "this or less": no number of ours says so.
  if (b.exactness === 'lower-bound') return unknown(b.why[0] ?? 'not all of them were counted');
  return b.value.value === 0 ? unknown(none) : known((a.value.value / b.value.value) * times);
}

function combine(a: Reading, b: Reading, value: Known<number>, unit: Unit, how: string): Reading {
  return {
    value,
    unit,
    exactness: exactnessOf(value, worse(a.exactness, b.exactness)),
    range: null,
    basis: a.basis,
    of: a.of,
    window: common(a.window, b.window),
    how,
    why: [...new Set([...a.why, ...b.why])],
  };
}

const exactnessOf = (value: Known<number>, exactness: Exactness): Exactness => (value.known ? exactness : 'unknown');

const common = (a: Window, b: Window): Window => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) });
