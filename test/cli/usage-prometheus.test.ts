import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { UsageRow } from '../../server/core/configuration/configuration.ts';
import { readConfiguration } from '../../server/core/configuration/read.ts';
import { type Run, runCli } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { remoteWrite, type SeriesData } from '../harness/metrics/remote-write.ts';
import { type MetricServer, startPrometheus, startVictoria } from '../harness/metrics/servers.ts';

const STEP_MS = 120_000;
const DAY = 86_400_000;
const END = Math.floor(Date.now() / STEP_MS) * STEP_MS;
const FILE = 'promptcost.usage.yaml';

const APP = `from openai import OpenAI

client = OpenAI()


def answer(question):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": "You answer questions of customers."}, {"role": "user", "content": question}],
    )


def triage(mail):
    return client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": mail}])


def sum_up(mail):
    return client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": mail}])
`;
const ANSWER = 'app.py#answer.openai.chat.completions.create';

interface Traffic {
  model: string;
  perDay: number;
  input: number;
  output: number;
  cached?: number;
  labels: Readonly<Record<string, string>>;
}
/** When series are there, as days before now. */
type Days = readonly (readonly [from: number, to: number])[];
const ALWAYS: Days = [[10, 0]];

function series(name: string, labels: SeriesData['labels'], days: Days, at: (day: number) => number): SeriesData[] {
  const points = days.flatMap(([from, to]) => {
    const begin = END - Math.round((from * DAY) / STEP_MS) * STEP_MS;
    const count = Math.round(((from - to) * DAY) / STEP_MS);
    return Array.from({ length: count + (to === 0 ? 1 : 0) }, (_, i): [number, number] => {
      const time = begin + i * STEP_MS;
      return [time, at((time - (END - 10 * DAY)) / DAY)];
    });
  });
  return [{ name, labels, points }];
}

/** What OpenTelemetry's metrics say of a program's requests, in the names of both generations. A tenth of requests fails and has no tokens. */
function client({ model, perDay, input, output, cached, labels }: Traffic, days = ALWAYS): SeriesData[] {
  const all = { ...labels, gen_ai_request_model: model, gen_ai_operation_name: 'chat' };
  const counter = (name: string, daily: number, more = {}): SeriesData[] =>
    series(name, { ...all, ...more }, days, day => daily * day);
  const [usage, inference] = ['gen_ai_client_token_usage', 'gen_ai_client_inference_usage'];
  return [
    ...counter('gen_ai_client_operation_duration_seconds_count', perDay * 0.9),
    ...counter('gen_ai_client_operation_duration_seconds_count', perDay * 0.1, { error_type: 'timeout' }),
    ...Object.entries({ input, output, total: input + output }).flatMap(([type, tokens]) => [
      ...counter(`${usage}_count`, perDay * 0.9, { gen_ai_token_type: type }),
      ...counter(`${usage}_sum`, perDay * 0.9 * tokens, { gen_ai_token_type: type }),
    ]),
    ...(cached === undefined
      ? []
      : [
          ...counter(`${inference}_input_tokens_total`, perDay * 0.9 * input),
          ...counter(`${inference}_cache_read_input_tokens_total`, perDay * 0.9 * input * cached),
        ]),
  ];
}
const up = (job: string, days = ALWAYS, value = 1): SeriesData[] =>
  series('up', { job, instance: job }, days, () => value);

/** In order of time, as Prometheus wants it. */
async function load(server: MetricServer, all: readonly SeriesData[]): Promise<void> {
  for (let from = END - 10 * DAY; from <= END; from += DAY / 2) {
    const part = all.map(one => ({ ...one, points: one.points.filter(([at]) => at >= from && at < from + DAY / 2) }));
    await remoteWrite(
      server.writeUrl,
      part.filter(({ points }) => points.length > 0),
    );
  }
  if (server.name === 'VictoriaMetrics') await fetch(`${server.url}/internal/force_flush`);
}

const near = (actual: number | null | undefined, truth: number): void =>
  assert.ok(typeof actual === 'number' && Math.abs(actual / truth - 1) < 0.01, `${actual} is not ${truth}`);

