// `npm start`: from a fresh clone to a packaged extension, the costs of the example beside this file, what a change to it does, and what
// its calls would look like while they run.
import path from 'node:path';
import { createRevisions } from './revisions.mjs';
import { build, DIST, explain, installMissing, node, packageExtension, ROOT, step } from '../esbuild.mjs';

/** For the table it is a project of its own, not an example within this one. */
const EXAMPLE = path.join('examples', 'shop-assistant');
const CLI = path.join(DIST, 'cli.cjs');

try {
  await start();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function start() {
  await installMissing();
  await step('build', build);
  const vsix = await step('package the extension', packageExtension);
  await show('prompt-cost', [CLI, 'scan', EXAMPLE, '--root', EXAMPLE]);
  await showChange();
  await showLive();
  console.log(nextSteps(path.relative(ROOT, vsix)));
}

/** What a reviewer would be told of a change to it. */
async function showChange() {
  const { folder, remove } = await createRevisions();
  try {
    console.log('\nA change to it, as its reviewer is told: prompt-cost diff HEAD~1..HEAD\n');
    await show('prompt-cost diff', [CLI, 'diff', 'HEAD~1..HEAD'], folder);
  } finally {
    await remove();
  }
}

/** A minute of traffic that is made up, through the way in that real traffic takes. */
async function showLive() {
  console.log('\nA minute of made-up traffic from it, by OpenTelemetry: prompt-cost live --sample --for 60s\n');
  await show('prompt-cost live', [CLI, 'live', EXAMPLE, '--sample', '--for', '60s', '--every', '2m']);
}

/** Straight to the terminal, whose width and colours the program then sees. */
async function show(name, args, cwd) {
  try {
    await node(args, { stdout: 'inherit', ...(cwd && { cwd }) });
  } catch (error) {
    throw Object.assign(error, { step: name });
  }
}

function nextSteps(vsix) {
  return `
The extension: ${vsix}
  install it   code --install-extension ${vsix}
               or in the editor: Extensions › … › Install from VSIX…
  your code    node dist/cli.cjs scan path/to/your/project`;
}
