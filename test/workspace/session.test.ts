import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { withoutFollowed } from '../../server/core/callers.ts';
import type { Analysis } from '../../server/core/model.ts';
import { openSession } from '../../server/workspace/open.ts';
import type { Scan, Session } from '../../server/workspace/session.ts';
import { layAssets } from '../harness/assets.ts';
import { type Folder, createFolder, pythonCall } from '../harness/folder.ts';

let folder: Folder;
const open = async (): Promise<Session> =>
  openSession({ root: folder.root, assets: await layAssets(), on: '2026-11-21' });
const scan = async (): Promise<Scan> => (await open()).scan();
const tokens = (analysis: Analysis | undefined): number | undefined => analysis?.calls[0]?.cost.input.min;
const whyOf = (found: Scan, file: string): string | undefined => found.skipped.find(s => s.file === file)?.why;

describe('a scan', () => {
  afterEach(() => folder.remove());

  it('finds the calls of all languages and names the files in order', async () => {
    folder = createFolder({
      'b.py': pythonCall('Hello.'),
      'a.tsx':
        "import { generateText } from 'ai';\nexport const A = () => <p>{generateText({ model: 'openai/gpt-4o', prompt: 'Hi' })}</p>;\n",
      'plain.py': 'print("no call")\n',
      'notes.txt': 'openai.responses.create(',
    });
    const found = await scan();
    assert.deepEqual(
      found.analyses.map(a => a.file),
      ['a.tsx', 'b.py'],
    );
    assert.equal(found.files, 3);
    assert.deepEqual(found.skipped, []);
  });

  it('takes a text that is put together in thousands of steps for no URL', async () => {
    const steps = Array.from({ length: 20_000 }, (_, at) => `url += "/${at}"`).join('\n');
    folder = createFolder({
      'deep.py': `import requests\n\nurl = "https://api.openai.com/v1/chat/completions"\n${steps}\nrequests.post(url, json={"model": "T"})\n`,
      'b.py': pythonCall('Hello.'),
    });
    const found = await scan();
    assert.deepEqual(found.skipped, []);
    assert.deepEqual(
      found.analyses.map(a => a.file),
      ['b.py'],
    );
  });

  it('finds a request whose URL is another file’s', async () => {
    folder = createFolder({
      'config.py': 'CHAT_URL = "https://api.openai.com/v1/chat/completions"\nSHOP_URL = "https://api.example.com"\n',
      'ask.py':
        'import requests\nfrom config import CHAT_URL\n\nrequests.post(CHAT_URL, json={"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]})\n',
      'shop.py': 'import requests\nfrom config import SHOP_URL\n\nrequests.post(SHOP_URL, json={"model": "T"})\n',
    });
    const found = await scan();
    assert.deepEqual(
      found.analyses.map(a => a.file),
      ['ask.py'],
    );
  });

  it('finds what calls a wrapper, though no SDK is named there', async () => {
    folder = createFolder({
      'llm.py':
        'from openai import OpenAI\ndef send(text):\n    return OpenAI().responses.create(model="gpt-4o", input=text)\n',
      'desk.py': 'from llm import send\ndef answer(question):\n    return send(question)\n',
      'main.py': 'from desk import answer\nanswer("Which harbour is the oldest?")\n',
      'other.py': 'print("none")\n',
    });
    const found = await scan();
    assert.deepEqual(
      found.analyses.flatMap(({ file, calls }) => calls.map(({ through }) => [file, ...through.map(via => via.name)])),
      [['desk.py', 'send'], ['llm.py'], ['main.py', 'answer', 'send']],
    );
  });

  it('counts a call at the callers of its own function, not of another of that name', async () => {
    const ask =
      'from openai import OpenAI\ndef ask(text):\n    return OpenAI().responses.create(model="gpt-4o", input=text)\n';
    folder = createFolder({ 'one.py': `${ask}ask("Which harbour is the oldest?")\n`, 'two.py': ask });
    const calls = (await scan()).analyses.flatMap(analysis => analysis.calls);
    assert.deepEqual(
      withoutFollowed(calls).map(({ place }) => `${place.file}:${place.range.start.line + 1}`),
      ['one.py:4', 'two.py:3'],
    );
  });

  it('takes files and folders, absolute or not, and names a path that is not there', async () => {
    folder = createFolder({ 'a.py': pythonCall('A'), 'lib/b.py': pythonCall('B') });
    const session = await open();
    assert.deepEqual(
      (await session.scan({ paths: ['lib'] })).analyses.map(a => a.file),
      ['lib/b.py'],
    );
    assert.deepEqual(
      (await session.scan({ paths: [join(folder.root, 'a.py')] })).analyses.map(a => a.file),
      ['a.py'],
    );
    await assert.rejects(session.scan({ paths: ['nowhere'] }), /no such file or folder: nowhere/);
    await assert.rejects(session.scan({ paths: ['../elsewhere'] }), /outside of .*: \.\.\/elsewhere/);
  });

  it('stops when it is told to', async () => {
    folder = createFolder(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, i) => [`f${i}.py`, pythonCall('x'.repeat(500)) + '\nx = 1'.repeat(500)]),
      ),
    );
    const stop = new AbortController();
    await assert.rejects((await open()).scan({ signal: stop.signal, onProgress: () => stop.abort() }), {
      name: 'AbortError',
    });
  });
});

