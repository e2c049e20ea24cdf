import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { insideRoot, listFiles } from '../../server/workspace/list.ts';
import { type Folder, createFolder } from '../harness/folder.ts';

describe('files of a workspace', () => {
  let folder: Folder;
  afterEach(() => folder.remove());

  it('are those that git knows or does not ignore', async () => {
    folder = createFolder({ '.gitignore': 'out/\n', 'a.py': '', 'lib/b.py': '', 'out/c.py': '', 'ä ö.py': '' });
    folder.git('init');
    folder.git('add', 'a.py');
    const { files } = await listFiles(folder.root, []);
    assert.deepEqual(files, ['.gitignore', 'a.py', 'lib/b.py', 'ä ö.py']);
  });

  it('are those under the paths asked for, which are no patterns', async () => {
    folder = createFolder({ 'a.py': '', 'lib/b.py': '', '*.py': '' });
    folder.git('init');
    assert.deepEqual((await listFiles(folder.root, ['lib'])).files, ['lib/b.py']);
    assert.deepEqual((await listFiles(folder.root, ['*.py'])).files, ['*.py']);
  });

  it('are walked where there is no git, by the ignore files of each folder', async () => {
    folder = createFolder({
      '.gitignore': '*.log\n/build\n',
      'a.py': '',
      'a.log': '',
      'build/b.py': '',
      'lib/.gitignore': '!keep.log\nsecret.py\n',
      'lib/secret.py': '',
      'lib/build/c.py': '',
      'node_modules/x/d.js': '',
    });
    assert.deepEqual((await listFiles(folder.root, [])).files, [
      '.gitignore',
      'a.py',
      'lib/.gitignore',
      'lib/build/c.py',
    ]);
  });

  it('end, though a link leads back up', async () => {
    folder = createFolder({ 'lib/a.py': '' });
    symlinkSync('..', join(folder.root, 'lib/up'));
    symlinkSync('loop', join(folder.root, 'loop'));
    const { files } = await listFiles(folder.root, []);
    assert.ok(files.includes('lib/a.py'));
    assert.equal(files.filter(file => file.endsWith('a.py')).length, 1);
  });
});

describe('a path', () => {
  it('counts from the root, whether absolute or not', () => {
    assert.equal(insideRoot('/work/shop', '/work/shop/lib/a.py'), 'lib/a.py');
    assert.equal(insideRoot('/work/shop', 'lib/../a.py'), 'a.py');
    assert.equal(insideRoot('/work/shop', '/work/shop'), '');
  });

  it('outside the root is none of the workspace', () => {
    assert.equal(insideRoot('/work/shop', '/work/shopping/a.py'), undefined);
    assert.equal(insideRoot('/work/shop', '../a.py'), undefined);
    assert.equal(insideRoot('/work/shop', '..a.py'), '..a.py');
  });
});
