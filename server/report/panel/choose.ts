import type { LiveSource, LiveState } from '../../core/signals/live.ts';
import type { Counter, Measurement, Reading, Signal, SignalId } from '../../core/signals/model.ts';
import { formatReading, numberOf } from '../readings.ts';

/**
 * Several may have counted the same calls: a program, the gateway it asks, the server behind that. One of them is shown, by a stated
 * order, and what the others say stands beside it; they are never added.
 */

/** What one instrument says of a signal, and who that is. */
export interface Told {
  signal: Signal;
  measurement: Measurement;
  source: LiveSource;
}

export interface Choice extends Told {
  others: readonly Told[];
}

/** Who knows a signal best: the first that says anything. What is made up, or of another time, comes after all else. */
export function choose(state: LiveState, id: SignalId, order: readonly Counter[]): Choice | null {
  return best(
    all(state, id).filter(({ measurement }) => order.includes(measurement.counter)),
    told => order.indexOf(told.measurement.counter),
  );
}

/** Whose money is shown. What somebody is paid goes before what we work out. */
const MONEY: readonly `${Reading['basis']} ${Counter}`[] = [
  'billed gateway',
  'billed client',
  'measured gateway',
  'measured client',
  'priced client',
  'priced gateway',
  'priced server',
];

/** Of that order, in words. */
export const MONEY_ORDER =
  'What a gateway bills is shown before what is worked out from the tokens that programs count, and that before the tokens of servers; they are never added.';

export function chooseMoney(state: LiveState): Choice | null {
  const rank = ({ signal, measurement }: Told): number => MONEY.indexOf(`${signal.total.basis} ${measurement.counter}`);
  return best(
    all(state, 'spend').filter(told => rank(told) >= 0),
    rank,
  );
}

/** Every instrument that says something of a signal. */
export function all(state: LiveState, id: SignalId): Told[] {
  const sources = new Map(state.sources.map(source => [source.id, source]));
  return state.measurements.flatMap(measurement => {
    const source = sources.get(measurement.source);
    return source === undefined
      ? []
      : measurement.signals.filter(signal => signal.id === id).map(signal => ({ signal, measurement, source }));
  });
}

/** The same instrument's word on something else. */
export const alongside = ({ measurement }: Told, id: SignalId): Signal | null =>
  measurement.signals.find(signal => signal.id === id) ?? null;

function best(told: readonly Told[], rank: (told: Told) => number): Choice | null {
  const key = (one: Told): number[] => [
    Number(one.source.isSample),
    Number(numberOf(one.signal.total) === null),
    Number(one.source.state !== 'live'),
    rank(one),
  ];
  const [first, ...others] = told.toSorted((a, b) => compare(key(a), key(b)));
  return first === undefined ? null : { ...first, others: others.filter(({ source }) => !source.isSample) };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const COUNTED: Readonly<Record<Counter, string>> = {
  client: 'counted by the programs that call',
  gateway: 'counted by the gateway',
  server: 'counted by the inference server',
  gpu: 'counted on the GPUs',
};

/** Who, by which vocabulary, and who counted: `Prometheus at prom.example.com: litellm, counted by the gateway`. */
export const whoTells = ({ source, measurement }: Told): string =>
  `${source.title}: ${measurement.vocabulary}, ${COUNTED[measurement.counter]}`;

/** What others say of the same, each on a line. */
export const othersSay = (others: readonly Told[]): string[] =>
  others
    .filter(({ signal }) => numberOf(signal.total) !== null)
    .map(
      told =>
        `Also ${formatReading(told.signal.total)}, not added: ${whoTells(told)}${told.source.state === 'live' ? '' : ', not live'}.`,
    );
