import { execFile, spawnSync } from 'node:child_process';

/** Reading never takes locks, asks for a password, or gives paths another meaning than their letters. */
export const gitEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_LITERAL_PATHSPECS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  // A partial clone would fetch what is missing, blob by blob.
  GIT_NO_LAZY_FETCH: '1',
  LC_ALL: 'C',
});

/** What git wrote, or the first line of what it said instead. */
export type GitAnswer = { ok: true; stdout: string } | { ok: false; why: string };

export function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<GitAnswer> {
  const options = { maxBuffer: MAX_BYTES, env: gitEnvironment(), ...(signal && { signal }) };
  return new Promise(resolve => {
    execFile('git', inFolder(folder, args), options, (error, stdout, stderr) =>
      resolve(error ? { ok: false, why: whyOf(error, stderr) } : { ok: true, stdout }),
    );
  });
}

/** The same at once, for who can't wait; undefined where git could not tell. */
export function gitNow(folder: string, args: readonly string[]): Buffer | undefined {
  const options = { maxBuffer: MAX_BYTES, env: gitEnvironment() };
  const { error, status, stdout } = spawnSync('git', inFolder(folder, args), options);
  return !error && status === 0 ? stdout : undefined;
}

const MAX_BYTES = 1 << 30;

const inFolder = (folder: string, args: readonly string[]): string[] => [
  '-C',
  folder,
  '-c',
  'core.quotePath=false',
  ...args,
];

function whyOf(error: Error, stderr: string): string {
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  return stderr.split('\n', 1)[0]?.replace(/^(?:fatal|error): /, '') || error.message;
}
