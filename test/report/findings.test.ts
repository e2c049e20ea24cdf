import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import { RULES } from '../../server/core/rules/index.ts';
import { fixTitle, writeFindings, writeFindingsJson } from '../../server/report/findings.ts';
import { toSarif, writeSarif } from '../../server/report/sarif.ts';
import { widthOf } from '../../server/report/terminal.ts';
import { FINDINGS } from './findings.ts';
import { assertGolden } from './golden.ts';

const OPTIONS = { color: false, pathOf: (file: string) => file, currency: null, files: 31 };

describe('findings', () => {
  for (const width of [60, 80]) {
    it(`on ${width} columns`, () => {
      const text = writeFindings(FINDINGS, { ...OPTIONS, width });
      assertGolden(`findings-${width}.txt`, text);
      assert.deepEqual(
        text.split('\n').filter(line => widthOf(line) > width),
        [],
      );
    });
  }

  it('in colours are the same text', () => {
    const colored = writeFindings(FINDINGS, { ...OPTIONS, width: 80, color: true });
    // oxlint-disable-next-line no-control-regex -- colours are control characters
    assert.equal(colored.replace(/\u001B\[\d+m/g, ''), writeFindings(FINDINGS, { ...OPTIONS, width: 80 }));
  });

  it('say that there was nothing', () => {
    assert.equal(writeFindings([], { ...OPTIONS, width: 80 }), 'Nothing to tell in 31 files.\n');
  });

  it('as JSON', () => assertGolden('findings.json', writeFindingsJson(FINDINGS)));

  it('tell what a fix saves, but no trifle', () => {
    const [first] = FINDINGS;
    assert.ok(first?.fix?.saving);
    assert.equal(fixTitle(first.fix), 'Use cache_control: ~−$0.0109/call after the first');
    const trifle = {
      ...first.fix,
      saving: { ...first.fix.saving, perCall: (first.fix.saving.perCall / 1000n) as never },
    };
    assert.equal(fixTitle(trifle), 'Use cache_control');
    const euro = { code: 'EUR', perUsd: 0.5, asOf: '2026-11-21' };
    assert.equal(fixTitle(first.fix, euro), 'Use cache_control: ~−EUR 0.0055/call after the first');
  });
});

describe('SARIF', () => {
  it('is what its types say', () => {
    const log: Log = toSarif(FINDINGS, RULES, '1.2.3');
    const [run] = log.runs;
    assert.deepEqual([log.version, run?.tool.driver.rules?.length], ['2.1.0', RULES.length]);
    for (const result of run?.results ?? []) {
      assert.equal(run?.tool.driver.rules?.[result.ruleIndex ?? -1]?.id, result.ruleId);
      for (const { physicalLocation } of result.locations ?? []) {
        const { startLine = 0, startColumn = 0, endColumn = 0 } = physicalLocation?.region ?? {};
        assert.ok(startLine >= 1 && startColumn >= 1 && endColumn > startColumn);
        assert.doesNotMatch(physicalLocation?.artifactLocation?.uri ?? ' ', /[^\w%./-]/);
      }
    }
    assert.ok(run?.tool.driver.rules?.every(({ help }) => (help?.markdown?.length ?? 0) > 200));
  });

  it('has a result for each finding', () => {
    const [run] = JSON.parse(writeSarif(FINDINGS, RULES, '1.2.3')).runs;
    run.tool.driver.rules = [];
    assertGolden('findings.sarif.json', `${JSON.stringify(run, null, 2)}\n`);
  });
});
