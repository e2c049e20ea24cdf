import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeOtlp } from '../../server/core/signals/otlp/index.ts';
import type { OtlpPayload } from '../../server/core/signals/otlp/model.ts';
import { expectedOf, oracleJson, otlpJson } from './expected.ts';
import { messages } from './messages.ts';
import { METRICS, messageOf, TRACES } from './oracle.ts';

/** `RUNS=100000 npx mocha …` for more. */
const RUNS = Number(process.env['RUNS'] ?? 150);

type Signal = OtlpPayload['signal'];

function assertSame(signal: Signal, bytes: Uint8Array): void {
  const expected = { ok: true, payload: expectedOf(signal, bytes) };
  assert.deepEqual(decodeOtlp(signal, bytes), expected);
  assert.deepEqual(decodeOtlp(signal, JSON.stringify(otlpJson(oracleJson(signal, bytes)))), expected, 'as JSON');
}

/** A field that holds what is given. */
function field(number: number, ...parts: Uint8Array[]): Uint8Array {
  const inner = Buffer.concat(parts);
  const varint = (value: number): number[] => (value < 128 ? [value] : [128 + (value % 128), ...varint(value >> 7)]);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(inner.length)]), inner]);
}

const METRIC = messageOf('opentelemetry.proto.metrics.v1.Metric');
const ANY_VALUE = messageOf('opentelemetry.proto.common.v1.AnyValue');
const GROUP = messageOf('opentelemetry.proto.trace.v1.ResourceSpans');

describe('OTLP decodes as @bufbuild/protobuf has it', () => {
  it('random requests for traces', () => {
    fc.assert(
      fc.property(messages(TRACES, 7), bytes => assertSame('traces', bytes)),
      { numRuns: RUNS },
    );
  });

  it('random requests for metrics', () => {
    fc.assert(
      fc.property(messages(METRICS, 7), bytes => assertSame('metrics', bytes)),
      { numRuns: RUNS },
    );
  });

  it('a metric said in two parts is one, and of two kinds the last holds', () => {
    const part = messages(METRIC, 4);
    const request = fc.tuple(part, part).map(parts => field(1, field(2, field(2, ...parts))));
    fc.assert(
      fc.property(request, bytes => assertSame('metrics', bytes)),
      { numRuns: RUNS },
    );
  });

  it('a value said in two parts is one, and of two kinds the last holds', () => {
    const part = messages(ANY_VALUE, 3);
    const request = fc.tuple(part, part).map(parts => {
      const keyValue = [field(1, Buffer.from('team')), field(2, ...parts)];
      return field(1, field(2, field(2, field(9, ...keyValue), field(9, ...keyValue.toReversed()))));
    });
    fc.assert(
      fc.property(request, bytes => assertSame('traces', bytes)),
      { numRuns: RUNS },
    );
  });

  it('a resource that comes in parts, and after its spans', () => {
    const part = messages(GROUP, 5);
    fc.assert(
      fc.property(part, part, (first, second) => assertSame('traces', field(1, first, second))),
      { numRuns: RUNS },
    );
  });

  it('every beginning of a request: what the oracle refuses is refused, and nothing else', () => {
    const requests = fc.sample(messages(METRICS, 6), { numRuns: 12, seed: 7 });
    for (const bytes of requests)
      for (let end = 0; end < Math.min(bytes.length, 600); end++) assertBeginning('metrics', bytes.subarray(0, end));
  });
});

function assertBeginning(signal: Signal, bytes: Uint8Array): void {
  let expected: OtlpPayload | null = null;
  try {
    expected = expectedOf(signal, bytes);
  } catch {
    // The oracle refuses it.
  }
  const { ok, ...rest } = decodeOtlp(signal, bytes);
  assert.equal(ok, expected !== null);
  if (expected) assert.deepEqual(rest, { payload: expected });
}
