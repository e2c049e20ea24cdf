import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { ALWAYS, CHAT, createShop, DEARER, TOKEN, useShop } from './run.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const LIST = 'GET /repos/acme/shop/issues/7/comments';
const POST = 'POST /repos/acme/shop/issues/7/comments';

describe('the GitHub Action', () => {
  const at = useShop();
  const past = { comment: 'threshold', threshold: '20%' };

  it('tells a change in the summary, on its line and in outputs, without asking anybody', async () => {
    const { code, log, summary, outputs } = await at.onPull({ 'chat.py': DEARER });
    assert.equal(code, 0, log);
    assert.match(summary, /^\*\*LLM cost: \+\$0\.0000\d+ input per call at 1 site \(5×\)/);
    assert.match(
      summary,
      /\[`chat\.py:7`\]\(<https:\/\/github\.example\/acme\/shop\/blob\/[0-9a-f]{40}\/chat\.py#L7>\)/,
    );
    assert.match(log, /^::notice file=chat\.py,line=7,title=LLM cost::model gpt-4\.1-mini → gpt-4\.1 \(/m);
    assert.deepEqual(at.github.asked, []);
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
    assert.equal((await at.onPull({ 'chat.py': DEARER }, past)).code, 0);
    assert.equal(at.github.comments.length, 1);
    assert.deepEqual([...at.github.tokens], [`Bearer ${TOKEN}`]);
    assert.match(at.bodies()[0] ?? '', /^<!-- prompt-cost:diff -->\n\*\*LLM cost: \+\$.*\(5×\)/);
    const again = await at.onPull({ 'chat.py': DEARER.replace('500', '600') }, past);
    assert.match(again.log, /comment brought up to date/);
    assert.match(at.bodies().join(), /output limit/);
    const same = await at.onPull({ 'chat.py': DEARER.replace('500', '600') }, past);
    assert.match(same.log, /comment brought up to date|says this already/);
    await at.onPull({ 'chat.py': CHAT.replace('500', '550') }, past);
    assert.match(at.bodies().join(), /^<!-- prompt-cost:diff -->\n\*\*LLM cost: back under the threshold\*\*/);
    await at.onPull({ 'chat.py': `# Nothing.\n${CHAT}` }, past);
    assert.deepEqual(at.bodies(), ['<!-- prompt-cost:diff -->\n**LLM cost: no change**\n']);
  });

  it('marks prompts and defaults that no call in sight is tied to', async () => {
    const { log, summary } = await at.onPull({
      'AGENTS.md': 'Answer in one sentence, and say where you do not know.\n',
    });
    assert.match(
      log,
      /^::notice file=AGENTS\.md,line=1,title=LLM cost::prompt AGENTS\.md: none → ~\d+ tok · no call in sight sends it$/m,
    );
    assert.match(summary, /`AGENTS\.md`/);
  });

  it('is silent where nothing moved, or less than the threshold', async () => {
    await at.onPull({ 'chat.py': `# Nothing.\n${CHAT}` }, ALWAYS);
    const small = await at.onPull({ 'chat.py': CHAT.replace('You answer', 'You do answer') }, past);
    assert.deepEqual(at.github.comments, []);
    assert.match(small.log, /no comment: below the threshold/);
  });

  it('tells less as well as more', async () => {
    await at.onPull({ 'chat.py': CHAT.replace('gpt-4.1-mini', 'gpt-4.1-nano') }, past);
    assert.match(at.bodies().join(), /LLM cost: −\u2060\$0\.0000/);
  });

  it('never writes into a comment of somebody else, wherever its own lies', async () => {
    const mark = '<!-- prompt-cost:diff -->\nMine.';
    const other = (id: number) => ({
      id,
      body: id === 3 ? mark : 'Fine.',
      user: { login: 'someone-else', type: 'User' },
    });
    at.github.comments.push(...Array.from({ length: 150 }, (_, id) => other(id)));
    await at.onPull({ 'chat.py': DEARER }, ALWAYS);
    assert.equal(at.github.comments.length, 151);
    assert.equal(at.github.comments[3]?.body, mark);
    await at.onPull({ 'chat.py': DEARER.replace('500', '700') }, ALWAYS);
    assert.equal(at.github.comments.length, 151, 'found on the second page');
    assert.equal(at.github.comments[3]?.body, mark);
  });

  it('says in one line that it may not comment, and does the rest', async () => {
    const body = '{"message":"Resource not accessible by integration"}';
    at.github.refusals.push({ what: POST, status: 403, body });
    const { code, log, summary } = await at.onPull({ 'chat.py': DEARER }, ALWAYS);
    assert.equal(code, 0, log);
    assert.equal(log.match(/no comment: the token may not do that here.*Resource not accessible/g)?.length, 1, log);
    assert.doesNotMatch(log, /::error/);
    assert.match(summary, /LLM cost: \+/);
  });

  it('waits as long as it is told to', async () => {
    at.github.refusals.push({ what: LIST, status: 429, headers: { 'retry-after': '1' } });
    const reset = String(Math.ceil(Date.now() / 1000) + 2);
    at.github.refusals.push({
      what: POST,
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    });
    const { log } = await at.onPull({ 'chat.py': DEARER }, ALWAYS);
    assert.equal(at.github.comments.length, 1, log);
    assert.match(log, /GitHub answers 429: again in 1 s/);
    assert.match(log, /GitHub answers 403: again in \d s/);
  });

  it('does not wait longer than a step should take', async () => {
    at.github.refusals.push({ what: LIST, status: 429, headers: { 'retry-after': '3600' } });
    const { code, log } = await at.onPull({ 'chat.py': DEARER }, ALWAYS);
    assert.equal(code, 0);
    assert.match(log, /no comment: GitHub answers 429/);
  });

  it('tries again after a 502, and looks first whether the comment is there', async () => {
    at.github.refusals.push({ what: LIST, status: 502, body: '<html>Bad gateway</html>' });
    at.github.refusals.push({ what: POST, status: 502, body: '<html>', isDone: true });
    const { log } = await at.onPull({ 'chat.py': DEARER }, ALWAYS);
    assert.equal(at.github.comments.length, 1, log);
    assert.match(log, /the comment says this already/);
  });

  it('looks at one folder of several, and has a comment for each', async () => {
    at.shop.remove();
    at.shop = createShop({ 'a b/chat.py': CHAT });
    const files = { 'a b/chat.py': DEARER, 'chat.py': CHAT.replace('gpt-4.1-mini', 'gpt-4o') };
    const { log, summary } = await at.onPull(files, { ...ALWAYS, 'working-directory': './a b/' });
    assert.match(log, /^::notice file=a b\/chat\.py,line=7,title=LLM cost::model gpt-4\.1-mini → gpt-4\.1 /m);
    assert.match(summary, /\[`chat\.py:7`\]\(<https:\/\/github\.example\/acme\/shop\/blob\/\w+\/a%20b\/chat\.py#L7>\)/);
    await at.onPull(files, ALWAYS);
    assert.deepEqual(
      at.bodies().map(body => body.split('\n')[0]),
      ['<!-- prompt-cost:diff:a%20b -->', '<!-- prompt-cost:diff -->'],
    );
  });

  describe('with a policy', () => {
    const config = (action: string): Record<string, string> => ({
      'promptcost.config.yaml': `policies:\n  - { name: cheap, bannedModels: [gpt-4.1], action: ${action} }\n`,
    });

    it('fails where a change crosses it, and not where it was crossed before', async () => {
      at.shop.remove();
      at.shop = createShop(config('fail'));
      const failed = await at.onPull({ 'chat.py': DEARER });
      assert.equal(failed.code, 1, failed.log);
      assert.match(failed.log, /^::error file=chat\.py,line=7,title=LLM cost::.*policy cheap: `gpt-4\.1` banned$/m);
      assert.equal(failed.outputs['policy-result'], 'fail');
      assert.match(failed.summary, /❌ `cheap`/);
      assert.equal((await at.onPull({ 'chat.py': DEARER }, { 'fail-on': 'never' })).code, 0);
      at.shop.remove();
      at.shop = createShop({ ...config('fail'), 'chat.py': DEARER });
      assert.equal((await at.onPull({ 'chat.py': DEARER.replace('500', '900') })).code, 0, 'it was so before');
    });

    it('warns where it says so, and comments on that below the threshold', async () => {
      at.shop.remove();
      at.shop = createShop(config('warn'));
      const warned = await at.onPull({ 'chat.py': DEARER }, { comment: 'threshold', threshold: '1000%' });
      assert.equal(warned.code, 0, warned.log);
      assert.match(warned.log, /^::warning file=chat\.py,line=7/m);
      assert.match(at.bodies().join(), /⚠️ `cheap`/);
      assert.equal((await at.onPull({ 'chat.py': DEARER }, { 'fail-on': 'warn' })).code, 1);
    });

    it('is read from the file that is named, or it says that there is none', async () => {
      at.shop.remove();
      at.shop = createShop({ 'ci/cost.yaml': config('fail')['promptcost.config.yaml'] ?? '' });
      assert.equal((await at.onPull({ 'chat.py': DEARER })).code, 0);
      const named = await at.onPull({ 'chat.py': DEARER }, { config: './ci/cost.yaml' });
      assert.equal(named.code, 1, named.log);
      const missing = await at.onPull({ 'chat.py': DEARER }, { config: 'ci/costs.yaml' });
      assert.equal(missing.code, 2);
      assert.match(missing.log, /could not evaluate: ci\/costs\.yaml:1: not there, or no text\. Name a file/);
      const outside = await at.onPull({ 'chat.py': DEARER }, { config: '../cost.yaml' });
      assert.equal(outside.code, 2);
      assert.match(outside.log, /config is a file of the project/);
    });

    it('ends with 2, and no other code, where it cannot be read', async () => {
      const { code, log } = await at.onPull({ 'chat.py': DEARER, ...config('explode') });
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
    const { code, outputs, log } = await at.onPull({ 'chat.py': DEARER }, Object.fromEntries(defaults));
    assert.equal(code, 0, log);
    assert.deepEqual(Object.keys(outputs).toSorted(), Object.keys(described.outputs).toSorted());
    const source = await readFile(path.join(ROOT, 'server/action/inputs.ts'), 'utf8');
    const read = [...source.matchAll(/given\('([\w-]+)'\)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(read)].toSorted(), Object.keys(described.inputs).toSorted());
  });

  it('says which input is wrong', async () => {
    const { code, log } = await at.onPull({ 'chat.py': DEARER }, { threshold: 'a lot' });
    assert.equal(code, 2);
    assert.match(log, /could not evaluate: threshold is written like/);
  });

  it('prints no command out of a name in the pull request', async () => {
    const file = 'a%0A::set-output name=x::y\n::error::b,c=d.py';
    const { log } = await at.onPull({ [file]: DEARER });
    assert.match(log, /^::notice file=a%250A%3A%3Aset-output name=x%3A%3Ay%0A%3A%3Aerror%3A%3Ab%2Cc=d\.py,line=7/m);
    assert.doesNotMatch(log, /^::error/m);
  });
});
