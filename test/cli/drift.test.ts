import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import path from 'node:path';
import { type Run, runCli } from '../harness/cli.ts';
import { type Folder, createFolder } from '../harness/folder.ts';
import { LONGER, python, TEXT } from '../harness/prompts.ts';

interface Step {
  commit: string | null;
  path: string;
  symbol: string;
  tokens: number;
  events: string[];
}

interface Told {
  points: { name: string; label: string; commit: string | null }[];
  limit: string | null;
  prompts: {
    path: string;
    symbol: string;
    alive: boolean;
    tokens: number;
    earlier: { base?: number | null };
    usedBy: string[];
    steps: Step[];
  }[];
}

describe('prompt-cost drift', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder();
    folder.git('init', '--quiet');
  });
  afterEach(() => folder.remove());

  const run = (args: string[], cwd = folder.root): Run =>
    runCli(['drift', ...args], { cwd, env: { XDG_CACHE_HOME: path.join(folder.root, '.git', 'cache') } });

  function drift(args: string[] = [], cwd = folder.root): Told {
    const { code, out, err } = run([...args, '--json'], cwd);
    assert.equal(code, 0, err);
    return JSON.parse(out) as Told;
  }

  /** What happened to the only prompt, oldest first. */
  const eventsOf = ({ prompts: [prompt, ...others] }: Told): string[] => {
    assert.deepEqual(others, []);
    return prompt?.steps.map(({ events }) => events.join('+')) ?? [];
  };

  it('tells each change of a text, and no commit that left it as it was', () => {
    folder.write('chat.py', python('SYSTEM_PROMPT', TEXT));
    const created = folder.commit('A prompt');
    folder.write('chat.py', `# Orders.\n${python('SYSTEM_PROMPT', TEXT)}`);
    folder.commit('A comment');
    folder.write(
      'chat.py',
      `import os\n\nSYSTEM_PROMPT = (\n    ${TEXT.split(/(?<=\n)/)
        .map(line => JSON.stringify(line))
        .join('\n    ')}\n)\n`,
    );
    folder.commit('Another way to write it');
    folder.write('chat.py', python('SYSTEM_PROMPT', LONGER));
    const changed = folder.commit('More');
    const told = drift();
    assert.deepEqual(eventsOf(told), ['created', 'changed']);
    const [first, last] = told.prompts[0]?.steps ?? [];
    assert.deepEqual([first?.commit, last?.commit], [created, changed]);
    assert.ok((last?.tokens ?? 0) > (first?.tokens ?? 0));
  });

  it('follows a prompt through new names of its file and its own, and into another file', () => {
    folder.write('chat.py', python('SYSTEM_PROMPT', TEXT));
    folder.commit('A prompt');
    renameSync(path.join(folder.root, 'chat.py'), path.join(folder.root, 'support.py'));
    folder.commit('Another name for the file');
    folder.write('support.py', python('SUPPORT_PROMPT', TEXT));
    folder.commit('Another name');
    folder.write('support.py', 'import os\n');
    folder.write('lib/texts.py', `\n\n${python('SUPPORT_PROMPT', LONGER)}`);
    folder.commit('Elsewhere, and longer');
    const told = drift();
    assert.deepEqual(eventsOf(told), ['created', 'moved', 'renamed', 'moved+changed']);
    assert.deepEqual(
      told.prompts[0]?.steps.map(step => step.path),
      ['chat.py', 'support.py', 'support.py', 'lib/texts.py'],
    );
  });

  it('does not take a copy for a move', () => {
    folder.write('chat.py', python('SYSTEM_PROMPT', TEXT));
    folder.commit('A prompt');
    folder.write('copy.py', python('SYSTEM_PROMPT', TEXT));
    folder.commit('A copy');
    const { prompts } = drift();
    assert.deepEqual(prompts.map(prompt => [prompt.path, prompt.steps.length]).toSorted(), [
      ['chat.py', 1],
      ['copy.py', 1],
    ]);
  });

  it('tells a merge as one step, and what a branch did against where it was left', () => {
    folder.write('prompts/answer.md', TEXT);
    folder.commit('A prompt');
    folder.git('checkout', '--quiet', '-b', 'longer');
    folder.write('prompts/answer.md', LONGER);
    folder.commit('More');
    folder.write('prompts/answer.md', LONGER + LONGER);
    folder.commit('Much more');
    const [onBranch] = drift().prompts;
    const base = onBranch?.earlier.base ?? 0;
    assert.equal(base, onBranch?.steps[0]?.tokens);
    assert.ok((onBranch?.tokens ?? 0) > base);
    folder.git('checkout', '--quiet', 'main');
    folder.git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'longer');
    assert.deepEqual(eventsOf(drift()), ['created', 'changed']);
  });

  it('counts what is not committed, and tells of prompts that are gone', () => {
    folder.write('prompts/answer.md', TEXT);
    folder.write(
      'prompts/greeting.md',
      'Greet the customer by name, in one short sentence, and ask what you can do. '.repeat(2),
    );
    folder.commit('Prompts');
    folder.git('rm', '--quiet', 'prompts/greeting.md');
    folder.commit('No greeting');
    folder.write('prompts/answer.md', LONGER);
    const { prompts } = drift();
    const [answer, greeting] = prompts.toSorted((a, b) => Number(b.alive) - Number(a.alive));
    assert.equal(answer?.steps.at(-1)?.commit, null);
    assert.deepEqual(
      greeting?.steps.map(({ events }) => events.join()),
      ['created', 'removed'],
    );
    assert.equal(drift(['prompts/greeting.md']).prompts.length, 1);
  });

  it('knows the texts that a call sends, whatever they are called', () => {
    const call = (text: string): string =>
      `from openai import OpenAI\n\n\ndef answer(order):\n    return OpenAI().responses.create(model="gpt-4o", input=f"""${text}{order}""")\n`;
    folder.write('chat.py', call(TEXT));
    folder.commit('A call');
    folder.write('chat.py', call(LONGER));
    folder.commit('More');
    const told = drift();
    assert.deepEqual(eventsOf(told), ['created', 'changed']);
    assert.deepEqual(told.prompts[0]?.usedBy, ['chat.py#answer.openai.responses.create']);
  });

  it('says how far a shallow clone goes back', () => {
    folder.write('prompts/answer.md', TEXT);
    folder.commit('A prompt');
    folder.write('prompts/answer.md', LONGER);
    folder.commit('More');
    folder.commit('Nothing');
    folder.git('clone', '--quiet', '--depth', '1', `file://${folder.root}`, path.join(folder.root, 'clone'));
    const told = drift([], path.join(folder.root, 'clone'));
    assert.match(told.limit ?? '', /shallow/);
    assert.deepEqual(eventsOf(told), ['']);
    assert.deepEqual(told.prompts[0]?.earlier, { base: told.prompts[0]?.tokens });
  });

  it('shows what grew in a terminal of any width', () => {
    folder.write('prompts/answer.md', TEXT);
    folder.commit('A prompt');
    folder.git('tag', 'v1');
    folder.write('prompts/answer.md', LONGER);
    folder.commit('More');
    const { code, out } = run([]);
    assert.equal(code, 0);
    assert.match(out, /answer\.md +▅▇ +\d+ → \d+/);
    assert.match(out, /2 commits/);
  });

  it('says what it lacks: git, a commit, a file', () => {
    const bare = createFolder();
    assert.deepEqual([run([], bare.root).code, /no history to read/.test(run([], bare.root).err)], [2, true]);
    bare.remove();
    assert.match(run([]).err, /there is no commit yet/);
    folder.commit('Nothing');
    assert.match(run(['missing.py']).err, /no such file or folder, now or in this history: missing\.py/);
    assert.match(run(['--since', 'soon']).err, /no time/);
  });
});
