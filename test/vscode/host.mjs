// The host suite in the real extension host of code-server: the packaged extension, no source tree.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DIST, bundle } from '../../esbuild.mjs';
import { copyExample } from './example.mjs';
import { launchBrowser, openFolder, startVSCode } from './workbench.mjs';

const LIMIT_MS = 180_000;

/** Bundles the suite; the result is what VS Code takes as `extensionTestsPath`. */
export async function bundleHostSuite() {
  const folder = path.join(DIST, 'test');
  const entryPoints = ['index', 'suite'].map(name => `test/vscode/host/${name}.ts`);
  await bundle({ entryPoints, outdir: folder, external: ['vscode', 'mocha'] });
  return path.join(folder, 'index.cjs');
}

/** VS Code runs tests only for an extension under development: an empty one, so that the installed one is tested. */
export function layDriver(folder) {
  const driver = path.join(folder, 'driver');
  mkdirSync(driver);
  writeFileSync(path.join(driver, 'package.json'), JSON.stringify(DRIVER));
  return driver;
}

/** Mocha's results, as its JSON reporter writes them. No results is an error, whatever the exit code. */
export async function runHostSuite(installation, vsix) {
  const folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-host-'));
  const results = path.join(folder, 'results.json');
  const driver = layDriver(folder);
  const example = copyExample(folder);
  const suite = await bundleHostSuite();
  const server = await startVSCode(installation, { vsix, env: { PROMPT_COST_RESULTS: results } });
  const browser = await launchBrowser(installation);
  try {
    const ended = new Promise(resolve => void browser.page.exposeFunction('codeAutomationExit', resolve));
    await browser.page.exposeFunction('codeAutomationLog', () => {}); // the results file says it all
    await openFolder(browser.page, server, example, remote => [
      ['extensionDevelopmentPath', remote(driver)],
      ['extensionTestsPath', remote(suite)],
      ['skipWelcome', 'true'],
    ]);
    await Promise.race([ended, wait(LIMIT_MS, undefined, { ref: false })]);
    return readResults(results);
  } catch (error) {
    throw Object.assign(error, { output: server.readLog().slice(-3000) });
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mocha's, from its JSON reporter. An editor that starts and exits with 0 has proved nothing: the results have. */
export function readResults(file) {
  if (!existsSync(file)) throw new Error('VS Code ran no test: there are no results');
  return JSON.parse(readFileSync(file, 'utf8'));
}

const DRIVER = { name: 'driver', publisher: 'prompt-cost', version: '0.0.1', engines: { vscode: '*' } };
