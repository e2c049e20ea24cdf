import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadDiff, readDiff } from '../../server/workspace/git/diff.ts';
import { createFolder, type Folder, pythonCall } from '../harness/folder.ts';
import { layAssets } from '../harness/assets.ts';

/** Where the content of files comes from: the database, the disk where it has the same, and what was kept of it. */
describe('what a diff reads', () => {
  let assets: string;
  let folder: Folder;
  let cache: Folder;
  const outside = process.env['XDG_CACHE_HOME'];
  before(async () => {
    assets = await layAssets();
  });
  beforeEach(() => {
    cache = createFolder();
    process.env['XDG_CACHE_HOME'] = cache.root;
    folder = createFolder({
      'ask.py':
        'from openai import OpenAI\nfrom words import SYSTEM\n\nOpenAI().responses.create(model="gpt-4o", input=SYSTEM)\n',
      'words.py': 'SYSTEM = "You answer in one sentence."\n',
      'other.py': pythonCall('Say hello.'),
    });
    folder.git('init', '--quiet');
    commit('one');
  });
  afterEach(() => {
    if (outside === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = outside;
    folder.remove();
    cache.remove();
  });

  function commit(tag: string): void {
    folder.git('add', '--all');
    folder.git('commit', '--quiet', '--message', tag);
    folder.git('tag', tag);
  }

  async function diff(range: string): Promise<ReadDiff> {
    const read = await readDiff({ root: folder.root, assets, range, on: '2026-11-01' });
    assert.ok(read.ok, read.ok ? '' : read.why);
    return read.value;
  }

  const told = ({ diff: { sites } }: ReadDiff): unknown[] =>
    sites.map(({ kind, before, after }) => [
      kind,
      (after ?? before).place.file,
      before?.cost.input.min,
      after?.cost.input.min,
    ]);

  it('is what was committed, whatever lies on the disk', async () => {
    folder.write('words.py', 'SYSTEM = "You answer in one sentence. Say where you know it from."\n');
    commit('two');
    const expected = told(await diff('one..two'));
    assert.deepEqual(
      expected.map(row => (row as unknown[]).slice(0, 2)),
      [['changed', 'ask.py']],
    );
    folder.write('ask.py', 'print("edited")\n');
    rmSync(join(folder.root, 'words.py'));
    folder.write('new.py', pythonCall('Not committed.'));
    assert.deepEqual(told(await diff('one..two')), expected);
    // What git is told not to look at, and what it has left out.
    folder.git('checkout', '--quiet', '--', '.');
    folder.git('update-index', '--assume-unchanged', 'ask.py');
    folder.write('ask.py', 'print("edited")\n');
    folder.git('update-index', '--skip-worktree', 'other.py');
    rmSync(join(folder.root, 'other.py'));
    assert.deepEqual(told(await diff('one..two')), expected);
    folder.git('checkout', '--quiet', '--force', 'one');
    assert.deepEqual(told(await diff('one..two')), expected);
  });

  it('is no other with what was kept of it, though that is damaged', async () => {
    folder.write('words.py', 'SYSTEM = "You answer in two sentences, not more."\n');
    folder.write('third.py', pythonCall('Say good bye.'));
    folder.write('notes.md', '# Notes\n');
    commit('two');
    const expected = told(await diff('one..two'));
    assert.equal(expected.length, 2);
    assert.deepEqual(told(await diff('one..two')), expected);
    const marks = join(cache.root, 'prompt-cost', 'marks');
    const [own = ''] = readdirSync(marks);
    for (const text of ['', '{"contents":[],"patterns":["a"]}\n', 'no JSON\n']) {
      writeFileSync(join(marks, own, 'marks'), text);
      assert.deepEqual(told(await diff('one..two')), expected);
    }
  });

  it('tells of a file that the disk has with other content under the same name', async () => {
    assert.deepEqual(told(await diff('one')), []);
    folder.write('other.py', 'print("nothing is asked")\n');
    assert.deepEqual(
      (await diff('one')).diff.sites.map(({ kind, before }) => [kind, before?.place.file]),
      [['removed', 'other.py']],
    );
    folder.write('other.py', pythonCall('Say hello.'));
    assert.deepEqual(told(await diff('one')), []);
  });
});
