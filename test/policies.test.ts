import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { KEYS } from '../server/core/configuration/keys/index.ts';
import { readConfiguration } from '../server/core/configuration/read.ts';
import type { AnalyzedCall } from '../server/core/model.ts';
import { readOwners } from '../server/core/owners.ts';
import { evaluatePolicies, outcomeOf, type Verdict } from '../server/core/policies/evaluate.ts';
import { verdictWords } from '../server/report/policy-words.ts';
import { hole, model, NO_LIMIT, text } from './costs/call.ts';
import { diffOf, type Given, site } from './report/revisions.ts';

/** What the project's own file says, and what a change does. */
function judge(yaml: string, before: AnalyzedCall[], after: AnalyzedCall[], owners?: string): Verdict[] {
  const { configuration, problems } = readConfiguration({ file: 'promptcost.config.yaml', text: yaml });
  assert.deepEqual(problems, []);
  const { policies, exemptions } = configuration;
  const ownersOf = owners === undefined ? null : readOwners(owners, 'github');
  return evaluatePolicies({ diff: diffOf(before, after), calls: { before, after }, policies, exemptions, ownersOf });
}

const told = (verdicts: readonly Verdict[]): string[] =>
  verdicts.map(verdict => {
    const { action, policy, what, exempt } = verdictWords(verdict, '2026-11-21');
    return `${action} ${policy}: ${what}${exempt ? ` (${exempt.note}: ${exempt.reason})` : ''}`;
  });

const answer = (given: Given = {}): AnalyzedCall => site('shop/answers.py', 'answer', 5, given);
/** A prompt without a hole: what it costs is known. */
const exact = (length: number, given: Given = {}): AnalyzedCall => answer({ parts: [text(length)], ...given });
const policy = (rest: string): string => `policies:\n  - { name: cheap, ${rest} }\n`;