for (const start of [startPrometheus, startVictoria])
  describe(`usage sync from ${start === startPrometheus ? 'Prometheus' : 'VictoriaMetrics'}, of ten days of one program`, function () {
    this.timeout(120_000);
    let server: MetricServer;
    let folder: Folder;
    before(async () => {
      server = await start();
      const shop = { job: 'shop', instance: 'shop' };
      await load(server, [
        ...client({ model: 'gpt-4o', perDay: 600, input: 2000, output: 50, cached: 0.25, labels: shop }),
        ...client({ model: 'gpt-4o-mini', perDay: 2000, input: 300, output: 80, labels: shop }),
        ...client({ model: 'o3', perDay: 5, input: 300, output: 80, labels: shop }),
        ...up('shop'),
      ]);
    });
    after(() => server?.stop());
    beforeEach(() => (folder = createFolder({ 'app.py': APP })));
    afterEach(() => folder.remove());

    const sync = (...args: string[]): Run =>
      runCli(['usage', 'sync', '--prometheus', server.url, ...args], { cwd: folder.root });
    const rows = (text = readFileSync(path.join(folder.root, FILE), 'utf8')): readonly UsageRow[] =>
      readConfiguration(null, { file: FILE, text }).configuration.usage;

    it('a model of one call is that call’s; one of several has what these have in common', () => {
      const { code, err } = sync();
      assert.equal(code, 0, err);
      const [own, mini, ...more] = rows();
      assert.deepEqual(more, []);
      assert.equal(own?.site, ANSWER);
      near(own.callsPerMonth, 18_000);
      near(own.outputTokens, 50);
      near(own.cacheHitRate, 0.25);
      assert.deepEqual(Object.keys(own.holes ?? {}), ['question']);
      assert.match(
        own.source ?? '',
        /^prompt-cost usage sync: Prometheus, OpenTelemetry GenAI, .*shop, 10\.0 days, known by its model alone$/,
      );
      assert.deepEqual([mini?.site, mini?.model, mini?.callsPerMonth], [null, 'gpt-4o-mini', null]);
      near(mini?.outputTokens, 80);
      assert.match(mini?.source ?? '', /10\.0 days, of 2 calls together$/);
      assert.match(err, /gpt-4o-mini: 2 calls have this model: how often each is made is not told/);
      assert.match(err, /no call of this repository has o3/);
    });

    it('leaves rows of your own, and writes nothing where it is only to show', () => {
      const own = `usage:\n  - { site: "${ANSWER}", callsPerMonth: 7, source: contract } # ours\n`;
      folder.write(FILE, own);
      const { out, err } = sync('--dry-run');
      assert.ok(out.startsWith(own.trimEnd()), out);
      assert.equal(rows(out).length, 3);
      assert.match(err, /^Not written: 2 added/m);
      assert.equal(readFileSync(path.join(folder.root, FILE), 'utf8'), own);
    });

    it('is what diff tells a month by', () => {
      assert.equal(sync().code, 0);
      folder.commit('App');
      folder.write('app.py', APP.replace('model="gpt-4o",', 'model="gpt-4.1",'));
      const { out } = runCli(['diff', '--markdown'], { cwd: folder.root });
      const [, before, after, calls, source] =
        /`answer`: ~\$([\d.]+) → ~\$([\d.]+) for ([\d,]+) calls \(`(.*)`\)/.exec(out) ?? assert.fail(out);
      // 1500 tokens in, 500 of the cache and 50 out, at the prices of both.
      near(Number(before), (18_000 * (1500 * 2.5 + 500 * 1.25 + 50 * 10)) / 1e6);
      near(Number(after), (18_000 * (1500 * 2 + 500 * 0.5 + 50 * 8)) / 1e6);
      near(Number(calls?.replace(',', '')), 18_000);
      assert.match(source ?? '', /Prometheus, OpenTelemetry GenAI/);
    });

    it('asks few questions', async () => {
      if (server.name !== 'Prometheus') return;
      const asked = async (): Promise<number> => {
        const text = await (await fetch(`${server.url}/metrics`)).text();
        const counts = text.matchAll(/^prometheus_http_requests_total\{.*handler="\/api\/v1\/.*?(\d+)$/gm);
        return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
      };
      const before = await asked();
      sync('--dry-run');
      const count = (await asked()) - before;
      assert.ok(count > 5 && count <= 20, String(count));
    });
  });

for (const start of [startPrometheus, startVictoria])
  describe(`usage sync from a ${start === startPrometheus ? 'Prometheus' : 'VictoriaMetrics'} that counts more than one program`, function () {
    this.timeout(120_000);
    let server: MetricServer;
    let folder: Folder;
    const of = (job: string): Traffic => ({
      model: 'gpt-4o',
      perDay: 600,
      input: 420,
      output: 50,
      labels: { job, instance: job },
    });
    before(async () => {
      server = await start();
      const litellm = { model: 'gpt-4o', requested_model: 'gpt-4o', api_key_alias: 'None', job: 'litellm' };
      const gateway = (name: string, daily: number, more = {}): SeriesData[] =>
        series(`litellm_${name}`, { ...litellm, ...more }, ALWAYS, day => daily * day);
      await load(server, [
        ...client(of('shop')),
        ...client({ ...of('search'), perDay: 9000 }),
        ...client(of('broken'), [
          [10, 6],
          [3, 0],
        ]),
        // One run ended, another began.
        ...client({ ...of('nightly'), labels: { job: 'nightly', instance: 'a' } }, [[10, 6]]),
        ...client({ ...of('nightly'), labels: { job: 'nightly', instance: 'b' } }, [[3, 0]]),
        ...client(of('new'), [[0.5, 0]]),
        ...client(of('late'), [[2.5, 0]]),
        ...up('shop'),
        ...up('broken', [
          [10, 6],
          [3, 0],
        ]),
        ...up('broken', [[6, 3]], 0),
        ...gateway('proxy_total_requests_metric_total', 100, { status_code: '200' }),
        ...gateway('input_tokens_metric_total', 100_000),
        ...gateway('output_tokens_metric_total', 7000),
      ]);
    });
    after(() => server?.stop());
    beforeEach(() => (folder = createFolder({ 'app.py': APP })));
    afterEach(() => folder.remove());

    function sync(...args: string[]): Run & { row: UsageRow | undefined } {
      const run = runCli(['usage', 'sync', '--prometheus', server.url, '--dry-run', ...args], { cwd: folder.root });
      const { usage } = readConfiguration(null, { file: FILE, text: run.out }).configuration;
      return { ...run, row: usage.find(({ site }) => site === ANSWER) };
    }

    it('takes nobody else’s calls for its own: it asks which are', () => {
      const { code, err } = sync();
      assert.equal(code, 2);
      assert.match(
        err,
        /OpenTelemetry GenAI counts broken, late, new, nightly, search, 1 more: .*--where 'job="broken"'/,
      );
      assert.match(err, /LiteLLM does not tell who asks: say --all/);
      assert.ok(!existsSync(path.join(folder.root, FILE)));
    });

    it('counts what it is told is its own', () => {
      const { row } = sync('--where', 'job="shop"');
      near(row?.callsPerMonth, 18_000);
      assert.match(row?.source ?? '', /job="shop", 10\.0 days/);
      near(sync('--where', '{job=~"shop|search"}').row?.callsPerMonth, 30 * 9600);
    });

    it('a gateway’s word counts where a client says nothing', () => {
      const { row } = sync('--where', 'job="litellm"');
      near(row?.callsPerMonth, 3000);
      near(row?.outputTokens, 70);
    });

    it('tells no month of what was not watched all the time, nor of less than a day', () => {
      const { row, err } = sync('--where', 'job="broken"');
      assert.deepEqual([row?.callsPerMonth, row?.outputTokens], [null, 50]);
      assert.match(err, /it was watched for 70 % of that time: no month is told from a part/);
      near(sync('--where', 'job="late"').row?.callsPerMonth, 18_000);
      const young = sync('--where', 'job="new"');
      assert.deepEqual([young.row?.callsPerMonth, young.row?.outputTokens], [null, 50]);
      assert.match(young.err, /seen for 1[12]\.\d h: no month is told from less than 24 h/);
    });

    it('what did not run while the server looked was not used', () => {
      near(sync('--where', 'job="nightly"').row?.callsPerMonth, 0.7 * 18_000);
    });

    it('goes back no further than asked', () => {
      const { row } = sync('--where', 'job="shop"', '--days', '3');
      near(row?.callsPerMonth, 18_000);
      assert.match(row?.source ?? '', /, 3\.0 days,/);
    });

    it('says what it can’t do', () => {
      assert.match(sync('--where', 'job=').err, /parse/);
      assert.match(sync('--days', '90').err, /no number of days up to 30: 90/);
      assert.match(sync('--where', 'a="b"', '--all').err, /--where says which series, --all that it is all of them/);
      assert.match(runCli(['usage', 'sync', '--all'], { cwd: folder.root }).err, /are for --prometheus/);
      const wrong = ['usage', 'sync', '--prometheus', 'http://user:s3cret@127.0.0.1:39', '--all'];
      assert.doesNotMatch(runCli(wrong, { cwd: folder.root }).err, /s3cret/);
    });
  });
