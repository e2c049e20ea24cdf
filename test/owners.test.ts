import assert from 'node:assert/strict';
import { hasSections, readOwners } from '../server/core/owners.ts';

describe('CODEOWNERS', () => {
  it('gives a file to the owners of the last line that fits', () => {
    const ownersOf = readOwners(
      `# everything
* @org/all
*.py @python   # a comment
/service/ @org/service docs@example.org
/service/prompts/ # nobody
apps/ @apps
docs/* @docs
/build/logs/**/errors @logs
with\\ blank/ @blank
`,
      'github',
    );
    for (const [file, ...owners] of [
      ['README.md', '@org/all'],
      ['tools/run.py', '@python'],
      ['service/chat.py', '@org/service', 'docs@example.org'],
      ['inner/service/chat.ts', '@org/all'],
      ['service/prompts/a.md'],
      ['web/apps/x/y.ts', '@apps'],
      ['docs/a.md', '@docs'],
      ['docs/more/a.md', '@org/all'],
      ['inner/docs/a.md', '@org/all'],
      ['build/logs/1/2/errors/x.ts', '@logs'],
      ['build/logs/errors', '@logs'],
      ['with blank/a.ts', '@blank'],
    ] as const) {
      assert.deepEqual(ownersOf(file), owners, file);
    }
  });

  it('passes over what GitHub passes over', () => {
    const ownersOf = readOwners('* @all\n!web/ @not\nweb/[ab].ts @not\n[Section] @not\nservice/ no-owner\n', 'github');
    for (const file of ['web/a.ts', 'service/a.py']) assert.deepEqual(ownersOf(file), ['@all']);
  });

  it('takes signs of patterns as they are meant', () => {
    const ownersOf = readOwners('/a.b+c(d) @one\n/?.ts @two\n', 'github');
    assert.deepEqual(ownersOf('a.b+c(d)'), ['@one']);
    assert.deepEqual(ownersOf('axb+c(d)'), []);
    assert.deepEqual(ownersOf('a.ts'), ['@two']);
    assert.deepEqual(ownersOf('ab.ts'), []);
  });

  it('joins the owners of GitLab’s sections, each by its own last line', () => {
    const text = `* @all
[Prompts][2] @words
prompts/
prompts/legal/ @law
^[Code]
*.py @@developer
!generated.py
[PROMPTS] @editors
wording/
`;
    assert.ok(hasSections(text));
    assert.ok(!hasSections('* @all\n/web/ @web\n'));
    const ownersOf = readOwners(text, 'gitlab');
    assert.deepEqual(ownersOf('app/prompts/a.md'), ['@all', '@words']);
    assert.deepEqual(ownersOf('prompts/legal/a.md'), ['@all', '@law']);
    assert.deepEqual(ownersOf('a.py'), ['@all', '@@developer']);
    assert.deepEqual(ownersOf('x/generated.py'), ['@all']);
    assert.deepEqual(ownersOf('wording/a.md'), ['@all', '@editors']);
  });

  it('finds a path of GitLab in any folder', () => {
    const text = 'internal/README.md @docs\n';
    assert.deepEqual(readOwners(text, 'gitlab')('app/internal/README.md'), ['@docs']);
    assert.deepEqual(readOwners(text, 'github')('app/internal/README.md'), []);
  });
});
