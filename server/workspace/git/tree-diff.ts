import { openGit } from './asked.ts';
import { type Change, RAW, changesOf } from './log.ts';

/** One process that tells what lies between two revisions as often as it is asked; one question at a time. */
export interface TreeDiff {
  between(before: string, after: string): Promise<Change[]>;
  close(): void;
}

export function openTreeDiff(folder: string, isRead: (path: string) => boolean): TreeDiff {
  // What is no commit's name git gives back as it is.
  const git = openGit(folder, ['diff-tree', '--stdin', '--no-commit-id', '--raw', '-r', ...RAW], word => `${word}\n`);
  return {
    async between(before, after) {
      // A commit and, behind it, what is to be taken for its parent.
      const answer = await git.ask([`${after} ${before}`]);
      return changesOf(answer.toString().split('\0'), isRead);
    },
    close: git.close,
  };
}
