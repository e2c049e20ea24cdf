import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBlobs } from '../../server/workspace/git/blobs.ts';
import { readDiff } from '../../server/workspace/git/diff.ts';
import { openFound } from '../../server/workspace/git/kept-found.ts';
import { placeOf } from '../../server/workspace/git/repository.ts';
import { openRevision } from '../../server/workspace/git/revision.ts';
import { layAssets } from '../harness/assets.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const FILES = {
  'shop/prompts.py':
    'SYSTEM = """You answer questions of customers about their orders, in the language they ask in."""\n',
  'shop/llm.py': `from openai import OpenAI

def ask(question, system):
    return OpenAI().chat.completions.create(
        model="gpt-4.1-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
`,
  'shop/answer.py':
    'from .llm import ask\nfrom .prompts import SYSTEM\n\ndef answer(question):\n    return ask(question, SYSTEM)\n',
  'shop/log.py': 'def log(line):\n    print(line)\n',
  'shop/title.py': `from pathlib import Path
from openai import OpenAI

def title(text):
    rules = (Path(__file__).parent / "title.txt").read_text()
    return OpenAI().responses.create(model="gpt-4.1", instructions=rules, input=text)
`,
  'shop/title.txt': 'Give the text a title of no more than six words.\n',
  'web/src/ask.ts': `import OpenAI from 'openai';
import { TONE } from '@/tone';
export const ask = (text: string) =>
  new OpenAI().responses.create({ model: 'gpt-4.1-nano', instructions: TONE, input: text });
`,
  'web/src/tone.ts': "export const TONE = 'Answer in a friendly tone, and in one short paragraph.';\n",
  'web/src/other/tone.ts': "export const TONE = 'Answer as a lawyer would.';\n",
  'shop/base.py': `from abc import ABC, abstractmethod

class Llm(ABC):
    @abstractmethod
    def complete(self, text): ...
`,
  'shop/open.py': `from openai import OpenAI
from .base import Llm

class Open(Llm):
    def complete(self, text):
        return OpenAI().responses.create(model="gpt-4.1", input=text)
`,
  'shop/use.py': `from .base import Llm

def use(llm: Llm):
    return llm.complete("Say what the weather is like.")
`,
  'web/tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }\n',
  'net/Tone.cs':
    'namespace Shop;\npublic static class Tone { public const string Text = "Be brief, and be friendly to all."; }\n',
  'net/Ask.cs': `using OpenAI.Chat;
namespace Shop;
public class Ask {
  public void Run(string text) {
    var client = new ChatClient("gpt-4.1", "key");
    client.CompleteChat(new SystemChatMessage(Tone.Text), new UserChatMessage(text));
  }
}
`,
};

const CALLS = [
  'shop/answer.py',
  'shop/llm.py',
  'shop/open.py',
  'shop/title.py',
  'shop/use.py',
  'web/src/ask.ts',
  'net/Ask.cs',
];

/** What is written or, where it is null, removed; and the calls' files that may be others by it. */
const EDITS: readonly {
  what: string;
  files: Readonly<Record<string, string | null>>;
  anew: readonly string[];
}[] = [
  {
    what: 'a line that nobody reads',
    files: { 'shop/log.py': 'def log(line):\n    print(line, flush=True)\n' },
    anew: [],
  },
  {
    what: 'a prompt in a file of prompts',
    files: { 'shop/prompts.py': `${FILES['shop/prompts.py'].replace('orders', 'orders and refunds')}` },
    anew: ['shop/answer.py'],
  },
  {
    what: 'lines above a prompt',
    files: { 'web/src/tone.ts': `// How we speak.\n\n${FILES['web/src/tone.ts']}` },
    anew: ['web/src/ask.ts'],
  },
  {
    what: 'a new caller of a wrapper',
    files: {
      'shop/more.py': 'from .llm import ask\n\ndef more():\n    return ask("Tell me more of it.", "Be brief.")\n',
    },
    anew: [],
  },
  {
    what: 'a second implementation, in a new file',
    files: { 'shop/mini.py': FILES['shop/open.py'].replace('Open(Llm)', 'Mini(Llm)').replace('4.1', '4.1-mini') },
    anew: ['shop/use.py'],
  },
  { what: 'a prompt that is a file', files: { 'shop/title.txt': 'Give it a title.\n' }, anew: ['shop/title.py'] },
  {
    what: 'where an alias leads to',
    files: { 'web/tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/other/*"] } } }\n' },
    anew: ['web/src/ask.ts'],
  },
  {
    what: 'a type of another file',
    files: { 'net/Tone.cs': FILES['net/Tone.cs'].replace('brief', 'very brief') },
    anew: ['net/Ask.cs'],
  },
  {
    what: 'a second type of that name, nearer by',
    files: { 'net/Tone.cs': null, 'net/Brief.cs': FILES['net/Tone.cs'].replace('friendly', 'brief') },
    anew: ['net/Ask.cs'],
  },
  { what: 'a call that is gone', files: { 'shop/title.py': null }, anew: ['shop/title.py'] },
];

describe('what was found in sources', () => {
  let folder: Folder;
  let cache: string;
  let assets: string;
  const before = process.env['XDG_CACHE_HOME'];
  beforeEach(async () => {
    assets = await layAssets();
    folder = createFolder(FILES);
    cache = mkdtempSync(path.join(tmpdir(), 'prompt-cost-kept-'));
    folder.commit('A shop');
  });
  afterEach(() => {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
    folder.remove();
    rmSync(cache, { recursive: true, force: true });
  });

  function change(files: Readonly<Record<string, string | null>>): void {
    for (const [file, text] of Object.entries(files))
      if (text === null) rmSync(path.join(folder.root, file));
      else folder.write(file, text);
    folder.commit('An edit');
  }

  async function diff(range: string, where: string) {
    process.env['XDG_CACHE_HOME'] = where;
    const read = await readDiff({ root: folder.root, assets, range, on: '2026-11-21' });
    if (!read.ok) throw new Error(read.why);
    return read.value;
  }

  /** Files with calls of which nothing is known any more in a revision. */
  async function unknownIn(revision: string): Promise<string[]> {
    process.env['XDG_CACHE_HOME'] = cache;
    const place = await placeOf(folder.root);
    const tree = await openRevision(folder.root, revision);
    if (!place.ok || !tree.ok) throw new Error('no repository');
    const blobs = createBlobs(folder.root);
    const kept = openFound({ repository: place.value.commonFolder, root: folder.root, assets, blobs });
    await tree.value.load(tree.value.list());
    await kept.look(tree.value);
    return CALLS.filter(file => kept.of(file) === undefined);
  }

  for (const { what, files, anew } of EDITS)
    it(`is looked for again where it may rest on ${what}`, async () => {
      await diff('HEAD', cache);
      assert.deepEqual(await unknownIn('HEAD'), []);
      change(files);
      assert.deepEqual((await unknownIn('HEAD')).toSorted(), anew.toSorted());
    });

  it('tells what a diff tells that knows nothing, however much was edited since', async () => {
    await diff('HEAD', cache);
    for (const { files } of EDITS) {
      change(files);
      const nothing = mkdtempSync(path.join(tmpdir(), 'prompt-cost-kept-'));
      const fresh = await diff('HEAD~1..HEAD', nothing);
      rmSync(nothing, { recursive: true });
      assert.deepEqual(await diff('HEAD~1..HEAD', cache), fresh);
    }
  }).timeout(120_000);
});
