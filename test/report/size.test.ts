import assert from 'node:assert/strict';
import { toDecimal } from '../../pricing/money.ts';
import { reaches, readThreshold, sizeOf } from '../../server/core/history/size.ts';
import type { AnalyzedCall, Part } from '../../server/core/model.ts';
import { type CostDiff, diffRevisions } from '../../server/core/history/diff.ts';
import { definePrompt } from '../../server/core/prompts.ts';
import { headline } from '../../server/report/diff-headline.ts';
import { writeDiff } from '../../server/report/diff.ts';
import { hole, meter, model, NO_LIMIT, placeAt, text } from '../costs/call.ts';
import { diffOf, type Given, revision, site } from './revisions.ts';

const OPTIONS = { width: 100, color: false, pathOf: (file: string): string => file };

const answer = (given: Given = {}): AnalyzedCall =>
  site('shop/answers.py', 'answer', 5, { parts: [text(600)], ...given });

/** Whether a change from one call to another is past a threshold. */
function isPast(threshold: string, before: AnalyzedCall[], after: AnalyzedCall[]): boolean {
  const read = readThreshold(threshold);
  assert.ok(read, threshold);
  return reaches(sizeOf(diffOf(before, after)), read);
}

describe('how much a change is', () => {
  it('is told in money, percent and tokens, up and down', () => {
    const [short, long] = [[answer()], [answer({ parts: [text(900)] })]];
    const { input, tokens } = sizeOf(diffOf(short, long));
    assert.deepEqual([input.usd !== null && toDecimal(input.usd), input.percent, tokens], ['0.00012', 50, 300]);
    for (const [before, after] of [
      [short, long],
      [long, short],
    ] as const) {
      assert.equal(isPast('300 tok', before, after), true);
      assert.equal(isPast('301 tok', before, after), false);
      assert.equal(isPast('$0.00012', before, after), true);
      assert.equal(isPast('$0.00013', before, after), false);
      assert.equal(isPast('33%', before, after), true);
      assert.equal(isPast('51%', before, after), false);
      assert.equal(isPast('51%, 300 tok', before, after), true);
    }
  });

  it('has the output in it, also where its limit is gone', () => {
    const more = [answer({ maxOutput: { known: true, value: 5000 } })];
    assert.equal(isPast('$0.005', [answer()], more), true);
    assert.equal(isPast('$0.01', [answer()], more), false);
    assert.equal(isPast('100%', [answer()], more), true);
    assert.equal(isPast('$9', [answer()], [answer({ maxOutput: NO_LIMIT })]), true);
  });

  it('is past any threshold where the model is told to think otherwise: nobody knows what that costs', () => {
    const thinks = (effort: string) => answer({ prompt: { ...answer().prompt, effort } });
    assert.equal(isPast('$9', [thinks('low')], [thinks('high')]), true);
    assert.equal(isPast('$9', [thinks('low')], [thinks('low')]), false);
  });

  it('has prompts that no call sends in it, as far as they compare', () => {
    const stands = (...parts: Part[]) => {
      const prompt = definePrompt({ name: 'SYSTEM', place: placeAt(1, 'a.py'), parts }, 'constant', [], meter.count);
      return { analyses: [{ file: 'a.py', calls: [], prompts: [prompt], ignored: 0 }], meter };
    };
    const [short, long, open] = [stands(text(100)), stands(text(300)), stands(hole('manual'), text(20))];
    const grown = diffRevisions(short, long, path => path);
    assert.deepEqual([sizeOf(grown).tokens, sizeOf(grown).isOpened], [200, false]);
    assert.match(headline(grown), /: \+200 tok in 1 prompt that no call in sight sends$/);
    for (const [before, after] of [
      [long, open],
      [open, long],
    ] as const) {
      const diff = diffRevisions(before, after, path => path);
      assert.deepEqual([sizeOf(diff).tokens, sizeOf(diff).isOpened], [0, true]);
      assert.match(headline(diff), /: 1 prompt that no call in sight sends, not to be compared$/);
      const page = writeDiff(diff, { ...OPTIONS, compared: '', verdicts: [], isAll: true });
      assert.match(page, /SYSTEM: \S+ → \S+ tok\n/, 'with no difference of the two');
    }
  });

  it('has in it defaults that no call is tied to, by the price of their models', () => {
    const setting = (after: string): CostDiff => {
      const [was, is] = ['gpt-4.1-mini', after].map(value => [
        { what: 'model' as const, name: 'MODEL', path: 'a.py#MODEL', value, place: placeAt(1, 'a.py') },
      ]);
      const one = (settings: typeof was) => ({ ...revision([]), settings: settings ?? [] });
      return diffRevisions(one(was), one(is), path => path);
    };
    const five = readThreshold('5%') ?? assert.fail();
    assert.deepEqual(sizeOf(setting('gpt-4.1')).settings, [400]);
    assert.equal(reaches(sizeOf(setting('gpt-4.1')), five), true);
    assert.equal(reaches(sizeOf(setting('gpt-4.1')), { ...five, percent: 500 }), false);
  });

  it('is nothing where nothing changed, and no money where no price is known', () => {
    assert.equal(isPast('0%, $0, 0 tok', [answer()], [answer()]), false);
    const open = { models: [], model: { candidates: [], unknown: 'the model `m` is a parameter' } };
    const { input, tokens } = sizeOf(diffOf([answer(open)], [answer({ ...open, parts: [text(900)] })]));
    assert.deepEqual([input, tokens], [{ usd: null, percent: null }, 300]);
    assert.equal(sizeOf(diffOf([answer(open)], [answer({ models: [model('gpt-4.1', 'openai')] })])).input.usd, null);
  });

  it('is read as it is written', () => {
    assert.deepEqual(readThreshold('5 %, $0.001,100 tokens'), { usd: 0.001, percent: 5, tokens: 100 });
    for (const wrong of ['', 'a lot', '5', '-5%', '5% 100 tok', '$'])
      assert.equal(readThreshold(wrong), undefined, wrong);
  });
});
