// `npm run test:electron`: the host suite in a desktop VS Code, which is downloaded, or the one that CODE_PATH names.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build, installMissing, ROOT, step } from '../../esbuild.mjs';
import { copyExample } from './example.mjs';
import { bundleHostSuite, readResults } from './host.mjs';

await installMissing();
await step('build', build);
const folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-electron-'));
const results = path.join(folder, 'results.json');
try {
  await runTests({
    ...(process.env.CODE_PATH && { vscodeExecutablePath: process.env.CODE_PATH }),
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: await bundleHostSuite(),
    extensionTestsEnv: { PROMPT_COST_RESULTS: results },
    launchArgs: [copyExample(folder), '--disable-extensions', '--disable-workspace-trust'],
  }).catch(error => console.error(String(error))); // what failed is in the results
  const { stats, failures } = readResults(results);
  for (const { fullTitle, err } of failures) console.log(`✗ ${fullTitle}\n${err.message}\n`);
  console.log(`${stats.passes} passed, ${stats.failures} failed`);
  process.exitCode = stats.passes > 0 && stats.failures === 0 ? 0 : 1;
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
