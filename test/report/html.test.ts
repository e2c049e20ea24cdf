import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { writeHtml } from '../../server/report/html.ts';
import { squarify } from '../../server/report/page/squarify.ts';
import { hole, model, placeAt } from '../costs/call.ts';
import { assertGolden } from './golden.ts';
import { analyzed, SAMPLE } from './sample.ts';

const PAGE = { title: 'shop', style: 'p{}', script: 'go()' };
const write = (scan = SAMPLE): string => writeHtml([{ name: null, scan }], PAGE);

describe('the page', () => {
  it('of the sample', () => assertGolden('report.html', write()));

  it('has production in its sum alone, and says what is not in it', () => {
    const page = write();
    assert.match(page, /for 7 of 9 calls, each made once/);
    assert.match(page, /1 call whose model is not known/);
    assert.match(page, /1 call without a known price/);
    assert.match(page, /1 file that could not be read/);
    assert.match(page, /<details class="aside"><summary>Tests, examples and vendored code: 1 call/);
  });

  it('opens what is not production where there is nothing else', () => {
    const page = write({ ...SAMPLE, analyses: SAMPLE.analyses.slice(-1) });
    assert.match(page, /No LLM calls found in 31 files of production code/);
    assert.match(page, /<details class="aside" open>/);
  });

  it('lets its own style and script run and nothing else', () => {
    const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(write())?.[1] ?? '';
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      `style-src 'sha256-${hash(PAGE.style)}'`,
      `script-src 'sha256-${hash(PAGE.script)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.doesNotMatch(write(), / style=| on\w+=|https?:\/\//);
  });

  it('puts the folder before its files where there are several', () => {
    const page = writeHtml(
      ['web', 'api'].map(name => ({ name, scan: SAMPLE })),
      PAGE,
    );
    assert.match(page, />web\/<wbr>shop/);
    assert.match(page, />api\/<wbr>shop/);
    assert.match(page, /of 18 calls/);
  });

  it('cannot be broken by names', () => {
    const names = [
      '</script><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '<!--',
      "' onclick='x",
      '\u202Egpj',
    ];
    for (const name of names) {
      const file = `${name}/a.py`;
      const evil = analyzed([model(name, null)], [{ ...hole(name), place: placeAt(1, file) }], {
        place: placeAt(1, file),
        operation: name,
        through: [{ name, place: placeAt(1, file) }],
        repeats: [{ kind: 'each', over: name, count: { known: false, why: name }, place: placeAt(1, file) }],
      });
      const scan = {
        ...SAMPLE,
        analyses: [{ file, calls: [evil], prompts: [], ignored: 0 }],
        skipped: [{ file, why: name }],
      };
      const page = writeHtml([{ name, scan }], { ...PAGE, title: name });
      const data = /id="data">(.*)<\/script>/.exec(page)?.[1] ?? '';
      assert.ok(!page.replace(data, '').includes(name), `${name} stands in the page as it is`);
      assert.doesNotMatch(data, /</);
      assert.equal(page.match(/<script/g)?.length, 2);
      assert.equal(JSON.parse(data).calls[0].at[1], file);
    }
  });
});

describe('the map’s rectangles', () => {
  const areas = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 60 });

  it('fill the frame, each as large as it should be, none over another', () =>
    fc.assert(
      fc.property(
        areas,
        fc.integer({ min: 50, max: 1500 }),
        fc.integer({ min: 50, max: 900 }),
        (sizes, width, height) => {
          const sorted = sizes.toSorted((a, b) => b - a);
          const sum = sorted.reduce((all, size) => all + size, 0);
          const frames = squarify(sorted, width, height);
          assert.equal(frames.length, sorted.length);
          frames.forEach((frame, i) => {
            const wanted = ((sorted[i] ?? 0) / sum) * width * height;
            assert.ok(Math.abs(frame.width * frame.height - wanted) < 1e-6 * width * height);
            assert.ok(frame.x >= -1e-6 && frame.y >= -1e-6);
            assert.ok(frame.x + frame.width <= width + 1e-6 && frame.y + frame.height <= height + 1e-6);
            for (const other of frames.slice(0, i)) {
              const across = Math.min(frame.x + frame.width, other.x + other.width) - Math.max(frame.x, other.x);
              const down = Math.min(frame.y + frame.height, other.y + other.height) - Math.max(frame.y, other.y);
              assert.ok(Math.min(across, down) < 1e-6, 'none lies over another');
            }
          });
        },
      ),
      { numRuns: 60 },
    ));

  it('are near to squares where areas allow', () => {
    for (const { width, height } of squarify([6, 6, 4, 3, 2, 2, 1], 600, 400)) {
      assert.ok(Math.max(width / height, height / width) < 3);
    }
  });
});
