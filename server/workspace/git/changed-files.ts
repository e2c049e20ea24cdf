import type { Outcome } from '../read.ts';
import { git } from './git.ts';
import type { Compared } from './range.ts';

/** Files that differ between two trees. Paths count from the folder that was asked for. */
export interface ChangedFiles {
  /** In the older tree, as it is there: changed, removed, or named otherwise. */
  before: ReadonlySet<string>;
  /** In the newer tree. */
  after: ReadonlySet<string>;
  /** New names of files, by their older ones. */
  renamed: ReadonlyMap<string, string>;
}

export async function readChangedFiles(folder: string, { base, head }: Compared): Promise<Outcome<ChangedFiles>> {
  const against = head === 'worktree' ? [base] : head === 'index' ? ['--cached', base] : [base, head.commit];
  const args = ['diff', '--raw', '-z', '-M', '--relative', '--no-abbrev', '--no-ext-diff', ...against];
  const isOnDisk = head === 'worktree';
  const [answer, untracked] = await Promise.all([
    git(folder, args),
    isOnDisk ? git(folder, ['ls-files', '-z', '--others', '--exclude-standard']) : null,
  ]);
  if (!answer.ok) return answer;
  const added = untracked?.ok ? untracked.stdout.split('\0').filter(path => path !== '') : [];
  return { ok: true, value: filesIn(answer.stdout, added) };
}

/** `:mode mode name name status`, a zero, the path, a zero; of a rename the older path first. */
function filesIn(output: string, added: readonly string[]): ChangedFiles {
  const before = new Set<string>();
  const after = new Set<string>(added);
  const renamed = new Map<string, string>();
  const fields = output.split('\0');
  for (let at = 0; at < fields.length;) {
    const [, status] = /^:\d+ \d+ \w+ \w+ ([A-Z])\d*$/.exec(fields[at] ?? '') ?? [];
    at += 1;
    if (status === undefined) continue;
    const path = fields[at++] ?? '';
    if (status === 'R' || status === 'C') {
      const to = fields[at++] ?? '';
      if (status === 'R') {
        before.add(path);
        renamed.set(path, to);
      }
      after.add(to);
      continue;
    }
    if (status !== 'A') before.add(path);
    if (status !== 'D') after.add(path);
  }
  return { before, after, renamed };
}
