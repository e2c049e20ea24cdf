import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { day, MODEL, focusCsv, focusRow, openaiCostOf, openaiPage, openaiUsageOf, USED } from '../billing/reports.ts';
import { CLI, ENVIRONMENT, type Run, runCli } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const usage = JSON.stringify(
  openaiPage([[openaiUsageOf(MODEL, USED)], [openaiUsageOf(MODEL, USED)], [openaiUsageOf(MODEL, USED)]]),
);
const costs = JSON.stringify(
  openaiPage([
    [openaiCostOf(`${MODEL}, input`, 29.25), openaiCostOf('web search tool calls', 0.25)],
    [openaiCostOf(`${MODEL}, input`, 29.25)],
    [openaiCostOf(`${MODEL}, input`, 29.25)],
  ]),
);
const measured = JSON.stringify([
  {
    day: day(0),
    provider: 'openai',
    model: 'gpt-4o',
    requests: 9,
    tokens: { input: 9_000_000, output: 900_000, cacheRead: null },
    pricedUsd: 31.5,
  },
  {
    day: day(1),
    provider: 'openai',
    model: 'gpt-4o',
    requests: 10,
    tokens: { input: 10_000_000, output: 1_000_000, cacheRead: 2_000_000, cacheWrite: 0 },
    pricedUsd: 32.5,
  },
]);
const SOURCE = `from openai import OpenAI

def answer(question):
    return OpenAI().chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": "Hello."}], max_tokens=100
    )

def name():
    return OpenAI().chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": "A name."}])
`;
const VOLUMES = 'usage:\n  - { model: gpt-4o, callsPerMonth: 3000000 }\n';

