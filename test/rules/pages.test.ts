import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../server/core/rules/index.ts';
import { rulePage, rulesPage } from '../../server/report/rule-page.ts';

const PAGES = join(import.meta.dirname, '../../docs/rules');

describe('pages of the rules', () => {
  it('are made from the rules (UPDATE=1 rewrites them)', () => {
    const pages = new Map([
      ...RULES.map(rule => [`${rule.id}.md`, rulePage(rule)] as const),
      ['README.md', rulesPage(RULES)] as const,
    ]);
    if (process.env['UPDATE']) {
      rmSync(PAGES, { recursive: true, force: true });
      mkdirSync(PAGES, { recursive: true });
      for (const [name, text] of pages) writeFileSync(join(PAGES, name), text);
    }
    const there = readdirSync(PAGES).map(name => [name, readFileSync(join(PAGES, name), 'utf8')] as const);
    assert.deepEqual(new Map(there.toSorted()), new Map([...pages].toSorted()));
  });

  it('have an id that is their name, and a source with its day for what is said', () => {
    for (const { id, said } of RULES) {
      assert.match(id, /^[a-z]+(?:-[a-z]+)+$/);
      for (const { source, asOf } of said) {
        assert.match(source, /^https:\/\//);
        assert.match(asOf, /^\d{4}-\d\d-\d\d$/);
      }
    }
  });
});
