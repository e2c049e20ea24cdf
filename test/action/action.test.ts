import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Folder } from '../harness/folder.ts';
import { type Asked, CHAT, checkOut, createShop, type Ran, runAction, type Shop, TOKEN } from './run.ts';
import { type GitHubServer, startGitHub } from './server.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const DEARER = CHAT.replace('gpt-4.1-mini', 'gpt-4.1');
const LIST = 'GET /repos/acme/shop/issues/7/comments';
const POST = 'POST /repos/acme/shop/issues/7/comments';

describe('the GitHub Action', () => {
  let shop: Shop;
  let github: GitHubServer;
  let folders: Folder[];
  beforeEach(async () => {
    shop = createShop();
    github = await startGitHub();
    folders = [];
  });
  afterEach(async () => {
    await github.close();
    for (const folder of [...folders, shop.origin]) folder.remove();
  });

  const checkedOut = (ref: string, depth?: number | null): Folder => {
    const folder = checkOut(shop, ref, depth);
    folders.push(folder);
    return folder;
  };

  /** What GitHub runs for a pull request that changes these files. */
  async function onPull(files: Readonly<Record<string, string>>, inputs: Asked['inputs'] = {}): Promise<Ran> {
    const { head } = shop.propose(files);
    const ran = await runAction(checkedOut('refs/pull/7/merge'), {
      event: 'pull_request',
      payload: {
        pull_request: { number: 7, base: { sha: shop.base, ref: 'main' }, head: { sha: head, ref: 'topic' } },
      },
      inputs,
      api: github.url,
    });
    const told = [ran.log.replace(`::add-mask::${TOKEN}`, ''), ran.summary, ...Object.values(ran.outputs)].join('');
    assert.ok(!told.includes(TOKEN), 'the token is told');
    return ran;
  }
  const always = { comment: 'always' };
  const past = { comment: 'threshold', threshold: '20%' };
  const bodies = (): string[] => github.comments.map(({ body }) => body);

  it('tells a change in the summary, on its line and in outputs, without asking anybody', async () => {
    const { code, log, summary, outputs } = await onPull({ 'chat.py': DEARER });
    assert.equal(code, 0, log);
    assert.match(summary, /^\*\*LLM cost: \+\$0\.0000\d+ input per call at 1 site \(5×\)/);
    assert.match(
      summary,
      /\[`chat\.py:7`\]\(<https:\/\/github\.example\/acme\/shop\/blob\/[0-9a-f]{40}\/chat\.py#L7>\)/,
    );
    assert.match(log, /^::notice file=chat\.py,line=7,title=LLM cost::model gpt-4\.1-mini → gpt-4\.1 \(/m);
    assert.deepEqual(github.asked, []);
    assert.equal(outputs['sites-changed'], '1');
    assert.equal(outputs['policy-result'], 'pass');
    assert.match(outputs['delta-input-usd'] ?? '', /^0\.0000\d+$/);
    assert.match(outputs['headline'] ?? '', /^LLM cost: \+/);
    assert.equal(outputs['markdown-path']?.trim(), summary.trim());
    assert.equal((JSON.parse(outputs['json-path'] ?? '') as { sites: unknown[] }).sites.length, 1);
    const sarif = JSON.parse(outputs['sarif-path'] ?? '') as { runs: { results: { level: string }[] }[] };
    assert.deepEqual(
      sarif.runs[0]?.results.map(({ level }) => level),
      ['note'],
    );
  });

  it('comments once, keeps the comment as things are, and takes it back', async () => {
    assert.equal((await onPull({ 'chat.py': DEARER }, past)).code, 0);
    assert.equal(github.comments.length, 1);
    assert.deepEqual([...github.tokens], [`Bearer ${TOKEN}`]);
    assert.match(bodies()[0] ?? '', /^<!-- prompt-cost:diff -->\n\*\*LLM cost: \+\$.*\(5×\)/);
    const again = await onPull({ 'chat.py': DEARER.replace('500', '600') }, past);
    assert.match(again.log, /comment brought up to date/);
    assert.match(bodies().join(), /output limit/);
    const same = await onPull({ 'chat.py': DEARER.replace('500', '600') }, past);
    assert.match(same.log, /comment brought up to date|says this already/);
    await onPull({ 'chat.py': CHAT.replace('500', '550') }, past);
    assert.match(bodies().join(), /^<!-- prompt-cost:diff -->\n\*\*LLM cost: back under the threshold\*\*/);
    await onPull({ 'chat.py': `# Nothing.\n${CHAT}` }, past);
    assert.deepEqual(bodies(), ['<!-- prompt-cost:diff -->\n**LLM cost: no change**\n']);
  });

  it('is silent where nothing moved, or less than the threshold', async () => {
    await onPull({ 'chat.py': `# Nothing.\n${CHAT}` }, always);
    const small = await onPull({ 'chat.py': CHAT.replace('You answer', 'You do answer') }, past);
    assert.deepEqual(github.comments, []);
    assert.match(small.log, /no comment: below the threshold/);
  });

  it('tells less as well as more', async () => {
    await onPull({ 'chat.py': CHAT.replace('gpt-4.1-mini', 'gpt-4.1-nano') }, past);
    assert.match(bodies().join(), /LLM cost: −\$0\.0000/);
  });

  it('never writes into a comment of somebody else, wherever its own lies', async () => {
    const mark = '<!-- prompt-cost:diff -->\nMine.';
    const other = (at: number) => ({
      id: at,
      body: at === 3 ? mark : 'Fine.',
      user: { login: 'mallory', type: 'User' },
    });
    github.comments.push(...Array.from({ length: 150 }, (_, at) => other(at)));
    await onPull({ 'chat.py': DEARER }, always);
    assert.equal(github.comments.length, 151);
    assert.equal(github.comments[3]?.body, mark);
    await onPull({ 'chat.py': DEARER.replace('500', '700') }, always);
    assert.equal(github.comments.length, 151, 'found on the second page');
    assert.equal(github.comments[3]?.body, mark);
  });

  it('says in one line that it may not comment, and does the rest', async () => {
    const body = '{"message":"Resource not accessible by integration"}';
    github.refusals.push({ what: POST, status: 403, body });
    const { code, log, summary } = await onPull({ 'chat.py': DEARER }, always);
    assert.equal(code, 0, log);
    assert.equal(log.match(/no comment: the token may not do that here.*Resource not accessible/g)?.length, 1, log);
    assert.doesNotMatch(log, /::error/);
    assert.match(summary, /LLM cost: \+/);
  });

  it('waits as long as it is told to', async () => {
    github.refusals.push({ what: LIST, status: 429, headers: { 'retry-after': '1' } });
    const reset = String(Math.ceil(Date.now() / 1000) + 2);
    github.refusals.push({
      what: POST,
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    });
    const { log } = await onPull({ 'chat.py': DEARER }, always);
    assert.equal(github.comments.length, 1, log);
    assert.match(log, /GitHub answers 429: again in 1 s/);
    assert.match(log, /GitHub answers 403: again in \d s/);
  });

  it('does not wait longer than a step should take', async () => {
    github.refusals.push({ what: LIST, status: 429, headers: { 'retry-after': '3600' } });
    const { code, log } = await onPull({ 'chat.py': DEARER }, always);
    assert.equal(code, 0);
    assert.match(log, /no comment: GitHub answers 429/);
  });

  it('tries again after a 502, and looks first whether the comment is there', async () => {
    github.refusals.push({ what: LIST, status: 502, body: '<html>Bad gateway</html>' });
    github.refusals.push({ what: POST, status: 502, body: '<html>', isDone: true });
    const { log } = await onPull({ 'chat.py': DEARER }, always);
    assert.equal(github.comments.length, 1, log);
    assert.match(log, /the comment says this already/);
  });

  it('compares a merge queue with its base, and comments on nothing', async () => {
    const { merge } = shop.propose({ 'chat.py': DEARER });
    const group = {
      base_sha: shop.base,
      base_ref: 'refs/heads/main',
      head_sha: merge,
      head_ref: 'refs/heads/gh-queue/main/pr-7',
    };
    const { code, summary } = await runAction(checkedOut('refs/pull/7/merge'), {
      event: 'merge_group',
      payload: { merge_group: group },
      inputs: always,
      api: github.url,
    });
    assert.equal(code, 0);
    assert.match(summary, /LLM cost: \+\$.*\(5×\)/);
    assert.deepEqual(github.asked, []);
  });

  it('compares what was pushed with what was there before', async () => {
    const { head } = shop.propose({ 'chat.py': DEARER });
    const push = (before: string) =>
      runAction(checkedOut('refs/heads/topic'), {
        event: 'push',
        payload: { before, after: head, ref: 'refs/heads/topic', repository: { default_branch: 'main' } },
        api: github.url,
      });
    assert.match((await push(shop.base)).summary, /\(5×\)/);
    github.answers.set(`GET /repos/acme/shop/compare/main...${head}?per_page=1`, {
      merge_base_commit: { sha: shop.base },
    });
    assert.match((await push('0'.repeat(40))).summary, /\(5×\)/, 'the first push of a branch');
  });

  it('finds where the head of a pull request left its base, in a shallow clone by asking GitHub', async () => {
    const { head } = shop.propose({ 'chat.py': DEARER });
    const asked: Asked = {
      event: 'pull_request',
      payload: {
        pull_request: { number: 7, base: { sha: shop.base, ref: 'main' }, head: { sha: head, ref: 'topic' } },
      },
      api: github.url,
    };
    assert.match((await runAction(checkedOut('refs/heads/topic', null), asked)).summary, /\(5×\)/);
    assert.deepEqual(github.asked, []);
    const lost = await runAction(checkedOut('refs/heads/topic'), asked);
    assert.equal(lost.code, 2, lost.log);
    assert.match(
      lost.log,
      /^::error title=LLM cost::could not evaluate: where .* went apart is not in this checkout: actions\/checkout with fetch-depth: 0 brings it$/m,
    );
    github.answers.set(`GET /repos/acme/shop/compare/${shop.base}...${head}?per_page=1`, {
      merge_base_commit: { sha: shop.base },
    });
    assert.match((await runAction(checkedOut('refs/heads/topic'), asked)).summary, /\(5×\)/);
  });

  it('comments for a fork after its workflow, on the pull request that GitHub says', async () => {
    const { head } = shop.propose({ 'chat.py': DEARER });
    const run = {
      event: 'pull_request',
      head_sha: head,
      head_branch: 'topic',
      head_repository: { owner: { login: 'fork' } },
    };
    const asked = { event: 'workflow_run', payload: { workflow_run: run }, inputs: always, api: github.url };
    const pulls = 'GET /repos/acme/shop/pulls?state=open&per_page=100&head=fork:topic';
    github.answers.set(pulls, [{ number: 7, head: { sha: 'other' }, base: { sha: shop.base, ref: 'main' } }]);
    const none = await runAction(checkedOut('refs/heads/main', null), asked);
    assert.match(none.log, /no open pull request has that commit as its head/);
    assert.equal(none.code, 0);
    github.answers.set(pulls, [{ number: 7, head: { sha: head }, base: { sha: shop.base, ref: 'main' } }]);
    const { code, log } = await runAction(checkedOut('refs/heads/main', null), asked);
    assert.equal(code, 0, log);
    assert.match(bodies().join(), /\(5×\)/);
    // The default branch went on meanwhile, and the checkout is shallow.
    shop.origin.git('commit', '--quiet', '--allow-empty', '--message', 'Later');
    github.answers.set(`GET /repos/acme/shop/compare/${shop.base}...${head}?per_page=1`, {
      merge_base_commit: { sha: shop.base },
    });
    const shallow = await runAction(checkedOut('refs/heads/main'), asked);
    assert.match(shallow.log, /the comment says this already/);
  });

  it('looks at one folder of several, and has a comment for each', async () => {
    shop.remove();
    shop = createShop({ 'a b/chat.py': CHAT });
    const files = { 'a b/chat.py': DEARER, 'chat.py': CHAT.replace('gpt-4.1-mini', 'gpt-4o') };
    const { log, summary } = await onPull(files, { ...always, 'working-directory': './a b/' });
    assert.match(log, /^::notice file=a b\/chat\.py,line=7,title=LLM cost::model gpt-4\.1-mini → gpt-4\.1 /m);
    assert.match(summary, /\[`chat\.py:7`\]\(<https:\/\/github\.example\/acme\/shop\/blob\/\w+\/a%20b\/chat\.py#L7>\)/);
    await onPull(files, always);
    assert.deepEqual(
      bodies().map(body => body.split('\n')[0]),
      ['<!-- prompt-cost:diff:a%20b -->', '<!-- prompt-cost:diff -->'],
    );
  });

  it('does nothing for pull_request_target, and says why', async () => {
    shop.propose({ 'chat.py': DEARER });
    const { code, log } = await runAction(checkedOut('refs/heads/main'), { event: 'pull_request_target', payload: {} });
    assert.equal(code, 2);
    assert.match(log, /pull_request_target is not supported.*docs\/ci\/github\.md/);
  });

  describe('with a policy', () => {
    const config = (action: string): Record<string, string> => ({
      'promptcost.config.yaml': `policies:\n  - { name: cheap, bannedModels: [gpt-4.1], action: ${action} }\n`,
    });

    it('fails where a change crosses it, and not where it was crossed before', async () => {
      shop.remove();
      shop = createShop(config('fail'));
      const failed = await onPull({ 'chat.py': DEARER });
      assert.equal(failed.code, 1, failed.log);
      assert.match(failed.log, /^::error file=chat\.py,line=7,title=LLM cost::.*policy cheap: `gpt-4\.1` banned$/m);
      assert.equal(failed.outputs['policy-result'], 'fail');
      assert.match(failed.summary, /❌ `cheap`/);
      assert.equal((await onPull({ 'chat.py': DEARER }, { 'fail-on': 'never' })).code, 0);
      shop.remove();
      shop = createShop({ ...config('fail'), 'chat.py': DEARER });
      assert.equal((await onPull({ 'chat.py': DEARER.replace('500', '900') })).code, 0, 'it was so before');
    });

    it('warns where it says so, and comments on that below the threshold', async () => {
      shop.remove();
      shop = createShop(config('warn'));
      const warned = await onPull({ 'chat.py': DEARER }, { comment: 'threshold', threshold: '1000%' });
      assert.equal(warned.code, 0, warned.log);
      assert.match(warned.log, /^::warning file=chat\.py,line=7/m);
      assert.match(bodies().join(), /⚠️ `cheap`/);
      assert.equal((await onPull({ 'chat.py': DEARER }, { 'fail-on': 'warn' })).code, 1);
    });

    it('ends with 2, and no other code, where it cannot be read', async () => {
      const { code, log } = await onPull({ 'chat.py': DEARER, ...config('explode') });
      assert.equal(code, 2);
      assert.match(
        log,
        /could not evaluate: promptcost\.config\.yaml:2: policies\[0\]\.action: not one of its values: "explode"/,
      );
    });
  });

  it('is described by action.yml as it is', async () => {
    const described = parse(await readFile(path.join(ROOT, 'action.yml'), 'utf8')) as {
      inputs: Record<string, { default?: string }>;
      outputs: object;
      runs: { using: string; main: string };
    };
    assert.ok(existsSync(path.join(ROOT, described.runs.main)));
    const defaults = Object.entries(described.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || name === 'github-token' ? [] : [[name, value] as const],
    );
    const { code, outputs, log } = await onPull({ 'chat.py': DEARER }, Object.fromEntries(defaults));
    assert.equal(code, 0, log);
    assert.deepEqual(Object.keys(outputs).toSorted(), Object.keys(described.outputs).toSorted());
    const source = await readFile(path.join(ROOT, 'server/action/inputs.ts'), 'utf8');
    const read = [...source.matchAll(/given\('([\w-]+)'\)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(read)].toSorted(), Object.keys(described.inputs).toSorted());
  });

  it('says which input is wrong', async () => {
    const { code, log } = await onPull({ 'chat.py': DEARER }, { threshold: 'a lot' });
    assert.equal(code, 2);
    assert.match(log, /could not evaluate: threshold is written like/);
  });

  it('prints no command out of a name in the pull request', async () => {
    const file = 'a%0A::set-output name=x::y\n::error::b,c=d.py';
    const { log } = await onPull({ [file]: DEARER });
    assert.match(log, /^::notice file=a%250A%3A%3Aset-output name=x%3A%3Ay%0A%3A%3Aerror%3A%3Ab%2Cc=d\.py,line=7/m);
    assert.doesNotMatch(log, /^::error/m);
  });
});
