import assert from 'node:assert/strict';
import { BUILT_IN } from '../../pricing/catalogue.ts';
import { readProviders } from '../../pricing/validate.ts';

/** A catalogue of one model with this price. */
const withPrice = (input_mtok: unknown): object[] => [
  {
    id: 'openai',
    name: 'OpenAI',
    api_pattern: 'https://api',
    model_match: { or: [{ starts_with: 'gpt-' }, { regex: '^o[134]' }] },
    models: [{ id: 'gpt-4o', match: { equals: 'gpt-4o' }, prices: { input_mtok, output_mtok: null } }],
  },
];
const [provider = {}] = withPrice(3);
const withModel = (more: object): object[] => [
  { ...provider, models: [{ id: 'a', match: { equals: 'a' }, prices: {}, ...more }] },
];
const row = (constraint: object): object[] => withModel({ prices: [{ prices: {}, constraint }] });

function faultOf(data: unknown): string {
  const read = readProviders(data);
  return read.ok ? 'none' : `${read.fault.key}: ${read.fault.why}`;
}

describe("a catalogue in genai-prices' shape", () => {
  it('is taken as it is, but for what is null', () => {
    const read = readProviders(
      withPrice({
        base: 1,
        tiers: [
          { start: 9, price: 3 },
          { start: 5, price: 2 },
        ],
      }),
    );
    assert.ok(read.ok);
    assert.deepEqual(read.providers[0]?.models[0]?.prices, {
      input_mtok: {
        base: 1,
        tiers: [
          { start: 5, price: 2 },
          { start: 9, price: 3 },
        ],
      },
    });
    assert.equal(faultOf(row({ start_date: '2026-01-01' })), 'none');
    assert.equal(faultOf(row({ start_time: '00:30:00Z', end_time: '16:30:00+08:00' })), 'none');
  });

  it('is what ships', () => assert.equal(faultOf(BUILT_IN.providers), 'none'));

  const faults: [unknown, string][] = [
    [{ data: [] }, ': not a list'],
    [[], ': an empty list'],
    [[1], '[0]: not an object'],
    [[{ id: 'x' }], '[0].name: not a text'],
    [[{ ...provider, api_pattern: '(' }], '[0].api_pattern: no valid regular expression'],
    [[{ ...provider, model_match: { begins_with: 'x' } }], '[0].model_match: no such rule: "begins_with"'],
    [[{ ...provider, model_match: { equals: 'x', regex: 'x' } }], '[0].model_match: more than one rule'],
    [[{ ...provider, models: {} }], '[0].models: not a list'],
    [withModel({ id: '' }), '[0].models[0].id: not a text'],
    [withModel({ match: { or: [{ equals: 1 }] } }), '[0].models[0].match.or[0].equals: not a text'],
    [withModel({ context_window: '8k' }), '[0].models[0].context_window: not a number from 0 upwards'],
    [withPrice('3'), '[0].models[0].prices.input_mtok: not a number from 0 upwards'],
    [withPrice(-1), '[0].models[0].prices.input_mtok: not a number from 0 upwards'],
    [
      withPrice({ base: 1, tiers: [{ start: 5 }] }),
      '[0].models[0].prices.input_mtok.tiers[0].price: not a number from 0 upwards',
    ],
    [row({ start_date: 'soon' }), '[0].models[0].prices[0].constraint.start_date: not a date: "soon"'],
    [row({ start_time: '9' }), '[0].models[0].prices[0].constraint.start_time: not a time of day: "9"'],
  ];
  for (const [data, fault] of faults) it(`is none with ${fault}`, () => assert.equal(faultOf(data), fault));
});
