// The example in a VS Code of its own, for a suite of tests that looks at the screen.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIST, vsixPath } from '../../esbuild.mjs';
import { copyExample } from './example.mjs';
import { installVSCode } from './install.mjs';
import { launchBrowser, openFolder, startVSCode } from './workbench.mjs';

const SCREENSHOTS = path.join(DIST, 'screenshots');

/** Where a picture of that name is kept. */
export function screenshotPath(name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return path.join(SCREENSHOTS, `${name}.png`);
}

/**
 * Starts VS Code before the first test of the suite that calls this, and ends it behind the last. `begin` gets `page`, the
 * `server` behind it and `example`, a copy that it may write into, in a `folder` that goes with the suite; it opens the example
 * with `open`; with a file, if it names one.
 */
export function inVSCode(name, begin) {
  let folder, server, browser;

  before(async function () {
    this.timeout(600_000);
    folder = mkdtempSync(path.join(tmpdir(), `prompt-cost-${name}-`));
    const example = copyExample(folder);
    const installation = await installVSCode();
    server = await startVSCode(installation, { vsix: await vsixPath() });
    browser = await launchBrowser(installation);
    const { page } = browser;
    const open = file =>
      openFolder(page, server, example, remote => (file ? [['openFile', remote(path.join(example, file))]] : []));
    await begin({ page, server, folder, example, open });
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await browser.page.screenshot({ path: screenshotPath(`${name}-failed`) });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
}

/** Monaco renders blanks as no-break spaces. */
export const textOf = async locator => (await locator.innerText()).replaceAll('\u00A0', ' ');

/** By its title, as a user does. */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  // Where a page has the focus, the key comes to the editor by way of that.
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}
