import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeOtlp } from '../../server/core/signals/otlp/index.ts';
import type { Attributes, OtlpPayload, OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { readText } from '../../server/core/signals/otlp/words.ts';
import { readCaptures } from './captures.ts';
import { expectedOf } from './expected.ts';
import { fuzz } from './fuzz.ts';

/** A request for one span, as JSON. */
function decodeSpan(span: object): OtlpSpan {
  const decoded = decodeOtlp('traces', JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));
  assert.ok(decoded.ok, JSON.stringify(decoded));
  const [only] = (decoded.payload as Extract<OtlpPayload, { signal: 'traces' }>).spans;
  assert.ok(only);
  return only;
}

function attributesOf(values: Record<string, object>): Attributes {
  const attributes = Object.entries(values).map(([key, value]) => ({ key, value }));
  return decodeSpan({ attributes }).attributes;
}

const text = (stringValue: string): object => ({ stringValue });
const list = (...values: object[]): object => ({ arrayValue: { values } });

const CONTENT = `
gen_ai.prompt gen_ai.prompt.0.content gen_ai.completion.0.tool_calls.0.name gen_ai.input.messages gen_ai.output.messages
gen_ai.system_instructions gen_ai.tool.call.arguments gen_ai.tool.call.result gen_ai.tool.definitions gen_ai.content.prompt
llm.input_messages.0.message.content llm.output_messages.0.message.role llm.prompt_template.variables llm.invocation_parameters
input.value output.value llm.request.functions.0.description traceloop.entity.input traceloop.entity.output ai.prompt.messages ai.response.text
ai.response.toolCalls ai.toolCall.args langfuse.observation.input langfuse.trace.output mlflow.spanInputs logfire.msg request_data
all_messages_events exception.message exception.stacktrace db.query.text http.request.header.authorization process.command_args
my.prompt app.userQuestion rag.retrieved_documents tool_arguments final_result`;

const KEPT = `
gen_ai.request.model gen_ai.response.id gen_ai.operation.name gen_ai.system gen_ai.provider.name gen_ai.output.type gen_ai.token.type
gen_ai.prompt.name gen_ai.agent.name gen_ai.conversation.id llm.model_name llm.system openinference.span.kind traceloop.entity.name
traceloop.prompt.key code.file.path code.function.name error.type service.name server.address ai.model.id ai.telemetry.functionId
langfuse.observation.prompt.name langfuse.observation.metadata.tenant feature team session.id user.id url.path`;

const words = (keys: string): string[] => keys.trim().split(/\s+/);

describe('what is kept of OTLP', () => {
  it('no text under a key for content, whole or in a list', () => {
    const values = words(CONTENT).map(key => [key, text('SECRET')]);
    assert.deepEqual(attributesOf(Object.fromEntries(values)), {});
    const lists = words(CONTENT).map(key => [key, list(text('SECRET'))]);
    assert.deepEqual(attributesOf(Object.fromEntries(lists)), {});
  });

  it('names, models, places in code', () => {
    const values = words(KEPT).map(key => [key, text('kept')]);
    assert.deepEqual(Object.keys(attributesOf(Object.fromEntries(values))), words(KEPT));
  });

  it('counts, whatever their key says', () => {
    const kept = attributesOf({ 'llm.token_count.prompt': { intValue: '7' }, 'app.response': { boolValue: true } });
    assert.deepEqual(kept, { 'llm.token_count.prompt': 7, 'app.response': true });
  });

  it('no long text under any name, no text in pieces, no embeddings', () => {
    const kept = attributesOf({
      short: text('x'.repeat(1024)),
      long: text('x'.repeat(1025)),
      'long in bytes': text('é'.repeat(513)),
      pieces: list(...Array.from({ length: 20 }, () => text('x'.repeat(60)))),
      numbers: list(...Array.from({ length: 129 }, () => ({ doubleValue: 0.5 }))),
      map: { kvlistValue: { values: [{ key: 'content', value: text('SECRET') }] } },
      mixed: list(text('a'), { kvlistValue: {} }, { intValue: 2 }),
    });
    assert.deepEqual(kept, { short: 'x'.repeat(1024), mixed: ['a', 2] });
  });

  it('no query of an address', () => {
    const kept = attributesOf({
      'url.full': text('https://api.example.com/v1?key=SECRET'),
      'url.query': text('key=SECRET'),
    });
    assert.deepEqual(kept, { 'url.full': 'https://api.example.com/v1' });
  });

  it('no long name, and none that would change the record itself', () => {
    const span = decodeSpan({ name: 'x'.repeat(2000), attributes: [{ key: '__proto__', value: list(text('a')) }] });
    assert.equal(span.name, '');
    assert.ok(!Array.isArray(Object.getPrototypeOf(span.attributes)));
  });

  it('of events what is kept of spans', () => {
    const attributes = [
      { key: 'content', value: text('SECRET') },
      { key: 'gen_ai.system', value: text('openai') },
    ];
    const { events } = decodeSpan({ events: [{ name: 'gen_ai.user.message', timeUnixNano: '1000000', attributes }] });
    assert.deepEqual(events, [{ name: 'gen_ai.user.message', at: 1, attributes: { 'gen_ai.system': 'openai' } }]);
  });
});

