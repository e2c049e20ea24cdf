// `npm run release`: commits what is built, and nothing else, beside the sources, and tags it: `v0.1.0`, and `v0` for whoever wants the newest.
// The sources' own branches never hold built files. Nothing is pushed: the last line says how.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, DIST, installMissing, ROOT, run, step } from './esbuild.mjs';

/** What the action and the command need to run: bundles, and beside these grammars and vocabularies. The editor's come as a VSIX. */
const SHIPPED = /^(?:(?:cli|history)\.cjs|report\.(?:css|js)|.*\.(?:wasm|bpe|txt))$/;

await installMissing();
await step('build', build);
const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
const commit = await commitBuilt(`Release ${version}`);
const tags = [`v${version}`, `v${version.split('.')[0]}`];
for (const tag of tags) await git(['tag', '--force', tag, commit]);
console.log(
  `${commit}  ${tags.join(', ')}\nPublish it: git push --force origin ${tags.map(tag => `refs/tags/${tag}`).join(' ')}`,
);

/** With an index of its own: neither the work tree nor what is staged is touched. */
async function commitBuilt(message) {
  const folder = await mkdtemp(path.join(tmpdir(), 'prompt-cost-release-'));
  const env = { ...process.env, GIT_INDEX_FILE: path.join(folder, 'index') };
  try {
    const built = readdirSync(DIST).filter(file => SHIPPED.test(file));
    const files = ['action.yml', 'LICENSE', 'README.md', 'dist/action/index.cjs', ...built.map(file => `dist/${file}`)];
    await git(['add', '--force', '--', ...files], env);
    const tree = await git(['write-tree'], env);
    return await git(['commit-tree', tree, '-p', 'HEAD', '-m', message], env);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function git(args, env = process.env) {
  return (await run('git', args, { env })).trim();
}
