import assert from 'node:assert/strict';
import { BUILT_IN } from '../../pricing/catalogue.ts';
import { onOtherModels } from '../../server/core/costs/index.ts';
import { hoverMarkdown, type Link, nameOf } from '../../server/report/hover.ts';
import { writeJson } from '../../server/report/json.ts';
import { writeTable } from '../../server/report/table.ts';
import { widthOf } from '../../server/report/terminal.ts';
import { hole, meter, model, placeAt, text } from '../costs/call.ts';
import { assertGolden } from './golden.ts';
import { analyzed, SAMPLE } from './sample.ts';

const pathOf = (file: string): string => file;
const link: Link = place => ({ name: nameOf(place), url: `file:///work/${place.file}#L${place.range.start.line + 1}` });
const EMPTY = { analyses: [], skipped: [], files: 12, ignoredFiles: 0, on: '2026-11-21' };

describe('the table', () => {
  for (const width of [60, 80, 120]) {
    it(`on ${width} columns`, () =>
      assertGolden(`table-${width}.txt`, writeTable(SAMPLE, { width, color: false, pathOf })));
  }

  for (const width of [40, 60, 80, 100, 120, 200]) {
    it(`keeps within ${width} columns`, () => {
      const lines = writeTable(SAMPLE, { width, color: false, pathOf }).split('\n');
      assert.deepEqual(
        lines.filter(line => widthOf(line) > width),
        [],
      );
    });
  }

  it('in colours is the same text', () => {
    const colored = writeTable(SAMPLE, { width: 120, color: true, pathOf });
    assert.ok(colored.includes('\u001B[1mshop/answers.py'));
    // oxlint-disable-next-line no-control-regex -- colours are control characters
    const plain = colored.replace(/\u001B\[\d+m/g, '');
    assert.equal(plain, writeTable(SAMPLE, { width: 120, color: false, pathOf }));
  });

  it('says that there was nothing', () => {
    assert.equal(writeTable(EMPTY, { width: 80, color: false, pathOf }), 'No LLM calls found in 12 files.\n');
  });

  it('keeps control characters of names from the terminal', () => {
    const evil = analyzed([model('gpt\u001B[2J', null)], [hole('x\u0007\ny')], {});
    const scan = {
      analyses: [{ file: 'a\u001B]0;b.py', calls: [evil], prompts: [], ignored: 0 }],
      skipped: [],
      files: 1,
      ignoredFiles: 0,
      on: '2026-11-21',
    };
    // oxlint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(writeTable(scan, { width: 80, color: false, pathOf }), /[\u0000-\u0009\u000B-\u001F]/);
  });
});

describe('the JSON', () => {
  it('has one entry a call, lines from 1, null with a reason for what is not known', () => {
    assertGolden('scan.json', writeJson(SAMPLE));
  });

  it('is valid for nothing', () => {
    assert.deepEqual(JSON.parse(writeJson(EMPTY)), {
      version: 1,
      calls: [],
      prompts: [],
      prices: { on: '2026-11-21', source: BUILT_IN.source, asOf: BUILT_IN.asOf },
      skipped: [],
      files: 12,
      ignored: { calls: 0, files: 0 },
    });
  });
});

describe('the hover', () => {
  it('of each call of the sample', () => {
    const calls = SAMPLE.analyses.flatMap(({ calls: ofFile }) => ofFile);
    const hovers = calls.map(call => hoverMarkdown(call, onOtherModels(call, meter), link));
    assertGolden('hovers.md', `${hovers.join('\n\n---\n\n')}\n`);
  });

  it('cannot be broken by names', () => {
    const name = 'a|b`](http://evil.example) <img src=x> **bold** $(flame) https://evil.example www.evil.example';
    const place = placeAt(3, 'a](x) <b>/we`ird|name.py');
    const parts = [
      { ...hole(name), place },
      { ...text(3), name, place },
    ];
    const evil = analyzed([model(`m ${name}`, null)], parts, {
      repeats: [{ kind: 'each', over: name, count: { known: true, value: 2 }, place }],
    });
    assertGolden('hover-escaped.md', `${hoverMarkdown(evil, [], link)}\n`);
  });
});
