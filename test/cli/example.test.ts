import assert from 'node:assert/strict';
// @ts-expect-error a script, without types
import { createRevisions } from '../../examples/revisions.mjs';
import { runCli } from '../harness/cli.ts';

describe('the change to the example that npm start shows', () => {
  it('tells another model and a prompt that grew elsewhere, and nothing of the refactoring', async () => {
    const { folder, remove } = (await createRevisions()) as { folder: string; remove: () => Promise<void> };
    try {
      const { out, err } = runCli(['diff', 'HEAD~1..HEAD', '--json'], { cwd: folder });
      const told = JSON.parse(out || err) as {
        sites: { after: { file: string }; changes: { cause: string; places: { file: string }[] }[] }[];
        moved: number;
      };
      const causes = told.sites.map(({ after, changes }) => [
        after.file,
        ...changes.map(change => [change.cause, change.places[0]?.file]),
      ]);
      assert.deepEqual(causes, [
        ['service/classify.py', ['model', 'service/classify.py']],
        ['service/assistant.py', ['prompt', 'service/prompts.py']],
        ['service/assistant.py', ['prompt', 'service/prompts.py']],
      ]);
      assert.equal(told.moved, 1);
    } finally {
      await remove();
    }
  });
});
