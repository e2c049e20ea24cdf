import assert from 'node:assert/strict';
import { ALWAYS, type Asked, DEARER, runAction, useShop } from './run.ts';

describe('the GitHub Action finds what to compare', () => {
  const at = useShop();

  it('compares a merge queue with its base, and comments on nothing', async () => {
    const { merge } = at.shop.propose({ 'chat.py': DEARER });
    const group = {
      base_sha: at.shop.base,
      base_ref: 'refs/heads/main',
      head_sha: merge,
      head_ref: 'refs/heads/gh-queue/main/pr-7',
    };
    const { code, summary } = await runAction(at.checkedOut('refs/pull/7/merge'), {
      event: 'merge_group',
      payload: { merge_group: group },
      inputs: ALWAYS,
      api: at.github.url,
    });
    assert.equal(code, 0);
    assert.match(summary, /LLM cost: \+\$.*\(5×\)/);
    assert.deepEqual(at.github.asked, []);
  });

  it('compares what was pushed with what was there before', async () => {
    const { head } = at.shop.propose({ 'chat.py': DEARER });
    const push = (before: string) =>
      runAction(at.checkedOut('refs/heads/topic'), {
        event: 'push',
        payload: { before, after: head, ref: 'refs/heads/topic', repository: { default_branch: 'main' } },
        api: at.github.url,
      });
    assert.match((await push(at.shop.base)).summary, /\(5×\)/);
    at.github.answers.set(`GET /repos/acme/shop/compare/main...${head}?per_page=1`, {
      merge_base_commit: { sha: at.shop.base },
    });
    assert.match((await push('0'.repeat(40))).summary, /\(5×\)/, 'the first push of a branch');
  });

  it('finds where the head of a pull request left its base, in a shallow clone by asking GitHub', async () => {
    const { head } = at.shop.propose({ 'chat.py': DEARER });
    const asked: Asked = {
      event: 'pull_request',
      payload: {
        pull_request: { number: 7, base: { sha: at.shop.base, ref: 'main' }, head: { sha: head, ref: 'topic' } },
      },
      api: at.github.url,
    };
    assert.match((await runAction(at.checkedOut('refs/heads/topic', null), asked)).summary, /\(5×\)/);
    assert.deepEqual(at.github.asked, []);
    const lost = await runAction(at.checkedOut('refs/heads/topic'), asked);
    assert.equal(lost.code, 2, lost.log);
    assert.match(
      lost.log,
      /^::error title=LLM cost::could not evaluate: where .* went apart is not in this checkout: actions\/checkout with fetch-depth: 0 brings it$/m,
    );
    at.github.answers.set(`GET /repos/acme/shop/compare/${at.shop.base}...${head}?per_page=1`, {
      merge_base_commit: { sha: at.shop.base },
    });
    assert.match((await runAction(at.checkedOut('refs/heads/topic'), asked)).summary, /\(5×\)/);
  });

  it('comments for a fork after its workflow, on the pull request that GitHub says', async () => {
    const { head } = at.shop.propose({ 'chat.py': DEARER });
    const run = {
      event: 'pull_request',
      head_sha: head,
      head_branch: 'topic',
      head_repository: { owner: { login: 'fork' } },
    };
    const asked = { event: 'workflow_run', payload: { workflow_run: run }, inputs: ALWAYS, api: at.github.url };
    const pulls = 'GET /repos/acme/shop/pulls?state=open&per_page=100&head=fork:topic';
    at.github.answers.set(pulls, [{ number: 7, head: { sha: 'other' }, base: { sha: at.shop.base, ref: 'main' } }]);
    const none = await runAction(at.checkedOut('refs/heads/main', null), asked);
    assert.match(none.log, /no open pull request has that commit as its head/);
    assert.equal(none.code, 0);
    at.github.answers.set(pulls, [{ number: 7, head: { sha: head }, base: { sha: at.shop.base, ref: 'main' } }]);
    const { code, log } = await runAction(at.checkedOut('refs/heads/main', null), asked);
    assert.equal(code, 0, log);
    assert.match(at.bodies().join(), /\(5×\)/);
    // The default branch went on meanwhile, and the checkout is shallow.
    at.shop.origin.git('commit', '--quiet', '--allow-empty', '--message', 'Later');
    at.github.answers.set(`GET /repos/acme/shop/compare/${at.shop.base}...${head}?per_page=1`, {
      merge_base_commit: { sha: at.shop.base },
    });
    const shallow = await runAction(at.checkedOut('refs/heads/main'), asked);
    assert.match(shallow.log, /the comment says this already/);
  });

  it('does nothing for pull_request_target, and says why', async () => {
    at.shop.propose({ 'chat.py': DEARER });
    const { code, log } = await runAction(at.checkedOut('refs/heads/main'), {
      event: 'pull_request_target',
      payload: {},
    });
    assert.equal(code, 2);
    assert.match(log, /pull_request_target is not supported.*docs\/ci\/github\.md/);
  });
});
