import type { UsageIncrement, UsageSample } from '../../server/core/signals/model.ts';
import { createNormalizer, type Normalizer } from '../../server/core/signals/normalize.ts';
import type {
  Attributes,
  HistogramPoint,
  NumberPoint,
  OtlpMetric,
  OtlpPayload,
  OtlpSpan,
} from '../../server/core/signals/otlp/model.ts';

/** 21 November 2026, noon. */
export const NOON = Date.UTC(2026, 10, 21, 12);

let spans = 0;

/** A span of a second that ended at noon, of a trace of its own unless it is given one. */
export function span(attributes: Attributes, rest: Partial<OtlpSpan> = {}): OtlpSpan {
  spans += 1;
  return {
    resource: { 'service.name': 'shop' },
    scope: { name: 'test', version: '1' },
    traceId: `t${spans}`,
    spanId: `s${spans}`,
    parentSpanId: '',
    name: 'chat',
    kind: 3,
    start: NOON - 1000,
    end: NOON,
    attributes,
    events: [],
    status: { code: 0, message: '' },
    ...rest,
  };
}

/** A chat as OpenTelemetry's conventions have it. */
export const chat = (attributes: Attributes = {}, rest: Partial<OtlpSpan> = {}): OtlpSpan =>
  span(
    {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 50,
      ...attributes,
    },
    rest,
  );

/** Spans of one trace, each with the next around it. */
export const nested = (...inner: OtlpSpan[]): OtlpSpan[] =>
  inner.map((one, index) => ({
    ...one,
    traceId: inner[0]?.traceId ?? '',
    parentSpanId: inner[index + 1]?.spanId ?? '',
  }));

export const traces = (...all: OtlpSpan[]): OtlpPayload => ({ signal: 'traces', spans: all });
export const metrics = (...all: OtlpMetric[]): OtlpPayload => ({ signal: 'metrics', metrics: all });

const ORIGIN = { resource: { 'service.name': 'shop' }, scope: { name: 'test', version: '1' } };
const LABELS: Attributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
};

export const counter = (
  name: string,
  temporality: 'delta' | 'cumulative',
  ...points: Partial<NumberPoint>[]
): OtlpMetric => ({
  ...ORIGIN,
  name,
  unit: '{token}',
  data: {
    kind: 'sum',
    temporality,
    isMonotonic: true,
    points: points.map(point => ({ attributes: LABELS, start: NOON - 60_000, at: NOON, value: 0, ...point })),
  },
});

export const histogram = (
  name: string,
  temporality: 'delta' | 'cumulative',
  ...points: (Partial<HistogramPoint> & { type?: string })[]
): OtlpMetric => ({
  ...ORIGIN,
  name,
  unit: '',
  data: {
    kind: 'histogram',
    temporality,
    points: points.map(({ type, ...point }) => ({
      attributes: type === undefined ? LABELS : { ...LABELS, 'gen_ai.token.type': type },
      start: NOON - 60_000,
      at: NOON,
      count: 1,
      sum: 0,
      bounds: [],
      counts: [],
      ...point,
    })),
  },
});

/** What counts after all of it came. */
export function take(
  payloads: readonly OtlpPayload[],
  normalizer: Normalizer = createNormalizer({ since: 0, labels: [] }),
): { samples: UsageSample[]; increments: UsageIncrement[] } {
  const samples: UsageSample[] = [];
  const increments: UsageIncrement[] = [];
  for (const payload of payloads) {
    const normalized = normalizer.take(payload, NOON);
    increments.push(...normalized.increments);
    for (const { sample, weight } of normalized.changes)
      if (weight === 1) samples.push(sample);
      else samples.splice(samples.indexOf(sample), 1);
  }
  return { samples, increments };
}
