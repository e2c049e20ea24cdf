import assert from 'node:assert/strict';
import type { AnalyzedCall } from '../../server/core/model.ts';
import { filterCalls, type GroupBy, groupCalls, spoken } from '../../server/report/groups.ts';
import { formatTally, notInTotal, tallyOf } from '../../server/report/tally.ts';
import { SAMPLE } from './sample.ts';

const CALLS = SAMPLE.analyses.flatMap(({ calls }) => calls).filter(({ tier }) => tier === 'production');
const ownersOf = (file: string): string[] =>
  file.endsWith('answers.py') ? ['@org/answers', '@ann'] : file.startsWith('shop/') ? ['@org/shop'] : [];
const told = (by: GroupBy): string[] =>
  groupCalls(CALLS, by, ownersOf).map(
    ({ label, calls }) => `${label}: ${formatTally(tallyOf(calls))} (${calls.length})`,
  );
const total = (calls: readonly AnalyzedCall[]): string => formatTally(tallyOf(calls));

describe('groups of calls', () => {
  it('by file, model and owner, the dearest first, what has no price last', () => {
    assert.deepEqual(
      told('file').map(line => line.split(':')[0]),
      ['shop/reviews.py', 'shop/answers.py', '検索/埋め込み.py'],
    );
    const models = told('model');
    assert.match(models[0] ?? '', /^claude-haiku-4-5: ~\$0\.\d+(–\$0\.\d+)?\/call \(1\)$/);
    assert.ok(
      models.some(line => /^gpt-4\.1-mini: ≥\$0\.\d+\/call \(2\)$/.test(line)),
      models.join('\n'),
    );
    assert.ok(
      models.some(line => line.startsWith('gpt-4.1-mini or gpt-4.1: ')),
      models.join('\n'),
    );
    assert.ok(
      models.slice(-2).some(line => line === 'model unknown: 1 unpriced (1)'),
      models.join('\n'),
    );
    assert.deepEqual(
      told('owner').map(line => line.split(':')[0]),
      ['@org/shop', '@org/answers @ann', 'no owner'],
    );
  });

  it('hold each call once', () => {
    for (const by of ['file', 'model', 'owner'] as const) {
      const ids = groupCalls(CALLS, by, ownersOf).flatMap(({ calls }) => calls);
      assert.equal(new Set(ids).size, CALLS.length);
    }
  });

  it('have lower bounds for totals where a part is not known, and never a zero', () => {
    const unpriced = CALLS.filter(({ cost }) => cost.perCall === null);
    assert.equal(total(unpriced), `${unpriced.length} unpriced`);
    assert.match(total(CALLS), /^≥\$0\.\d+\/call · 2 unpriced$/);
    assert.doesNotMatch(total(unpriced), /\$/);
    assert.ok(notInTotal(CALLS).includes('1 call whose model is not known'));
  });

  it('are filtered by words of file, method, model and owner', () => {
    const lines = (filter: string): number[] =>
      filterCalls(CALLS, filter, ownersOf).map(({ place }) => place.range.start.line + 1);
    assert.deepEqual(lines('answers'), [25, 8]);
    assert.deepEqual(lines('SHOP haiku'), [112]);
    assert.deepEqual(lines('embeddings.create'), [3]);
    assert.deepEqual(lines('@ann'), [25, 8]);
    assert.deepEqual(lines('nowhere'), []);
    assert.equal(lines(' ').length, CALLS.length);
  });

  it('are said in words to who does not see signs', () => {
    assert.equal(spoken('≥$0.0120/call · 3 unpriced'), 'at least $0.0120 per call, 3 unpriced');
    assert.equal(
      spoken('~$0.0031 in + ? out /call × ? · gpt-4o'),
      'about $0.0031 in + unknown out per call, an unknown number of times, gpt-4o',
    );
  });
});
