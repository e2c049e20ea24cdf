import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { writeDiffMarkdown } from '../../server/report/diff-markdown.ts';
import type { Place } from '../../server/core/model.ts';
import { linkTo } from '../../server/report/quoting.ts';
import { model, text } from '../costs/call.ts';
import { AFTER, BEFORE, diffOf, site, verdictsOf } from './revisions.ts';
import { assertGolden } from './golden.ts';
import { ADDRESS, render, strayIn } from './rendered.ts';

const linkOf = ({ file, range }: Place): string => linkTo(ADDRESS, file, range.start.line + 1);
const COMPARED = { base: 'main', head: 'topic' };
const OPTIONS = { isAll: false, compared: COMPARED, verdicts: [], hasOtherPolicies: false };

/** What an attacker may put together out of what they write. */
const HOSTILE = [
  '@octocat',
  '@acme/owners',
  '#1',
  'acme/shop#12',
  'GH-12',
  'https://evil.example/x',
  'www.evil.example',
  'mail@evil.example',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '-->',
  '</details>',
  '</td>',
  '![i](https://evil.example/i.png)',
  '[click](javascript:alert(1))',
  '|',
  '\\|',
  '\\',
  '`',
  '``',
  '```\n',
  '\n\n# Title\n',
  '\r',
  '$`x`$',
  '$x$',
  ':tada:',
  '\u202E',
  '\u200B',
  '\u2066',
  '\u00AD',
  '\u{E0041}',
  '\uFEFF',
  '\u2028',
  '&lt;b&gt;',
  '&#64;octocat',
  '**',
  '~~',
  '1a2b3c4d5e6f',
  'a',
  ' ',
  '.py',
  '/',
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 6, unit: 'grapheme' })), {
  maxLength: 7,
});
const word = hostile.map(pieces => pieces.join(''));

describe('a cost diff as a comment', () => {
  it('says the number first, then the calls, then what it does not know', () => {
    assertGolden('diff.md', writeDiffMarkdown(diffOf(BEFORE, AFTER), OPTIONS));
  });

  it('says first what policies say', () => {
    const verdicts = verdictsOf(BEFORE, AFTER);
    assertGolden(
      'diff-policies.md',
      writeDiffMarkdown(diffOf(BEFORE, AFTER), { ...OPTIONS, verdicts, hasOtherPolicies: true }),
    );
  });

  it('is one line where nothing changed', () => {
    assert.equal(writeDiffMarkdown(diffOf(BEFORE, BEFORE), OPTIONS), '**LLM cost: no change**\n');
  });

  it('links a place where there is an address for it', () => {
    const told = writeDiffMarkdown(diffOf(BEFORE, AFTER), { ...OPTIONS, linkOf });
    assert.ok(told.includes(`[\`shop/plan.ts:88\`](<${ADDRESS}/shop/plan.ts#L88>)`), told);
  });

  it('lets nothing of a pull request out of its cell', () => {
    fc.assert(
      fc.property(word, word, word, word, word, (file, name, id, why, branch) => {
        const open = { model: { candidates: [], unknown: `the model \`${why}\` is ${name}` } };
        const before = [site(`a${file}`, name, 1), site('open.py', name, 2, open)];
        const after = [
          site(`a${file}`, name, 3, { models: [model(`gpt-4.1${id}`, 'openai')] }),
          site('open.py', name, 2, { ...open, parts: [text(800)] }),
          site(`b${file}`, 'month', 5, { usage: { callsPerMonth: 10, source: why } }),
        ];
        const policies = JSON.stringify([
          { name: `p${name}`, maxInputPerCall: 0.0003, requiredOwners: [`o${why}`], bannedModels: ['gpt*'] },
          { name: `q${why}`, action: 'fail', maxPerCall: 0.0001 },
        ]);
        const exemptions = JSON.stringify([{ policy: `q${why}`, until: '2026-12-31', reason: `r${name}` }]);
        const verdicts = verdictsOf(before, after, `policies: ${policies}\nexemptions: ${exemptions}`);
        const compared = { base: branch, head: why };
        const told = writeDiffMarkdown(diffOf(before, after), { ...OPTIONS, compared, verdicts, linkOf });
        const rendered = render(told);
        assert.deepEqual(strayIn(rendered), [], told);
        assert.equal(rendered.match(/<table>/g)?.length, 1, told);
        const cells = [...rendered.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) => row.match(/<t[dh]>/g)?.length);
        assert.deepEqual(new Set(cells), new Set([5]), told);
        assert.equal(cells.length, diffOf(before, after).sites.length + 1, told);
      }),
      { numRuns: 150 },
    );
  });

  it('stays below the limit of a comment and says what it leaves out', () => {
    const many = Array.from({ length: 900 }, (_, at) =>
      site(`shop/file${at}.py`, `call${at}`, at + 1, { parts: [text(at + 1)] }),
    );
    const told = writeDiffMarkdown(diffOf([], many), OPTIONS);
    assert.ok(told.length <= 65_536, String(told.length));
    const [, left] = /^(\d+) more left out here/m.exec(told) ?? [];
    const rows = told.match(/^\| `shop/gm)?.length ?? 0;
    assert.equal(rows + Number(left), 900);
    assert.ok(rows > 100, String(rows));
    assert.deepEqual(strayIn(render(told)), []);
  });
});
