// Installs a real VS Code that needs no desktop: code-server from npm, the Node it runs on, and a Chromium to look at it.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run, step } from '../../esbuild.mjs';

const CODE_SERVER = '4.139.1'; // VS Code 1.139.1
const NODE = '24.21.0'; // code-server 4.139 does not load on Node 20
const CACHE = path.join(ROOT, '.cache', 'vscode');

/** Where things are once installed. Any part that can't be had is an error that names it. */
export async function installVSCode() {
  const nodeFolder = path.join(CACHE, `node-${NODE}`);
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const serverFolder = path.join(CACHE, `code-server-${CODE_SERVER}`);
  const node = path.join(nodeFolder, 'node_modules', nodePackage, 'bin', 'node');
  await once(nodeFolder, `install Node ${NODE}`, () => npmInstall(nodeFolder, `${nodePackage}@${NODE}`));
  await once(serverFolder, `install code-server ${CODE_SERVER}`, () =>
    installCodeServer(serverFolder, path.dirname(node)),
  );
  const chromium = await installChromium();
  return { node, chromium, entry: path.join(serverFolder, 'node_modules', 'code-server', 'out', 'node', 'entry.js') };
}

/** A stamp marks a complete installation: a half one is begun anew. */
async function once(folder, name, install) {
  const stamp = path.join(folder, '.complete');
  if (existsSync(stamp)) return;
  await step(name, async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    await install();
    writeFileSync(stamp, '');
  });
}

/** Scripts stay off: nothing is compiled, and nothing is fetched from outside the registry. */
function npmInstall(cwd, ...args) {
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return run('npm', ['install', ...quiet, ...args], { cwd });
}

async function installCodeServer(folder, nodeBin) {
  const env = { ...process.env, PATH: `${nodeBin}${path.delimiter}${process.env.PATH}` };
  const npm = (cwd, ...args) =>
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args], { cwd, env });
  await npm(folder, '--no-save', `code-server@${CODE_SERVER}`);
  // code-server ships VS Code with its own lock files and would install them from a script.
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await npm(vscode, '--omit=dev');
  await npm(path.join(vscode, 'extensions'), '--omit=dev');
}

const CHROMIUM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Its path, installed where it can be. */
export async function installChromium() {
  const found = () => [process.env.CHROMIUM_PATH, ...CHROMIUM_PATHS].find(file => file && existsSync(file));
  const present = found();
  if (present !== undefined) return present;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'Chromium is missing and can only be installed by root with apt-get: install it, or set CHROMIUM_PATH',
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step('install Chromium', async () => {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
  });
  const installed = found();
  if (installed === undefined) throw new Error('Chromium is still missing after apt-get install chromium');
  return installed;
}
