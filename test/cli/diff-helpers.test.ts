import assert from 'node:assert/strict';
import { runCli } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const DIRECT = `from openai import OpenAI

def ask(question, tone):
    client = OpenAI()
    return client.responses.create(model="gpt-4o", instructions="Answer " + tone, input=question, max_output_tokens=200)
`;
const HELPED = `from openai import OpenAI

def _run(instructions, question):
    client = OpenAI()
    return client.responses.create(model="gpt-4o", instructions=instructions, input=question, max_output_tokens=200)

def ask(question, tone):
    return _run("Answer " + tone, question)
`;

describe('a call that goes through a helper now, in prompt-cost diff', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder({ 'chat.py': DIRECT });
    folder.commit('A call');
  });
  afterEach(() => folder.remove());
  const diff = (): { sites: { kind: string; after: { symbols?: string } }[]; headline: string } => {
    const { code, out, err } = runCli(['diff', '--json'], { cwd: folder.root });
    assert.equal(code, 0, err);
    return JSON.parse(out);
  };

  it('is the call that it was', () => {
    folder.write('chat.py', HELPED);
    assert.deepEqual(diff().sites, []);
  });

  it('is named by the function that it stands in', () => {
    folder.write('chat.py', HELPED.replace('"Answer " + tone', '"Answer in a few words and " + tone'));
    const { out } = runCli(['diff'], { cwd: folder.root, env: { COLUMNS: '100' } });
    assert.match(out, /^ {2}ask · openai responses\.create\n {2}prompt +≥?\d+ → ≥?\d+ tok \(\+\d\)/m);
  });
});
