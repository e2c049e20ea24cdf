import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** The repository around the working directory, or around the paths if they are elsewhere. All paths are absolute. */
export function rootFor(paths: readonly string[], cwd: string): string {
  const here = repositoryAround(cwd) ?? cwd;
  const elsewhere = paths.find(path => !isInside(here, path));
  return elsewhere === undefined ? here : (repositoryAround(elsewhere) ?? dirname(elsewhere));
}

/** A work tree has a folder `.git`, a submodule or linked work tree a file. */
function repositoryAround(path: string): string | undefined {
  if (existsSync(join(path, '.git'))) return path;
  const parent = dirname(path);
  return parent === path ? undefined : repositoryAround(parent);
}

export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** As the reader would type it. */
export function nearest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
