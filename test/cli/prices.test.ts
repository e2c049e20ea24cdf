import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { CLI, ENVIRONMENT, type Run, runCli } from '../harness/cli.ts';
import { type Folder, createFolder } from '../harness/folder.ts';

/** A catalogue of one provider, as genai-prices writes it. */
const catalogue = (input: unknown, id = 'gpt-4o'): string =>
  JSON.stringify([
    {
      id: 'openai',
      name: 'OpenAI',
      api_pattern: String.raw`https://api\.openai\.com`,
      model_match: { starts_with: 'gpt-' },
      models: [{ id, match: { equals: id }, prices: { input_mtok: input, output_mtok: 10 } }],
    },
  ]);

const SOURCE = `from openai import OpenAI

OpenAI().chat.completions.create(
    model="gpt-4o", messages=[{"role": "user", "content": "Hello."}], max_tokens=100
)
`;

describe('prompt-cost prices', () => {
  let folder: Folder;
  beforeEach(
    () => (folder = createFolder({ 'chat.py': SOURCE, 'new.json': catalogue(3), 'newer.json': catalogue(4) })),
  );
  afterEach(() => folder.remove());

  const env = (): NodeJS.ProcessEnv => ({ ...ENVIRONMENT, XDG_DATA_HOME: path.join(folder.root, 'data') });
  const run = (...args: string[]): Run => runCli(args, { cwd: folder.root, env: env() });

  it('tells what is known of a model in any spelling, and what is not', () => {
    const { out } = run('prices', 'openai:gpt-4o-2024-08-06', '--on', '2026-11-21');
    assert.match(out, /^gpt-4o at openai/);
    assert.match(out, /input read from cache\s+\$1\.25 {2}per million tokens/);
    assert.match(out, /longest output: 16,384 tokens · https:/);
    const { code, err } = run('prices', 'my-model');
    assert.equal(code, 2);
    assert.match(err, /no price for "my-model" in the catalogue/);
    assert.match(run('prices', 'grok-3').out, /longest output: not known/);
  });

  it('tells it to programs, a unit that is not known left out', () => {
    const [{ units, cacheMinimum, services }] = JSON.parse(
      run('prices', 'text-embedding-3-small', '--json').out,
    ).models;
    assert.deepEqual(
      units.map(({ unit, rate }: { unit: string; rate: number }) => [unit, rate]),
      [['input_mtok', 0.02]],
    );
    assert.equal(cacheMinimum, null);
    assert.deepEqual(services[0].low, { inputPerMtok: 0.01, outputPerMtok: null, cacheReadPerMtok: null });
  });

  it('lists the models of a provider, GPUs, and refuses what it does not know', () => {
    assert.match(run('prices', '--provider', 'groq').out, /openai\/gpt-oss-120b\s+\$0\.15\s+\$0\.075\s+\$0\.60/);
    assert.match(run('prices', '--gpus').out, /runpod-secure\/h100-sxm\s+\$3\.99 an hour/);
    assert.match(run('prices', '--provider', 'nobody').err, /no prices per token of "nobody"/);
    assert.match(run('prices', 'gpt-4o', '--on', 'today').err, /no date: today/);
    assert.match(run('prices', '--restore').err, /belong to update/);
  });

  it('keeps within a narrow terminal', () => {
    const command = `stty cols 80 && "${process.execPath}" "${CLI}" prices --on 2026-11-21`;
    const { stdout } = spawnSync('script', ['-q', '-e', '-c', command, '/dev/null'], {
      cwd: folder.root,
      encoding: 'utf8',
      env: { ...env(), CI: '' },
    });
    const lines = stdout.split('\n').map(line => line.replaceAll('\r', ''));
    assert.ok(lines.some(line => line.includes('claude-haiku-4-5')));
    assert.deepEqual(
      lines.filter(line => line.length > 80),
      [],
    );
  });

  it('takes newer prices when asked, shows what changed, and puts the old ones back', () => {
    utimesSync(path.join(folder.root, 'new.json'), new Date('2026-11-01'), new Date('2026-11-01'));
    const { code, out } = run('prices', 'update', '--from', 'new.json');
    assert.equal(code, 0, out);
    assert.match(out, /openai\/gpt-4o input: \$2\.50 → \$3\.00/);
    assert.match(out, /Models that are gone: \d+/);
    assert.match(out, /Prices are of 2026-11-01 now/);
    assert.match(run('prices', 'gpt-4o').out, /\$3\.00 {2}per million tokens/);
    const { prices, calls } = JSON.parse(run('scan', '--json').out);
    assert.equal(prices.source, 'genai-prices from new.json');
    assert.equal(calls[0].models[0].price.inputPerMtok, 3);

    assert.match(run('prices', 'update', '--from', 'newer.json').out, /\$3\.00 → \$4\.00/);
    assert.match(run('prices', 'update', '--restore').out, /new\.json, published 2026-11-01, is in use again/);
    assert.match(
      run('prices', 'update', '--restore').out,
      /@pydantic\/genai-prices \S+, published \S+, is in use again/,
    );
    assert.match(run('prices', 'update', '--restore').err, /nothing to restore/);
  });

  it('takes them from an address, and only then asks a network', async () => {
    const server = createServer((_, response) => {
      response.setHeader('last-modified', 'Sun, 01 Nov 2026 10:00:00 GMT');
      response.end(catalogue(5));
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.json`;
    const out = await new Promise<string>((done, failed) =>
      execFile(
        process.execPath,
        [CLI, 'prices', 'update', '--from', url],
        { cwd: folder.root, env: env() },
        (error, text) => (error ? failed(error) : done(text)),
      ),
    );
    server.close();
    assert.match(out, /\$2\.50 → \$5\.00/);
    assert.match(out, /Prices are of 2026-11-01 now/);
  });

  it('refuses another shape and names the field; what was there stays', () => {
    folder.write('bad.json', catalogue('3'));
    const { code, err } = run('prices', 'update', '--from', 'bad.json');
    assert.equal(code, 2);
    assert.match(
      err,
      /bad\.json has another shape than genai-prices: \[0\]\.models\[0\]\.prices\.input_mtok: not a number/,
    );
    assert.match(err, /Nothing is changed\./);
    assert.match(run('prices', 'update', '--from', 'nowhere.json').err, /no such file: nowhere\.json/);
    assert.match(run('prices', 'gpt-4o').out, /\$2\.50/);
  });

  it('never fails a scan because its own file is broken or old', () => {
    folder.write('data/prompt-cost/prices.json', '{ "source": "x", "asOf": "2026-01-01", "providers": 1 }');
    const broken = run('scan');
    assert.equal(broken.code, 0);
    assert.match(broken.err, /prices\.json: providers: not a list; the built-in prices hold/);
    folder.write(
      'data/prompt-cost/prices.json',
      `{ "source": "x", "asOf": "2024-01-01", "providers": ${catalogue(3)} }`,
    );
    const old = run('scan');
    assert.equal(old.code, 0);
    assert.match(
      old.out,
      /prices are of 2024-01-01, \d+ days old \(prompt-cost prices update --from brings newer ones\)/,
    );
  });

  it('explains a call line by line, by its place or its id', () => {
    const { out } = run('explain', 'chat.py:4');
    assert.match(out, /^chat\.py:3 {2}openai chat\.completions\.create\n/);
    assert.match(out, /output\s+≤100 tok {2}× \$10\.00 per million\s+= ≤\$0\.001\n/);
    const [{ id, models }] = JSON.parse(run('explain', 'chat.py:3', '--json').out).calls;
    assert.equal(run('explain', id).out, out);
    assert.equal(models[0].lines.length, 2);
    const { code, err } = run('explain', 'chat.py:1');
    assert.equal(code, 2);
    assert.match(err, /no LLM call at chat\.py:1\nThere are calls on line 3\./);
    assert.match(run('explain').err, /which call\?/);
    assert.match(run('explain', 'nowhere.py:1').err, /no such file: nowhere\.py/);
  });
});
