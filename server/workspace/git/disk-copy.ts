import { git } from './git.ts';

/**
 * Files that the disk may not have as a commit has them, or as the index does; all others are read there, which is quicker than to ask the
 * database. Null: the disk has none of them, as in a bare repository.
 */
export async function filesUnlike(folder: string, commit: string | null): Promise<ReadonlySet<string> | null> {
  const quietly = ['--name-only', '--no-renames', '--no-ext-diff', '--ignore-submodules', '--relative', '-z'];
  const [edited, listed] = await Promise.all([
    git(folder, ['diff', ...quietly, ...(commit === null ? [] : [commit])]),
    git(folder, ['ls-files', '-v', '-z']),
  ]);
  if (!edited.ok || !listed.ok) return null;
  // Left out by a sparse checkout, or not to be looked at: git does not compare these.
  const unseen = listed.stdout.split('\0').flatMap(line => (line.startsWith('H ') ? [] : line.slice(2)));
  return new Set([...edited.stdout.split('\0'), ...unseen].filter(path => path !== ''));
}