describe('OTLP/JSON', () => {
  it('takes numbers as text, enums by name, ids in capitals, and passes over what it does not know', () => {
    const span = decodeSpan({
      traceId: 'ABCDEF00000000000000000000000001',
      spanId: '00000000000000ff',
      parentSpanId: '0000000000000000',
      kind: 'SPAN_KIND_CLIENT',
      startTimeUnixNano: 1_000_000,
      endTimeUnixNano: '1795227625742000000',
      status: { code: 'STATUS_CODE_ERROR' },
      attributes: [{ key: 'a', value: { intValue: '-9007199254740993' } }],
      links: [{ traceId: 1 }],
      somethingNew: {},
      events: null,
    });
    assert.equal(span.traceId, 'abcdef00000000000000000000000001');
    assert.deepEqual([span.spanId, span.parentSpanId], ['00000000000000ff', '']);
    assert.deepEqual([span.kind, span.start, span.end, span.status.code], [3, 1, 1795227625742, 2]);
    assert.deepEqual(span.attributes, { a: -9007199254740992 });
  });

  it('says which field is wrong', () => {
    const why = (body: string): string => {
      const decoded = decodeOtlp('traces', body);
      return decoded.ok ? 'taken' : decoded.why;
    };
    assert.equal(why('{'), 'it is no valid JSON');
    assert.equal(why('[]'), 'the whole is no object');
    assert.equal(why('{"resourceSpans":{}}'), 'resourceSpans is no list');
    assert.equal(why('{"resourceSpans":[1]}'), 'an entry of resourceSpans is no object');
    const span = (fields: string): string => `{"resourceSpans":[{"scopeSpans":[{"spans":[{${fields}}]}]}]}`;
    assert.equal(why(span('"name":5')), 'name is no text');
    assert.equal(why(span('"startTimeUnixNano":"soon"')), 'startTimeUnixNano is no number');
    assert.equal(why('{}'), 'taken');
  });
});

describe('text of bytes', () => {
  it('is what TextDecoder makes of them', () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const near = fc.constantFrom(
      0x41,
      0x80,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xe2,
      0xed,
      0xef,
      0xf0,
      0xf3,
      0xf4,
      0xf5,
      0xff,
    );
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.array(near).map(all => Uint8Array.from(all)),
    );
    fc.assert(
      fc.property(bytes, all => assert.equal(readText(all, 0, all.length), decoder.decode(all))),
      { numRuns: 5000 },
    );
    const long = new TextEncoder().encode('漢字 and ASCII '.repeat(10_000));
    assert.equal(readText(long, 0, long.length), decoder.decode(long));
  });
});

describe('requests of real clients', () => {
  for (const { name, signal, body } of readCaptures())
    it(name, () => {
      const decoded = decodeOtlp(signal, body);
      assert.ok(decoded.ok);
      if (typeof body !== 'string') assert.deepEqual(decoded.payload, expectedOf(signal, body));
      const said = JSON.stringify(decoded.payload);
      assert.match(said, /gpt-|gen_ai/);
      // What the recorded prompts and answers say.
      assert.doesNotMatch(said, /be brief|hello|tok0|"hi"/);
    });
});

describe('hostile OTLP', () => {
  /** On a busy machine. */
  const MS = 5000;

  function refused(body: Uint8Array | string): string {
    const began = performance.now();
    const decoded = decodeOtlp('traces', body);
    assert.ok(performance.now() - began < MS);
    return decoded.ok ? 'taken' : decoded.why;
  }

  it('is refused where lengths and numbers lie', () => {
    const cases: [number[], RegExp][] = [
      [[0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], /middle of a field/],
      [[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], /middle of a field/],
      [Array.from({ length: 12 }, () => 0xff), /more than ten bytes/],
      [[0x00], /no field/],
      [[0x0f], /no known type/],
      [[0x0c], /no known type/],
      [[0x0a], /middle of a number/],
      [[0x13, 0x1c], /not begun/],
    ];
    for (const [bytes, why] of cases) assert.match(refused(Uint8Array.from(bytes)), why);
  });

  it('is refused where it nests without end', () => {
    assert.match(refused(new Uint8Array(5_000_000).fill(0x13)), /too deep/);
    assert.match(refused('['.repeat(5_000_000)), /too deep/);
    assert.match(refused('{"a":'.repeat(1_000_000)), /too deep/);
    let value: Uint8Array = Uint8Array.from([0x10, 1]);
    for (let depth = 0; depth < 500; depth++) value = wrap(5, wrap(1, value));
    assert.equal(
      refused(wrap(1, wrap(2, wrap(2, wrap(9, Buffer.concat([wrap(1, Buffer.from('a')), wrap(2, value)])))))),
      'taken',
    );
  });

  it('is refused where little is sent that would become much', () => {
    const many = Buffer.alloc(4_000_000);
    for (let at = 0; at < many.length; at += 2) many[at] = 0x0a;
    assert.match(refused(many), /more than 1000000 entries/);
    assert.match(refused(`{"resourceSpans":[${'{},'.repeat(5_000_000)}{}]}`), /more than 2000000 entries/);
    // What stands in a text counts for nothing.
    assert.equal(refused(JSON.stringify({ a: '[{,"\\'.repeat(2_000_000) })), 'taken');
  });

  it('never makes it throw, whatever is damaged', () => {
    const { accepted, refused: none, slowestMs } = fuzz(Number(process.env['RUNS'] ?? 3000), 20_261_121);
    assert.ok(accepted > 0 && none > 0);
    assert.ok(slowestMs < MS, `${slowestMs} ms`);
  });
});

/** A field that holds what is given. */
function wrap(number: number, inner: Uint8Array): Buffer {
  const varint = (value: number): number[] => (value < 128 ? [value] : [128 + (value % 128), ...varint(value >> 7)]);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(inner.length)]), inner]);
}
