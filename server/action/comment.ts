import type { Answer, GitHub } from './github.ts';

/** The one comment on a pull request: made once, then kept as things are. */

export interface CommentTarget {
  /** `owner/name`. */
  repository: string;
  pull: number;
  /** Tells apart the comments of several runs on one pull request. */
  key: string;
}

interface Comment {
  id: number;
  body?: string | null;
  user?: { login: string } | null;
}

/** What became of it: a sentence for the log. */
export type Upserted = { ok: boolean; what: string };

const NAME_OF_ACTIONS = 'github-actions[bot]';
const MOST_PAGES = 30;

const markerOf = ({ key }: CommentTarget): string =>
  `<!-- prompt-cost:diff${key === '' ? '' : `:${encodeURIComponent(key)}`} -->`;

/** Writes the comment, or writes into it. `onlyThere`: nothing is begun where there is none yet. */
export async function upsertComment(
  github: GitHub,
  target: CommentTarget,
  { text, onlyThere }: { text: string; onlyThere: boolean },
): Promise<Upserted> {
  const body = `${markerOf(target)}\n${text}`;
  for (let attempt = 1; ; attempt++) {
    const found = await findOwn(github, target);
    if (!found.ok) return refused(found.answer);
    if (!found.own && onlyThere) return { ok: true, what: 'no comment: below the threshold' };
    if (found.own?.body === body) return { ok: true, what: 'the comment says this already' };
    const answer = found.own
      ? await github.ask('PATCH', `/repos/${target.repository}/issues/comments/${found.own.id}`, { body })
      : await github.ask('POST', `/repos/${target.repository}/issues/${target.pull}/comments`, { body });
    if (answer.status === 200 || answer.status === 201)
      return { ok: true, what: found.own ? 'comment brought up to date' : 'comment written' };
    // It may be there all the same, or it was deleted meanwhile: look again.
    const isWorth = answer.status === 0 || answer.status >= 500 || (found.own && answer.status === 404);
    if (!isWorth || attempt === 3) return refused(answer);
  }
}

const refused = ({ status, body }: Answer): Upserted => {
  const said = String((body as { message?: unknown } | null)?.message ?? '');
  const why =
    status === 403 || status === 404 || status === 401
      ? 'the token may not do that here (a pull request of a fork, or no `pull-requests: write`)'
      : `GitHub answers ${status || 'nothing'}`;
  return { ok: false, what: `no comment: ${why}${said === '' ? '' : `: ${said}`}` };
};

type Found = { ok: true; own: Comment | undefined } | { ok: false; answer: Answer };

/** By the mark and by who wrote it: anybody can copy a mark. */
async function findOwn(github: GitHub, target: CommentTarget): Promise<Found> {
  const me = (await github.viewer()) ?? NAME_OF_ACTIONS;
  const marker = markerOf(target);
  let path: string | null = `/repos/${target.repository}/issues/${target.pull}/comments?per_page=100`;
  for (let page = 0; path !== null && page < MOST_PAGES; page++) {
    const answer: Answer = await github.ask('GET', path);
    if (answer.status !== 200 || !Array.isArray(answer.body)) return { ok: false, answer };
    const own = (answer.body as Comment[]).find(({ body, user }) => user?.login === me && body?.startsWith(marker));
    if (own) return { ok: true, own };
    path = answer.next;
  }
  return { ok: true, own: undefined };
}

/** The open pull request that a commit of a branch of somebody's is the head of; null where there is none, or not one alone. */
export async function findPull(
  github: GitHub,
  repository: string,
  { owner, branch, head }: { owner: string; branch: string; head: string },
): Promise<{ number: number; base: { sha: string; ref: string } } | null> {
  const of = `${encodeURIComponent(owner)}:${encodeURIComponent(branch)}`;
  const { body } = await github.ask('GET', `/repos/${repository}/pulls?state=open&per_page=100&head=${of}`);
  const pulls = Array.isArray(body)
    ? (body as { number: number; head: { sha: string }; base: { sha: string; ref: string } }[])
    : [];
  const [only, ...others] = pulls.filter(pull => pull.head.sha === head);
  return only && others.length === 0 ? only : null;
}
