import assert from 'node:assert/strict';
import { readConfiguration } from '../server/core/configuration/read.ts';

/** What the file of a project may be told, each with the key and the next step. */
describe('what is wrong with promptcost.config', () => {
  const wrong: [string, RegExp][] = [
    ['{ "prices": [{ "model": "gpt-4o" }] }', /prices\[0\]: has no price\nAdd one of: input, output, discount/],
    [
      '{ "prices": [{ "model": "gpt-4o", "discount": 120 }] }',
      /prices\[0\]\.discount: out of bounds: 120\nWrite a number above 0 to 100/,
    ],
    [
      '{ "prices": [{ "model": "gpt-4o", "input": "2" }] }',
      /prices\[0\]\.input: not a number\nWrite it without quotes/,
    ],
    ['{ "prices": [{ "model": "x", "input": 2, "discount": 5 }] }', /prices\[0\]: two prices in one row/],
    ['{ "prices": [{ "model": "x", "gpuHour": 2 }] }', /prices\[0\]: a price by the hour without a throughput/],
    [
      '{ "prices": [{ "model": "x", "gpu": "my-gpu", "tokensPerSecond": 9 }] }',
      /no GPU "my-gpu" in the list\nKnown: runpod/,
    ],
    ['{ "usage": [{ "path": "a.py" }] }', /usage\[0\]: says nothing of the calls\nAdd one of: callsPerMonth/],
    [
      '{ "usage": [{ "cacheHitRate": 80 }] }',
      /usage\[0\]\.cacheHitRate: out of bounds: 80\nWrite a number from 0 to 1/,
    ],
    [
      '{ "usage": [{ "cacheHitRate": 0.8, "cacheWrite": "1d" }] }',
      /cacheWrite: not one of its values: "1d"\nWrite one of: 5m, 1h/,
    ],
    ['{ "currency": { "code": "EUR", "perUsd": 0.92 } }', /currency: names no asOf\nAdd asOf: 2026-11-21/],
    ['{ "currency": { "code": "euro", "perUsd": 0.92, "asOf": "2026-11-21" } }', /no code of a currency: "euro"/],
    ['{ "currency": { "code": "EUR", "perUsd": 0.92, "asOf": "today" } }', /currency\.asOf: no date: "today"/],
  ];
  for (const [text, expected] of wrong)
    it(text, () => {
      const { problems, configuration } = readConfiguration({ file: 'promptcost.config.json', text });
      const [{ key, why, next } = { key: '', why: '', next: '' }, ...others] = problems;
      assert.match(`${key}: ${why}\n${next}`, expected);
      assert.deepEqual(others, []);
      assert.deepEqual([configuration.prices, configuration.currency], [[], null]);
    });

  it('is nothing where all is right, and rows that are right count beside others', () => {
    const text = `{
      "prices": [{ "model": "gpt-4o", "input": 2, "provider": "bedrock" }, { "model": 1, "input": 2 }],
      "usage": [{ "callsPerMonth": 10 }],
      "currency": { "code": "EUR", "perUsd": 0.92, "asOf": "2026-11-01" }
    }`;
    const { configuration, problems } = readConfiguration({ file: 'promptcost.config.json', text });
    assert.deepEqual(
      problems.map(({ line, key }) => [line, key]),
      [[2, 'prices[1].model']],
    );
    assert.deepEqual(
      configuration.prices.map(({ model, input, provider }) => [model, input, provider]),
      [['gpt-4o', 2, 'aws']],
    );
    assert.equal(configuration.usage[0]?.callsPerMonth, 10);
    assert.equal(configuration.currency?.perUsd, 0.92);
  });

  it('reads YAML as it reads JSON, with its lines', () => {
    const text = [
      'defaults: &eur { code: EUR }',
      'models:',
      '  - { env: CHAT_MODEL, model: gpt-4o }',
      '  - env: OTHER',
      '    modle: gpt-4o',
      'currency:',
      '  <<: *eur',
      '  perUsd: 0.92',
      '  asOf: 2026-11-01',
      'rules:',
      '  no-output-limit: off',
      '  retired-model: loud',
      '  retyred-model: off',
      'tiers:',
      '  test: [bench/**]',
      'include: [src/**]',
      'exclude: ["src/gen/**"]',
      'usage:',
      '  - symbol: Agent.answer',
      '    holes: { context: 1200, history: many }',
      '',
    ].join('\n');
    const { configuration, problems } = readConfiguration({ file: 'promptcost.config.yaml', text });
    assert.deepEqual(
      problems.map(({ line, key, why }) => `${line} ${key}: ${why}`),
      [
        '1 defaults: no such key',
        '5 models[1].modle: no such key',
        '4 models[1]: names no model',
        '20 usage[0].holes.history: not a number',
        '12 rules.retired-model: not one of its values: "loud"',
        '13 rules.retyred-model: no such rule',
      ],
    );
    const { models, currency, rules, usage, isIgnored, tierOf } = configuration;
    assert.deepEqual(
      models.map(({ env, model }) => [env, model]),
      [['CHAT_MODEL', 'gpt-4o']],
    );
    assert.deepEqual(currency, { code: 'EUR', perUsd: 0.92, asOf: '2026-11-01' });
    assert.deepEqual(
      [...rules],
      [
        ['no-output-limit', 'off'],
        ['retyred-model', 'off'],
      ],
    );
    assert.deepEqual(
      usage.map(({ symbol, holes }) => [symbol, holes]),
      [['Agent.answer', { context: 1200 }]],
    );
    assert.deepEqual(['src/a.py', 'src/gen/a.py', 'lib/a.py'].map(isIgnored), [false, true, true]);
    assert.deepEqual(['bench/a.py', 'src/a.py'].map(tierOf), ['test', undefined]);
  });

  it('puts what the project says of its usage before what its usage file has', () => {
    const own = { file: 'promptcost.config.yaml', text: 'usage: [{ callsPerMonth: 10, path: a.py }]' };
    const usage = {
      file: 'promptcost.usage.yaml',
      text: 'usage:\n  - { callsPerMonth: 9, source: invoice, asOf: 2026-11-01 }\n  - { calls: 3 }\nmodels: []\n',
    };
    const { configuration, problems } = readConfiguration(own, usage);
    assert.deepEqual(
      configuration.usage.map(({ callsPerMonth, source }) => [callsPerMonth, source]),
      [
        [10, null],
        [9, 'invoice'],
      ],
    );
    assert.deepEqual(
      problems.map(({ file, line, key }) => `${file}:${line} ${key}`),
      ['promptcost.usage.yaml:4 models', 'promptcost.usage.yaml:3 usage[1].calls', 'promptcost.usage.yaml:3 usage[1]'],
    );
  });

  it('is nothing in an empty file, and ends where aliases have no end', () => {
    for (const text of ['', '# later\n', '---\n'])
      assert.deepEqual(readConfiguration({ file: 'promptcost.config.yaml', text }).problems, []);
    const { problems } = readConfiguration({ file: 'promptcost.config.yaml', text: 'models: &m [*m]\n' });
    assert.ok(problems.length > 0);
  });
});
