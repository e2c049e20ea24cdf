import assert from 'node:assert/strict';
import { usd } from '../../pricing/money.ts';
import type { Amount, Exactness, Tokens } from '../../server/core/model.ts';
import {
  formatAmount,
  formatBound,
  formatHint,
  formatMoney,
  formatTokens,
  formatTokensShort,
} from '../../server/report/numbers.ts';
import { hole, model, NO_LIMIT, placeAt, text } from '../costs/call.ts';
import { analyzed } from './sample.ts';

const tokens = (min: number, max: number | null, exactness: Exactness): Tokens => ({
  min,
  likely: null,
  max,
  exactness,
  why: [],
});
const amount = (low: number, high: number | null, exactness: Exactness = 'exact'): Amount => ({
  low: usd(low),
  high: high === null ? null : usd(high),
  exactness,
});

describe('numbers', () => {
  it('of tokens say what they are', () => {
    assert.equal(formatTokens(tokens(1204, 1204, 'exact')), '1,204 tok');
    assert.equal(formatTokens(tokens(1204, 1204, 'approximate')), '~1,204 tok');
    assert.equal(formatTokens(tokens(1204, null, 'lower-bound')), '≥1,204 tok');
    assert.equal(formatTokens(tokens(0, null, 'unknown')), '? tok');
    assert.equal(formatTokens(tokens(0, null, 'lower-bound')), '? tok', 'nothing or more says nothing');
    assert.equal(formatTokens(tokens(120, 340, 'exact')), '120–340 tok');
    assert.equal(formatTokens(tokens(120, 340, 'approximate')), '~120–340 tok');
    assert.equal(formatBound(tokens(0, 600, 'lower-bound')), '≤600 tok');
    assert.equal(formatBound(tokens(0, null, 'unknown')), '? tok');
  });

  it('are short where there is little room, and bounds stay true', () => {
    assert.equal(formatTokensShort(tokens(999, 999, 'exact')), '999 tok');
    assert.equal(formatTokensShort(tokens(1204, 1204, 'exact')), '1.2k tok');
    assert.equal(formatTokensShort(tokens(1299, null, 'lower-bound')), '≥1.2k tok');
    assert.equal(formatTokensShort(tokens(1201, 1201, 'approximate')), '~1.2k tok');
    assert.equal(formatTokensShort(tokens(1299, 45_001, 'exact')), '1.2k–46k tok');
    assert.equal(formatTokensShort(tokens(1_250_000, 1_250_000, 'exact')), '1.3M tok');
    assert.equal(formatTokensShort(tokens(999_999, 999_999, 'exact')), '1M tok');
  });

  it('of money have two significant digits under a cent', () => {
    const written = [0, 0.00009, 0.0001, 0.000312, 0.0031, 0.00999, 0.0102, 0.5, 1, 12.345, 1234.5].map(n =>
      formatMoney(usd(n)),
    );
    assert.deepEqual(written, [
      '$0',
      '<$0.0001',
      '$0.00010',
      '$0.00031',
      '$0.0031',
      '$0.0100',
      '$0.0102',
      '$0.5000',
      '$1.00',
      '$12.35',
      '$1,234.50',
    ]);
  });

  it('of money say what they are, and bounds stay true', () => {
    assert.equal(formatAmount(amount(0.0031, 0.0031)), '$0.0031');
    assert.equal(formatAmount(amount(0.0031, 0.0031, 'approximate')), '~$0.0031');
    assert.equal(formatAmount(amount(0.00319, null, 'lower-bound')), '≥$0.0031');
    assert.equal(formatAmount(amount(0.00319, 0.00421)), '$0.0031–$0.0043');
    assert.equal(formatAmount(amount(0, 0.012)), '≤$0.0120');
    assert.equal(formatAmount(amount(0, 0.00001)), '≤$0.0001');
    assert.equal(formatAmount(amount(0.0000288, null, 'lower-bound')), '≥$0.000028');
    assert.equal(formatAmount(amount(0.0000008, null, 'lower-bound')), '>$0');
    assert.equal(formatAmount(amount(0, null, 'lower-bound')), '?');
    assert.equal(formatAmount(amount(0.0000288, 0.0004, 'exact')), '$0.000028–$0.00040');
    assert.equal(formatAmount(amount(0.00001, 0.00001)), '<$0.0001');
    assert.equal(formatAmount(amount(0.00001, 0.00002, 'approximate')), '<$0.0001');
    assert.equal(formatAmount(amount(0, null, 'unknown')), '?');
    assert.equal(formatAmount(amount(0, 0)), '$0');
  });
});

describe('the hint', () => {
  const haiku = model('claude-haiku-4-5', 'anthropic');
  const gpt = model('gpt-4.1', 'openai');
  const embedding = model('text-embedding-3-small', 'openai');
  const prompt = [text(1204), hole('question')];
  const reviews = {
    kind: 'each' as const,
    over: 'reviews',
    count: { known: false as const, why: 'a parameter' },
    place: placeAt(7),
  };
  const unknown = 'the model `chosen` is a parameter';

  it('keeps input and output apart', () => {
    assert.equal(formatHint(analyzed([gpt], prompt)), '≥1.2k tok · ≥$0.0024 in + ≤$0.0040 out /call');
    assert.equal(formatHint(analyzed([gpt], [text(90)])), '90 tok · $0.00018 in + ≤$0.0040 out /call');
    assert.equal(formatHint(analyzed([haiku], [text(10_000)])), '~12k tok · ~$0.0121 in + ≤$0.0025 out /call');
  });

  it('says that an answer has no bound, and that an embedding has none to pay', () => {
    assert.equal(formatHint(analyzed([gpt], prompt, { maxOutput: NO_LIMIT })), '≥1.2k tok · ≥$0.0024 in + ? out /call');
    assert.equal(formatHint(analyzed([embedding], [text(90_000)], { kind: 'embedding' })), '90k tok · $0.0018 /call');
  });

  it('has no dollars where the model or its price is unknown', () => {
    const nobody = analyzed([], [text(90)], { model: { candidates: [], unknown } });
    assert.equal(formatHint(nobody), '~90 tok · model unknown');
    const maybe = analyzed([], [text(90)], { model: { candidates: [gpt], unknown } });
    assert.equal(formatHint(maybe), '90 tok · model unknown');
    assert.equal(formatHint(analyzed([model('gpt-shop', 'openai')], [text(90)])), '~90 tok · no price for gpt-shop');
  });

  it('marks what is assumed and how often it happens', () => {
    const byDefault = analyzed([model('gpt-4.1', 'openai', 'environment-default')], [text(90)], { repeats: [reviews] });
    assert.equal(formatHint(byDefault), '90 tok · $0.00018 in + ≤$0.0040 out /call × ? · if gpt-4.1, the default');
  });

  it('marks a model that only the name of a deployment speaks for, unless the user says that it is the one', () => {
    const on = (origin: 'literal' | 'mapping'): string =>
      formatHint(analyzed([model('gpt-4o', 'azure', origin)], [text(90)]));
    assert.equal(on('literal'), '~90 tok · ~$0.00023 in + ≤$0.0050 out /call · if gpt-4o, as the deployment is named');
    assert.equal(on('mapping'), '90 tok · $0.00023 in + ≤$0.0050 out /call · gpt-4o by your own mapping');
  });
});
