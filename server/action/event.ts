import { readFileSync } from 'node:fs';

/** What the workflow runs for. */
export interface Event {
  name: string;
  /** `owner/name`. */
  repository: string;
  /** Older and newer commit, as far as the event says them; `isAncestor`: what is meant is where the two went apart. */
  base: string | null;
  head: string | null;
  isAncestor: boolean;
  /** Where a comment may go. */
  pull: number | null;
  /** Of a run after another workflow: where the pull request of that one comes from. */
  source: { owner: string; branch: string } | null;
  /** How a reader calls the two. */
  labels: { base: string; head: string };
}

/** What is used of the payloads that GitHub documents. */
interface Payload {
  before?: string;
  after?: string;
  ref?: string;
  repository?: { default_branch?: string };
  pull_request?: { number: number; base: { sha: string; ref: string }; head: { sha: string; ref: string } };
  merge_group?: { base_sha: string; base_ref: string; head_sha: string; head_ref: string };
  workflow_run?: {
    event: string;
    head_sha: string;
    head_branch: string;
    head_repository: { owner: { login: string } } | null;
  };
}

/** The event, or why nothing is done for it. */
export function readEvent(env: NodeJS.ProcessEnv): Event | string {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const path = env['GITHUB_EVENT_PATH'];
  const payload: Payload = path === undefined ? {} : (JSON.parse(readFileSync(path, 'utf8')) as Payload);
  const none = { name, repository: env['GITHUB_REPOSITORY'] ?? '', pull: null, source: null, isAncestor: false };
  if (name === 'pull_request_target')
    return 'pull_request_target is not supported: it gives a token that can write to a run that others start. Use pull_request; docs/ci/github.md says how forks get their comment.';
  if (payload.pull_request) return { ...none, ...ofPull(payload.pull_request) };
  if (payload.merge_group) return { ...none, ...ofQueue(payload.merge_group) };
  if (payload.workflow_run) return ofRun(payload.workflow_run, none);
  if (name === 'push') return { ...none, ...ofPush(payload) };
  return { ...none, base: null, head: null, labels: { base: 'the base', head: env['GITHUB_REF_NAME'] ?? 'HEAD' } };
}

type Told = Partial<Event> & Pick<Event, 'base' | 'head' | 'labels'>;

const ofPull = ({ number, base, head }: NonNullable<Payload['pull_request']>): Told => ({
  pull: number,
  base: base.sha,
  head: head.sha,
  isAncestor: true,
  labels: { base: base.ref, head: head.ref },
});

const ofQueue = ({ base_sha, base_ref, head_sha, head_ref }: NonNullable<Payload['merge_group']>): Told => ({
  base: base_sha,
  head: head_sha,
  labels: { base: shortRef(base_ref), head: shortRef(head_ref) },
});

/** The first push of a branch is compared with where it left the default one. */
function ofPush({ before = '', after = '', ref = '', repository }: Payload): Told {
  const isFirst = /^0*$/.test(before);
  const branch = repository?.default_branch ?? 'main';
  const labels = { base: isFirst ? branch : before.slice(0, 7), head: shortRef(ref) };
  return { base: isFirst ? `refs/heads/${branch}` : before, head: after || null, isAncestor: isFirst, labels };
}

/** After the workflow of a pull request, with the rights of the default branch: which one it was is asked for by what GitHub says. */
function ofRun(
  run: NonNullable<Payload['workflow_run']>,
  none: Omit<Event, 'base' | 'head' | 'labels'>,
): Event | string {
  if (run.event !== 'pull_request')
    return `nothing to compare: that workflow ran for ${run.event}, not for pull_request`;
  if (!run.head_repository) return 'nothing to compare: the fork is gone';
  const source = { owner: run.head_repository.owner.login, branch: run.head_branch };
  return {
    ...none,
    source,
    base: null,
    head: run.head_sha,
    isAncestor: true,
    labels: { base: '', head: run.head_branch },
  };
}

const shortRef = (ref: string): string => ref.replace(/^refs\/heads\//, '');
