import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { CLI, ENVIRONMENT, type Run, type RunOptions, runCli } from '../harness/cli.ts';
import { type Folder, createFolder, pythonCall } from '../harness/folder.ts';

describe('prompt-cost', () => {
  let folder: Folder;
  beforeEach(
    () => (folder = createFolder({ 'a.py': pythonCall('Hello.'), 'lib/b.py': pythonCall('Hi.', 'no-such-model') })),
  );
  afterEach(() => folder.remove());
  const run = (args: string[], options: Partial<RunOptions> = {}): Run =>
    runCli(args, { cwd: folder.root, ...options });

  it('teaches by example, and says its version', () => {
    const { code, out } = run([]);
    assert.equal(code, 0);
    assert.match(out, /prompt-cost scan src/);
    assert.equal(run(['--help']).out, out);
    assert.match(run(['scan', '--help']).out, /--stdin-path/);
    assert.match(run(['--version']).out, /^\d+\.\d+\.\d+\n$/);
  });

  it('names what it does not understand and the next step, and exits 2', () => {
    for (const [args, what] of [
      [['scam'], /unknown command "scam"[^]*prompt-cost --help/],
      [['scan', '--jsn'], /--jsn[^]*prompt-cost scan --help/],
      [['scan', 'nowhere'], /no such file or folder: nowhere/],
      [['scan', '--root', 'a.py'], /not a folder/],
    ] as const) {
      const { code, out, err } = run([...args]);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, what);
      assert.equal(out, '');
    }
  });

  it('lists the calls by file with a summary', () => {
    const { code, out } = run(['scan']);
    assert.equal(code, 0);
    assert.match(out, /a\.py\n\s+3\s+openai responses\.create/);
    assert.match(out, /no price for "no-such-model"/);
    assert.match(out, /2 LLM calls in 2 files: 0 priced, 1 lower bound, 1 unknown/);
  });

  it('writes JSON, one entry a call, lines from 1', () => {
    const { out } = run(['scan', '--json', 'lib', 'a.py']);
    const { version, calls, prompts, skipped } = JSON.parse(out);
    assert.equal(version, 1);
    assert.deepEqual(
      calls.map((call: { file: string; line: number; model: string }) => [call.file, call.line, call.model]),
      [
        ['a.py', 3, 'gpt-4o'],
        ['lib/b.py', 3, 'no-such-model'],
      ],
    );
    assert.deepEqual(calls[0].inputTokens, {
      min: 9,
      likely: 9,
      max: 9,
      exactness: 'exact',
      why: [],
      tokenizer: 'o200k_base',
      error: null,
    });
    assert.equal(calls[1].cost, null);
    assert.deepEqual([prompts, skipped], [[], []]);
  });

  it('reads a text from a pipe as if it were a file, with the imports of that file', () => {
    folder.write('prompts.py', 'SYSTEM = "One, two."\n');
    const input =
      'from openai import OpenAI\nfrom prompts import SYSTEM\nOpenAI().responses.create(model="gpt-4o", input=SYSTEM)\n';
    const { code, out } = run(['scan', '--json', '--stdin-path', 'new.py'], { input });
    assert.equal(code, 0);
    const { calls, prompts } = JSON.parse(out);
    assert.equal(calls[0].file, 'new.py');
    assert.equal(prompts[0].name, 'SYSTEM');
    assert.match(run(['scan', '--stdin-path', 'notes.txt'], { input }).err, /no language that is read: notes\.txt/);
  });

  it('lists a prompt once, with every call that sends it', () => {
    const sends =
      'from openai import OpenAI\nfrom prompts import SYSTEM\nOpenAI().responses.create(model="gpt-4o", input=SYSTEM)\n';
    folder.write('prompts.py', 'SYSTEM = "One, two."\n');
    folder.write('one.py', sends);
    folder.write('two.py', sends);
    const { prompts } = JSON.parse(run(['scan', '--json']).out);
    assert.deepEqual(
      prompts.map((prompt: { name: string; file: string; line: number; usedBy: string[] }) => [
        prompt.name,
        prompt.file,
        prompt.line,
        prompt.usedBy.length,
      ]),
      [['SYSTEM', 'prompts.py', 1, 2]],
    );
  });

  it('counts prompts that stand by themselves apart, one that a call reads once', () => {
    folder.write('AGENTS.md', 'Be brief.\n');
    folder.write('prompts/greet.md', 'Greet them.\n');
    folder.write('texts.py', `SYSTEM_PROMPT = "${'Be kind to all. '.repeat(10)}"\n`);
    folder.write(
      'greet.py',
      'from openai import OpenAI\nOpenAI().responses.create(model="gpt-4o", input=open("prompts/greet.md").read())\n',
    );
    const told = JSON.parse(run(['scan', '--json']).out).prompts.map(
      (prompt: { name: string; format: string; usedBy: string[] }) => [
        prompt.name,
        prompt.format,
        prompt.usedBy.length,
      ],
    );
    assert.deepEqual(told.toSorted(), [
      ['AGENTS.md', 'instructions', 0],
      ['SYSTEM_PROMPT', 'constant', 0],
      ['greet.md', 'text', 1],
    ]);
    const { out } = run(['scan']);
    assert.match(out, /^2 prompts in files and constants: ~\d+ tok$/m);
    assert.match(out, /^1 file of instructions to coding agents: ~\d+ tok$/m);
  });

  it('counts from the repository around the folder it is started in', () => {
    folder.git('init');
    const { out } = run(['scan', '--json'], { cwd: path.join(folder.root, 'lib') });
    assert.deepEqual(
      JSON.parse(out).calls.map((call: { file: string }) => call.file),
      ['a.py', 'lib/b.py'],
    );
  });

  it('keeps within a narrow terminal, and shows colours there', () => {
    const command = `stty cols 60 && "${process.execPath}" "${CLI}" scan`;
    const { stdout } = spawnSync('script', ['-q', '-e', '-c', command, '/dev/null'], {
      cwd: folder.root,
      encoding: 'utf8',
      env: { ...ENVIRONMENT, TERM: 'xterm-256color', NO_COLOR: '', CI: '' },
    });
    // eslint-disable-next-line no-control-regex -- what a terminal is told
    const codes = /\u001b\[[\d;?]*[A-Za-z]|\r/g;
    assert.match(stdout, codes);
    const lines = stdout.split('\n').map(line => line.replaceAll(codes, ''));
    assert.ok(
      lines.some(line => line.includes('gpt-4o')),
      stdout,
    );
    assert.ok(
      lines.every(line => line.length <= 60),
      stdout,
    );
  });

  it('says so where there is nothing', () => {
    mkdirSync(path.join(folder.root, 'empty'));
    const { code, out } = run(['scan', 'empty']);
    assert.equal(code, 0);
    assert.match(out, /no LLM calls/i);
  });

  it('names a folder that it may not enter, and reads the rest', () => {
    mkdirSync(path.join(folder.root, 'locked'));
    chmodSync(path.join(folder.root, 'locked'), 0o000);
    chmodSync(folder.root, 0o755);
    // Root may enter any folder, so another user asks.
    const { code, out } = run(['scan', '--json'], process.getuid?.() === 0 ? { uid: 65_534 } : {});
    chmodSync(path.join(folder.root, 'locked'), 0o755);
    assert.equal(code, 0);
    const { calls, skipped } = JSON.parse(out);
    assert.equal(calls.length, 2);
    assert.deepEqual(skipped, [{ file: 'locked', why: 'no permission to read it' }]);
  });

  it('ends quietly when its reader has seen enough', () => {
    for (let i = 0; i < 300; i++) folder.write(`many/f${i}.py`, pythonCall('Hello.'));
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" scan | head -n 1`], {
      cwd: folder.root,
      encoding: 'utf8',
      env: ENVIRONMENT,
    });
    assert.equal(status, 0);
    assert.equal(stderr, '');
  });

  it('takes what the source leaves open from promptcost.config.yaml, and says so', () => {
    folder.write(
      'open.py',
      'import os\nfrom openai import OpenAI\n\nOpenAI().responses.create(model=os.environ["MODEL"], input="Go.")\n',
    );
    folder.write('promptcost.config.yaml', 'models:\n  - { env: MODEL, model: gpt-4o }\nexclude: ["lib/**"]\n');
    const { out } = run(['scan']);
    assert.match(out, /gpt-4o \(yours\)/);
    assert.match(out, /gpt-4o is the model of your own mapping/);
    assert.match(out, /\(1 by your own mapping\)/);
    assert.match(out, /1 file left out by your configuration/);
    assert.doesNotMatch(out, /no-such-model/);
  });

  it('names file, line, key and next step where the configuration is wrong', () => {
    folder.write('promptcost.config.json', '{\n  "models": [{ "env": "MODEL", "modle": "gpt-4o" }]\n}');
    const { code, err } = run(['scan']);
    assert.equal(code, 2);
    assert.match(err, /promptcost\.config\.json:2: models\[0\]\.modle: no such key\nKnown here: model, provider, env/);
    folder.write('promptcost.config.json', '{ "models": [{ "model": "gpt-4o" }] }');
    assert.match(
      run(['scan']).err,
      /models\[0\]: does not say which calls it is for\nAdd one of: env, variable, site, symbol, path\./,
    );
    folder.write('promptcost.config.json', '{ "models": ');
    assert.match(run(['scan']).err, /promptcost\.config\.json:1: no valid JSON/);
    folder.write('promptcost.config.yaml', 'models:\n  - model: gpt-4o\n   env: X\n');
    assert.match(run(['scan']).err, /promptcost\.config\.yaml:3: no valid YAML/);
    folder.write('promptcost.config.yaml', 'exclude: ["lib/**"]\n');
    assert.match(run(['scan']).err, /promptcost\.config\.json:1: not read, since promptcost\.config\.yaml is there/);
  });

  it('counts what a comment silences', () => {
    folder.write('a.py', `${pythonCall('Hello.').trimEnd()}  # prompt-cost: ignore\n`);
    const { out } = run(['scan', 'a.py']);
    assert.match(out, /No LLM calls found in 1 file\./);
    assert.match(out, /1 call ignored by comment/);
    assert.equal(JSON.parse(run(['scan', 'a.py', '--json']).out).ignored.calls, 1);
  });
});
