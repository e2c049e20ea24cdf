import assert from 'node:assert/strict';
import { type ReadDiff, readDiff } from '../../server/workspace/git/diff.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { layAssets } from '../harness/assets.ts';

const CALL = `from openai import OpenAI

client = OpenAI()


def ask(prompt, limit):
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], max_tokens=limit
    )
`;
const LIMITS = 'LIMITS = {\n    "summary": 4 * 1024,\n}\n';
const SUMMARY = `from llm import ask
from limits import LIMITS


def summary(text):
    return ask(f"Sum this up in three sentences: {text}", LIMITS["summary"])
`;

describe('readDiff', () => {
  let assets: string;
  let folder: Folder;
  before(async () => {
    assets = await layAssets();
  });
  beforeEach(() => {
    folder = createFolder({ 'llm.py': CALL, 'limits.py': LIMITS, 'summary.py': SUMMARY });
    folder.commit('A step');
  });
  afterEach(() => folder.remove());

  async function diff(): Promise<ReadDiff> {
    const read = await readDiff({ root: folder.root, assets, range: 'HEAD', on: '2026-11-01' });
    assert.ok(read.ok, read.ok ? '' : read.why);
    return read.value;
  }

  it('tells of an output limit where the number is, not where the call is', async () => {
    folder.write('limits.py', LIMITS.replace('4 *', '8 *'));
    const { sites } = (await diff()).diff;
    const [limit] = sites[0]?.kind === 'changed' ? sites[0].changes : [];
    assert.deepEqual([limit?.cause, limit?.before, limit?.after], ['output limit', '4096', '8192']);
    assert.deepEqual(
      limit?.places.map(({ file, range }) => [file, range.start.line]),
      [['limits.py', 1]],
    );
  });

  it('tells all limits that a call may have, of which the program takes one', async () => {
    const limits = (long: string): string =>
      `${SUMMARY.replace('def summary(text)', 'def summary(text, is_long)').replace('LIMITS["summary"]', `${long} if is_long else 500`)}`;
    folder.write('summary.py', limits('2000'));
    folder.commit('A step');
    folder.write('summary.py', limits('4000'));
    const { sites } = (await diff()).diff;
    const [limit] = sites[0]?.kind === 'changed' ? sites[0].changes : [];
    assert.deepEqual([limit?.before, limit?.after], ['500 or 2000', '500 or 4000']);
  });

  it('counts what production calls itself, though tests give it its prompt', async () => {
    const plain = CALL.replace('limit\n', '100\n').replace(', limit', '');
    folder.write('other.py', plain);
    folder.write(
      'tests/test_other.py',
      'from other import ask\n\n\ndef test_ask():\n    ask("Say hello to whoever reads this.")\n',
    );
    const { sites } = (await diff()).diff;
    assert.deepEqual(sites.map(({ kind, after }) => [kind, after?.tier, after?.place.file]).toSorted(), [
      ['added', 'production', 'other.py'],
      ['added', 'test', 'tests/test_other.py'],
    ]);
  });

  it('does not tell what a file holds as gone where the file can no longer be read', async () => {
    folder.write('summary.py', `${SUMMARY}\0`);
    const { skipped, diff: found } = await diff();
    assert.deepEqual([skipped.map(({ file }) => file), found.sites], [['summary.py'], []]);
  });
});
