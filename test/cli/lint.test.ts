import assert from 'node:assert/strict';
import { type Run, runCli } from '../harness/cli.ts';
import { type Folder, createFolder } from '../harness/folder.ts';

const RETIRED = `from anthropic import Anthropic

Anthropic().messages.create(model="claude-2.1", messages=[{"role": "user", "content": "Go."}], max_tokens=10)
`;

describe('prompt-cost lint', () => {
  let folder: Folder;
  beforeEach(() => (folder = createFolder({ 'shop/a.py': RETIRED, 'tests/test_a.py': RETIRED })));
  afterEach(() => folder.remove());

  const run = (...args: string[]): Run => runCli(['lint', ...args], { cwd: folder.root });

  it('tells findings by their places, and fails for none but errors', () => {
    const { code, out } = run();
    assert.match(
      out,
      /^shop\/a\.py:3:36 warning retired-model\n {2}claude-2\.1 was retired on 2025-07-21\.\n\n1 warning in 2 files/m,
    );
    assert.equal(code, 0);
  });

  it("fails for an error, by the project's own word", () => {
    folder.write('promptcost.config.yaml', 'rules:\n  retired-model: error\n');
    assert.deepEqual([run().code, run('--severity', 'error').code], [1, 1]);
    folder.write('promptcost.config.yaml', 'rules:\n  retired-model: off\n');
    const { code, out } = run();
    assert.deepEqual([code, out], [0, 'Nothing to tell in 2 files.\n']);
  });

  it('leaves out what is less serious than asked for', () => {
    assert.match(run('--severity', 'error').out, /^Nothing to tell/);
    const { code, err } = run('--severity', 'fatal');
    assert.equal(code, 2);
    assert.match(err, /no severity: fatal\nSay one of: info, warning, error\./);
  });

  it('writes JSON and SARIF', () => {
    const [finding, ...others] = JSON.parse(run('--json').out).findings;
    assert.deepEqual(others, []);
    assert.deepEqual([finding.rule, finding.file, finding.line], ['retired-model', 'shop/a.py', 3]);
    const [result] = JSON.parse(run('--sarif').out).runs[0].results;
    assert.deepEqual([result.ruleId, result.level], ['retired-model', 'warning']);
    assert.equal(run('--json', '--sarif').code, 2);
  });

  it('lists the rules', () => {
    assert.match(run('--rules').out, /^retired-model\s+warning\s+A model that its provider has retired$/m);
  });

  it('takes the work of a comment', () => {
    folder.write('shop/a.py', `# prompt-cost: ignore-file retired-model\n${RETIRED}`);
    assert.match(run().out, /^Nothing to tell/);
  });
});
