// Two revisions of the example, in a repository of their own: as it is, and with `second-revision.patch`, which brings another model, a
// prompt that grew in its own file, and a refactoring that costs nothing.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../esbuild.mjs';

const HERE = import.meta.dirname;
const AUTHOR = ['-c', 'user.name=Example', '-c', 'user.email=example@example.com', '-c', 'commit.gpgsign=false'];

/** The folder of that repository; `HEAD~1` is the first revision. `remove` ends it. */
export async function createRevisions() {
  const folder = await mkdtemp(path.join(tmpdir(), 'prompt-cost-example-'));
  const git = (...args) => run('git', ['-C', folder, ...AUTHOR, ...args]);
  await cp(path.join(HERE, 'shop-assistant'), folder, { recursive: true });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'The shop assistant');
  await git('apply', '--index', path.join(HERE, 'second-revision.patch'));
  await git('commit', '--quiet', '--message', 'Recipes, a better classifier, search tidied up');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
