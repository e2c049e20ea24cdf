// `npm start`: from a fresh clone to a packaged extension and the costs of the example beside this file.
import path from 'node:path';
import { build, DIST, explain, installMissing, node, packageExtension, ROOT, step } from '../esbuild.mjs';

/** For the table it is a project of its own, not an example within this one. */
const EXAMPLE = path.join('examples', 'shop-assistant');

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
  await show('prompt-cost', [path.join(DIST, 'cli.cjs'), 'scan', EXAMPLE, '--root', EXAMPLE]);
  console.log(nextSteps(path.relative(ROOT, vsix)));
}

/** Straight to the terminal, whose width and colours the program then sees. */
async function show(name, args) {
  try {
    await node(args, { stdout: 'inherit' });
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
