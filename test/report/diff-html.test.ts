import assert from 'node:assert/strict';
import { writeDiffHtml } from '../../server/report/diff-html.ts';
import { model } from '../costs/call.ts';
import { assertGolden } from './golden.ts';
import { AFTER, BEFORE, diffOf, site, verdictsOf } from './revisions.ts';

const OPTIONS = { isAll: false, compared: { base: 'main', head: 'topic' }, verdicts: [] };

describe('a cost diff as a page', () => {
  it('has the number, the policies, the calls and what is not known', () => {
    assertGolden(
      'diff.html',
      writeDiffHtml(diffOf(BEFORE, AFTER), { ...OPTIONS, verdicts: verdictsOf(BEFORE, AFTER) }),
    );
  });

  it('has no element that the source wrote, and may run none', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202E';
    const before = [site(`a${evil}.py`, evil, 3)];
    const after = [site(`a${evil}.py`, evil, 3, { models: [model(`gpt-4.1${evil}`, 'openai')] })];
    const policies = JSON.stringify([{ name: evil, bannedModels: ['*'] }]);
    const verdicts = verdictsOf(before, after, `policies: ${policies}`);
    const page = writeDiffHtml(diffOf(before, after), { ...OPTIONS, compared: { base: evil, head: evil }, verdicts });
    assert.equal(verdicts.length, 1);
    assert.doesNotMatch(page, /<script|<img|\u202E/);
    assert.match(page, /default-src 'none'; style-src 'sha256-/);
  });
});
