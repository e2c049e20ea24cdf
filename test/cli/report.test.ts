import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder, type Folder, pythonCall } from '../harness/folder.ts';

const CLI = path.join(import.meta.dirname, '../../dist/cli.cjs');

describe('prompt-cost report', () => {
  let folder: Folder;
  beforeEach(() => (folder = createFolder({ 'a.py': pythonCall('Hello.'), 'lib/b.py': pythonCall('Hi.', 'no-such') })));
  afterEach(() => folder.remove());
  const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [CLI, 'report', ...args], {
      cwd: folder.root,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', XDG_DATA_HOME: '/nonexistent' },
    });

  it('writes a page with style, script and all calls in it', () => {
    const { status, stdout } = run();
    assert.equal(status, 0);
    assert.match(stdout, /^<!doctype html>/);
    assert.match(stdout, /for 1 of 2 calls, each made once/);
    assert.match(stdout, /<style>[^<]{3000,}<\/style>/);
    assert.match(stdout, /<script>[^]{3000,}<\/script>/);
    assert.equal(stdout.match(/<\/script>/g)?.length, 2, 'the script does not end itself');
    assert.equal(run('--html').stdout, stdout);
  });

  it('writes to a file, and says what is in it', () => {
    const { status, stdout, stderr } = run('-o', 'report.html', 'lib');
    assert.deepEqual([status, stdout, stderr], [0, '', 'report.html: 1 call site in 1 file\n']);
    const page = readFileSync(path.join(folder.root, 'report.html'), 'utf8');
    assert.match(page, /lib\/<wbr>b\.py/);
    assert.doesNotMatch(page, />a\.py/);
    assert.ok(!page.includes(path.dirname(folder.root)), 'no path of this machine is in it');
  });

  it('writes the JSON of scan', () => {
    assert.equal(JSON.parse(run('--json').stdout).calls.length, 2);
  });

  it('names what is wrong, and exits 2', () => {
    for (const [args, what] of [
      [['--html', '--json'], /not both/],
      [['nowhere'], /no such file or folder: nowhere/],
      [['-o', 'no/such/folder.html'], /can't be written/],
    ] as const) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2);
      assert.match(stderr, what);
    }
    assert.ok(!existsSync(path.join(folder.root, 'no')));
  });
});
