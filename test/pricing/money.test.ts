import assert from 'node:assert/strict';
import { array, assert as check, type Arbitrary, integer, property, tuple } from 'fast-check';
import {
  add,
  costOfTokens,
  type Money,
  NO_MONEY,
  rateTimes,
  share,
  times,
  toDecimal,
  toNumber,
  usd,
  usdPerMillion,
} from '../../pricing/money.ts';
import { sum } from '../../server/core/costs/amounts.ts';
import type { Amount } from '../../server/core/model.ts';

/** A rate as price lists have them: to the millionth of a dollar per million tokens. */
const rate = integer({ min: 0, max: 200_000_000 }).map(millionths => usdPerMillion(millionths / 1e6));
const tokens = integer({ min: 0, max: 10_000_000 });
const cost: Arbitrary<Money> = tuple(tokens, rate).map(([count, perMtok]) => costOfTokens(count, perMtok));
const amount: Arbitrary<Amount> = tuple(cost, cost).map(([low, more]) => ({
  low,
  high: add(low, more),
  exactness: 'exact',
}));

describe('money', () => {
  it('is the decimal that is written, and says it again', () => {
    for (const [written, text] of [
      [0.1, '0.1'],
      [0.003625, '0.003625'],
      [1e-7, '0.0000001'],
      [1.5e21, '1500000000000000000000'],
      [-2.5, '-2.5'],
      [12, '12'],
      [0, '0'],
    ] as const)
      assert.equal(toDecimal(usd(written)), text);
    check(property(integer({ min: 0, max: 1e15 }), n => toNumber(usd(n / 1e6)) === n / 1e6));
  });

  it('does not drift: n equal costs are n times the cost', () => {
    check(
      property(cost, integer({ min: 0, max: 500 }), (one, n) => {
        const all = Array.from({ length: n }, () => one).reduce(add, NO_MONEY);
        assert.equal(all, times(one, n));
      }),
    );
    // What a binary fraction makes of it is 0.30000000000000004.
    assert.equal(add(usd(0.1), usd(0.2)), usd(0.3));
  });

  it('adds up the same in any order and any grouping', () => {
    check(
      property(array(cost, { maxLength: 50 }), costs => {
        assert.equal(costs.reduce(add, NO_MONEY), costs.toReversed().reduce(add, NO_MONEY));
      }),
    );
    check(property(amount, amount, amount, (a, b, c) => assert.deepEqual(sum(sum(a, b), c), sum(a, sum(b, c)))));
  });

  it('of all tokens is that of the tokens in parts', () => {
    check(
      property(tokens, tokens, rate, (a, b, perMtok) => {
        assert.equal(costOfTokens(a + b, perMtok), add(costOfTokens(a, perMtok), costOfTokens(b, perMtok)));
      }),
    );
  });

  it('in parts is rounded once, and half of it twice is all of it', () => {
    check(property(cost, whole => assert.equal(times(share(whole, 0.5), 2), whole)));
    assert.equal(toDecimal(rateTimes(usdPerMillion(0.15), 0.5)), '0.075');
    assert.equal(toDecimal(rateTimes(usdPerMillion(1), 1 - 0.15)), '0.85');
    assert.equal(share(usd(1), 1 / 3), usd(0.333333333333));
  });
});
