import assert from 'node:assert/strict';
import { openSession } from '../../server/workspace/open.ts';
import type { Scan } from '../../server/workspace/session.ts';
import { layAssets } from '../harness/assets.ts';
import { type Folder, createFolder } from '../harness/folder.ts';

const code = (...lines: string[]) => ({
  cell_type: 'code',
  outputs: [{ output_type: 'stream', text: ['client.responses.create(model="gpt-4o", input="in an output")'] }],
  source: lines.map((line, at) => (at < lines.length - 1 ? `${line}\n` : line)),
});

const CELLS: { cell_type: string; source: string[] }[] = [
  { cell_type: 'markdown', source: ['client.responses.create(model="gpt-4o", input="in a text")'] },
  code('%pip install openai', 'from openai import OpenAI', 'client = OpenAI()', 'MODEL = "gpt-4o"'),
  code('!ls', 'reply = client.responses.create(model=MODEL, input="Go.")'),
  code('%%bash', 'client.responses.create(model="gpt-4o", input="another language")'),
];

describe('a notebook', () => {
  let folder: Folder;
  afterEach(() => folder.remove());

  async function scan(text: string): Promise<Scan> {
    folder = createFolder({ 'a.ipynb': text });
    return (await openSession({ root: folder.root, assets: await layAssets(), on: '2026-11-21' })).scan();
  }

  it('is one program over its code cells, and a call stands where its line stands in the file', async () => {
    const text = JSON.stringify({ cells: CELLS, nbformat: 4 }, null, 1);
    const [call, ...others] = (await scan(text)).analyses.flatMap(analysis => analysis.calls);
    assert.deepEqual(others, []);
    assert.equal(call?.model.candidates[0]?.id, 'gpt-4o');
    assert.equal(call?.cost.input.min, 9);
    const line = text.split('\n').findIndex(row => row.includes('reply = '));
    assert.equal(call?.place.range.start.line, line);
    assert.equal(call?.place.range.start.character, text.split('\n')[line]?.indexOf('client'));
  });

  it('may have its source in one string, or all of it on one line', async () => {
    const cells = CELLS.map(cell => ({ ...cell, source: cell.source.join('') }));
    const found = await scan(JSON.stringify({ cells }));
    assert.deepEqual(
      found.analyses.map(({ calls }) => calls.map(call => call.place.range.start.line)),
      [[0]],
    );
  });

  it('has Python in the cells that a command only measures', async () => {
    const call = 'OpenAI().embeddings.create(model="text-embedding-3-small", input="Go.")';
    const commands = ['%%time', '%%capture out', '%%timeitall', '%%html', '%%python3'];
    const cells = [code('from openai import OpenAI'), ...commands.map(command => code(command, call))];
    const found = (await scan(JSON.stringify({ cells }))).analyses.flatMap(analysis => analysis.calls);
    assert.equal(found.length, 2);
  });

  it('has its calls where its file has them, whatever JSON writes as more than one character', async () => {
    const lines = ['from openai import OpenAI\n', 'x = {"\t": 1}; OpenAI().embeddings.create(input="a\\n")\n'];
    const text = JSON.stringify({ cells: [{ cell_type: 'code', source: lines.join('') }] });
    const [call] = (await scan(text)).analyses.flatMap(analysis => analysis.calls);
    const { start, end } = call?.place.range ?? assert.fail();
    assert.equal(text.slice(start.character, end.character), 'OpenAI().embeddings.create(input=\\"a\\\\n\\")');
  });

  it('that is no JSON is none', async () => {
    assert.deepEqual((await scan('{ "cells": [ client.responses.create(')).analyses, []);
  });
});
