import { LAST, openGit } from './asked.ts';
import { type Change, RAW, changesOf } from './log.ts';

/** One process that tells what lies between two revisions as often as it is asked; one question at a time. */
export interface TreeDiff {
  between(before: string, after: string): Promise<Change[]>;
  close(): void;
}

/** What is no commit's name git gives back as it is. */
const END = Buffer.from(`${LAST}\n`);

export function openTreeDiff(folder: string, isRead: (path: string) => boolean): TreeDiff {
  let chunks: Buffer[] = [];
  const git = openGit(folder, ['diff-tree', '--stdin', '--no-commit-id', '--raw', '-r', ...RAW], chunk => {
    chunks.push(chunk);
    return endsWell(chunks);
  });
  return {
    async between(before, after) {
      chunks = [];
      // A commit and, behind it, what is to be taken for its parent.
      await git.ask([`${after} ${before}`]);
      const answer = Buffer.concat(chunks);
      return changesOf(
        answer
          .subarray(0, endsWell([answer]) ? -END.length : undefined)
          .toString()
          .split('\0'),
        isRead,
      );
    },
    close: git.close,
  };
}

function endsWell(chunks: readonly Buffer[]): boolean {
  const last = chunks.at(-1) ?? Buffer.alloc(0);
  const tail = last.length >= END.length ? last : Buffer.concat(chunks);
  return tail.subarray(-END.length).equals(END);
}
