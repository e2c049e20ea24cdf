import { hasSections, OWNERS_FILES, type OwnersOf, readOwners } from '../core/owners.ts';
import { diskTree, type Tree } from './tree.ts';

/** Who owns the files of a project; null where it has no CODEOWNERS. It is small, and read anew each time. */
export const ownersIn = (root: string): OwnersOf | null => ownersOfTree(diskTree(root));

/** The same of any tree, such as a revision. */
export function ownersOfTree(tree: Tree): OwnersOf | null {
  const file = OWNERS_FILES.find(path => tree.exists(path));
  const read = file === undefined ? undefined : tree.bytes(file, MOST_BYTES);
  if (file === undefined || !read?.ok) return null;
  const text = read.value.toString('utf8');
  const isGitLab = file.startsWith('.gitlab/') || tree.exists('.gitlab-ci.yml') || hasSections(text);
  return readOwners(text, isGitLab && !file.startsWith('.github/') ? 'gitlab' : 'github');
}

/** GitHub reads none that is longer. */
const MOST_BYTES = 3 * 1024 * 1024;
