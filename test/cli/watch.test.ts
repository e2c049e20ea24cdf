import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CLI, ENVIRONMENT } from '../harness/cli.ts';
import { createFolder, pythonCall } from '../harness/folder.ts';
import { until } from '../harness/until.ts';

describe('prompt-cost watch', () => {
  it('tells what a save does to the bill, once, and nothing of others; ends when it is told to', async () => {
    const folder = createFolder({ 'a.py': pythonCall('Name a pan.', 'gpt-4.1'), 'b.txt': 'nothing' });
    const child = spawn(process.execPath, [CLI, 'watch'], { cwd: folder.root, env: ENVIRONMENT });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const shows = (what: RegExp): Promise<void> =>
      until(
        () => what.test(out),
        () => `${what} in\n${out}`,
      );
    try {
      await shows(/^Watching /m);
      folder.write('b.txt', 'something else');
      folder.write('a.py', `# A comment.\n${pythonCall('Name a pan.', 'gpt-4.1')}`);
      folder.write('lib/new.py', pythonCall('Name a pan, and say what it is good for, in a line.', 'gpt-4o'));
      await shows(/1 call added/);
      folder.write('a.py', pythonCall('Name a pan.', 'gpt-4o'));
      await shows(/gpt-4\.1 → gpt-4o/);
      assert.equal(out.match(/LLM cost:/g)?.length, 2, out);
      assert.match(out, /lib\/new\.py:3 \(added\)/);
    } finally {
      child.kill('SIGINT');
      const [code] = (await once(child, 'exit')) as [number];
      folder.remove();
      assert.equal(code, 0);
    }
  });
});
