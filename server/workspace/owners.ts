import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasSections, OWNERS_FILES, type OwnersOf, readOwners } from '../core/owners.ts';

/** Who owns the files of a project; null where it has no CODEOWNERS. It is small, and read anew each time. */
export function ownersIn(root: string): OwnersOf | null {
  const file = OWNERS_FILES.find(path => existsSync(join(root, path)));
  if (file === undefined) return null;
  const text = readFileSync(join(root, file), 'utf8');
  const isGitLab = file.startsWith('.gitlab/') || existsSync(join(root, '.gitlab-ci.yml')) || hasSections(text);
  return readOwners(text, isGitLab && !file.startsWith('.github/') ? 'gitlab' : 'github');
}
