import assert from 'node:assert/strict';
import type { Target } from '../../server/core/signals/join.ts';
import type { BoundUse, SiteUse } from '../../server/core/signals/live.ts';
import { mismatchesOf } from '../../server/core/signals/mismatches.ts';
import { known, type Reading } from '../../server/core/signals/model.ts';

const DAY = 86_400_000;
const WINDOW = { from: 0, to: 3 * DAY };
const reading = (value: number, of = {}): Reading => ({
  value: known(value),
  unit: 'ratio',
  exactness: 'exact',
  range: null,
  basis: 'measured',
  of,
  window: WINDOW,
  how: 'spans',
  why: [],
});
const target = (site: string, models: string[], more: Partial<Target> = {}): Target => ({
  root: '/work',
  site,
  place: { file: 'a.py', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } } },
  sdk: 'openai',
  operation: 'chat',
  isProduction: true,
  models,
  isModelOpen: false,
  isCacheMarked: false,
  maxOutput: null,
  function: null,
  names: [],
  ...more,
});
const use = (site: string, calls: number, cached: number, window = WINDOW): SiteUse => ({
  root: '/work',
  file: 'a.py',
  site,
  basis: 'line',
  source: 'otlp',
  isSample: false,
  window,
  requests: reading(calls),
  inputMean: reading(100),
  inputP50: reading(100),
  inputP95: reading(100),
  outputMean: reading(10),
  cached: reading(cached),
  spend: reading(1),
  bound: null,
});
const models = (shares: Readonly<Record<string, number>>): Reading[] =>
  Object.entries(shares).map(([model, share]) => reading(share, { model }));
const told = (...[targets, uses, seen]: [Target[], SiteUse[], Reading[]]): string[] =>
  mismatchesOf({ targets, uses, models: seen, outgrown: [] }, '2026-11-21').map(
    ({ site, text }) => `${site ?? '-'}: ${text}`,
  );

describe('code and traffic disagree', () => {
  it('where a prompt is marked for the cache and never found there', () => {
    const marked = [target('a', ['claude-sonnet-4-5'], { isCacheMarked: true })];
    const seen = models({ 'claude-sonnet-4-5-20250929': 1 });
    assert.deepEqual(told(marked, [use('a', 500, 0)], seen), [
      'a: marks its prompt for the cache, and 500 calls found nothing there',
    ]);
    assert.deepEqual(told(marked, [use('a', 500, 0.2)], seen), []);
    assert.deepEqual(told(marked, [use('a', 5, 0)], seen), []);
    assert.deepEqual(told([target('a', ['claude-sonnet-4-5'])], [use('a', 500, 0)], seen), []);
  });

  const bounded = (of: Partial<Record<'maxOutput' | 'answers' | 'untold' | 'longest', number>>): BoundUse => {
    const { maxOutput = 4096, answers = 1240, untold = 0, longest = 383 } = of;
    return { maxOutput, answers, untold, p99: reading(350), longest: reading(longest) };
  };
  const ofBound = (bound: Parameters<typeof bounded>[0], more: Partial<SiteUse> = {}) =>
    told(
      [target('a', ['gpt-4o'])],
      [{ ...use('a', 1240, 0), bound: bounded(bound), ...more }],
      models({ 'gpt-4o': 1 }),
    );

  it('where no answer comes near the bound that the code sets', () => {
    assert.deepEqual(ofBound({}), [
      'a: allows 4,096 tokens of output, and the longest of 1,240 answers took ~383 (p99 ~350): the worst case that is priced here never came; 770 would still leave room',
    ]);
    // Nearer than that, it may come some day.
    assert.deepEqual(ofBound({ longest: 1025 }), []);
    assert.deepEqual(ofBound({ maxOutput: 255, longest: 3 }), []);
  });

  it('says nothing of a bound by few answers, by some of them, of half a day, or of a call that is likely the one', () => {
    assert.deepEqual(ofBound({ answers: 299 }), []);
    assert.deepEqual(ofBound({ untold: 13 }), []);
    assert.equal(ofBound({ untold: 12 }).length, 1);
    assert.deepEqual(ofBound({}, { window: { from: 0, to: DAY / 2 } }), []);
    assert.deepEqual(ofBound({}, { basis: 'model' }), []);
    assert.deepEqual(ofBound({}, { bound: null }), []);
  });

  it('where a model answers that no call names, unless a call takes its model from elsewhere', () => {
    const targets = [target('a', ['gpt-4o'])];
    const seen = models({ 'gpt-4o-2024-08-06': 0.8, 'gpt-4o-mini': 0.195, o3: 0.005 });
    assert.deepEqual(told(targets, [use('a', 9, 0)], seen), [
      '-: gpt-4o-mini answers 20 % of all requests, and no call here names it',
    ]);
    assert.deepEqual(told([...targets, target('b', [], { isModelOpen: true })], [use('a', 9, 0)], seen), []);
  });

  it('where a call is made by nobody, from a day on', () => {
    const targets = [target('a', ['gpt-4o']), target('b', ['o3'])];
    const seen = models({ 'gpt-4o': 1 });
    assert.deepEqual(told(targets, [use('a', 9, 0)], seen), ['b: names o3, which nobody asked in 3 days']);
    assert.deepEqual(told(targets, [use('a', 9, 0, { from: 0, to: DAY / 2 })], seen), []);
  });

  it('where an SDK makes no spans, until one of its calls is seen', () => {
    const calls = ['a', 'b'].map(site => ({ root: '/work', file: 'a.py', site }));
    const outgrown = [
      { sdk: 'cohere 6.1.0', takes: ['x 1.0 takes <6'], registry: 'pypi' as const, sources: ['uv.lock'], calls },
    ];
    const silent = (uses: SiteUse[]): string[] =>
      mismatchesOf({ targets: [], uses, models: [], outgrown }, '2026-11-21').map(({ text }) => text);
    const said = 'calls cohere 6.1.0; x 1.0 takes <6: it makes no spans of such a call, and says so in its log alone.';
    assert.deepEqual(silent([]), [`${said} None of 2 such calls was seen`]);
    assert.deepEqual(silent([use('c', 9, 0)]), [`${said} None of 2 such calls was seen; 1 other was`]);
    assert.deepEqual(silent([use('b', 9, 0)]), []);
  });

  it('is not said where nothing is tied to a call', () => {
    assert.deepEqual(told([target('a', ['gpt-4o'])], [], models({ o3: 1 })), []);
  });
});
