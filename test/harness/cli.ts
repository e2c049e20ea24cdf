import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The built program. */
export const CLI = path.join(import.meta.dirname, '../../dist/cli.cjs');

/** As at a prompt: without what the test runner sets for itself, and no prices of the user's own. */
export const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '', XDG_DATA_HOME: '/nonexistent' };

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

export interface RunOptions {
  cwd: string;
  input?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
}

/** The built program, as a person would start it. */
export function runCli(args: readonly string[], { cwd, input = '', env = {}, ...rest }: RunOptions): Run {
  const done = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...ENVIRONMENT, ...env },
    ...rest,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
