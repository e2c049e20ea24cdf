import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A throw-away folder with these files; `remove` ends it. */
export interface Folder {
  root: string;
  write: (file: string, content: string | Uint8Array) => void;
  git: (...args: string[]) => string;
  /** Makes it a repository, if it is none, and commits all that there is; the commit's name. */
  commit: (subject: string) => string;
  remove: () => void;
}

const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];

/** What git says in a folder, with an author to commit as. */
export const gitIn = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, ...AUTHOR, ...args], { encoding: 'utf8' });

export function createFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const root = mkdtempSync(join(tmpdir(), 'prompt-cost-'));
  const write: Folder['write'] = (file, content) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  const git: Folder['git'] = (...args) => gitIn(root, ...args);
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    root,
    write,
    git,
    commit: subject => {
      if (!existsSync(join(root, '.git'))) git('init', '--quiet');
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', subject);
      return git('rev-parse', 'HEAD').trim();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A Python file with one call, whose prompt is `text`. */
export const pythonCall = (text: string, model = 'gpt-4o'): string =>
  `from openai import OpenAI\n\nOpenAI().responses.create(model="${model}", input=${JSON.stringify(text)})\n`;
