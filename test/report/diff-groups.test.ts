import assert from 'node:assert/strict';
import type { CostDiff } from '../../server/core/history/diff.ts';
import type { AnalyzedCall, Part } from '../../server/core/model.ts';
import { writeDiff } from '../../server/report/diff.ts';
import { headline } from '../../server/report/diff-headline.ts';
import { writeDiffMarkdown } from '../../server/report/diff-markdown.ts';
import { call, hole, model, NO_LIMIT, placeAt, text } from '../costs/call.ts';
import { assertGolden } from './golden.ts';
import { AFTER, BEFORE, diffOf, type Given, site } from './revisions.ts';

const terminal = (diff: CostDiff, width: number): string =>
  writeDiff(diff, { width, color: false, pathOf: file => file, compared: 'main → topic', verdicts: [], isAll: false });
const markdown = (diff: CostDiff): string =>
  writeDiffMarkdown(diff, {
    isAll: false,
    compared: { base: 'main', head: 'topic' },
    verdicts: [],
    hasOtherPolicies: false,
  });

const steps = (given: Given, count = 12): AnalyzedCall[] =>
  Array.from({ length: count }, (_, at) => site(`shop/step_${at + 1}.py`, `step${at + 1}`, 7, given));
const shared = (length: number): Part[] => [
  { kind: 'text', text: 'x'.repeat(length), place: placeAt(4, 'shop/prompts.py'), name: 'SYSTEM' },
  hole('question'),
];

describe('a cost diff in a terminal', () => {
  for (const width of [60, 80])
    it(`says the number first, then the calls, on ${width} columns`, () => {
      const told = terminal(diffOf(BEFORE, AFTER), width);
      assertGolden(`diff-${width}.txt`, told);
      assert.ok(told.split('\n').every(line => line.length <= width));
    });
});

describe('calls with one change', () => {
  const swapped = [model('gpt-4.1', 'openai')];

  it('are told once, in the order that a reader counts in', () => {
    const diff = diffOf(steps({}), steps({ models: swapped }));
    assert.match(headline(diff), / at 12 sites \(5×\)/);
    const told = terminal(diff, 80);
    assert.equal(told.match(/model {4}/g)?.length, 1);
    assert.match(
      told,
      /^shop\/step_1\.py:7\n {2}step1 · .*\n {2}11 more alike: shop\/step_2\.py:7, shop\/step_3\.py:7, shop\/step_4\.py:7, …\n/m,
    );
    assert.match(markdown(diff), /`step1 · openai chat\.completions\.create`<br>11 more alike: `shop\/step_2\.py:7`, /);
  });

  it('say where it was made where that is one place, and else each in its own', () => {
    assert.match(
      terminal(diffOf(steps({ parts: shared(600) }), steps({ parts: shared(900) })), 120),
      /in · shop\/prompts\.py:4\n/,
    );
    const own = (length: number): AnalyzedCall[] =>
      ['a.py', 'b.py'].map(file =>
        site(file, 'ask', 1, { parts: [{ kind: 'text', text: 'x'.repeat(length), place: placeAt(9, file) }] }),
      );
    const apart = terminal(diffOf(own(600), own(900)), 120);
    assert.match(apart, /1 more alike: b\.py:1\n/);
    assert.doesNotMatch(apart, /a\.py:9/);
  });

  it('are told each by itself where a number is another', () => {
    const diff = diffOf(
      [...steps({}, 1), site('b.py', 'ask', 1)],
      [
        ...steps({ models: swapped }, 1),
        site('b.py', 'ask', 1, { parts: [text(601), hole('question')], models: swapped }),
      ],
    );
    assert.doesNotMatch(terminal(diff, 80), /alike/);
  });
});

describe('the line above a cost diff', () => {
  const limit = (value: number): Given => ({ maxOutput: { known: true, value } });
  const between = (before: Given, after: Given): string =>
    headline(diffOf([site('a.py', 'ask', 1, before)], [site('a.py', 'ask', 1, after)]));

  it('says how many times as much it is, if not about as much', () => {
    const long = (length: number): Given => ({ parts: [text(length)] });
    assert.match(between(long(600), long(1200)), / at 1 site \(2×\)$/);
    assert.match(between(long(600), long(610)), / at 1 site$/);
  });

  it('says at how many sites an answer may be longer, or has no bound', () => {
    assert.equal(between(limit(500), limit(2000)), 'LLM cost: output at most +$0.0024 at 1 site');
    assert.equal(between(limit(500), { maxOutput: NO_LIMIT }), 'LLM cost: output no longer bounded at 1 site');
    assert.equal(between({ maxOutput: NO_LIMIT }, limit(500)), 'LLM cost: output bounded now at 1 site');
  });

  it('says that a model thinks otherwise, and never that this costs the same', () => {
    const thinks = (effort: string): Given => ({ prompt: { ...call([], [text(600)]).prompt, effort } });
    assert.equal(between(thinks('low'), thinks('high')), 'LLM cost: thinking changed at 1 site');
  });

  it('says of a call that came why it has no price', () => {
    const open = site('a.py', 'ask', 1, { model: { candidates: [], unknown: 'the model is a parameter' } });
    assert.equal(headline(diffOf([], [open])), 'LLM cost: 1 call added (model unknown)');
    assert.equal(headline(diffOf([], [open, site('b.py', 'ask', 1)])), 'LLM cost: 2 calls added (1 without a price)');
  });
});

describe('amounts side by side', () => {
  it('have their digits where they are too small to differ without', () => {
    const tiny = (value: number): AnalyzedCall[] => [site('a.py', 'ask', 1, { maxOutput: { known: true, value } })];
    assert.match(terminal(diffOf(tiny(10), tiny(20)), 120), / ≤\$0\.000016 → ≤\$0\.000032 out$/m);
  });

  it('keep a minus on the line of its dollars on a page', () => {
    const less = diffOf([site('a.py', 'ask', 1, { models: [model('gpt-4.1', 'openai')] })], [site('a.py', 'ask', 1)]);
    assert.match(markdown(less), /−\u2060\$/);
    assert.doesNotMatch(markdown(less), /−\$/);
    assert.doesNotMatch(terminal(less, 80), /\u2060/);
  });
});
