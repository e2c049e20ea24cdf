import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { gitEnvironment } from './git.ts';

/** A git process that answers as often as it is asked; one question at a time. */
export interface AskedGit {
  /** What it writes for these lines; nothing once it has ended. */
  ask(lines: readonly string[]): Promise<Buffer>;
  close(): void;
}

/** `endOf`: what this command of git writes for a word that names nothing, by which its answer's end is known. */
export function openGit(folder: string, args: readonly string[], endOf: (word: string) => string): AskedGit {
  const child = spawn('git', ['-C', folder, ...args], { env: gitEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] });
  const word = `end-${randomUUID()}`;
  const end = Buffer.from(endOf(word));
  let isEnded = false;
  let done = (): void => undefined;
  let chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (tailOf(chunks, end.length).equals(end)) done();
  });
  const stop = (): void => {
    isEnded = true;
    done();
  };
  child.on('close', stop);
  child.on('error', stop);
  child.stdin.on('error', () => undefined); // git ended early: what it did not answer is nothing
  return {
    async ask(lines) {
      chunks = [];
      if (isEnded) return Buffer.alloc(0);
      await new Promise<void>(resolve => {
        done = resolve;
        child.stdin.write(`${[...lines, word].join('\n')}\n`);
      });
      const answer = Buffer.concat(chunks);
      return tailOf([answer], end.length).equals(end) ? answer.subarray(0, -end.length) : answer;
    },
    close: () => child.stdin.end(),
  };
}

function tailOf(chunks: readonly Buffer[], length: number): Buffer {
  const tail = chunks.at(-1) ?? Buffer.alloc(0);
  return tail.length >= length ? tail.subarray(tail.length - length) : Buffer.concat(chunks).subarray(-length);
}