describe('prompt-cost reconcile', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder({
      'costs.json': costs,
      'usage.json': usage,
      'measured.json': measured,
      'src/chat.py': SOURCE,
    });
    folder.git('init');
  });
  afterEach(() => folder.remove());
  const run = (...args: string[]): Run => runCli(['reconcile', ...args], { cwd: folder.root });

  it('says where the difference sits, in parts that add up', () => {
    const { code, out, err } = run('usage.json', 'costs.json', '--measured', 'measured.json');
    assert.equal(code, 0, err);
    assert.match(out, /^2 models, 2026-11-02 to 2026-11-04, by OpenAI usage, OpenAI costs\n/);
    const [, first = ''] = out.split('\n\n');
    assert.match(
      first,
      /^openai\/gpt-4o\n {2}in the bill: gpt-4o-2024-08-06\n {2}billed {8}\$87\.75\n {2}priced by us {2}\$97\.50\n {2}measured {6}\$64\.00\n/,
    );
    assert.match(first, /rate {10}the same on every day: 90 % of ours\n {2}difference {4}\+\$23\.75\n/);
    for (const part of [
      /\+\$32\.50 {2}days on which nothing was measured/,
      /−\$9\.75 {2}another rate than ours for the same tokens/,
      /\+\$3\.50 {2}traffic: 1,100,000 tok more in the bill than measured/,
      /−\$2\.50 {2}the cache; the bill tells what was read from the cache/,
      /2026-11-04 {5}\$29\.25 {10}– {4}\+\$29\.25/,
    ])
      assert.match(first, part);
    assert.match(
      out,
      /openai, no model told\n {2}in the bill: web search tool calls\n[^]*\+\$0\.2500 {2}line items that name no model/,
    );
    assert.match(out, /named in the code, and not billed: openai\/gpt-4\.1\n/);
    assert.match(out, /no volumes are stated \(promptcost\.usage\.yaml\): nothing is estimated\n/);
  });

  it('holds the bill against our own prices where nothing was measured', () => {
    const { out } = run('usage.json', 'costs.json', '--no-code', '--since', day(1), '--until', day(1));
    assert.match(
      out,
      /^1 model, 2026-11-03, by OpenAI usage, OpenAI costs\nNothing measured was given \(--measured FILE\)/,
    );
    assert.match(out, /difference {4}−\$3\.25\n/);
    assert.doesNotMatch(out, /in the code/);
  });

  it('says of a sum which days are not in it', () => {
    const days = JSON.parse(measured) as object[];
    folder.write('measured.json', JSON.stringify([days[0], { ...days[1], pricedUsd: null }]));
    folder.write('costs.json', JSON.stringify(openaiPage([[], [openaiCostOf(`${MODEL}, input`, 29.25)]])));
    const { out } = run('usage.json', 'costs.json', '--measured', 'measured.json');
    assert.match(out, /billed {8}≥\$29\.25, in part not told\n/);
    assert.match(out, /measured {6}≥\$31\.50, in part not told\n/);
    folder.write('measured.json', JSON.stringify(days.map(one => ({ ...one, pricedUsd: null }))));
    const unpriced = run('usage.json', 'costs.json', '--measured', 'measured.json');
    assert.match(unpriced.out, /measured {6}\? \(the measurement has no price\)\n/);
  });

  it('estimates a day by the volumes that the project states', () => {
    folder.write('promptcost.usage.yaml', VOLUMES);
    const { out, err } = run('costs.json', 'usage.json');
    assert.match(out, /estimated {5}\$2\.\d\d–\$100\.\d\d a day, by your own volumes; billed \$29\.25 a day\n/, err);
    assert.match(out, /1 call without a stated volume: not in the estimate/);
  });

  for (const width of [80, 60])
    it(`keeps within ${width} columns`, () => {
      const long = focusCsv([
        focusRow({
          BilledCost: 3,
          x_UsageType: 'USE1-Some-very-long-name-of-a-model-that-nobody-has-ever-heard-of-9000-input-tokens',
          ConsumedQuantity: 1,
          ConsumedUnit: '1M tokens',
        }),
        focusRow({ BilledCost: 4, ServiceName: 'Amazon Elastic Compute Cloud' }),
      ]);
      folder.write('focus.csv', long);
      const command = `stty cols ${width} && "${process.execPath}" "${CLI}" reconcile costs.json usage.json focus.csv --measured measured.json`;
      const { stdout } = spawnSync('script', ['-q', '-e', '-c', command, '/dev/null'], {
        cwd: folder.root,
        encoding: 'utf8',
        env: { ...ENVIRONMENT, CI: '', NO_COLOR: '1' },
      });
      const lines = stdout.split('\n').map(line => line.replaceAll('\r', '').split('\u001B[K').at(-1) ?? '');
      assert.ok(
        lines.some(line => line.includes('left out: 1 line of services')),
        stdout,
      );
      assert.deepEqual(
        lines.filter(line => [...line].length > width),
        [],
      );
    });

  it('writes JSON with a version, its parts adding up by model and by day', () => {
    const found = JSON.parse(run('costs.json', 'usage.json', '--measured', 'measured.json', '--json').out);
    assert.equal(found.version, 1);
    for (const row of [...found.models, ...found.days]) {
      const sum = row.differences.reduce((all: number, { usd }: { usd: number }) => all + usd, 0);
      const [billed, seen] = [row.billed?.usd ?? row.billed ?? 0, row.measured?.pricedUsd ?? row.measured ?? 0];
      assert.ok(Math.abs(sum - (billed - seen)) < 1e-9, JSON.stringify(row));
    }
    assert.deepEqual(found.sources, [
      { id: 'openai-costs', rows: 4, isBill: true },
      { id: 'openai-usage', rows: 3, isBill: false },
    ]);
  });

  it('refuses what it can not read, with the next step', () => {
    const refused = (...args: string[]): string => {
      const { code, out, err } = run(...args);
      assert.deepEqual([code, out], [2, '']);
      return err;
    };
    folder.write('other.json', '{}');
    folder.write('wrong.json', '[{ "day": "2026-11-02" }]');
    assert.match(refused(), /no bill is named/);
    assert.match(refused('nowhere.json'), /nowhere\.json: no such file/);
    assert.match(refused('other.json'), /other\.json: JSON of no report that is known/);
    assert.match(refused('costs.json', '--since', 'monday'), /no date: monday/);
    assert.match(refused('costs.json', '--measured', 'wrong.json'), /wrong\.json: \[0\]\.model: no text/);
    assert.match(refused('--from', 'somebody'), /--from somebody: not known\nKnown: openai, anthropic, litellm\./);
    assert.match(refused('--from', 'openai'), /no key in OPENAI_ADMIN_KEY/);
    assert.match(refused('--from', 'litellm'), /needs an address/);
  });
});
