import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { gitEnvironment } from './git.ts';
import { type Change, RAW, changesOf } from './log.ts';

/** One process that tells what lies between two revisions as often as it is asked; one question at a time. */
export interface TreeDiff {
  between(before: string, after: string): Promise<Change[]>;
  close(): void;
}

export function openTreeDiff(folder: string, isRead: (path: string) => boolean): TreeDiff {
  const child = spawn('git', ['-C', folder, 'diff-tree', '--stdin', '--no-commit-id', '--raw', '-r', ...RAW], {
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // What is no commit's name git gives back as it is, once it has answered all before it.
  const end = `end-${randomUUID()}\n`;
  let text = '';
  let isEnded = false;
  let done = (): void => undefined;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    text += chunk;
    if (text.endsWith(end)) done();
  });
  const stop = (): void => {
    isEnded = true;
    done();
  };
  child.on('close', stop);
  child.on('error', stop);
  child.stdin.on('error', () => undefined); // git ended early: what it did not answer is nothing
  return {
    async between(before, after) {
      if (isEnded) return [];
      text = '';
      await new Promise<void>(resolve => {
        done = resolve;
        // A commit and, behind it, what is to be taken for its parent.
        child.stdin.write(`${after} ${before}\n${end}`);
      });
      return changesOf(text.slice(0, -end.length).split('\0'), isRead);
    },
    close: () => child.stdin.end(),
  };
}
