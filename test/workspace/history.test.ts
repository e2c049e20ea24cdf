import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, readdirSync, renameSync, utimesSync } from 'node:fs';
import path from 'node:path';
import type { Drift } from '../../server/core/history/drift.ts';
import type { StaticText } from '../../server/core/history/text.ts';
import { readDrift } from '../../server/workspace/git/drift.ts';
import { openRepository, placeOf } from '../../server/workspace/git/repository.ts';
import { tidy } from '../../server/workspace/git/cache-folder.ts';
import { openStore } from '../../server/workspace/git/store.ts';
import { layAssets } from '../harness/assets.ts';
import { type Folder, createFolder } from '../harness/folder.ts';
import { LONGER, python, TEXT } from '../harness/prompts.ts';

describe('history', () => {
  let folder: Folder;
  let cache: Folder;
  let assets: string;
  before(async () => {
    assets = await layAssets();
  });
  const outside = process.env['XDG_CACHE_HOME'];
  beforeEach(() => {
    cache = createFolder();
    process.env['XDG_CACHE_HOME'] = cache.root;
    folder = createFolder();
    folder.git('init', '--quiet');
  });
  afterEach(() => {
    if (outside === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = outside;
    folder.remove();
    cache.remove();
  });

  async function drift(paths: string[] = [], at = folder.root): Promise<Drift> {
    const place = await placeOf(at);
    assert.ok(place.ok);
    const repository = openRepository(place.value, assets);
    const options = { paths, since: null, sent: new Map(), withGone: true };
    const read = await readDrift(repository, options).finally(repository.close);
    assert.ok(read.ok, JSON.stringify(read));
    return read.value;
  }

  const told = ({ series }: Drift): unknown[] =>
    series.map(({ path: file, symbol, steps }) => [file, symbol, ...steps.map(({ events }) => events.join('+'))]);

  /** A prompt that was renamed, moved, and lay in a file with another name; beside it files that nothing is asked of. */
  function longWay(): void {
    folder.write('chat.py', python('SYSTEM_PROMPT', TEXT));
    folder.commit('A prompt');
    folder.write('other.py', python('OTHER_PROMPT', 'Tell the weather of the day in three short words. '.repeat(3)));
    folder.commit('Another');
    renameSync(path.join(folder.root, 'chat.py'), path.join(folder.root, 'support.py'));
    folder.commit('Another name for the file');
    folder.write('support.py', python('SUPPORT_PROMPT', LONGER));
    folder.commit('Another name, and longer');
    folder.write('support.py', 'import os\n');
    folder.write('lib/texts.py', python('SUPPORT_PROMPT', LONGER));
    folder.commit('Elsewhere');
    folder.write('lib/texts.py', python('SUPPORT_PROMPT', LONGER + LONGER));
    folder.commit('Much longer');
  }

  it('is the same for one file, of which no other commits are read, as for all', async () => {
    longWay();
    const whole = await drift();
    const one = await drift(['lib/texts.py']);
    assert.deepEqual(told(one), [
      ['lib/texts.py', 'SUPPORT_PROMPT', 'created', 'moved', 'renamed+changed', 'moved', 'changed'],
    ]);
    assert.deepEqual(
      one.series,
      whole.series.filter(({ path: file }) => file === 'lib/texts.py'),
    );
    assert.equal(one.commits, 6);
  });

  it('is the same from what was kept, of which a torn line is none', async () => {
    longWay();
    const cold = await drift();
    const [history = ''] = readdirSync(path.join(cache.root, 'prompt-cost/history'));
    const kept = path.join(cache.root, 'prompt-cost/history', history);
    const shelves = readdirSync(kept).map(name => path.join(kept, name));
    const sizes = shelves.map(file => readFileSync(file).length);
    assert.ok(shelves.length >= 4);
    assert.deepEqual(await drift(), cold);
    assert.deepEqual(
      shelves.map(file => readFileSync(file).length),
      sizes,
      'what is kept is not written again',
    );
    for (const file of shelves) appendFileSync(file, '["v","torn",[["');
    assert.deepEqual(await drift(), cold);
  });

  it('is that of the work tree and of the submodule that a folder lies in', async () => {
    longWay();
    folder.git('worktree', 'add', '--quiet', '-b', 'shorter', path.join(folder.root, 'linked'), 'HEAD~1');
    const linked = await drift([], path.join(folder.root, 'linked/lib'));
    assert.deepEqual(told(linked)[0], [
      'lib/texts.py',
      'SUPPORT_PROMPT',
      'created',
      'moved',
      'renamed+changed',
      'moved',
    ]);
    const outer = createFolder();
    outer.git('init', '--quiet');
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', folder.root, 'shop');
    outer.write('prompts/answer.md', TEXT);
    outer.commit('A shop');
    assert.equal((await drift([], path.join(outer.root, 'shop/lib'))).series.length, 2);
    assert.deepEqual(told(await drift([], outer.root)), [['prompts/answer.md', '(file)', 'created']]);
    outer.remove();
  });

  it('has points: the default branch by whatever name, 30 and 90 days ago, the last tag', async () => {
    const points = async (at = folder.root): Promise<string[]> =>
      (await drift([], at)).points.map(({ name, label }) => `${name} ${label}`);
    longWay();
    const days = ['30d 30 days ago', '90d 90 days ago'];
    assert.deepEqual(await points(), ['base main', ...days]);
    folder.git('tag', 'v1');
    folder.git('branch', '--move', 'main', 'trunk');
    assert.deepEqual(await points(), [...days, 'tag v1']);
    folder.git('config', 'init.defaultBranch', 'trunk');
    assert.deepEqual(await points(), ['base trunk', ...days, 'tag v1']);
    folder.git('checkout', '--quiet', '--detach', 'HEAD~1');
    const { series } = await drift();
    assert.deepEqual(series[0]?.earlier.base, series[0]?.steps.at(-1)?.tokens);
    const clone = path.join(cache.root, 'clone');
    folder.git('checkout', '--quiet', 'trunk');
    folder.git('clone', '--quiet', folder.root, clone);
    assert.deepEqual(await points(clone), ['base origin/trunk', ...days, 'tag v1']);
  });

  it('knows nothing of before a shallow clone, and that nothing was before the first commit', async () => {
    longWay();
    const { series } = await drift(['lib/texts.py']);
    assert.deepEqual(series[0]?.earlier['90d'], null);
    const clone = path.join(cache.root, 'clone');
    folder.git('clone', '--quiet', '--depth', '2', `file://${folder.root}`, clone);
    const shallow = await drift(['lib/texts.py'], clone);
    assert.deepEqual(told(shallow), [['lib/texts.py', 'SUPPORT_PROMPT', '', 'changed']]);
    assert.deepEqual(Object.keys(shallow.series[0]?.earlier ?? {}), ['base']);
    assert.match(shallow.limit ?? '', /^shallow clone: nothing is known before 20/);
  });

  it('is none without git', async () => {
    const bare = createFolder();
    assert.equal((await placeOf(bare.root)).ok, false);
    bare.remove();
  });
});

describe('store of texts', () => {
  const text = (words: string): StaticText => {
    const range = { start: { line: 3, character: 9 }, end: { line: 5, character: 2 } };
    return { symbol: 'SYSTEM_PROMPT', place: { file: 'chat.py', range }, text: words, isPrompt: true };
  };

  it('keeps what two processes write at once', () => {
    const folder = createFolder();
    const options = { folder: folder.root, repository: '/repository/.git', assets: folder.root };
    const [one, two] = [openStore(options), openStore(options)];
    one.add('chat.py', 'a1', [text('Be brief.')]);
    two.add('chat.py', 'b2', [text('Be brief.'), text('Be exact.')]);
    one.flush();
    two.flush();
    const read = openStore(options);
    assert.deepEqual(read.get('chat.py', 'a1'), [text('Be brief.')]);
    assert.deepEqual(read.get('chat.py', 'b2'), [text('Be brief.'), text('Be exact.')]);
    assert.equal(read.get('chat.py', 'c3'), undefined);
    assert.equal(openStore({ ...options, repository: '/another/.git' }).get('chat.py', 'a1'), undefined);
    folder.remove();
  });

  it('gives room: what was asked for longest ago goes first', () => {
    const folder = createFolder();
    for (const [at, name] of ['old', 'new', 'own'].entries()) {
      folder.write(`${name}/shelf.jsonl`, 'x'.repeat(1000));
      utimesSync(path.join(folder.root, name), at, at);
    }
    mkdirSync(path.join(folder.root, 'empty'));
    tidy(folder.root, path.join(folder.root, 'own'), 2500);
    assert.deepEqual(readdirSync(folder.root).toSorted(), ['empty', 'new', 'own']);
    folder.remove();
  });
});
