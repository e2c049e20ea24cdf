import assert from 'node:assert/strict';
import { runCli } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const CHAT = `from openai import OpenAI
from texts import LONG, SHORT


def answer(question):
    return OpenAI().chat.completions.create(
        model="gpt-4.1-mini",
        messages=[{"role": "system", "content": LONG if question.isdigit() else SHORT}, {"role": "user", "content": question}],
        max_completion_tokens=500,
    )
`;
const LONG = 'Answer in detail, with reasons for each step and a list of all the sources that you have used.';
const texts = (long: string): string => `SHORT = "Answer briefly and in one sentence."\nLONG = "${long}"\n`;

describe('a text that a call may send or not, in prompt-cost diff', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder({ 'texts.py': texts(LONG), 'chat.py': CHAT });
    folder.commit('Two ways to answer');
  });
  afterEach(() => folder.remove());
  const run = (...args: string[]): string => {
    const { code, out, err } = runCli(['diff', ...args], { cwd: folder.root, env: { COLUMNS: '100' } });
    assert.equal(code, 0, err);
    return out;
  };

  it('is told by the call, though its change moves no bound', () => {
    folder.write('texts.py', texts(`${LONG} Of each give the author, and the year.`));
    const { headline, sites } = JSON.parse(run('--json'));
    assert.equal(headline, 'LLM cost: +10 tok in a text that 1 call may send');
    const [{ changes }] = sites;
    assert.deepEqual(
      changes.map(
        ({ cause, options: [one] }: { cause: string; options: { of: number; file: string; line: number }[] }) => [
          cause,
          one?.of,
          one?.file,
          one?.line,
        ],
      ),
      [['prompt', 2, 'texts.py', 2]],
    );
    assert.match(run(), /prompt +one of 2 texts: 21 → 31 tok \(\+10\) · texts\.py:2\n/);
    assert.match(run('--markdown'), /prompt one of 2 texts: 21 → 31 tok \(\+10\) in/);
  });

  it('is silent where it takes what it took, and bounds tell where they move', () => {
    folder.write('texts.py', texts(LONG.replace('reasons', 'grounds')));
    assert.match(run(), /^LLM cost: no change\n/);
    folder.write('texts.py', texts(LONG).replace('Answer briefly', 'Answer very briefly'));
    assert.match(run(), /^LLM cost: \+\$0\.0{4,}\d+ input per call at 1 site/);
    assert.doesNotMatch(run(), /one of 2 texts/);
  });
});
