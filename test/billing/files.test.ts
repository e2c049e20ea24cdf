import assert from 'node:assert/strict';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { toDecimal } from '../../pricing/money.ts';
import type { Imported } from '../../server/core/billing/bill.ts';
import { readBill } from '../../server/workspace/billing/read.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { day, type FocusCells, focusCsv, focusRow, openaiCostOf, openaiPage } from './reports.ts';

const AWS = focusRow({
  BilledCost: 0.3,
  ChargeDescription: '$3.00 per 1M input tokens, "Claude"',
  ConsumedQuantity: 100,
  ConsumedUnit: '1K tokens',
  x_UsageType: 'USE1-Claude4.6Sonnet-input-tokens',
});
const AZURE = focusRow({
  BilledCost: 2.5,
  ProviderName: 'Microsoft',
  ServiceName: 'Azure OpenAI',
  SkuMeter: 'gpt 4o 1120 Inp glbl Tokens',
  ConsumedQuantity: 1000,
  ConsumedUnit: '1K',
});
const OTHERS: readonly FocusCells[] = [
  focusRow({ BilledCost: 7, ServiceName: 'Amazon Elastic Compute Cloud' }),
  focusRow({
    BilledCost: 5,
    ProviderName: 'Microsoft',
    ServiceName: 'Cognitive Services',
    SkuMeter: 'Speech To Text',
    ConsumedUnit: 'Hours',
  }),
  focusRow({ BilledCost: 1, BillingCurrency: 'EUR', x_UsageType: 'USE1-NovaLite-input-tokens' }),
  focusRow({ BilledCost: 11, ChargeCategory: 'Tax' }),
  focusRow({ BilledCost: 13, ChargePeriodEnd: '2026-12-02T00:00:00Z' }),
];

