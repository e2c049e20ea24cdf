import { ancestors, directoryOf, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

/** A namespace is no file: its types are found by their own names, see `visibleCSharp`. */
export const resolveCSharp = (specifier: string): Resolved => ({ package: specifier });

/** A name that more types share says nothing. */
const MAX_FILES = 12;
const TYPE_NAME = /^[A-Z]\w*$/;

/** Files that declare a type of that name, nearest first: what a namespace holds may stand anywhere. */
export function visibleCSharp(name: string, from: string, project: Project): readonly string[] {
  if (!TYPE_NAME.test(name)) return [];
  const found = project.declaring(name).filter(file => file.endsWith('.cs') && isSeen(file, from, project));
  return nearest(found, from).slice(0, MAX_FILES);
}

const NAMESPACE = /^\s*namespace\s+([\w.]+)/m;
const USING = /^\s*(?:global\s+)?using\s+(?:static\s+)?(?:global::)?([\w.]+)\s*;/gm;

interface Head {
  namespace: string | undefined;
  opened: readonly string[];
}

const heads = new WeakMap<Project, Map<string, Head>>();

/** What a file says of namespaces; asked for with each name that it does not bind. */
function headOf(file: string, project: Project): Head {
  const cache = heads.get(project) ?? new Map<string, Head>();
  heads.set(project, cache);
  // Asked for each time: who asks rests on it.
  const text = project.text(file) ?? '';
  const found = cache.get(file) ?? {
    namespace: NAMESPACE.exec(text)?.[1],
    opened: [...text.matchAll(USING)].map(([, name = '']) => name),
  };
  cache.set(file, found);
  return found;
}

/** Whether a file's namespace is one that the other opens or is in; without one, whether both are of one project. */
function isSeen(file: string, from: string, project: Project): boolean {
  if (file === from) return true;
  const { namespace: theirs } = headOf(file, project);
  if (theirs === undefined) return projectOf(file, project) === projectOf(from, project);
  const { namespace: own = '', opened } = headOf(from, project);
  if (own === theirs || own.startsWith(`${theirs}.`)) return true;
  // `using Inner;` inside of `namespace Outer` opens `Outer.Inner`, too.
  const isOpened = (name: string): boolean => name === theirs || `${own}.${name}` === theirs;
  return opened.some(isOpened) || opensCSharp(from, project).some(isOpened);
}

/** The folder of the project file that a source belongs to. */
const projectOf = (file: string, project: Project): string | undefined =>
  ancestors(file).find(folder => project.folder(folder).some(name => name.endsWith('.csproj')));

function nearest(files: readonly string[], from: string): string[] {
  const around = ancestors(from);
  // Folders around a file come innermost first.
  const distance = (file: string): number => around.findIndex(folder => folder === '' || file.startsWith(`${folder}/`));
  return files.toSorted((a, b) => distance(a) - distance(b));
}

const GLOBAL_USING = /^\s*global\s+using\s+(?:global::)?([\w.]+)\s*;/gm;
const PROJECT_USING = /<Using\s+Include="([\w.]+)"/g;
const GLOBALLY = 'global using';

interface Opens {
  /** The files that say so. */
  read: readonly string[];
  names: readonly string[];
}

const known = new WeakMap<Project, Map<string, Opens>>();

/** Namespaces opened for all files around: by `global using` in any of them, or by the project file. */
export function opensCSharp(file: string, project: Project): readonly string[] {
  const cache = known.get(project) ?? new Map<string, Opens>();
  known.set(project, cache);
  const folder = directoryOf(file);
  const before = cache.get(folder);
  const found = before ?? findOpens(file, project);
  cache.set(folder, found);
  if (before) askAgain(before, file, project);
  return found.names;
}

/** For who asks now: it rests on them, too. */
function askAgain({ read }: Opens, file: string, project: Project): void {
  for (const folder of ancestors(file)) project.folder(folder);
  project.declaring(GLOBALLY);
  for (const path of read) project.text(path);
}

function findOpens(file: string, project: Project): Opens {
  const around = ancestors(file);
  const settings = around.flatMap(folder =>
    project
      .folder(folder)
      .filter(name => name.endsWith('.csproj') || name === 'Directory.Build.props')
      .map(name => joinPath(folder, name) ?? name),
  );
  const home = settings.find(name => name.endsWith('.csproj'));
  const sources = project
    .declaring(GLOBALLY)
    .filter(other => (home === undefined ? around.includes(directoryOf(other)) : isWithin(other, directoryOf(home))));
  const find = (path: string, pattern: RegExp): string[] =>
    [...(project.text(path) ?? '').matchAll(pattern)].map(([, name = '']) => name);
  const inSources = sources.flatMap(path => find(path, GLOBAL_USING));
  return {
    read: [...sources, ...settings],
    names: [...inSources, ...settings.flatMap(path => find(path, PROJECT_USING))],
  };
}

const isWithin = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);
