import { parse as parseToml } from 'smol-toml';
import { ancestors, baseName, directoryOf, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

/** Files that are a crate's or a folder's own module. */
const FOLDER_FILES: ReadonlySet<string> = new Set(['lib.rs', 'main.rs', 'mod.rs']);

/** The files behind `crate.a.b`, `self.a`, `super.super.a`, or a crate of the workspace; else a package. */
export function resolveRust(specifier: string, from: string, project: Project): Resolved {
  const [head = '', ...rest] = specifier.split('.');
  const files = startOf(head, rest, from, project);
  return files.length > 0 ? { files } : { package: specifier };
}

function startOf(head: string, rest: readonly string[], from: string, project: Project): readonly string[] {
  if (head === 'crate') return inside(rootsOf(from, project), rest, project);
  if (head === 'self') return rest.length === 0 ? [from] : below(from, rest, project);
  if (head === 'super') return above(rest, from, project);
  const declared = below(from, [head, ...rest], project);
  return declared.length > 0 ? declared : inside(libraryOf(head, from, project), rest, project);
}

/** Modules inside of a crate's root. */
function inside(roots: readonly string[], path: readonly string[], project: Project): readonly string[] {
  if (path.length === 0) return roots;
  return roots.length === 0 ? [] : moduleAt(joinPath(directoryOf(roots[0] ?? ''), ...path), project);
}

/** Modules inside of a file's own; those of a binary's or an example's root lie beside it. */
function below(from: string, path: readonly string[], project: Project): readonly string[] {
  const inner = moduleAt(joinPath(folderOf(from), ...path), project);
  return inner.length > 0
    ? inner
    : moduleAt(joinPath(directoryOf(from), ...path), project).filter(file => file !== from);
}

function above(rest: readonly string[], from: string, project: Project): readonly string[] {
  const levels = rest.findIndex(word => word !== 'super');
  const ups = (levels < 0 ? rest.length : levels) + 1;
  const path = levels < 0 ? [] : rest.slice(levels);
  const folder = joinPath(folderOf(from), ...Array.from({ length: ups }, () => '..'));
  if (folder === undefined) return [];
  if (path.length > 0) return moduleAt(joinPath(folder, ...path), project);
  const own = moduleAt(folder, project);
  return own.length > 0 ? own : rootFiles(folder, project);
}

/** The folder that a file's modules lie in. */
const folderOf = (file: string): string =>
  FOLDER_FILES.has(baseName(file)) ? directoryOf(file) : file.replace(/\.rs$/, '');

function moduleAt(base: string | undefined, project: Project): string[] {
  const file = base && [`${base}.rs`, `${base}/mod.rs`].find(candidate => project.exists(candidate));
  return file ? [file] : [];
}

const rootFiles = (folder: string, project: Project): string[] =>
  ['lib.rs', 'main.rs'].map(name => (folder === '' ? name : `${folder}/${name}`)).filter(project.exists);

/** Root of the crate that a file belongs to; a test or an example is one by itself. */
function rootsOf(from: string, project: Project): readonly string[] {
  for (const folder of ancestors(from)) {
    const found = rootFiles(folder, project);
    if (found.length > 0) return found;
    if (project.exists(manifestIn(folder))) break;
  }
  return [from];
}

const manifestIn = (folder: string): string => (folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`);

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null;
const tableAt = (value: unknown, ...keys: string[]): Table =>
  keys.reduce<Table>((table, key) => (isTable(table[key]) ? table[key] : {}), isTable(value) ? value : {});

const manifests = new WeakMap<Project, Map<string, Table>>();

/** A folder's `Cargo.toml`; empty where there is none to read. */
function manifestOf(folder: string, project: Project): Table {
  const cache = manifests.get(project) ?? new Map<string, Table>();
  manifests.set(project, cache);
  const file = manifestIn(folder);
  // Asked for each time: who asks rests on it.
  const text = project.exists(file) ? project.text(file) : undefined;
  const known = cache.get(folder);
  if (known) return known;
  const read = readManifest(text);
  cache.set(folder, read);
  return read;
}

function readManifest(text: string | undefined): Table {
  try {
    return text === undefined ? {} : parseToml(text);
  } catch {
    return {}; // half-typed: its crates are packages for now
  }
}

const underscored = (name: unknown): string => (typeof name === 'string' ? name.replaceAll('-', '_') : '');

/** Root of the crate of a name, if it is this one's library or lies in the project: by the path of a dependency. */
function libraryOf(name: string, from: string, project: Project): readonly string[] {
  const home = ancestors(from).find(folder => project.exists(manifestIn(folder)));
  if (home === undefined) return [];
  const manifest = manifestOf(home, project);
  if ([tableAt(manifest, 'package')['name'], tableAt(manifest, 'lib')['name']].map(underscored).includes(name))
    return libraryIn(home, project);
  for (const section of ['dependencies', 'dev-dependencies', 'build-dependencies']) {
    const [, dependency] = Object.entries(tableAt(manifest, section)).find(([key]) => underscored(key) === name) ?? [];
    if (!isTable(dependency)) continue;
    const folder =
      dependency['workspace'] === true ? workspaceFolder(name, home, project) : folderFrom(home, dependency['path']);
    if (folder !== undefined) return libraryIn(folder, project);
  }
  return [];
}

const folderFrom = (home: string, path: unknown): string | undefined =>
  typeof path === 'string' ? joinPath(home, path) : undefined;

/** `name.workspace = true`: the path stands in the workspace's manifest. */
function workspaceFolder(name: string, home: string, project: Project): string | undefined {
  for (const folder of ancestors(`${home}/Cargo.toml`)) {
    const shared = tableAt(manifestOf(folder, project), 'workspace', 'dependencies');
    const [, dependency] = Object.entries(shared).find(([key]) => underscored(key) === name) ?? [];
    if (isTable(dependency)) return folderFrom(folder, dependency['path']);
  }
  return undefined;
}

function libraryIn(folder: string, project: Project): readonly string[] {
  const own = tableAt(manifestOf(folder, project), 'lib')['path'];
  const path = joinPath(folder, typeof own === 'string' ? own : 'src/lib.rs');
  return path !== undefined && project.exists(path) ? [path] : [];
}
