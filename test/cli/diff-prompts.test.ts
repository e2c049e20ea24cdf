import assert from 'node:assert/strict';
import { type ReadDiff, readDiff } from '../../server/workspace/git/diff.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { layAssets } from '../harness/assets.ts';

const REVIEW =
  'Evaluate the following letter to a customer of a shop that sells tea. Answer in one word, and never invent any.';
const SUMMARY =
  'Summarize the following letters to a shop that sells tea in three sentences, and do not include any names.';

/** What goes to a client that nobody knows. */
const desk = (review: string, first: string, second: string): string => `
def review_prompt(letter):
    text = f"${review} {letter}"
    return text


def ask(desk, letters):
    prompt = "${first}"
    desk.answer(prompt)
    prompt = "${second}"
    return desk.answer(prompt, letters)
`;

const CALL = `from openai import OpenAI
from prompt_texts import answer_prompt

OpenAI().responses.create(model="gpt-4o", input=answer_prompt("Hello."))
`;
const texts = (text: string): string => `
def answer_prompt(letter):
    return f"${text} {letter}"
`;

describe('what functions put together, in readDiff', () => {
  let assets: string;
  let folder: Folder;
  before(async () => {
    assets = await layAssets();
  });
  beforeEach(() => {
    folder = createFolder({
      'desk.py': desk(REVIEW, SUMMARY, REVIEW),
      'call.py': CALL,
      'prompt_texts.py': texts(REVIEW),
    });
    folder.commit('A step');
  });
  afterEach(() => folder.remove());

  async function diff(): Promise<ReadDiff['diff']> {
    const read = await readDiff({ root: folder.root, assets, range: 'HEAD', on: '2026-11-01' });
    assert.ok(read.ok, read.ok ? '' : read.why);
    return read.value.diff;
  }

  it('is told where the function is, each text by itself', async () => {
    folder.write('desk.py', `# Letters\n${desk(`${REVIEW} Say why.`, SUMMARY, `${REVIEW} Say why, too.`)}`);
    const { sites, prompts } = await diff();
    assert.deepEqual(sites, []);
    assert.deepEqual(
      prompts.map(({ kind, name, place, before, after }) => [
        kind,
        name,
        place.range.start.line,
        (after?.min ?? 0) - (before?.min ?? 0),
      ]),
      [
        ['changed', 'review_prompt', 3, 3],
        ['changed', 'ask.prompt', 10, 5],
      ],
    );
  });

  it('is silent where another text comes before it that is no prompt', async () => {
    folder.write('desk.py', `LETTERS = "${'a letter '.repeat(20)}"\n${desk(REVIEW, SUMMARY, REVIEW)}`);
    const { sites, prompts } = await diff();
    assert.deepEqual([sites, prompts], [[], []]);
  });

  it('is told by the call that sends it or something shorter, though it takes at the least what it took', async () => {
    const choosing = (system: string): string => `from openai import OpenAI

ANSWER_PROMPT = "${system}"


def ask(is_short):
    OpenAI().responses.create(model="gpt-4o", input="Hello." if is_short else ANSWER_PROMPT + unknown())
`;
    folder.write('choice.py', choosing(REVIEW));
    folder.commit('A choice');
    folder.write('choice.py', choosing(`${REVIEW} Say why.`));
    const { sites, prompts } = await diff();
    assert.deepEqual(prompts, []);
    assert.deepEqual(
      sites
        .flatMap(site => (site.kind === 'changed' ? site.changes : []))
        .flatMap(({ options }) => options)
        .map(({ of, before, after }) => [of, (after?.min ?? 0) - (before?.min ?? 0)]),
      [[2, 3]],
    );
  });

  it('is silent where a call sends the same, cut otherwise', async () => {
    const cut = (one: string, other: string): string => `from openai import OpenAI

ANSWER_PROMPT = "${one}"
MORE_PROMPT = "${other}"

OpenAI().responses.create(model="gpt-4o", input=ANSWER_PROMPT + MORE_PROMPT)
`;
    folder.write('cut.py', cut(`${REVIEW} Say why. `, SUMMARY));
    folder.commit('Two');
    folder.write('cut.py', cut(`${REVIEW} `, `Say why. ${SUMMARY}`));
    const { sites, prompts } = await diff();
    assert.deepEqual([sites, prompts], [[], []]);
  });

  it('is told at the call that sends it alone, from whichever file', async () => {
    folder.write('prompt_texts.py', texts(`${REVIEW} Say why.`));
    const { sites, prompts } = await diff();
    assert.deepEqual(
      sites.map(({ kind, after }) => [kind, after?.place.file]),
      [['changed', 'call.py']],
    );
    assert.deepEqual(prompts, []);
  });
});
