import assert from 'node:assert/strict';
import type { SiteWords } from '../../server/report/diff-words.ts';
import { siteWords } from '../../server/report/diff-words.ts';
import { readDiff } from '../../server/workspace/git/diff.ts';
import { layAssets } from '../harness/assets.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const claude = (thinking: string): string => `from anthropic import Anthropic
from settings import BUDGET

Anthropic().messages.create(
    model="claude-sonnet-4-5",
    max_tokens=8000,
    messages=[{"role": "user", "content": "Plan the repair of a bicycle."}],${thinking}
)
`;
const gemini = (thinking: string): string => `import { GoogleGenAI } from '@google/genai';

await new GoogleGenAI({}).models.generateContent({
  model: 'gemini-2.5-flash',
  contents: 'Plan the repair of a bicycle.',
  config: { maxOutputTokens: 400${thinking} },
});
`;
const openai = (effort: string): string => `from openai import OpenAI

OpenAI().chat.completions.create(
    model="gpt-5", messages=[{"role": "user", "content": "Plan the repair of a bicycle."}]${effort}
)
`;
const enabled = (budget: string): string => `\n    thinking={"type": "enabled", "budget_tokens": ${budget}},`;

describe('thinking in a diff', () => {
  let assets: string;
  let folder: Folder;
  before(async () => {
    assets = await layAssets();
  });
  beforeEach(() => {
    folder = createFolder();
  });
  afterEach(() => folder.remove());

  async function between(file: string, before: string, after: string): Promise<SiteWords['causes']> {
    folder.write(file, before);
    folder.commit('A call');
    folder.write(file, after);
    const read = await readDiff({ root: folder.root, assets, range: 'HEAD', on: '2026-11-01' });
    assert.ok(read.ok, read.ok ? '' : read.why);
    return read.value.diff.sites.flatMap(site => siteWords(site).causes);
  }
  const told = async (...change: Parameters<typeof between>): Promise<string[]> =>
    (await between(...change)).map(({ cause, what }) => `${cause} ${what}`);

  it('is a target where it is a budget, and costs no more for certain', async () => {
    const [only, ...others] = await between('plan.py', claude(enabled('2000')), claude(enabled('6000')));
    assert.deepEqual([only?.cause, only?.cost, others], ['thinking', '', []]);
    assert.equal(only?.what, '2,000 tok → 6,000 tok: a target, billed as output');
    assert.deepEqual(
      await told(
        'plan.ts',
        gemini(', thinkingConfig: { thinkingBudget: 512 }'),
        gemini(', thinkingConfig: { thinkingBudget: 0 }'),
      ),
      ['thinking 512 tok → 0 tok'],
    );
  });

  it('is told where it is switched on or off, with the instructions that it adds to the input', async () => {
    const [on] = await between('plan.py', claude(''), claude(enabled('2000')));
    assert.equal(on?.what, 'not set → 2,000 tok: a target, billed as output');
    assert.match(on?.cost ?? '', /^\+\$0\.0000\d+ in$/);
    assert.deepEqual(await told('plan.py', claude(enabled('2000')), claude('')), ['thinking 2,000 tok → not set']);
    assert.deepEqual(
      await told(
        'plan.py',
        claude(''),
        claude('\n    thinking={"type": "adaptive"}, output_config={"effort": "high"},'),
      ),
      ['thinking not set → adaptive, high: billed as output, nothing says how much'],
    );
  });

  it('is a word where the provider takes one', async () => {
    assert.deepEqual(await told('plan.py', openai(', reasoning_effort="low"'), openai(', reasoning_effort="high"')), [
      'thinking low → high: billed as output, nothing says how much',
    ]);
  });

  it('is not known where the run decides, which is told of what was known and of nothing else', async () => {
    assert.deepEqual(await told('plan.py', claude(enabled('2000')), claude(enabled('BUDGET'))), [
      'thinking 2,000 tok → ?: billed as output, nothing says how much',
    ]);
    const spread = await told('plan.py', claude(''), claude('\n    **OPTIONS,'));
    assert.ok(!spread.some(words => words.startsWith('thinking')), spread.join());
  });

  it('is no part of what else changed, and silent where it is written otherwise', async () => {
    assert.deepEqual(
      await told('plan.py', claude(enabled('2000')), claude(enabled('2 * 1000')).replace('Plan', 'Plan for a day')),
      ['prompt ~43 → ~46 tok (+3)'],
    );
  });
});
