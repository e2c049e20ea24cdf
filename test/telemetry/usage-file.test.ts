import assert from 'node:assert/strict';
import { readConfiguration } from '../../server/core/configuration/read.ts';
import { type MeasuredRow, withMeasured } from '../../server/core/configuration/usage-file.ts';

const row = (site: string, callsPerMonth: number): MeasuredRow => ({
  site,
  callsPerMonth,
  holes: { context: 1200 },
  outputTokens: 210,
  source: 'prompt-cost usage sync: OTLP, 7.0 days',
  asOf: '2026-11-21',
});
const ANSWER = 'app.py#answer.openai.chat.completions.create';
const TRIAGE = 'app.py#triage.openai.chat.completions.create';

describe('measured usage', () => {
  it('is written to a file that is not there yet, and read again', () => {
    const { text, added } = withMeasured('', [row(ANSWER, 41_000)], () => true);
    assert.deepEqual(added, [ANSWER]);
    const { configuration, problems } = readConfiguration(null, { file: 'promptcost.usage.yaml', text });
    assert.deepEqual(problems, []);
    assert.equal(configuration.usage[0]?.callsPerMonth, 41_000);
    assert.deepEqual(configuration.usage[0]?.holes, { context: 1200 });
    assert.match(text, /^# How calls are made/);
    assert.match(text, /\n {2}- site: app\.py#answer/);
  });

  it('leaves what was written by hand to the letter', () => {
    const own = [
      '# ours',
      'usage:',
      '  # from the contract',
      `  - { site: "${ANSWER}", callsPerMonth: 5, source: invoice } # keep`,
      '  - path: "src/**"',
      '    cacheHitRate: 0.5',
      '',
    ].join('\n');
    const { text } = withMeasured(own, [row(ANSWER, 41_000)], () => true);
    assert.ok(text.startsWith(own.trimEnd()), text);
    const { configuration } = readConfiguration(null, { file: 'promptcost.usage.yaml', text });
    assert.deepEqual(
      configuration.usage.map(({ callsPerMonth }) => callsPerMonth),
      [5, null, 41_000],
    );
  });

  it('replaces what it wrote before, keeps what was not seen again, and drops calls that are gone', () => {
    const before = withMeasured('', [row(ANSWER, 1), row(TRIAGE, 2), row('old.py#x.openai.y', 3)], () => true).text;
    const after = withMeasured(before, [row(ANSWER, 10)], of => 'site' in of && !of.site.startsWith('old.py'));
    assert.deepEqual(
      [after.added, after.changed, after.kept, after.removed],
      [[], [ANSWER], [TRIAGE], ['old.py#x.openai.y']],
    );
    assert.equal(withMeasured(after.text, [row(ANSWER, 10)], () => true).text, after.text);
  });

  it('has rows of models behind those of calls, and drops a model that no call has', () => {
    const ofModel = (model: string): MeasuredRow => ({
      model,
      outputTokens: 80,
      source: 'prompt-cost usage sync: Prometheus, 30.0 days, of 2 calls together',
      asOf: '2026-11-21',
    });
    const before = withMeasured('', [ofModel('gpt-4o'), ofModel('o1')], () => true).text;
    const after = withMeasured(before, [row(ANSWER, 10), ofModel('gpt-4o-mini')], of =>
      'model' in of ? of.model !== 'o1' : true,
    );
    assert.deepEqual([after.added, after.kept, after.removed], [[ANSWER, 'gpt-4o-mini'], ['gpt-4o'], ['o1']]);
    const { configuration, problems } = readConfiguration(null, { file: 'promptcost.usage.yaml', text: after.text });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      configuration.usage.map(({ site, model }) => site ?? model),
      [ANSWER, 'gpt-4o', 'gpt-4o-mini'],
    );
  });

  it('says what is wrong with a file that is none, and writes nothing', () => {
    assert.throws(() => withMeasured('usage: 5\n', [], () => true), /"usage" is not a list/);
    assert.throws(() => withMeasured('- 1\n', [], () => true), /not an object/);
    assert.throws(() => withMeasured('usage: [\n', [], () => true), /./);
  });

  it('stays JSON in a JSON file', () => {
    const { text } = withMeasured('{ "usage": [] }\n', [row(ANSWER, 1)], () => true);
    assert.equal(JSON.parse(text).usage.length, 1);
  });
});
