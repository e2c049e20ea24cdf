import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type KeptScans, keepScans } from '../../server/workspace/kept-scans.ts';
import { openSession } from '../../server/workspace/open.ts';
import type { Session } from '../../server/workspace/session.ts';
import { type Folder, createFolder, pythonCall } from '../harness/folder.ts';
import { layAssets } from '../harness/assets.ts';

const SENDS = `from openai import OpenAI
from prompts import SYSTEM
OpenAI().responses.create(model="gpt-4o", input=SYSTEM)
`;

describe('a kept scan', () => {
  let folder: Folder;
  let scans: KeptScans;
  let session: Session;
  let analyzed: string[];
  let whole: number;

  beforeEach(async () => {
    folder = createFolder({
      'prompts.py': 'SYSTEM = "One, two."\n',
      'one.py': SENDS,
      'two.py': SENDS,
      'other.py': 'x = 1\n',
    });
    analyzed = [];
    whole = 0;
    const opened = await openSession({ root: folder.root, assets: await layAssets() });
    scans = keepScans();
    session = scans.keep({
      ...opened,
      scan: options => {
        whole += 1;
        return opened.scan(options);
      },
      analyze: (file, signal) => {
        analyzed.push(file);
        return opened.analyze(file, signal);
      },
    });
  });
  afterEach(() => folder.remove());

  const tokens = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await scans.scan(session)).analyses.flatMap(({ file, calls }) =>
        calls.map(({ cost }) => [file, cost.input.min]),
      ),
    );
  const change = (file: string, text: string): void => {
    folder.write(file, text);
    session.invalidate([file]);
  };
  const place = (file: string) => ({
    file,
    range: { start: { line: 0, character: 9 }, end: { line: 0, character: 21 } },
  });

  it('is given again where nothing changed', async () => {
    const first = await scans.scan(session);
    assert.equal(await scans.scan(session), first);
    assert.deepEqual([whole, analyzed], [1, []]);
  });

  it('takes in an edit of what calls send, without reading all', async () => {
    const before = await tokens();
    change('prompts.py', 'SYSTEM = "One, two, three, four."\n');
    const after = await tokens();
    assert.deepEqual(Object.keys(after), ['one.py', 'two.py']);
    for (const file of ['one.py', 'two.py']) assert.ok((after[file] ?? 0) > (before[file] ?? 0));
    assert.equal(whole, 1);
    assert.ok(!analyzed.includes('other.py'));
  });

  it('takes in a buffer that is not saved, a call that comes, one that goes', async () => {
    await scans.scan(session);
    session.setText('other.py', pythonCall('Hello.'));
    assert.deepEqual(Object.keys(await tokens()), ['one.py', 'other.py', 'two.py']);
    rmSync(path.join(folder.root, 'two.py'));
    session.invalidate(['two.py']);
    assert.deepEqual(Object.keys(await tokens()), ['one.py', 'other.py']);
    assert.equal(whole, 1);
  });

  it('is made anew for a file that was not there, one that is ignored left out', async () => {
    await scans.scan(session);
    change('new.py', SENDS);
    change('node_modules/x.py', SENDS);
    assert.deepEqual(Object.keys(await tokens()), ['new.py', 'one.py', 'two.py']);
    assert.equal(whole, 2);
  });

  it('tells of a file that can be read no more, until it can', async () => {
    const skipped = async () => (await scans.scan(session)).skipped.map(({ file, why }) => `${file}: ${why}`);
    assert.deepEqual(await skipped(), []);
    change('one.py', `\0\0${SENDS}`);
    assert.deepEqual(await skipped(), ['one.py: binary']);
    change('two.py', `${SENDS}# again\n`);
    assert.deepEqual(await skipped(), ['one.py: binary']);
    assert.equal(whole, 2);
    change('one.py', SENDS);
    assert.deepEqual(await skipped(), []);
    assert.deepEqual(Object.keys(await tokens()), ['one.py', 'two.py']);
  });

  it('is made anew where the configuration changed, and where it is asked for', async () => {
    await scans.scan(session);
    change('promptcost.config.yaml', 'exclude: [one.py]\n');
    assert.deepEqual(Object.keys(await tokens()), ['two.py']);
    await scans.scan(session, { again: true });
    assert.equal(whole, 3);
  });

  it('is made anew where a function leaves its prompt to callers that nobody looked at', async () => {
    folder.write('ask.py', 'from wrap import ask\nask("Hello there.")\n');
    await scans.scan(session);
    change('other.py', 'x = 2\n');
    folder.write('wrap.py', '');
    session.invalidate(['wrap.py']);
    await scans.scan(session);
    const before = whole;
    change(
      'wrap.py',
      'from openai import OpenAI\ndef ask(text):\n    return OpenAI().responses.create(model="gpt-4o", input=text)\n',
    );
    assert.ok('ask.py' in (await tokens()));
    assert.equal(whole, before + 1);
  });

  it('is made anew for such a function whose name another one has', async () => {
    const wrapper = `from openai import OpenAI
def ask(text):
    return OpenAI().responses.create(model="gpt-4o", input=text)
`;
    folder.write('wrap.py', wrapper);
    folder.write('second.py', '');
    folder.write('ask.py', 'from second import ask\nask("Hello there.")\n');
    assert.ok(!('ask.py' in (await tokens())));
    change('second.py', wrapper);
    assert.ok('ask.py' in (await tokens()));
    assert.equal(whole, 2);
  });

  it('tells how many calls send a prompt; nothing before there is one', async () => {
    assert.equal(scans.usedBy(session, place('prompts.py')), undefined);
    const { analyses } = await scans.scan(session);
    const prompt = analyses.flatMap(({ prompts }) => prompts).find(({ name }) => name === 'SYSTEM');
    assert.ok(prompt);
    assert.equal(scans.usedBy(session, prompt.place), 2);
    assert.equal(scans.usedBy(session, place('nowhere.py')), 0);
    change('two.py', 'x = 1\n');
    await scans.scan(session);
    assert.equal(scans.usedBy(session, prompt.place), 1);
  });

  it('ends where it is aborted, and the next one is whole', async () => {
    await assert.rejects(scans.scan(session, { signal: AbortSignal.abort() }));
    await scans.scan(session);
    change('prompts.py', 'SYSTEM = "One, two, three."\n');
    const abort = new AbortController();
    const stopped = scans.scan(session, { signal: abort.signal, onProgress: () => abort.abort() });
    await assert.rejects(stopped);
    assert.equal((await tokens())['one.py'], (await tokens())['two.py']);
    assert.ok(((await tokens())['one.py'] ?? 0) > 11);
  });
});
