import { BUILT_IN } from '../../pricing/catalogue.ts';
import { type KnownModel, knownModel, listedModels } from '../../pricing/known.ts';
import { usdPerMillion } from '../../pricing/money.ts';
import { ownPrice } from '../harness/own-price.ts';
import { costOf } from '../../server/core/costs/index.ts';
import { explain } from '../../server/report/explain.ts';
import { hoverMarkdown, nameOf } from '../../server/report/hover.ts';
import { writeChanges, writeModel, writeModels } from '../../server/report/prices.ts';
import { call, hole, meter, model, NO_LIMIT, placeAt, text } from '../costs/call.ts';
import type { Attachment, Place, Prompt } from '../../server/core/model.ts';
import { assertGolden } from './golden.ts';

const ON = '2026-11-21';

function known(id: string, provider: string | null): KnownModel {
  const found = knownModel(id, provider, ON);
  if (!found.known) throw new Error(found.why);
  return found.value;
}

const SHORT: Prompt = { messages: [{ role: 'system', parts: [text(600)] }], attachments: [], open: [] };

/** A form that leaves nothing open but which word it is. */
const VERDICT: Attachment = {
  kind: 'schema',
  json: {
    known: true,
    value: [
      {
        type: 'object',
        properties: { kind: { enum: ['spam', 'question'] } },
        required: ['kind'],
        additionalProperties: false,
      },
    ],
  },
  place: placeAt(2),
};

/** A call of which the user states all that can be stated. */
const STATED = call([model('o3', 'openai')], [text(4000), hole('ticket')], {
  service: { known: true, value: 'flex' },
  repeats: [{ kind: 'each', over: 'tickets', count: { known: true, value: 12 }, place: placeAt(6) }],
});
const DISCOUNT = ownPrice({ model: 'o3', provider: 'openai', discount: 15 });
const stated = {
  ...STATED,
  cost: costOf(
    STATED,
    { ...meter, prices: [DISCOUNT], currency: { code: 'EUR', perUsd: 0.92, asOf: '2026-11-01' } },
    { callsPerMonth: 20_000, cacheHitRate: 0.8, cacheWrite: null, holes: null, outputTokens: null, source: null },
  ),
};

describe('what is known of models', () => {
  it('of some, each with another gap', () => {
    const models = [
      known('claude-sonnet-4-5', null),
      known('gpt-4o', 'azure'),
      known('deepseek-chat', null),
      known('whisper-1', 'openai'),
    ];
    assertGolden('prices-80.txt', models.map(one => writeModel(one, 80)).join('\n'));
  });

  it('of a provider, on a narrow terminal', () => {
    const list = (on: string): string =>
      writeModels(listedModels('anthropic', on), { width: 60, on, catalogue: BUILT_IN });
    assertGolden('prices-list-60.txt', `${list(ON)}\n${list('2027-06-01')}`);
  });

  it('that another catalogue says otherwise', () => {
    const unit = (rate: number): KnownModel['units'][number] => ({
      unit: { key: 'input_mtok', label: 'input', per: 'million tokens', isTokens: true, isOfMedia: false },
      rate: usdPerMillion(rate),
      tiers: [],
    });
    const changed = [
      { model: 'openai/gpt-4o', label: 'input', before: unit(2.5), after: unit(2) },
      { model: 'openai/gpt-4o', label: 'web search', before: unit(10), after: null },
    ];
    const told = writeChanges({ added: ['openai/gpt-7'], removed: [], changed }, 80);
    assertGolden('prices-changes.txt', told + writeChanges({ added: [], removed: [], changed: [] }, 80));
  });
});

describe('how a cost comes about', () => {
  it('with all that the user states', () => {
    assertGolden('explain-80.txt', explain(stated, 80));
    assertGolden('explain-60.txt', explain(stated, 60));
    assertGolden(
      'hover-stated.md',
      hoverMarkdown(stated, [], place => ({ name: nameOf(place), url: 'file:///work' })),
    );
  });

  it("with a model's own limit, and what is kept of the prompt", () => {
    const prompt = { messages: [{ role: 'system' as const, parts: [text(6000)] }], attachments: [], open: [] };
    const marked = { kind: 'chat' as const, cached: [{ prompt, keptFor: '5m' as const }] };
    const calls = [
      call([model('claude-sonnet-4-5', 'anthropic')], [text(7000)], marked),
      call([model('claude-haiku-4-5', 'anthropic')], [text(700)], {
        ...marked,
        cached: [{ prompt: SHORT, keptFor: '1h' }],
      }),
      call([model('gpt-5-mini', 'openai')], [text(2000), hole('ticket')], { kind: 'chat', maxOutput: NO_LIMIT }),
      call([model('gpt-4.1', 'openai')], [], {
        kind: 'chat',
        maxOutput: NO_LIMIT,
        prompt: { messages: [{ role: 'user', parts: [text(200)] }], attachments: [VERDICT], open: [] },
      }),
    ].map(one => ({ ...one, cost: costOf(one, meter) }));
    const link = (place: Place): { name: string; url: string } => ({ name: nameOf(place), url: 'file:///work' });
    assertGolden('hover-bounds.md', calls.map(one => hoverMarkdown(one, [], link)).join('\n\n---\n\n'));
    assertGolden('explain-bounds-80.txt', calls.map(one => explain(one, 80)).join('\n'));
  });
});
