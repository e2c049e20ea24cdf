import type { Registry } from './instrumentations.ts';

/** Versions of each package that a lock file names. */
export interface Lock {
  registry: Registry;
  versions: ReadonlyMap<string, ReadonlySet<string>>;
}

type Pair = readonly [name: string, version: string];

/** By the file's name: who writes it, and how it says a package's version. Each of a form that its writer keeps to the letter. */
const LOCKS: Readonly<Record<string, { registry: Registry; read: (text: string) => Iterable<Pair> }>> = {
  'package-lock.json': { registry: 'npm', read: ofNpm },
  'npm-shrinkwrap.json': { registry: 'npm', read: ofNpm },
  // `  /openai@4.2.0(ws@8)':`, in `packages` and in `snapshots`.
  'pnpm-lock.yaml': {
    registry: 'npm',
    read: text => matches(text, /^ {2}'?\/?((?:@[\w.-]+\/)?[\w.-]+)@(\d[\w.+-]*)[^\n]*:/gm),
  },
  'yarn.lock': {
    registry: 'npm',
    read: text => matches(text, /^"?((?:@[\w.-]+\/)?[\w.-]+)@[^\n]*:\n {2}version:? "?([^"\n]+)/gm),
  },
  'bun.lock': {
    registry: 'npm',
    read: text => matches(text, /^ {4}"[^"\n]+": \["((?:@[\w.-]+\/)?[\w.-]+)@(\d[^"]*)"/gm),
  },
  'poetry.lock': { registry: 'pypi', read: ofToml },
  'uv.lock': { registry: 'pypi', read: ofToml },
  'pdm.lock': { registry: 'pypi', read: ofToml },
  'Pipfile.lock': {
    registry: 'pypi',
    read: text => matches(text, /^ {8}"([\w.-]+)": \{[^{}]*?"version": "==([^"]+)"/gm),
  },
  'requirements.txt': {
    registry: 'pypi',
    read: text => matches(text, /^([A-Za-z][\w.-]*)(?:\[[^\]\n]*\])?[ \t]*===?[ \t]*([\w.!+-]+)/gm),
  },
};

/** Files that name versions, in the folder of a project. */
export const LOCK_FILES: readonly string[] = Object.keys(LOCKS);

/** Null where the file is none, or says nothing. */
export function readLock(file: string, text: string): Lock | null {
  const lock = LOCKS[file];
  if (!lock) return null;
  const versions = new Map<string, Set<string>>();
  for (const [name, version] of lock.read(text)) {
    const key = lock.registry === 'pypi' ? pypiName(name) : name;
    versions.set(key, (versions.get(key) ?? new Set()).add(version));
  }
  return versions.size === 0 ? null : { registry: lock.registry, versions };
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const pypiName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

function matches(text: string, pattern: RegExp): Pair[] {
  return Array.from(text.replaceAll('\r', '').matchAll(pattern), ([, name = '', version = '']) => [name, version]);
}

function ofToml(text: string): Pair[] {
  return matches(text, /^\[\[package\]\]\nname = "([^"]+)"\nversion = "([^"]+)"/gm);
}

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json: a place in `node_modules`, and what lies there. */
function ofNpm(text: string): Pair[] {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return []; // A file in the middle of a merge tells no versions.
  }
  const { packages, dependencies } = (written ?? {}) as Record<'packages' | 'dependencies', unknown>;
  const entries = Object.entries((packages ?? dependencies ?? {}) as Record<string, { version?: unknown }>);
  return entries.flatMap(([place, { version } = {}]): Pair[] => {
    const isPlace = packages === undefined || place.includes('node_modules/');
    return isPlace && typeof version === 'string' ? [[place.replace(/^.*node_modules\//, ''), version]] : [];
  });
}