describe('policies', () => {
  it('fire where a change goes beyond a limit, and not again where it was beyond before', () => {
    const limit = policy('action: fail, maxInputTokens: 1000');
    assert.deepEqual(told(judge(limit, [exact(900)], [exact(1200)])), [
      'fail cheap: 1,200 tok of input (900 tok before), limit 1,000 tok',
    ]);
    assert.deepEqual(judge(limit, [exact(1200)], [exact(1250)]), [], 'within the step of 10 %');
    assert.deepEqual(judge(limit, [exact(1200)], [exact(1100)]), [], 'on the way back');
    assert.equal(judge(limit, [exact(1200)], [exact(1400)]).length, 1, 'further beyond by more than the step');
    assert.equal(judge(limit, [], [exact(1200)]).length, 1, 'a new call');
    assert.deepEqual(judge(limit, [exact(900)], [exact(1000)]), [], 'at the limit');
    assert.deepEqual(judge(policy('maxInputTokens: 1000, step: 50'), [exact(1200)], [exact(1600)]), []);
  });

  it('warn where nothing else is said', () => {
    const verdicts = judge(policy('maxInputTokens: 1000'), [exact(900)], [exact(1200)]);
    assert.equal(outcomeOf(verdicts), 'warn');
    assert.equal(outcomeOf(judge(policy('action: fail, maxInputTokens: 1000'), [exact(1)], [exact(1200)])), 'fail');
    assert.equal(outcomeOf([]), 'pass');
  });

  it('neither pass nor fail what is not known', () => {
    const limit = policy('action: fail, maxPerCall: 0.01');
    const open = judge(limit, [], [exact(600, { maxOutput: NO_LIMIT })]);
    assert.match(told(open).join(), /^warn cheap: could not be evaluated: ≥\$0\.00024 per call, limit \$0\.0100$/);
    const unpriced = { models: [], model: { candidates: [], unknown: 'the model `MODEL` is a parameter' } };
    assert.deepEqual(told(judge(limit, [], [exact(600, unpriced)])), [
      'warn cheap: could not be evaluated: the model `MODEL` is a parameter, limit $0.0100',
    ]);
    assert.equal(outcomeOf(judge(policy('unknown: fail, maxPerCall: 0.01'), [], [exact(600, unpriced)])), 'fail');
    const before = exact(500, unpriced);
    assert.equal(
      outcomeOf(judge(policy('unknown: fail, maxPerCall: 0.01'), [before], [exact(600, unpriced)])),
      'warn',
      'it was not known before either',
    );
    const certain = judge(policy('maxInputTokens: 500'), [], [answer({ parts: [text(600), hole('question')] })]);
    assert.deepEqual(told(certain), ['warn cheap: ≥600 tok of input, limit 500 tok'], 'certainly beyond, however long');
  });

  it('count with what the user states', () => {
    const stated = { maxOutput: NO_LIMIT, usage: { outputTokens: 100 } };
    assert.deepEqual(judge(policy('maxPerCall: 0.01'), [], [exact(600, stated)]), []);
    assert.equal(judge(policy('maxPerCall: 0.0001'), [], [exact(600, stated)])[0]?.outcome, 'beyond');
  });

  it('limit growth in percent, dollars and tokens; what is new has not grown', () => {
    const grown = (limit: string): string[] =>
      told(
        judge(policy(limit), [answer({ parts: [text(600), hole('q')] })], [answer({ parts: [text(900), hole('q')] })]),
      );
    assert.deepEqual(grown('maxGrowthPercent: 20'), ['warn cheap: 50 % dearer input per call, limit 20 %']);
    assert.deepEqual(grown('maxGrowthPercent: 60'), []);
    assert.deepEqual(grown('maxGrowthTokens: 299'), ['warn cheap: 300 tok more input per call, limit 299 tok']);
    assert.match(
      grown('maxGrowthPerCall: 0.0001').join(),
      /^warn cheap: \$0\.00012 more input per call, limit \$0\.00010$/,
    );
    assert.deepEqual(judge(policy('maxGrowthTokens: 10'), [], [exact(900)]), []);
    const opened = judge(policy('maxGrowthTokens: 500'), [exact(600)], [answer({ parts: [text(600), hole('q')] })]);
    assert.deepEqual(told(opened), ['warn cheap: could not be evaluated: ≥0 tok more input per call, limit 500 tok']);
  });

  it('take what became known for no growth, nor what is known no more for less of it', () => {
    const [open, longer] = [answer({ parts: [hole('manual'), hole('q')] }), answer({ parts: [text(900), hole('q')] })];
    for (const limit of ['maxGrowthTokens: 10', 'maxGrowthPercent: 10', 'maxGrowthPerCall: 0.00001'])
      for (const [before, after] of [
        [open, longer],
        [longer, open],
      ] as const)
        assert.match(
          told(judge(policy(`action: fail, ${limit}`), [before], [after])).join(),
          /^warn cheap: could not be evaluated: other parts of the prompt are known at run time only, limit /,
        );
    const stated = { usage: { holes: { manual: 500, q: 20 } } };
    const known = [
      answer({ parts: [hole('manual'), hole('q')], ...stated }),
      answer({ parts: [text(900), hole('q')], ...stated }),
    ] as const;
    assert.match(
      told(judge(policy('maxGrowthPercent: 10'), [known[0]], [known[1]])).join(),
      /^warn cheap: \d.* % dearer input per call, limit 10 %$/,
      'by what the user states of both',
    );
  });

  it('hold a month for each call and for all together, and say what has no volume', () => {
    const often = { usage: { callsPerMonth: 100_000, outputTokens: 10 } };
    const calls = [exact(600, often), site('shop/b.py', 'other', 9, { parts: [text(100)], ...often })];
    const before = [exact(500, often), calls[1] as AnalyzedCall];
    assert.equal(judge(policy('maxPerMonth: 20'), before, calls).length, 1);
    const all = told(judge(policy('maxPerMonthInAll: 30'), before, calls));
    assert.match(all.join(), /^warn cheap: \$31\.\d\d a month in all \(\$27\.\d\d before\), limit \$30\.00$/);
    const open = told(judge(policy('maxPerMonthInAll: 1000'), before, [...calls, site('shop/c.py', 'third', 2)]));
    assert.match(
      open.join(),
      /could not be evaluated: ≥\$31.* a month in all .*; 1 of 3 calls have no `callsPerMonth`/,
    );
    assert.deepEqual(judge(policy('maxPerMonthInAll: 1'), calls, calls), [], 'nothing changed');
  });

  it('hold the rounds of a loop', () => {
    const each = (count: number) => ({
      repeats: [
        { kind: 'each' as const, over: 'rows', count: { known: true as const, value: count }, place: exact(1).place },
      ],
    });
    assert.equal(judge(policy('maxPerRun: 0.01'), [exact(600, each(2))], [exact(600, each(40))]).length, 1);
    assert.deepEqual(judge(policy('maxPerRun: 0.01'), [], [exact(600, each(4))]), []);
  });

  it('ban models, or allow a few', () => {
    const dear = exact(600, { models: [model('gpt-4.1', 'openai')] });
    assert.deepEqual(told(judge(policy('bannedModels: [gpt-4.1]'), [exact(600)], [dear])), [
      'warn cheap: `gpt-4.1` banned',
    ]);
    assert.deepEqual(told(judge(policy('allowedModels: ["gpt-4.1-*"]'), [exact(600)], [dear])), [
      'warn cheap: `gpt-4.1` not among the allowed models',
    ]);
    const longer = exact(700, { models: [model('gpt-4.1', 'openai')] });
    assert.deepEqual(judge(policy('bannedModels: [gpt-4.1]'), [dear], [longer]), [], 'it was used before');
  });

  it('ask for owners of the file that a call comes to', () => {
    const limit = policy('requiredOwners: ["@acme/ai"]');
    assert.deepEqual(judge(limit, [], [exact(9)], 'shop/ @acme/ai @acme/shop'), []);
    assert.deepEqual(told(judge(limit, [], [exact(9)], '* @acme/shop')), [
      'warn cheap: owned by `@acme/shop`, must be by `@acme/ai`',
    ]);
    assert.deepEqual(judge(limit, [exact(9)], [exact(99)], '* @acme/shop'), [], 'it stood there before');
    assert.match(told(judge(limit, [], [exact(9)])).join(), /could not be evaluated: the project has no CODEOWNERS/);
  });

  it('are for the calls that they name, and for production alone', () => {
    const limit = (rest: string): string => policy(`maxInputTokens: 10, ${rest}`);
    assert.deepEqual(judge(limit('path: "web/**"'), [], [exact(600)]), []);
    assert.equal(judge(limit('path: "shop/**"'), [], [exact(600)]).length, 1);
    assert.equal(judge(limit('symbol: answer'), [], [exact(600)]).length, 1);
    assert.deepEqual(judge(limit('step: 1'), [], [exact(600, { tier: 'test' })]), []);
  });

  it('let pass what is exempt until its day is over', () => {
    const rows = (until: string): string =>
      `${policy('action: fail, maxInputTokens: 10')}exemptions:\n  - { policy: cheap, path: "shop/**", until: ${until}, reason: moves to batch }\n`;
    const held = judge(rows('2026-11-21'), [], [exact(600)]);
    assert.deepEqual(told(held), [
      'exempt cheap: 600 tok of input, limit 10 tok (exempt until 2026-11-21: moves to batch)',
    ]);
    assert.equal(outcomeOf(held), 'pass');
    assert.deepEqual(told(judge(rows('2026-11-20'), [], [exact(600)])), [
      'fail cheap: 600 tok of input, limit 10 tok (its exemption ended on 2026-11-20: moves to batch)',
    ]);
  });

  it('are documented as they are read', async () => {
    const page = await readFile(path.join(import.meta.dirname, '../docs/ci/policies.md'), 'utf8');
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
    const { configuration, problems } = readConfiguration({ file: 'promptcost.config.yaml', text: yaml });
    assert.deepEqual([problems, configuration.policies.length, configuration.exemptions.length], [[], 3, 1]);
    const limits = Object.keys(KEYS.policies.row.keys).filter(key => /^max|Models$|Owners$/.test(key));
    for (const limit of limits) assert.match(page, new RegExp(`^\\|.*\`${limit}\`.*\\|.*\\|$`, 'm'), limit);
  });

  const wrong: [string, RegExp][] = [
    ['policies:\n  - maxPerCall: 1', /^2 policies\[0\]: names no name/],
    ['policies:\n  - name: a', /^2 policies\[0\]: has no limit; Add one of: maxPerCall/],
    ['policies:\n  - name: a\n    maxPerCal: 1', /^3 policies\[0\]\.maxPerCal: no such key/],
    ['policies:\n  - name: a\n    maxPerCall: -1', /^3 policies\[0\]\.maxPerCall: out of bounds: -1/],
    [
      'policies:\n  - name: a\n    maxPerCall: 1\n    action: block',
      /^4 policies\[0\]\.action: not one of its values: "block"/,
    ],
    [
      `${policy('maxPerCall: 1')}  - { name: cheap, maxPerCall: 2 }`,
      /^3 policies\[1\]\.name: a second policy of that name/,
    ],
    ['exemptions:\n  - { path: a, until: soon, reason: b }', /^2 exemptions\[0\]\.until: no date: "soon"/],
    ['exemptions:\n  - { path: a, until: 2026-12-31 }', /^2 exemptions\[0\]: names no reason/],
    [
      'exemptions:\n  - { policy: x, until: 2026-12-31, reason: b }',
      /^2 exemptions\[0\]\.policy: no policy "x"; Known: none/,
    ],
  ];
  for (const [yaml, expected] of wrong)
    it(`are told to be wrong: ${yaml.replaceAll('\n', ' ')}`, () => {
      const { problems } = readConfiguration({ file: 'promptcost.config.yaml', text: yaml });
      const [first] = problems;
      assert.match(`${first?.line} ${first?.key}: ${first?.why}; ${first?.next}`, expected);
    });
});
