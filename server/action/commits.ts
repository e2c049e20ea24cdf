import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { git } from '../workspace/git/git.ts';
import type { Outcome } from '../workspace/read.ts';
import type { GitHub } from './github.ts';

/** Two commits that are here, or come to be: a checkout of depth 1 has neither history nor base. */

export interface Wanted {
  root: string;
  base: string;
  head: string;
  /** What is meant is where the two went apart. */
  isAncestor: boolean;
  repository: string;
  server: string;
  token: string | null;
}

const run = promisify(execFile);
const FETCH_TIMEOUT_MS = 300_000;
const HINT = 'actions/checkout with fetch-depth: 0 brings it';

export async function bringCommits(wanted: Wanted, github: GitHub): Promise<Outcome<{ base: string; head: string }>> {
  const merged = wanted.isAncestor ? await parentsOfMerge(wanted) : null;
  if (merged !== null) {
    const base = await bring(wanted, merged.base);
    return base.ok ? ok({ base: base.value, head: merged.head }) : base;
  }
  const head = await bring(wanted, wanted.head);
  if (!head.ok) return head;
  const base = wanted.isAncestor ? await ancestor(wanted, head.value, github) : await bring(wanted, wanted.base);
  return base.ok ? ok({ base: base.value, head: head.value }) : base;
}

const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

/** `pull_request` checks out the merge of the pull request: what it brings is its difference to the first parent. */
async function parentsOfMerge({ root, head }: Wanted): Promise<{ base: string; head: string } | null> {
  // A shallow clone hides the parents; the commit itself names them.
  const raw = await git(root, ['cat-file', 'commit', 'HEAD']);
  const [first, second, third] = raw.ok ? [...raw.stdout.matchAll(/^parent (\w+)$/gm)].map(([, name]) => name) : [];
  const merge = await nameOf(root, 'HEAD');
  if (first === undefined || merge === null || second !== head || third !== undefined) return null;
  return { base: first, head: merge };
}

async function ancestor(wanted: Wanted, head: string, github: GitHub): Promise<Outcome<string>> {
  const here = await mergeBase(wanted.root, wanted.base, head);
  if (here !== null) return ok(here);
  const from = wanted.base.replace(/^refs\/heads\//, '');
  const path = `/repos/${wanted.repository}/compare/${encodeURIComponent(from)}...${encodeURIComponent(head)}?per_page=1`;
  const { body } = await github.ask('GET', path);
  const sha = (body as { merge_base_commit?: { sha?: unknown } } | null)?.merge_base_commit?.sha;
  if (typeof sha === 'string' && /^[0-9a-f]{40,64}$/.test(sha)) return bring(wanted, sha);
  return { ok: false, why: `where ${from} and ${head.slice(0, 7)} went apart is not in this checkout: ${HINT}` };
}

async function mergeBase(root: string, base: string, head: string): Promise<string | null> {
  const refs = [base, base.replace(/^refs\/heads\//, 'refs/remotes/origin/')];
  for (const ref of new Set(refs)) {
    const answer = await git(root, ['merge-base', ref, head]);
    if (answer.ok) return answer.stdout.trim();
  }
  return null;
}

/** The full name of a commit, fetched where it is not here. */
async function bring(wanted: Wanted, revision: string): Promise<Outcome<string>> {
  const { root } = wanted;
  const here = await nameOf(root, revision);
  if (here !== null) return ok(here);
  if (revision.startsWith('-')) return { ok: false, why: `no commit: ${revision}` };
  // In a full clone a fetch of depth 1 would cut its history off.
  const args = [
    '-C',
    root,
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-recurse-submodules',
    ...((await isShallow(root)) ? ['--depth=1'] : []),
  ];
  for (const env of [{}, credentials(wanted)]) {
    if (env === null) continue;
    try {
      const quiet = { ...process.env, GIT_TERMINAL_PROMPT: '0', ...env };
      await run('git', [...args, 'origin', revision], { env: quiet, timeout: FETCH_TIMEOUT_MS });
    } catch {
      continue; // what git says of it may hold the address with its token
    }
    const fetched = (await nameOf(root, revision)) ?? (await nameOf(root, 'FETCH_HEAD'));
    if (fetched !== null) return ok(fetched);
  }
  return {
    ok: false,
    why: `commit ${revision.slice(0, 12)} is not in this checkout and could not be fetched: ${HINT}`,
  };
}

async function isShallow(root: string): Promise<boolean> {
  const answer = await git(root, ['rev-parse', '--is-shallow-repository']);
  return answer.ok && answer.stdout.trim() === 'true';
}

async function nameOf(root: string, revision: string): Promise<string | null> {
  const answer = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return answer.ok ? answer.stdout.trim() : null;
}

/** For a checkout that keeps none: in the environment, since arguments can be read by others. */
function credentials({ server, token }: Wanted): NodeJS.ProcessEnv | null {
  if (token === null) return null;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
