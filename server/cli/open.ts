import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { openSession } from '../workspace/open.ts';
import type { Session } from '../workspace/session.ts';
import { type ExitCode, refuse } from './command.ts';
import { isInside, rootFor } from './root.ts';

interface Opened {
  session: Session;
  root: string;
  /** Absolute. */
  paths: string[];
}

/** A session around what is asked for; else says what is wrong. `virtual`: a path that need not be there. */
export async function openFor(
  given: string[],
  folder: string | undefined,
  virtual?: string,
): Promise<Opened | ExitCode> {
  const missing = given.find(path => !existsSync(path));
  if (missing !== undefined) return refuse(`no such file or folder: ${missing}`, `Paths count from ${process.cwd()}.`);
  const paths = given.map(path => resolve(path));
  const all = virtual === undefined ? paths : [...paths, resolve(virtual)];
  const root = resolve(folder ?? rootFor(all, process.cwd()));
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    return refuse(`not a folder: ${root}`, 'Name the folder that paths count from.');
  const outside = all.find(path => !isInside(root, path));
  if (outside !== undefined)
    return refuse(`${outside} is outside of ${root}`, 'Name a folder around both with --root.');
  const session = await openSession({ root, assets: import.meta.dirname });
  const [problem, ...problems] = session.problems();
  if (!problem) return { session, root, paths };
  return refuse(
    `${problem.file}:${problem.line}: ${problem.key === '' ? '' : `${problem.key}: `}${problem.why}`,
    problem.next + (problems.length > 0 ? ` There are ${problems.length} more.` : ''),
  );
}
