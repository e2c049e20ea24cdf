import { git } from './git.ts';

/** A file as a commit has it. */
export interface Version {
  path: string;
  blob: string;
}

/** A command line holds so many for certain. */
const MAX_PATHS = 400;

/** Files of a commit, under these paths; all of them where none is given. Undefined: this clone does not have the commit. */
export async function filesAt(top: string, commit: string, paths: readonly string[]): Promise<Version[] | undefined> {
  const found: Version[] = [];
  for (let at = 0; at === 0 || at < paths.length; at += MAX_PATHS) {
    const listed = await git(top, ['ls-tree', '-r', '-z', commit, '--', ...paths.slice(at, at + MAX_PATHS)]);
    if (!listed.ok) return undefined;
    for (const line of listed.stdout.split('\0')) {
      // Files, not links or submodules.
      const [, blob, path] = /^100\d+ blob (\w+)\t(.*)$/s.exec(line) ?? [];
      if (blob !== undefined && path !== undefined) found.push({ path, blob });
    }
  }
  return found;
}
