import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import path from 'node:path';
import { type Run, runCli } from '../harness/cli.ts';
import { type Folder, createFolder } from '../harness/folder.ts';

const PROMPTS = `SYSTEM = """You answer questions of customers about their orders, in the language they ask in."""
`;
const CHAT = `from openai import OpenAI
from prompts import SYSTEM

client = OpenAI()
MODEL = "gpt-4.1-mini"


def answer(question):
    return client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}],
        max_completion_tokens=500,
    )
`;

interface Site {
  kind: string;
  after: { file: string; line: number } | null;
  changes: {
    cause: string;
    before: string | null;
    after: string | null;
    inputCost: number | null;
    places: { file: string }[];
  }[];
}
interface Told {
  headline: string;
  sites: Site[];
  prompts: { kind: string; name: string }[];
  moved: number;
}

describe('prompt-cost diff', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder({ 'prompts.py': PROMPTS, 'chat.py': CHAT });
    folder.commit('A call');
  });
  afterEach(() => folder.remove());

  const run = (args: string[], cwd = folder.root): Run => runCli(['diff', ...args], { cwd, env: { COLUMNS: '100' } });

  function diff(args: string[] = [], cwd = folder.root): Told {
    const { code, out, err } = run([...args, '--json'], cwd);
    assert.equal(code, 0, err);
    return JSON.parse(out) as Told;
  }

  const told = ({ sites }: Told): string[] =>
    sites.map(({ kind, changes }) => [kind, ...changes.map(({ cause }) => cause)].join(' '));

  it('tells each cause of a change by itself, and what all of them come to', () => {
    folder.write('prompts.py', PROMPTS.replace('in.', 'in. Say so where you do not know the answer.'));
    folder.write('chat.py', CHAT.replace('gpt-4.1-mini', 'gpt-4o').replace('500', '800'));
    const found = diff();
    assert.deepEqual(told(found), ['changed prompt output limit model']);
    const [prompt, limit, model] = found.sites[0]?.changes ?? [];
    assert.deepEqual(
      prompt?.places.map(({ file }) => file),
      ['prompts.py'],
      'where the text is, not where it is sent',
    );
    assert.deepEqual([limit?.before, limit?.after, limit?.inputCost], ['500', '800', 0]);
    assert.deepEqual([model?.before, model?.after], ['gpt-4.1-mini', 'gpt-4o']);
    assert.match(
      found.headline,
      /^LLM cost: \+\$0\.000\d+ input per call at 1 site \([\d.]+×\) · output at most \+\$0\.0072$/,
    );
  });

  it("tells a new price of the project's own apart from what else changed", () => {
    folder.write('promptcost.config.yaml', 'prices: [{ model: gpt-4.1-mini, discount: 50 }]\n');
    const [only] = diff().sites;
    assert.deepEqual(
      only?.changes.map(({ cause, before, after }) => [cause, before, after]),
      [['price', 'list price', 'list price less your own discount of 50 %']],
    );
    folder.write('prompts.py', PROMPTS.replace('in.', 'in. Say so where you do not know the answer.'));
    const [price, prompt] = diff().sites[0]?.changes ?? [];
    assert.deepEqual([price?.cause, prompt?.cause], ['price', 'prompt']);
    assert.equal(price?.inputCost, only?.changes[0]?.inputCost);
    assert.ok((price?.inputCost ?? 0) < 0 && (prompt?.inputCost ?? 0) > 0);
  });

  it('calls it no saving where text became a value of run time, and no growth where one became text', () => {
    const read = CHAT.replace('from prompts import SYSTEM\n', '').replace(
      '"content": SYSTEM',
      '"content": load_system()',
    );
    folder.write('chat.py', `from texts import load_system\n${read}`);
    const found = diff();
    assert.match(
      found.headline,
      /^LLM cost: 1 site not to be compared: other parts of the prompt are known at run time only$/,
    );
    assert.deepEqual(
      found.sites[0]?.changes.map(({ cause, inputCost }) => [cause, inputCost]),
      [['prompt', null]],
    );
    assert.doesNotMatch(run([]).out, /−/);
    const base = folder.commit('A system prompt from elsewhere');
    folder.write('chat.py', CHAT);
    assert.match(diff([base]).headline, /1 site not to be compared/);
  });

  it('is silent where a call and its prompt only moved, were renamed or written otherwise', () => {
    folder.write('lib/texts.py', `# Texts.\n${PROMPTS.replaceAll('SYSTEM', 'SUPPORT')}`);
    folder.write('prompts.py', '');
    folder.write(
      'chat.py',
      CHAT.replace('from prompts import SYSTEM', 'from lib.texts import SUPPORT')
        .replace('"content": SYSTEM', '"content": SUPPORT')
        .replaceAll('question', 'asked'),
    );
    renameSync(path.join(folder.root, 'chat.py'), path.join(folder.root, 'support.py'));
    const found = diff();
    assert.deepEqual([found.sites, found.prompts, found.moved], [[], [], 1]);
    assert.match(run([]).out, /^LLM cost: no change\n/);
  });

  it('is silent of a constant with a new name, whether a call in sight sends it or not', () => {
    const long = 'You sort what customers write.\\nTake the language that they write in, and answer with one word.';
    const text = (system: string): string => `${system} = "${long}"\nREVIEW_PROMPT = "${long} Say what you doubt."\n`;
    folder.write('prompts.py', text('SYSTEM'));
    folder.commit('Longer prompts');
    const renamed = text('SORTING').replace('REVIEW_PROMPT', 'DOUBT_PROMPT');
    folder.write('prompts.py', renamed);
    folder.write('chat.py', CHAT.replaceAll('SYSTEM', 'SORTING'));
    const moved = diff();
    assert.deepEqual([moved.sites, moved.prompts], [[], []]);
    folder.write('prompts.py', renamed.replace('doubt.', 'doubt, and why you doubt it.'));
    assert.deepEqual(
      diff().prompts.map(({ kind, name }) => `${kind} ${name}`),
      ['added DOUBT_PROMPT', 'removed REVIEW_PROMPT'],
    );
  });

  it('tells a prompt at the call that sends it alone, on whichever line its text begins', () => {
    const text = (rest: string): string =>
      `SYSTEM_PROMPT = (\n    "You sort what customers write, in the language that they write in. "\n    "Answer with one word, and with no other text than that word.${rest}"\n)\n`;
    folder.write('prompts.py', text(''));
    folder.write('chat.py', CHAT.replaceAll('SYSTEM', 'SYSTEM_PROMPT'));
    folder.commit('A longer prompt');
    folder.write('prompts.py', text(' Where you doubt, say so.'));
    const found = diff();
    assert.deepEqual([told(found), found.prompts], [['changed prompt'], []]);
  });

  it('follows a call into another function, with what was changed on the way', () => {
    folder.write('chat.py', CHAT.replace('def answer', 'def reply').replace('500', '600'));
    assert.deepEqual(told(diff()), ['changed output limit']);
  });

  it('tells calls that came and went, and one between equals for what it is', () => {
    const call = (text: string): string => `    client.responses.create(model="gpt-4o", input="${text}")\n`;
    const file = (...texts: string[]): string =>
      `from openai import OpenAI\nclient = OpenAI()\ndef run():\n${texts.map(call).join('')}`;
    folder.write('many.py', file('First question of all.', 'Second one, and longer than that.'));
    const base = folder.commit('Two');
    folder.write('many.py', file('Something new.', 'First question of all.', 'Second one, and longer than that.'));
    const found = diff([base]);
    assert.deepEqual(told(found), ['added']);
    assert.equal(found.sites[0]?.after?.line, 4);
    folder.write('many.py', file('Second one, and longer than that.'));
    assert.deepEqual(told(diff([base])), ['removed']);
  });

  it('says of a new call why its model is not known', () => {
    folder.write(
      'sum.py',
      'import os\nfrom openai import OpenAI\n\nOpenAI().responses.create(model=os.environ["MODEL"], input="Sum this up.")\n',
    );
    assert.match(
      run([]).out,
      /sum\.py:4 \(added\)\n.*\n {2}model {5}\? · the model .*`MODEL`.* is an environment variable\n/,
    );
  });

  it('compares what it is told to', () => {
    const first = folder.git('rev-parse', 'HEAD').trim();
    folder.git('checkout', '--quiet', '-b', 'topic');
    folder.write('chat.py', CHAT.replace('500', '600'));
    folder.commit('More');
    folder.git('checkout', '--quiet', 'main');
    folder.write('chat.py', CHAT.replace('gpt-4.1-mini', 'gpt-4.1'));
    folder.commit('Another model');
    assert.deepEqual(told(diff(['main...topic'])), ['changed output limit']);
    assert.deepEqual(told(diff(['main..topic'])), ['changed output limit model']);
    assert.deepEqual(told(diff(['topic'])), ['changed model'], 'since main left it');
    assert.deepEqual(told(diff([first])), ['changed model']);
    folder.write('chat.py', CHAT.replace('500', '700'));
    assert.deepEqual(told(diff(['--staged'])), []);
    folder.git('add', 'chat.py');
    folder.write('chat.py', CHAT);
    assert.deepEqual(told(diff(['--staged'])), ['changed output limit model']);
    assert.deepEqual(told(diff(['HEAD'])), ['changed model']);
  });

  it('leaves out tests and examples, and says so', () => {
    folder.write(
      'tests/test_chat.py',
      'from openai import OpenAI\nOpenAI().responses.create(model="gpt-4o", input="Hello.")\n',
    );
    const { out } = run([]);
    assert.match(out, /^LLM cost: no change\n/);
    assert.match(out, /1 more in tests, examples and vendored code: --all shows them/);
    assert.match(run(['--all']).out, /tests\/test_chat\.py:2 \(added\)/);
  });

  it('writes the same as a comment', () => {
    folder.write('chat.py', CHAT.replace('gpt-4.1-mini', 'gpt-4o'));
    const { code, out } = run(['--markdown']);
    assert.equal(code, 0);
    assert.match(out, /^\*\*LLM cost: \+\$0\.000\d+ input per call at 1 site/);
    assert.match(out, /\| `chat\.py:9`<br>`answer · openai chat\.completions\.create` \| `gpt-4\.1-mini → gpt-4o` \|/);
    assert.match(run(['--markdown', '--json']).err, /--json and --markdown are two formats/);
  });

  it('explains one number, cause by cause, so that it adds up', () => {
    folder.write('prompts.py', PROMPTS.replace('in.', 'in. Say so where you do not know the answer.'));
    folder.write('chat.py', CHAT.replace('gpt-4.1-mini', 'gpt-4o'));
    const { code, out } = run(['--explain', 'chat.py:9']);
    assert.equal(code, 0);
    assert.match(
      out,
      /^Before, in main\nchat\.py:9 .*\n\ngpt-4\.1-mini .*[^]*\nAfter, in the working tree\nchat\.py:9 .*\n\ngpt-4o /,
    );
    const amounts = [...out.matchAll(/^ {2}(prompt|model|in all) .*? \+\$([\d.]+)/gm)].map(([, name, usd]) => [
      name,
      Number(usd),
    ]);
    assert.deepEqual(
      amounts.map(([name]) => name),
      ['prompt', 'model', 'in all'],
    );
    const [prompt, swap, all] = amounts.map(([, usd]) => Number(usd));
    assert.ok(Math.abs((prompt ?? 0) + (swap ?? 0) - (all ?? 0)) < 1e-12);
    const other = run(['--explain', 'prompts.py:1']);
    assert.deepEqual([other.code, /These did: chat\.py:9\./.test(other.err)], [2, true]);
  });

  it('ends with 1 where a policy fails, with 0 where it warns, with 2 where there is none to be read', () => {
    const policy = (rest: string): void =>
      folder.write('promptcost.config.yaml', `policies:\n  - { name: no swaps, allowedModels: [gpt-4.1*], ${rest} }\n`);
    policy('action: fail');
    assert.equal(run([]).code, 0);
    folder.write('chat.py', CHAT.replace('gpt-4.1-mini', 'gpt-4o'));
    const failed = run([]);
    assert.equal(failed.code, 1, failed.err);
    assert.match(failed.out, /^fail {4}no swaps: chat\.py:9: `gpt-4o` not among the allowed models$/m);
    assert.equal(run(['--json']).code, 1);
    assert.match(run(['--markdown']).out, /❌ `no swaps` `chat\.py:9`: `gpt-4o` not among the allowed models/);
    const { runs } = JSON.parse(run(['--sarif']).out) as {
      runs: { results: { level: string; message: { text: string } }[] }[];
    };
    assert.equal(runs[0]?.results[0]?.level, 'error');
    assert.match(
      runs[0]?.results[0]?.message.text ?? '',
      /model gpt-4\.1-mini → gpt-4o .* policy no swaps: `gpt-4o` not among/,
    );
    const [entry] = JSON.parse(run(['--code-quality']).out) as {
      severity: string;
      location: object;
      fingerprint: string;
    }[];
    assert.deepEqual([entry?.severity, entry?.location], ['major', { path: 'chat.py', lines: { begin: 9 } }]);
    assert.match(entry?.fingerprint ?? '', /^[0-9a-f]{64}$/);
    policy('action: warn');
    assert.equal(run([]).code, 0);
    assert.match(run([]).out, /^warn {4}no swaps/m);
    policy('action: never');
    assert.equal(run([]).code, 2);
  });

  it('says what is missing where there is nothing to compare', () => {
    const { code, err } = run(['nowhere...HEAD']);
    assert.equal(code, 2);
    assert.match(err, /git has no revision `nowhere` here/);
    const clone = createFolder();
    try {
      folder.git('checkout', '--quiet', '-b', 'topic');
      folder.commit('One more');
      clone.git('clone', '--quiet', '--depth=1', '--branch=topic', `file://${folder.root}`, 'shallow');
      const shallow = run(['origin/main...HEAD'], path.join(clone.root, 'shallow'));
      assert.equal(shallow.code, 2);
      assert.match(shallow.err, /this clone is shallow; git fetch --unshallow brings the rest/);
    } finally {
      clone.remove();
    }
  });
});
