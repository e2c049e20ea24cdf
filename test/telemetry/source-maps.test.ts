import assert from 'node:assert/strict';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { openSourceMaps } from '../../server/workspace/telemetry/source-maps.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const SOURCE = `type Question = { text: string };

interface Client { create(text: string): string }

export function answer(client: Client, { text }: Question): string {
  return client.create(text);
}
`;

describe('the source of built code', () => {
  let folder: Folder;
  before(() => {
    folder = createFolder({ 'src/answer.ts': SOURCE, 'plain.js': 'x();\n' });
    for (const [outdir, sourcemap] of [
      ['dist', true],
      ['inline', 'inline'],
    ] as const)
      buildSync({
        entryPoints: [path.join(folder.root, 'src/answer.ts')],
        outdir: path.join(folder.root, outdir),
        sourcemap,
      });
  });
  after(() => folder.remove());

  const told = (file: string, line: number): string => {
    const found = openSourceMaps([folder.root])({ file, line, function: 'answer' });
    return `${path.relative(folder.root, found.file)}:${found.line}`;
  };

  it('is found by a map beside it or within it, where it runs and where it was built', () => {
    assert.equal(told(path.join(folder.root, 'dist/answer.js'), 2), 'src/answer.ts:6');
    assert.equal(told(path.join(folder.root, 'inline/answer.js'), 2), 'src/answer.ts:6');
    assert.equal(told('/srv/app/dist/answer.js', 2), 'src/answer.ts:6');
  });

  it('is the code itself where there is no map, no such file, or a path that leads out', () => {
    const plain = path.join(folder.root, 'plain.js');
    const as = (file: string) => openSourceMaps([folder.root])({ file, line: 1, function: null });
    for (const file of [plain, '/srv/other/gone.js', '/srv/app/../../dist/answer.js', 'src/answer.ts'])
      assert.deepEqual(as(file), { file, line: 1, function: null });
  });
});
