import { ancestors, directoryOf, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

const MODULE = /^\s*module\s+"?([^\s"]+)/m;

/**
 * The files of the package that an import path names, by the nearest `go.mod`. Modules of one repository are named after
 * their folders, so another one of them is found from this one's place.
 */
export function resolveGo(specifier: string, from: string, project: Project): Resolved {
  const home = moduleAround(from, project);
  const folder = home && folderOf(specifier, home.path, home.folder);
  const files = folder === undefined ? [] : filesIn(folder, project, false);
  return files.length > 0 ? { files } : { package: specifier };
}

/** The other files of the package: each sees what they declare. Bytes tell first which speak of the name. */
export function visibleInGo(name: string, from: string, project: Project): readonly string[] {
  if (PREDECLARED.has(name)) return [];
  const files = filesIn(directoryOf(from), project, from.endsWith('_test.go'));
  return files.filter(file => file !== from && project.text(file)?.includes(name));
}

function moduleAround(file: string, project: Project): { path: string; folder: string } | undefined {
  for (const folder of ancestors(file)) {
    const text = project.text(joinPath(folder, 'go.mod') ?? 'go.mod');
    const path = text === undefined ? undefined : MODULE.exec(text)?.[1];
    if (path !== undefined) return { path, folder };
  }
  return undefined;
}

/** Where a package lies that belongs to a module, or to one beside it: `x/app` in `app/`, so `x/api/types` in `api/types/`. */
function folderOf(specifier: string, path: string, folder: string): string | undefined {
  if (specifier === path) return folder;
  if (specifier.startsWith(`${path}/`)) return joinPath(folder, specifier.slice(path.length + 1));
  const cut = path.lastIndexOf('/');
  const isNamedAfter = cut > 0 && folder !== '' && `/${folder}`.endsWith(path.slice(cut));
  return isNamedAfter ? folderOf(specifier, path.slice(0, cut), directoryOf(folder)) : undefined;
}

const filesIn = (folder: string, project: Project, withTests: boolean): string[] =>
  project
    .folder(folder)
    .filter(name => name.endsWith('.go') && (withTests || !name.endsWith('_test.go')))
    .map(name => (folder === '' ? name : `${folder}/${name}`));

/** https://go.dev/ref/spec#Predeclared_identifiers */
export const PREDECLARED: ReadonlySet<string> = new Set(
  [
    'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string',
    'uint uint8 uint16 uint32 uint64 uintptr true false iota nil',
    'append cap clear close complex copy delete imag len make max min new panic print println real recover',
  ].flatMap(line => line.split(' ')),
);
