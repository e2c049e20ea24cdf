// A real VS Code on loopback, with a profile that is thrown away, and a browser that looks at it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from '../../esbuild.mjs';
import { SETTINGS } from './profile.mjs';

/** Starts VS Code with the extension installed. `stop` leaves nothing behind; all that it holds lies under `profile`. */
export async function startVSCode({ node, entry }, { vsix, env = {} }) {
  const profile = mkdtempSync(path.join(tmpdir(), 'prompt-cost-vscode-'));
  const at = name => path.join(profile, name);
  for (const folder of ['user/User', 'extensions', 'home']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('user/User/settings.json'), JSON.stringify(SETTINGS));
  const environment = cleanEnvironment({ ...process.env, ...env, HOME: at('home') });
  const base = ['--config', at('config.yaml'), '--auth', 'none'];
  base.push('--user-data-dir', at('user'), '--extensions-dir', at('extensions'));
  await run(node, [entry, ...base, '--install-extension', vsix], { env: environment });

  const port = await freePort();
  const log = openSync(at('server.log'), 'w');
  const listen = ['--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  listen.push('--disable-workspace-trust', '--disable-getting-started-override');
  listen.push('--vscode-option', 'enable-smoke-test-driver'); // without it VS Code ignores extensionTestsPath
  // Extension hosts outlive a killed parent: a process group of its own takes them along.
  const server = spawn(node, [entry, ...base, ...listen], {
    detached: true,
    stdio: ['ignore', log, log],
    env: environment,
  });
  const kill = () => {
    if (server.exitCode === null && server.signalCode === null) process.kill(-server.pid, 'SIGKILL');
  };
  process.once('exit', kill);
  const readLog = () => readFileSync(at('server.log'), 'utf8');
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await wait(100);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await untilServing(`http://127.0.0.1:${port}`, server);
  } catch (error) {
    const output = readLog().slice(-3000);
    await stop();
    throw Object.assign(error, { output });
  }
  return { port, url: `http://127.0.0.1:${port}`, profile, readLog, stop };
}

/** What would make the server believe that it runs inside another editor, or reach for a gallery of extensions. */
function cleanEnvironment(env) {
  const kept = Object.entries(env).filter(([name]) => !/^(ELECTRON_|VSCODE_|npm_|NODE_OPTIONS$|PORT$)/.test(name));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}' };
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** The health endpoint says 200 even when VS Code itself can't load: only its page proves it. */
async function untilServing(url, server) {
  for (const startMs = Date.now(); Date.now() - startMs < 60_000; await wait(150)) {
    if (server.exitCode !== null) throw new Error(`code-server exited with ${server.exitCode}`);
    const page = await fetch(`${url}/?folder=/`).then(
      response => response.text(),
      () => '', // not listening yet
    );
    if (page.includes('vscode-workbench-web-configuration')) return;
  }
  throw new Error('code-server served no workbench within 60 s');
}

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** Headless Chromium that can reach nothing but loopback. */
export async function launchBrowser({ chromium: executablePath }) {
  const { chromium } = await import('playwright-core');
  const profile = mkdtempSync(path.join(tmpdir(), 'prompt-cost-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1400, height: 800 },
    args: CHROMIUM_ARGS,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { page, close };
}

/** Loads the workbench on a folder; `payload` are the workbench's own start options. */
export async function openFolder(page, { url, port }, folder, payload) {
  const remote = file => `vscode-remote://127.0.0.1:${port}${file}`;
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload(remote)) });
  await page.goto(`${url}/?${query}`, { waitUntil: 'commit' });
  await page.locator('.monaco-workbench').waitFor();
}
