import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import type { Attributes, OtlpPayload, OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { chat, nested, NOON, span, take, traces } from './otlp.ts';

const agent = (attributes: Attributes = {}): OtlpSpan =>
  span(
    {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.agent.name': 'support',
      'gen_ai.usage.input_tokens': 2000,
      'gen_ai.usage.output_tokens': 100,
      ...attributes,
    },
    { kind: 1 },
  );
const plain = (attributes: Attributes = {}): OtlpSpan => span(attributes, { kind: 1 });
const inputs = (payloads: readonly OtlpPayload[]): (number | null)[] =>
  take(payloads)
    .samples.map(({ tokens }) => tokens.input)
    .toSorted((a, b) => (a ?? 0) - (b ?? 0));

describe('spans of inferences', () => {
  describe('count once', () => {
    it('an agent repeats what its inferences used', () => {
      const [inner, step, outer] = nested(chat(), plain({ 'gen_ai.operation.name': 'agent_step' }), agent());
      assert(inner && step && outer);
      for (const order of [
        [inner, step, outer],
        [outer, step, inner],
        [step, inner, outer],
      ]) {
        const { samples } = take(order.map(one => traces(one)));
        assert.equal(samples.length, 1);
        assert.deepEqual([samples[0]?.tokens.input, samples[0]?.name], [1000, 'support']);
      }
    });

    it('an agent that runs elsewhere is all there is of its inferences', () => {
      const remote = { ...agent(), kind: 3 };
      assert.deepEqual(inputs([traces(remote)]), [2000]);
      assert.deepEqual(inputs([traces(...nested(chat(), remote))]), [1000]);
    });

    it('a span that comes again', () => {
      const one = chat();
      const normalizer = createNormalizer({ since: 0, labels: [] });
      assert.equal(take([traces(one), traces(one), traces(one, one)], normalizer).samples.length, 1);
      assert.equal(normalizer.notes().duplicates, 3);
    });

    it('an SDK beneath another: the innermost, with what only the outer one knows', () => {
      const inner = chat({ 'gen_ai.usage.input_tokens': 'none', 'gen_ai.usage.output_tokens': 'none' });
      const outer = span({
        'ai.operationId': 'ai.streamText.doStream',
        'ai.model.id': 'gpt-4o',
        'ai.usage.inputTokens': 1200,
        'ai.usage.outputTokens': 34,
        'ai.usage.cachedInputTokens': 1024,
        'ai.response.msToFirstChunk': 60,
        'ai.telemetry.functionId': 'summarise',
      });
      const { samples } = take([traces(...nested(inner, plain(), outer))]);
      assert.equal(samples.length, 1);
      const [{ tokens, firstTokenMs, name, vocabulary } = assert.fail()] = samples;
      assert.deepEqual(
        [tokens.input, tokens.output, tokens.cacheRead, firstTokenMs, name, vocabulary],
        [1200, 34, 1024, 60, 'summarise', 'otel-genai'],
      );
    });

    it('of two inferences below, none is given the usage of both', () => {
      const untold = { 'gen_ai.usage.input_tokens': 'none', 'gen_ai.usage.output_tokens': 'none' };
      const outer = chat({ 'gen_ai.usage.input_tokens': 2000 });
      const below = [chat(untold), chat(untold)].map(
        one => nested({ ...one, traceId: outer.traceId }, outer)[0] ?? one,
      );
      assert.deepEqual(inputs([traces(outer, ...below)]), [null, null]);
    });

    it('of an attempt that failed and one that did not, the latter', () => {
      const untold = { 'gen_ai.usage.input_tokens': 'none', 'gen_ai.usage.output_tokens': 'none' };
      const outer = chat({ 'gen_ai.usage.input_tokens': 2000 });
      const below = [chat({ ...untold, 'error.type': '500' }), chat(untold)].map(
        one => nested({ ...one, traceId: outer.traceId }, outer)[0] ?? one,
      );
      const { samples } = take([traces(outer, ...below)]);
      assert.deepEqual(
        samples.map(({ error, tokens }) => [error, tokens.input]),
        [
          ['500', null],
          [null, 2000],
        ],
      );
    });

    it('what a gateway or a server counted is another count than its client', () => {
      const gateway = { 'gen_ai.cost.total_cost': 0.01, 'metadata.user_api_key_hash': 'abc' };
      const server = span({ 'gen_ai.usage.prompt_tokens': 990, 'gen_ai.response.model': 'm' }, { kind: 2 });
      const { samples } = take([traces(...nested(server, chat(gateway), chat()))]);
      assert.deepEqual(
        samples.map(({ counter, tokens }) => [counter, tokens.input]),
        [
          ['server', 990],
          ['gateway', 1000],
          ['client', 1000],
        ],
      );
    });

    it('spans without ids are taken as they are', () => {
      assert.equal(take([traces(chat({}, { traceId: '' }), chat({}, { traceId: '' }))]).samples.length, 2);
    });
  });

  it('say the same however they are cut into requests and in whichever order they come', () => {
    const labels = { 'error.type': '429' };
    const trace = [
      ...nested(chat(), plain(), chat({ 'gen_ai.usage.cache_read.input_tokens': 512 }), agent()),
      ...nested(chat(labels), agent()),
      ...nested(plain({ 'http.request.method': 'POST' }), chat(), plain({ 'code.file.path': '/app/a.ts' })),
      chat(),
    ];
    const words = (payloads: readonly OtlpPayload[]): string[] =>
      take(payloads)
        .samples.map(sample => JSON.stringify(sample))
        .toSorted();
    const whole = words([traces(...trace)]);
    assert.equal(whole.length, 4);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(trace, { minLength: trace.length }),
        fc.array(fc.nat(trace.length), { maxLength: 5 }),
        (order, cuts) => {
          const edges = [0, ...cuts.toSorted((a, b) => a - b), order.length];
          const payloads = edges.slice(1).map((edge, index) => traces(...order.slice(edges[index], edge)));
          assert.deepEqual(words(payloads), whole);
        },
      ),
    );
  });

  describe('tokens', () => {
    const tokensOf = (attributes: Attributes) => take([traces(chat(attributes))]).samples[0]?.tokens;

    it('more from the cache than input: input leaves it out', () => {
      const anthropic = {
        'gen_ai.usage.input_tokens': 20,
        'gen_ai.usage.cache_read_input_tokens': 900,
        'gen_ai.usage.cache_creation_input_tokens': 80,
      };
      assert.deepEqual(tokensOf(anthropic), {
        input: 1000,
        output: 50,
        cacheRead: 900,
        cacheWrite: 80,
        reasoning: null,
      });
    });

    it('less from the cache than input: input holds it, unless the total says otherwise', () => {
      const cached = { 'gen_ai.usage.cache_read.input_tokens': 900 };
      assert.equal(tokensOf(cached)?.input, 1000);
      assert.equal(tokensOf({ ...cached, 'gen_ai.usage.total_tokens': 1050 })?.input, 1000);
      assert.equal(tokensOf({ ...cached, 'gen_ai.usage.total_tokens': 1950 })?.input, 1900);
    });

    it("the AI SDK's version 5 passes on what Anthropic says, and 6 adds it up", () => {
      const sdk = {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'anthropic.messages',
        'ai.usage.inputTokens': 1000,
        'ai.usage.cachedInputTokens': 900,
      };
      const input = (attributes: Attributes) => take([traces(span(attributes))]).samples[0]?.tokens.input;
      assert.equal(input(sdk), 1900);
      assert.equal(input({ ...sdk, 'ai.usage.inputTokenDetails.cacheReadTokens': 900 }), 1000);
      assert.equal(input({ ...sdk, 'ai.model.provider': 'openai.chat' }), 1000);
    });

    it('an empty prompt is none: nobody told', () => {
      assert.deepEqual(tokensOf({ 'gen_ai.usage.input_tokens': 0, 'gen_ai.usage.output_tokens': 0 }), {
        input: null,
        output: null,
        cacheRead: null,
        cacheWrite: null,
        reasoning: null,
      });
    });
  });

  it('a cost of zero is one that is not known', () => {
    const cost = (usd: number) => take([traces(chat({ 'gen_ai.usage.cost': usd }))]).samples[0]?.billedUsd;
    assert.deepEqual([cost(0), cost(0.002)], [null, 0.002]);
  });

  it('failures, by type or by status', () => {
    const failed = { status: { code: 2, message: 'no' } };
    const thrown = {
      ...failed,
      events: [{ name: 'exception', at: NOON, attributes: { 'exception.type': 'Timeout' } }],
    };
    const { samples } = take([traces(chat(), chat({ 'error.type': '429' }), chat({}, failed), chat({}, thrown))]);
    assert.deepEqual(
      samples.map(({ error }) => error),
      [null, '429', 'error', 'Timeout'],
    );
  });

  it('the first token, by attribute or event', () => {
    const { samples } = take([
      traces(
        chat({ 'gen_ai.response.time_to_first_chunk': 0.25 }),
        span(
          { 'openinference.span.kind': 'LLM', 'llm.model_name': 'gpt-4o' },
          { events: [{ name: 'First Token Stream Event', at: NOON - 600, attributes: {} }] },
        ),
      ),
    ]);
    assert.deepEqual(
      samples.map(({ firstTokenMs }) => firstTokenMs),
      [250, 400],
    );
  });

  it('attempts, where requests over HTTP are told: to one address, and no others', () => {
    const post = (path: string): OtlpSpan =>
      span({ 'http.request.method': 'POST', 'server.address': 'api.openai.com', 'url.full': `https://x${path}?k=1` });
    const inference = chat();
    const below = [post('/v1/chat'), post('/v1/chat'), post('/v1/chat'), post('/oauth/token')];
    const trace = below.map(one => nested({ ...one, traceId: inference.traceId }, inference)[0] ?? one);
    assert.equal(take([traces(...trace, inference)]).samples[0]?.attempts, 3);
    assert.equal(take([traces(chat())]).samples[0]?.attempts, null);
  });

  it('lines of code, by the new keys and the old, or of the span around', () => {
    const code = { 'code.filepath': '/app/a.py', 'code.lineno': 7, 'code.function': 'ask' };
    const { samples } = take([
      traces(
        chat({ 'code.file.path': '/app/a.ts', 'code.line.number': 3 }),
        chat(code),
        ...nested(chat(), plain(code)),
      ),
    ]);
    assert.deepEqual(
      samples.map(sample => sample.code && [sample.code.file, sample.code.line, sample.code.function]),
      [
        ['/app/a.ts', 3, null],
        ['/app/a.py', 7, 'ask'],
        ['/app/a.py', 7, 'ask'],
      ],
    );
  });

  it('only the labels that the user names, of the span, the program or what is around', () => {
    const normalizer = createNormalizer({ since: 0, labels: ['tenant', 'feature'] });
    const { samples } = take(
      [traces(...nested(chat({ feature: 'search', secret: 'x' }), plain({ tenant: 'acme', feature: 'other' })))],
      normalizer,
    );
    assert.deepEqual(samples[0]?.labels, { tenant: 'acme', feature: 'search' });
  });

  it('who is paid, by the spelling of conventions and SDKs, or by the address', () => {
    const provider = (told: string, rest: Attributes = {}) =>
      take([traces(chat({ 'gen_ai.provider.name': told, ...rest }))]).samples[0]?.provider;
    const spellings = ['openai.responses', 'aws.bedrock', 'gcp.vertex_ai', 'google.vertex.chat', 'x_ai', 'Anthropic'];
    assert.deepEqual(
      spellings.map(told => provider(told)),
      ['openai', 'aws', 'google', 'google', 'x-ai', 'anthropic'],
    );
    assert.equal(provider('openai', { 'server.address': 'api.groq.com' }), 'groq');
    assert.equal(provider('openai', { 'server.address': '127.0.0.1' }), 'openai');
    assert.equal(provider('Langchain'), null);
  });

  it('what is sent from the future is of when it came', () => {
    const normalizer = createNormalizer({ since: 0, labels: [] });
    const { samples } = take(
      [traces(chat({}, { end: NOON + 3_600_000 }), chat({}, { end: NOON + 30_000 }))],
      normalizer,
    );
    assert.deepEqual(
      samples.map(({ at }) => at - NOON),
      [0, 30_000],
    );
    assert.equal(normalizer.notes().fromFuture, 1);
  });

  it('whose a span is tells its scope before any attribute', () => {
    const of = (scope: string, attributes: Attributes = {}) =>
      take([traces(chat(attributes, { scope: { name: scope, version: '' } }))]).samples[0]?.vocabulary;
    assert.equal(of('litellm', { 'gen_ai.usage.cost': 1 }), 'litellm');
    assert.equal(of('test', { 'gen_ai.usage.cost': 1 }), 'openlit');
    assert.equal(of('pydantic-ai'), 'logfire');
    assert.equal(of('@traceloop/instrumentation-openai'), 'openllmetry');
    assert.equal(of('test', { 'llm.request.type': 'chat' }), 'openllmetry');
    assert.equal(of('test'), 'otel-genai');
  });

  it('is nothing of what is no inference', () => {
    const others = ['execute_tool', 'create_agent', 'something_new'].map(name =>
      span({ 'gen_ai.operation.name': name }),
    );
    assert.deepEqual(take([traces(plain(), plain({ 'http.request.method': 'POST' }), ...others)]).samples, []);
  });
});