describe('bad input', () => {
  afterEach(() => folder.remove());

  it('is listed with its reason, and all else is analysed', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pythonCall('Hello.'), 'utf16le')]);
    folder = createFolder({
      'binary.py': new Uint8Array([0, 1, 2, 0, 255]),
      'huge.py': `# ${'x'.repeat(3_000_000)}\n${pythonCall('Hello.')}`,
      'line.py': `${pythonCall('Hello.')}# ${'x'.repeat(1_000_000)}\n`,
      'empty.py': '',
      'good.py': pythonCall('Hello.'),
      'bom.py': `\ufeff${pythonCall('Hello.')}`,
      'crlf.py': pythonCall('Hello.').replaceAll('\n', '\r\n'),
      'utf16.py': utf16,
      'latin.py': Buffer.concat([Buffer.from('# caf\xe9\n', 'latin1'), Buffer.from(pythonCall('Hello.'))]),
      'surrogate.py': pythonCall('Hello.').replace('Hello.', String.raw`\ud800 Hello.`),
      'broken.py': `${pythonCall('Hello.')}\ndef (:\n  """ open`,
    });
    symlinkSync('gone.py', join(folder.root, 'dangling.py'));
    symlinkSync('loop.py', join(folder.root, 'loop.py'));
    const found = await scan();
    assert.equal(whyOf(found, 'binary.py'), 'binary');
    assert.equal(whyOf(found, 'huge.py'), 'larger than 2 MB');
    assert.equal(whyOf(found, 'line.py'), 'a line of over 200,000 characters');
    assert.equal(whyOf(found, 'dangling.py'), 'gone while reading');
    assert.equal(whyOf(found, 'loop.py'), 'a symbolic link to itself');
    const analysed = ['bom.py', 'broken.py', 'crlf.py', 'good.py', 'latin.py', 'surrogate.py', 'utf16.py'];
    assert.deepEqual(
      found.analyses.map(a => a.file),
      analysed,
    );
    assert.equal(
      new Set(found.analyses.filter(a => a.file !== 'surrogate.py').map(tokens)).size,
      1,
      'the same call, however it is encoded',
    );
  });

  it('may be nested thousands deep', async () => {
    folder = createFolder({
      'sum.py': `${pythonCall('Hello.')}x = ${Array.from({ length: 20_000 }, () => '"a"').join(' + ')}\n`,
      'brackets.py': `${pythonCall('Hello.')}x = ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`,
      'calls.ts': `import OpenAI from 'openai';\nnew OpenAI().responses.create({ model: 'gpt-4o', input: 'Hello.' });\nx${'.then(f)'.repeat(5_000)};\n`,
      'ifs.py':
        pythonCall('Hello.') +
        Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('') +
        `${' '.repeat(90)}pass\n`,
    });
    const found = await scan();
    assert.deepEqual(found.skipped, []);
    assert.deepEqual(
      found.analyses.map(a => a.file),
      ['brackets.py', 'calls.ts', 'ifs.py', 'sum.py'],
    );
  });
});

describe('a file in an editor', () => {
  afterEach(() => folder.remove());

  it('is analysed as it stands in the buffer, and as on disk when that is gone', async () => {
    folder = createFolder({ 'a.py': pythonCall('Hello.') });
    const session = await open();
    const before = tokens(await session.analyze('a.py')) ?? 0;
    session.setText('a.py', pythonCall('Hello, hello, hello.'));
    assert.ok((tokens(await session.analyze('a.py')) ?? 0) > before);
    session.setText('a.py', undefined);
    assert.equal(tokens(await session.analyze('a.py')), before);
  });

  it('is counted after edits of a long prompt as if it were new', async () => {
    const prompt = Array.from({ length: 2000 }, (_, i) => `Rule ${i}: it's better to ask than to guess.`).join('\n');
    folder = createFolder({ 'a.py': pythonCall(prompt) });
    const session = await open();
    await session.analyze('a.py');
    for (const at of [0, 7, 20_000, 50_001, prompt.length]) {
      const edited = `${prompt.slice(0, at)}x ${prompt.slice(at)}`;
      session.setText('a.py', pythonCall(edited));
      const counted = tokens(await session.analyze('a.py'));
      folder.write('b.py', pythonCall(edited));
      assert.equal(counted, tokens(await (await open()).analyze('b.py')));
    }
  });

  it('sees the unsaved prompts of other files, and changes on disk once it is told', async () => {
    folder = createFolder({
      'prompts.py': 'SYSTEM = "One."\n',
      'a.py':
        'from openai import OpenAI\nfrom prompts import SYSTEM\nOpenAI().responses.create(model="gpt-4o", input=SYSTEM)\n',
    });
    const session = await open();
    const one = tokens(await session.analyze('a.py')) ?? 0;
    session.setText('prompts.py', 'SYSTEM = "One, two, three."\n');
    const three = tokens(await session.analyze('a.py')) ?? 0;
    assert.ok(three > one);
    session.setText('prompts.py', undefined);
    rmSync(join(folder.root, 'prompts.py'));
    session.invalidate(['prompts.py']);
    const gone = (await session.analyze('a.py'))?.calls[0];
    assert.equal(gone?.cost.input.exactness, 'lower-bound');
  });

  it('is no source of ours where no language reads it', async () => {
    folder = createFolder({ 'a.md': '# no' });
    assert.equal(await (await open()).analyze('a.md'), undefined);
  });

  it('is left when the edit is overtaken', async () => {
    folder = createFolder({ 'a.py': pythonCall('Hello.') });
    const stop = new AbortController();
    const pending = (await open()).analyze('a.py', stop.signal);
    stop.abort();
    await assert.rejects(pending, { name: 'AbortError' });
  });
});
