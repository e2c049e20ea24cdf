import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A throw-away folder with these files; `remove` ends it. */
export interface Folder {
  root: string;
  write: (file: string, content: string | Uint8Array) => void;
  git: (...args: string[]) => string;
  remove: () => void;
}

const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];

export function createFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const root = mkdtempSync(join(tmpdir(), 'prompt-cost-'));
  const write: Folder['write'] = (file, content) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    root,
    write,
    git: (...args) => execFileSync('git', ['-C', root, ...AUTHOR, ...args], { encoding: 'utf8' }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A Python file with one call, whose prompt is `text`. */
export const pythonCall = (text: string, model = 'gpt-4o'): string =>
  `from openai import OpenAI\n\nOpenAI().responses.create(model="${model}", input=${JSON.stringify(text)})\n`;
