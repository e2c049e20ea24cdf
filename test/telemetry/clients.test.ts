import assert from 'node:assert/strict';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { OTLPMetricExporter as GrpcMetrics } from '@opentelemetry/exporter-metrics-otlp-grpc';
import {
  AggregationTemporalityPreference,
  OTLPMetricExporter as JsonMetrics,
} from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as GrpcTraces } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonTraces } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoTraces } from '@opentelemetry/exporter-trace-otlp-proto';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { OtlpMetric, OtlpPayload, OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { openReceiver, type Receiver } from '../../server/workspace/telemetry/receiver.ts';

/** OpenTelemetry's own exporters send to the receiver. `compression` is an enum of a package that only they know. */
const EXPORTERS = {
  'http/protobuf': {
    traces: ProtoTraces,
    metrics: ProtoMetrics,
    at: (base: string, path: string) => `${base}/v1/${path}`,
  },
  'http/json': { traces: JsonTraces, metrics: JsonMetrics, at: (base: string, path: string) => `${base}/v1/${path}` },
  grpc: { traces: GrpcTraces, metrics: GrpcMetrics, at: (base: string) => base },
};

const TEMPORALITIES = {
  cumulative: AggregationTemporalityPreference.CUMULATIVE,
  delta: AggregationTemporalityPreference.DELTA,
};

describe("OpenTelemetry's exporters", () => {
  let receiver: Receiver;
  let payloads: OtlpPayload[] = [];
  let problems: string[] = [];

  beforeEach(async () => {
    payloads = [];
    problems = [];
    receiver = await openReceiver({
      port: 0,
      onPayload: payload => void payloads.push(payload),
      onProblem: why => void problems.push(why),
    });
  });
  afterEach(() => receiver.close());

  for (const [protocol, { traces, metrics, at }] of Object.entries(EXPORTERS))
    for (const compression of ['none', 'gzip']) {
      it(`${protocol}, ${compression}: spans`, async () => {
        const url = at(receiver.endpoints.http, 'traces').replace('127.0.0.1', 'localhost');
        const exporter = new traces({ url, compression: compression as never });
        const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
        const span = provider.getTracer('shop', '1.2.3').startSpan('chat gpt-4o', {
          kind: SpanKind.CLIENT,
          startTime: [1_800_000_000, 250_000_000],
          attributes: {
            'gen_ai.request.model': 'gpt-4o',
            'gen_ai.usage.input_tokens': 1200,
            'gen_ai.request.temperature': 0.2,
            'gen_ai.response.finish_reasons': ['stop'],
            'gen_ai.request.stream': true,
            'gen_ai.input.messages': '[{"role":"user","content":"SECRET"}]',
          },
        });
        span.addEvent('gen_ai.user.message', { content: 'SECRET', 'gen_ai.system': 'openai' });
        span.setStatus({ code: SpanStatusCode.ERROR, message: 'too many requests' });
        span.end([1_800_000_001, 0]);
        await provider.shutdown();

        assert.deepEqual(problems, []);
        assert.equal(payloads.length, 1);
        const [got] = payloads.flatMap(payload => (payload.signal === 'traces' ? payload.spans : []));
        const { traceId, spanId } = span.spanContext();
        assert.deepEqual({ ...got, resource: {}, events: [] }, {
          resource: {},
          scope: { name: 'shop', version: '1.2.3' },
          traceId,
          spanId,
          parentSpanId: '',
          name: 'chat gpt-4o',
          kind: 3,
          start: 1_800_000_000_250,
          end: 1_800_000_001_000,
          attributes: {
            'gen_ai.request.model': 'gpt-4o',
            'gen_ai.usage.input_tokens': 1200,
            'gen_ai.request.temperature': 0.2,
            'gen_ai.response.finish_reasons': ['stop'],
            'gen_ai.request.stream': true,
          },
          events: [],
          status: { code: 2, message: 'too many requests' },
        } satisfies OtlpSpan);
        assert.deepEqual(
          got?.events.map(({ name, attributes }) => ({ name, attributes })),
          [{ name: 'gen_ai.user.message', attributes: { 'gen_ai.system': 'openai' } }],
        );
        assert.equal(got?.resource['telemetry.sdk.language'], 'nodejs');
        assert.ok(!JSON.stringify(payloads).includes('SECRET'));
      });

      for (const [temporality, temporalityPreference] of Object.entries(TEMPORALITIES))
        it(`${protocol}, ${compression}: metrics, ${temporality}`, async () => {
          const url = at(receiver.endpoints.http, 'metrics');
          const exporter = new metrics({ url, compression: compression as never, temporalityPreference });
          const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
          const aggregation = { type: AggregationType.EXPONENTIAL_HISTOGRAM } as const;
          const provider = new MeterProvider({
            readers: [reader],
            views: [{ instrumentName: 'exponential', aggregation }],
          });
          const meter = provider.getMeter('shop');
          meter.createCounter('requests').add(3, { team: 'search' });
          meter.createGauge('load', { unit: '1' }).record(0.5);
          meter.createHistogram('tokens', { advice: { explicitBucketBoundaries: [10, 100] } }).record(50);
          const exponential = meter.createHistogram('exponential');
          for (const value of [0, 1, 1000]) exponential.record(value);
          await provider.shutdown();

          assert.deepEqual(problems, []);
          const found = payloads.flatMap(payload => (payload.signal === 'metrics' ? payload.metrics : []));
          const data = Object.fromEntries(found.map(metric => [metric.name, withoutTimes(metric)]));
          const point = { attributes: {}, start: 0, at: 0 };
          assert.deepEqual(data['requests'], {
            kind: 'sum',
            temporality,
            isMonotonic: true,
            points: [{ ...point, attributes: { team: 'search' }, value: 3 }],
          });
          assert.deepEqual(data['load'], { kind: 'gauge', points: [{ ...point, value: 0.5 }] });
          assert.deepEqual(data['tokens'], {
            kind: 'histogram',
            temporality,
            points: [{ ...point, count: 1, sum: 50, bounds: [10, 100], counts: [0, 1, 0] }],
          });
          const { kind, points } = data['exponential'] as Extract<
            OtlpMetric['data'],
            { kind: 'exponential-histogram' }
          >;
          assert.equal(kind, 'exponential-histogram');
          const [only] = points;
          assert.deepEqual([only?.count, only?.sum, only?.zeroCount], [3, 1001, 1]);
          assert.equal(
            only?.positive.counts.reduce((sum, count) => sum + count, 0),
            2,
          );
          // The highest bucket is the one that 1000 is in.
          const base = 2 ** (2 ** -(only?.scale ?? 0));
          const last = (only?.positive.offset ?? 0) + (only?.positive.counts.length ?? 0);
          assert.ok(base ** last >= 1000 && base ** (last - 1) < 1000);
        });
    }
});

function withoutTimes({ data }: OtlpMetric): OtlpMetric['data'] {
  return { ...data, points: data.points.map(point => ({ ...point, start: 0, at: 0 })) } as OtlpMetric['data'];
}
