// Prometheus and VictoriaMetrics as Debian packages them. They are only unpacked: an installation would start servers.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run, step } from '../../../esbuild.mjs';

const CACHE = path.join(ROOT, '.cache', 'metric-servers');
const PACKAGES = { prometheus: 'prometheus', promtool: 'prometheus', 'victoria-metrics': 'victoria-metrics' };
const FOLDERS = ['/usr/bin', path.join(CACHE, 'usr', 'bin')];

/** Paths of the programs, downloaded where they are missing. One that can't be had is an error that names it. */
export async function installMetricServers() {
  if (missing().length > 0) await step('download Prometheus and VictoriaMetrics', () => unpack(missing()));
  const [left] = missing();
  if (left !== undefined) throw new Error(`${left} is still missing after apt-get download`);
  return programs();
}

/** The programs, or undefined for what is not there. */
export function programs() {
  const find = name => FOLDERS.map(folder => path.join(folder, name)).find(file => existsSync(file));
  return { prometheus: find('prometheus'), promtool: find('promtool'), victoria: find('victoria-metrics') };
}

const missing = () =>
  Object.keys(PACKAGES).filter(name => !FOLDERS.some(folder => existsSync(path.join(folder, name))));

async function unpack(names) {
  if (!existsSync('/usr/bin/apt-get'))
    throw new Error(`${names.join(', ')} missing, and there is no apt-get: install them from your system's packages`);
  const part = `${CACHE}.${process.pid}`;
  mkdirSync(part, { recursive: true });
  try {
    const packages = [...new Set(names.map(name => PACKAGES[name]))];
    const download = () => run('apt-get', ['download', '-q', ...packages], { cwd: part });
    // Lists of packages may be missing or old; only root can renew them.
    await download().catch(async error => {
      if (process.getuid?.() !== 0) throw error;
      await run('apt-get', ['update', '-qq']);
      await download();
    });
    for (const file of readdirSync(part).filter(name => name.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', file, 'all'], { cwd: part });
      rmSync(path.join(part, file));
    }
    rmSync(CACHE, { recursive: true, force: true });
    renameSync(path.join(part, 'all'), CACHE);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