describe('files of bills', () => {
  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  async function read(name: string, content: string | Uint8Array): Promise<Imported> {
    folder.write(name, content);
    const found = await readBill(path.join(folder.root, name));
    assert.ok(found.ok, found.ok ? '' : found.why);
    return found.value;
  }
  async function whyNot(name: string, content: string | Uint8Array): Promise<string> {
    folder.write(name, content);
    const found = await readBill(path.join(folder.root, name));
    return found.ok ? assert.fail('was read') : found.why;
  }

  it('FOCUS: hours become a day, tokens what they say, and nothing else is taken for a model', async () => {
    const later = { ...AWS, ChargePeriodStart: `${day(0)}T23:00:00Z`, ChargePeriodEnd: `${day(1)}T00:00:00Z` };
    const { rows, leftOut } = await read('bill', focusCsv([AWS, later, AZURE, ...OTHERS]));
    assert.deepEqual(
      rows.map(({ day: on, provider, model, tokens, usd }) => [
        on,
        provider,
        model,
        tokens?.input,
        usd && toDecimal(usd),
      ]),
      [
        [day(0), 'aws', 'regional.anthropic.claude-sonnet-4-6-v1:0', 200_000, '0.6'],
        [day(0), 'azure', 'gpt-4o', 1_000_000, '2.5'],
      ],
    );
    assert.deepEqual(
      leftOut.map(({ why, count, usd }) => [count, why, usd && toDecimal(usd)]),
      [
        [2, 'of services that are no language models', '12'],
        [1, 'billed in EUR: not converted', null],
        [1, 'of the category Tax: no use of a model', '11'],
        [1, 'over more than a day: of none of them in particular', '13'],
      ],
    );
  });

  it('FOCUS: what was paid beforehand counts with its part of that', async () => {
    const { rows } = await read('bill.csv', focusCsv([{ ...AWS, BilledCost: 0, EffectiveCost: 0.2 }]));
    assert.deepEqual([rows[0]?.usd && toDecimal(rows[0].usd), rows[0]?.service], ['0.2', 'reserved']);
    assert.match(rows[0]?.what ?? '', /paid beforehand$/);
  });

  it('FOCUS of LiteLLM: the model is the resource, and tokens are not told', async () => {
    const { rows } = await read(
      'export.csv',
      focusCsv([
        focusRow({
          BilledCost: 0.4,
          ProviderName: 'openai',
          ServiceName: 'assistants',
          ChargeDescription: 'gpt-4o',
          ChargePeriodEnd: `${day(1)}T00:00:00Z`,
          ConsumedQuantity: 1,
          ConsumedUnit: 'Requests',
          ResourceName: 'gpt-4o',
          ResourceType: 'gpt-4o',
          ServiceSubcategory: 'Generative AI',
        }),
      ]),
    );
    assert.deepEqual(
      [rows[0]?.provider, rows[0]?.model, rows[0]?.tokens, rows[0]?.requests],
      ['openai', 'gpt-4o', null, 1],
    );
  });

  it('the same in Parquet, and zipped: the content tells, not the name', async () => {
    const lines = [AWS, AZURE, ...OTHERS];
    const csv = await read('a.txt', focusCsv(lines));
    assert.deepEqual(await read('b.csv', gzipSync(focusCsv(lines))), csv);
    const columnData = Object.keys(AWS).map(name => {
      const isTime = name.startsWith('ChargePeriod');
      const isNumber = /Cost$|Quantity$/.test(name);
      const cells = lines.map(line => {
        const cell = line[name] ?? null;
        return isTime ? new Date(String(cell)) : isNumber && cell !== null ? Number(cell) : cell;
      });
      return { name, data: cells, type: isTime ? 'TIMESTAMP' : isNumber ? 'DOUBLE' : 'STRING' } as const;
    });
    for (const codec of ['SNAPPY', 'UNCOMPRESSED'] as const) {
      const buffer = parquetWriteBuffer({ columnData, codec, rowGroupSize: 3 });
      assert.deepEqual(await read('c.csv', new Uint8Array(buffer)), csv, codec);
    }
  });

  it('JSON with a byte order mark, zipped, or a page a line', async () => {
    const pages = [1, 2].map(value => JSON.stringify(openaiPage([[openaiCostOf('gpt-4o, input', value)]])));
    for (const content of [`\uFEFF${pages[0]}`, gzipSync(pages[0] ?? ''), `${pages[0]}\n`])
      assert.equal((await read('costs', content)).rows.length, 1);
    const both = await read('costs.jsonl', pages.join('\n'));
    assert.deepEqual(
      both.rows.map(({ usd }) => usd && toDecimal(usd)),
      ['3'],
    );
  });

  it('says why a file is not read', async () => {
    assert.match(await whyNot('a', ''), /the file is empty/);
    assert.match(
      await whyNot('b.csv', 'Date,Cost\n2026-11-02,1\n'),
      /a table without the columns BilledCost, .*ServiceName\. Read are FOCUS/,
    );
    assert.match(await whyNot('c.json', '{"a": 1}'), /JSON of no report that is known\. Read are/);
    assert.match(await whyNot('d.json', '{"a": '), /JSON/);
    assert.match(await whyNot('e.csv', `${focusCsv([AWS])}1,2,3\n`), /line 3/);
    assert.match(await whyNot('f', new Uint8Array([...Buffer.from('PAR1'), 1, 2, 3])), /parquet/i);
    assert.match(await whyNot('g.gz', gzipSync(focusCsv([AWS])).subarray(0, 60)), /unexpected end of file/);
    assert.equal((await readBill(path.join(folder.root, 'nowhere'))).ok, false);
  });

  it('a hundred thousand lines are a few rows', async () => {
    const { rows } = await read('large.csv', focusCsv(Array.from({ length: 100_000 }, () => AWS)));
    assert.deepEqual(
      rows.map(({ usd, tokens }) => [usd && toDecimal(usd), tokens?.input]),
      [['30000', 10_000_000_000]],
    );
  });
});
