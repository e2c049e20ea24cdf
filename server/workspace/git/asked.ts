import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { gitEnvironment } from './git.ts';

/** A git process that answers as often as it is asked; one question at a time. */
export interface AskedGit {
  /** Done once all is answered, or git has ended. */
  ask(lines: readonly string[]): Promise<void>;
  close(): void;
}

/** Names nothing: what git writes for it comes behind all other answers. */
export const LAST = `end-${randomUUID()}`;

/** `hear` takes what git writes, and tells whether the answer for `LAST` has come. */
export function openGit(folder: string, args: readonly string[], hear: (chunk: Buffer) => boolean): AskedGit {
  const child = spawn('git', ['-C', folder, ...args], { env: gitEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] });
  let isEnded = false;
  let done = (): void => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    if (hear(chunk)) done();
  });
  const stop = (): void => {
    isEnded = true;
    done();
  };
  child.on('close', stop);
  child.on('error', stop);
  child.stdin.on('error', () => undefined); // git ended early: what it did not answer is missing
  return {
    async ask(lines) {
      if (isEnded) return;
      await new Promise<void>(resolve => {
        done = resolve;
        child.stdin.write(`${[...lines, LAST].join('\n')}\n`);
      });
    },
    close: () => child.stdin.end(),
  };
}
