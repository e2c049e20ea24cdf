import assert from 'node:assert/strict';
import { assert as hold, nat, property, record } from 'fast-check';
import { addTokens, type BilledTokens, countOf, type TokenKind } from '../../server/core/billing/bill.ts';
import { numberOf, timeOf } from '../../server/core/billing/importers/fields.ts';
import { readMeter, tokensPer } from '../../server/core/billing/importers/meters.ts';

describe('tokens of a bill', () => {
  const KINDS: TokenKind[] = ['input', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'output', 'media', 'unsplit'];
  const told = record(Object.fromEntries(KINDS.map(kind => [kind, nat(1e9)])), { requiredKeys: [] }).map(
    tokens => tokens as BilledTokens,
  );

  it('no token is lost or counted twice in a sum, in whatever order', () => {
    hold(
      property(told, told, told, (a, b, c) => {
        assert.equal(countOf(addTokens(a, b)), countOf(a) + countOf(b));
        assert.deepEqual(addTokens(a, b), { ...addTokens(b, a) });
        assert.deepEqual(addTokens(addTokens(a, b), c), addTokens(a, addTokens(b, c)));
      }),
    );
  });

  it('what only one tells of its cache is told of neither', () => {
    assert.deepEqual(addTokens({ input: 10, cacheRead: 5, output: 1 }, { input: 20, output: 2 }), {
      input: 35,
      output: 3,
    });
  });
});

describe('words of clouds', () => {
  it('a meter is of one model of the catalogue, whatever the order of its words, or stays as it is', () => {
    const read = (text: string, provider: string): unknown[] => {
      const { model, kind, service } = readMeter(text, provider);
      return [model, kind, service];
    };
    assert.deepEqual(read('USE1-Claude4.6Sonnet-input-tokens', 'aws'), [
      'regional.anthropic.claude-sonnet-4-6-v1:0',
      'input',
      'standard',
    ]);
    assert.deepEqual(read('USE1-Claude4.6Opus-cache-read-input-token-count-cross-region-global', 'aws'), [
      'global.anthropic.claude-opus-4-6-v1:0',
      'cacheRead',
      'standard',
    ]);
    assert.deepEqual(read('EUC1-NovaLite-output-tokens-batch', 'aws'), ['amazon.nova-lite-v1:0', 'output', 'batch']);
    assert.deepEqual(read('USE1-Claude4Sonnet-cache-write-input-token-count-1-hour', 'aws').slice(1), [
      'cacheWrite1h',
      'standard',
    ]);
    assert.deepEqual(read('USE1-openai.gpt-oss-120b-mantle-input-tokens-standard', 'aws')[0], 'openai.gpt-oss-120b');
    assert.deepEqual(read('gpt 4o 1120 cached Inp glbl Tokens', 'azure'), ['gpt-4o', 'cacheRead', 'standard']);
    assert.deepEqual(read('gpt 4.1 nano Outp glbl Tokens', 'azure'), ['gpt-4.1-nano', 'output', 'standard']);
    assert.deepEqual(read('5.4 inp Gl 1M Tokens', 'azure'), ['5 4', 'input', 'standard']);
    assert.deepEqual(read('Gemini 2.5 Flash Text Output - Predictions', 'google'), [
      'gemini-2.5-flash',
      'output',
      'standard',
    ]);
    assert.deepEqual(read('USE1-Guardrail-ContentPolicyUnitsConsumed', 'aws'), [null, null, 'standard']);
    assert.deepEqual(read('USE1-Claude3Sonnet-ProvisionedThroughput-ModelUnits-input', 'aws')[0], null);
  });

  it('a unit is so many tokens only if it says tokens', () => {
    assert.deepEqual(
      [
        'Tokens',
        'token',
        '1000 Tokens',
        '1K tokens',
        '1M Tokens',
        '1,000,000 Tokens',
        'million tokens',
        'Units',
        '1K',
        'Hours',
        '',
        '0 tokens',
      ].map(tokensPer),
      [1, 1, 1000, 1000, 1e6, 1e6, 1e6, null, null, null, null, null],
    );
  });

  it('numbers and times are read, or not at all', () => {
    assert.deepEqual(['1.5', '-2', '1e3', ' 7 ', '', '1,5', '0x10', 'NaN', null, Infinity].map(numberOf), [
      1.5,
      -2,
      1000,
      7,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    const noon = Date.UTC(2026, 10, 2, 12);
    for (const text of [
      '2026-11-02T12:00:00Z',
      '2026-11-02 12:00:00',
      '2026-11-02 12:00:00 UTC',
      '2026-11-02T14:00:00+02:00',
      '2026-11-02T14:00+02',
      noon / 1000,
    ])
      assert.equal(timeOf(text), noon, String(text));
    assert.deepEqual(['11/2/26', '2026-13-40', 5, 'soon'].map(timeOf), [null, null, null, null]);
  });
});
