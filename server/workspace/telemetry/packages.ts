import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../../core/languages/index.ts';
import { ancestors } from '../../core/paths.ts';
import type { Target } from '../../core/signals/join.ts';
import type { Registry } from '../../core/signals/packages/instrumentations.ts';
import { LOCK_FILES, pypiName, readLock } from '../../core/signals/packages/locks.ts';
import { type Asked, type Outgrown, outgrownOf } from '../../core/signals/packages/outgrown.ts';

const REGISTRIES: Readonly<Record<string, Registry>> = { typescript: 'npm', python: 'pypi' };

/** Who tells versions in one folder. */
interface Teller {
  registry: Registry;
  /** As it is called where it is told. */
  from: string;
  versionsOf: (name: string) => readonly string[];
}

/** Looks up what calls are of, in the lock files of their folders and those around, and in what is installed there. */
export function createPackages(): (targets: readonly Target[]) => Outgrown[] {
  const read = new Map<string, { stamp: string; teller: Teller | null }>();

  const lockOf = (root: string, folder: string, name: string): Teller | null => {
    const file = path.join(root, folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > MOST_BYTES) return null;
    const stamp = `${stat.mtimeMs} ${stat.size}`;
    const known = read.get(file);
    if (known?.stamp === stamp) return known.teller;
    const lock = readLock(name, textOf(file));
    const from = folder === '' ? name : `${folder}/${name}`;
    const versions = lock?.versions;
    const teller = lock && {
      registry: lock.registry,
      from,
      versionsOf: (of: string) => [...(versions?.get(of) ?? [])],
    };
    read.set(file, { stamp, teller });
    return teller;
  };

  return targets => {
    const folders = new Map<string, readonly Teller[]>();
    const tellersIn = (root: string, folder: string): readonly Teller[] => {
      const key = `${root}\0${folder}`;
      const known = folders.get(key);
      if (known) return known;
      const locks = LOCK_FILES.flatMap(name => lockOf(root, folder, name) ?? []);
      const tellers = [...locks, ...installedIn(path.join(root, folder), folder)];
      folders.set(key, tellers);
      return tellers;
    };
    return outgrownOf(
      targets.flatMap(({ root, site, sdk, isProduction, place: { file } }): Asked[] => {
        const registry = REGISTRIES[languageOf(file)?.id ?? ''];
        if (registry === undefined || !isProduction) return [];
        const tellers = ancestors(file)
          .flatMap(folder => tellersIn(root, folder))
          .filter(teller => teller.registry === registry);
        return [{ root, file, site, sdk, registry, versionOf: name => versionIn(tellers, name) }];
      }),
    );
  };
}

/** A lock file of this size is no one's. */
const MOST_BYTES = 20_000_000;

/** Of the nearest that knows the package; several versions are none. */
function versionIn(tellers: readonly Teller[], name: string): { version: string; from: string } | null {
  for (const { from, versionsOf } of tellers) {
    const [version, ...others] = versionsOf(name);
    if (version !== undefined) return others.length > 0 ? null : { version, from };
  }
  return null;
}

/** What is there without a lock file: `node_modules`, and a `.venv` whose folders are named after what lies in them. */
function installedIn(folder: string, name: string): Teller[] {
  const here = name === '' ? '' : `${name}/`;
  const known = new Map<string, string[]>();
  const npm: Teller = {
    registry: 'npm',
    from: `${here}node_modules`,
    versionsOf(of) {
      const versions = known.get(of) ?? versionOfPackage(path.join(folder, 'node_modules', of, 'package.json'));
      known.set(of, versions);
      return versions;
    },
  };
  const site = entriesOf(path.join(folder, '.venv/lib')).map(one =>
    path.join(folder, '.venv/lib', one, 'site-packages'),
  );
  const distributions = [...site, path.join(folder, '.venv/Lib/site-packages')].flatMap(entriesOf).flatMap(entry => {
    const [, distribution, version] = /^(.+?)-(\d[^-]*)\.dist-info$/.exec(entry) ?? [];
    return distribution === undefined || version === undefined ? [] : [[pypiName(distribution), version] as const];
  });
  const pypi: Teller = {
    registry: 'pypi',
    from: `${here}.venv`,
    versionsOf: of => distributions.flatMap(([distribution, version]) => (distribution === of ? [version] : [])),
  };
  return [npm, ...(distributions.length > 0 ? [pypi] : [])];
}

function versionOfPackage(file: string): string[] {
  const text = textOf(file);
  const [, version] = /"version"\s*:\s*"([^"]+)"/.exec(text) ?? [];
  return version === undefined ? [] : [version];
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // No such folder: nothing is installed there.
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It tells nothing: nothing is said of it then.
  }
}
