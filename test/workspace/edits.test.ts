import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../server/core/model.ts';
import { openSession } from '../../server/workspace/open.ts';
import type { Session } from '../../server/workspace/session.ts';
import { layAssets } from '../harness/assets.ts';
import { type Folder, createFolder } from '../harness/folder.ts';

const FILES = {
  'prompts.py': 'SYSTEM = "You are a helpful assistant."\nMODEL = "gpt-4o"\n',
  'llm.py': [
    'from openai import OpenAI',
    'from prompts import MODEL',
    '',
    'client = OpenAI()',
    '',
    'def ask(prompt, model=MODEL):',
    '    return client.responses.create(model=model, input=prompt)',
    '',
  ].join('\n'),
  'app.py': [
    'from llm import ask',
    'from prompts import SYSTEM',
    '',
    'def run(question):',
    '    return ask(SYSTEM + " Answer in one short sentence of plain words.")',
    '',
  ].join('\n'),
  'base.py':
    'from abc import ABC, abstractmethod\n\nclass Model(ABC):\n    @abstractmethod\n    def ask(self, prompt): ...\n',
  'openai_model.py': [
    'from openai import OpenAI',
    'from base import Model',
    '',
    'class OpenAIModel(Model):',
    '    def ask(self, prompt):',
    '        return OpenAI().responses.create(model="gpt-4o-mini", input=prompt)',
    '',
  ].join('\n'),
  'service.py': [
    'from base import Model',
    '',
    'def summarize(model: Model, text):',
    '    return model.ask(f"Summarize the following text in three sentences: {text}")',
    '',
  ].join('\n'),
};

const OTHER_MODEL = FILES['openai_model.py'].replace('OpenAIModel', 'OtherModel').replace('gpt-4o-mini', 'gpt-4.1');

/** Each says what it changes, in which file, and into what. */
const EDITS: readonly [what: string, file: string, from: string, to: string][] = [
  ['a prompt', 'prompts.py', 'helpful', 'most helpful and kind'],
  ['a model', 'prompts.py', 'gpt-4o', 'gpt-4.1'],
  ['a name that others import', 'prompts.py', 'SYSTEM', 'SYSTEM_PROMPT'],
  ['what a wrapper sends', 'llm.py', 'input=prompt', 'input="Be brief. " + prompt'],
  ['which function is called', 'llm.py', 'def ask', 'def ask_again'],
  ['a caller', 'app.py', 'plain words', 'plain and simple words'],
  ['a class that implements what a caller knows', 'openai_model.py', 'gpt-4o-mini', 'gpt-4.1-mini'],
  ['which class implements it', 'openai_model.py', '(Model)', ''],
  ['the interface', 'base.py', 'def ask', 'def answer'],
  ['an import into a circle', 'prompts.py', 'MODEL = "gpt-4o"', 'from llm import MODEL'],
  ['a mistake while typing', 'llm.py', 'input=prompt)', 'input=prompt'],
];

let folder: Folder;
const open = async (): Promise<Session> =>
  openSession({ root: folder.root, assets: await layAssets(), on: '2026-11-21' });
const analyses = async (session: Session): Promise<(Analysis | undefined)[]> =>
  Promise.all(Object.keys(FILES).map(file => session.analyze(file)));

/** What a session says that has seen nothing before. */
async function afresh(): Promise<(Analysis | undefined)[]> {
  return analyses(await open());
}

describe('an edit', () => {
  afterEach(() => folder.remove());

  for (const [what, file, from, to] of EDITS) {
    it(`of ${what} is seen by all that rests on it, and undone`, async () => {
      folder = createFolder(FILES);
      const session = await open();
      const before = await analyses(session);
      const text = FILES[file as keyof typeof FILES];
      assert.ok(text.includes(from));
      const edited = text.replaceAll(from, to);
      session.setText(file, edited);
      const after = await analyses(session);
      session.setText(file, undefined);
      assert.deepEqual(await analyses(session), before);
      writeFileSync(join(folder.root, file), edited);
      assert.deepEqual(after, await afresh());
      assert.notDeepEqual(after, before);
    });
  }

  it('of a file that is new is seen by those that looked for it', async () => {
    const { 'prompts.py': prompts, ...others } = FILES;
    folder = createFolder(others);
    const session = await open();
    await analyses(session);
    session.setText('prompts.py', prompts);
    const after = await analyses(session);
    writeFileSync(join(folder.root, 'prompts.py'), prompts);
    assert.deepEqual(after, await afresh());
    assert.equal(after[2]?.calls[0]?.model.candidates[0]?.id, 'gpt-4o');
  });

  it('that is told twice at once is one', async () => {
    folder = createFolder(FILES);
    const session = await open();
    await analyses(session);
    folder.write('prompts.py', `# One line more.\n${FILES['prompts.py'].replace('helpful', 'kind')}`);
    session.invalidate(['prompts.py', 'prompts.py']);
    assert.deepEqual(await analyses(session), await afresh());
  });

  const COMES: readonly [what: string, file: string, text: string][] = [
    ['another class that implements what a caller knows', 'other_model.py', OTHER_MODEL],
    ['another caller', 'page.py', 'from llm import ask\n\nask("Name three colours of the sky at dusk.")\n'],
    ['a module that takes the place of another', 'prompts/__init__.py', 'SYSTEM = "Be kind."\nMODEL = "gpt-4.1"\n'],
    ['a file that nothing asks for', 'notes/readme.md', '# Notes\n'],
    ['a source that nothing asks for', 'lib/sums.py', 'def add(a, b):\n    return a + b\n'],
  ];
  for (const [what, file, text] of COMES) {
    it(`which brings or takes away ${what} leaves what a new session finds`, async () => {
      folder = createFolder(FILES);
      const session = await open();
      const scanned = async (by: Session): Promise<Analysis[]> => (await by.scan()).analyses;
      const before = await scanned(session);
      folder.write(file, text);
      session.invalidate([file]);
      assert.deepEqual(await scanned(session), await scanned(await open()));
      rmSync(join(folder.root, file));
      session.invalidate([file]);
      assert.deepEqual(await scanned(session), before);
    });
  }
});
