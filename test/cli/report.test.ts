import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Run, runCli } from '../harness/cli.ts';
import { createFolder, type Folder, pythonCall } from '../harness/folder.ts';

describe('prompt-cost report', () => {
  let folder: Folder;
  beforeEach(() => (folder = createFolder({ 'a.py': pythonCall('Hello.'), 'lib/b.py': pythonCall('Hi.', 'no-such') })));
  afterEach(() => folder.remove());
  const run = (...args: string[]): Run => runCli(['report', ...args], { cwd: folder.root });

  it('writes a page with style, script and all calls in it', () => {
    const { code, out } = run();
    assert.equal(code, 0);
    assert.match(out, /^<!doctype html>/);
    assert.match(out, /for 1 of 2 calls, each made once/);
    assert.match(out, /<style>[^<]{3000,}<\/style>/);
    assert.match(out, /<script>[^]{3000,}<\/script>/);
    assert.equal(out.match(/<\/script>/g)?.length, 2, 'the script does not end itself');
    assert.equal(run('--html').out, out);
  });

  it('writes to a file, and says what is in it', () => {
    const { code, out, err } = run('-o', 'report.html', 'lib');
    assert.deepEqual([code, out, err], [0, '', 'report.html: 1 call site in 1 file\n']);
    const page = readFileSync(path.join(folder.root, 'report.html'), 'utf8');
    assert.match(page, /lib\/<wbr>b\.py/);
    assert.doesNotMatch(page, />a\.py/);
    assert.ok(!page.includes(path.dirname(folder.root)), 'no path of this machine is in it');
  });

  it('writes the JSON of scan', () => {
    assert.equal(JSON.parse(run('--json').out).calls.length, 2);
  });

  it('names what is wrong, and exits 2', () => {
    for (const [args, what] of [
      [['--html', '--json'], /not both/],
      [['nowhere'], /no such file or folder: nowhere/],
      [['-o', 'no/such/folder.html'], /can't be written/],
    ] as const) {
      const { code, err } = run(...args);
      assert.equal(code, 2);
      assert.match(err, what);
    }
    assert.ok(!existsSync(path.join(folder.root, 'no')));
  });
});
