import { costOf } from '../../server/core/costs/index.ts';
import type { Analysis, AnalyzedCall, CallSite, ModelCandidate, Part } from '../../server/core/model.ts';
import { measure } from '../../server/core/prompts.ts';
import type { ScanReport } from '../../server/report/scan.ts';
import { call, hole, meter, model, NO_LIMIT, placeAt, text } from '../costs/call.ts';

/** A scan with every way that a call's cost can be known or not. */

const MINI = model('gpt-4.1-mini', 'openai', 'constant');

export function analyzed(models: ModelCandidate[], parts: Part[], rest: Partial<CallSite> = {}): AnalyzedCall {
  const site = call(models, parts, rest);
  return { ...site, cost: costOf(site, meter) };
}

const at = (file: string, line: number): Partial<CallSite> => ({
  place: placeAt(line, file),
  anchor: placeAt(line, file),
});

const named: Part = {
  kind: 'text',
  text: 'x'.repeat(1204),
  name: 'SUPPORT_SYSTEM',
  place: placeAt(3, 'shop/prompts.py'),
};

const prompted = (parts: Part[]): ReturnType<typeof measure> =>
  measure({ messages: [{ role: 'unknown', parts }], attachments: [], open: [] }, meter.count);

const ANSWERS: AnalyzedCall[] = [
  analyzed([MINI], [named, hole('question')], at('shop/answers.py', 25)),
  analyzed([MINI], [named], { ...at('shop/answers.py', 8), maxOutput: NO_LIMIT }),
];

const REVIEWS: AnalyzedCall[] = [
  analyzed([model('claude-haiku-4-5', 'anthropic')], [text(80_000)], {
    ...at('shop/reviews.py', 112),
    sdk: 'anthropic',
    operation: 'messages.create',
    repeats: [
      {
        kind: 'each',
        over: 'reviews',
        count: { known: false, why: 'a parameter' },
        place: placeAt(110, 'shop/reviews.py'),
      },
    ],
  }),
  analyzed([MINI, model('gpt-4.1', 'openai')], [text(90)], at('shop/reviews.py', 140)),
  analyzed([model('gpt-4o-mini', 'openai', 'environment-default')], [text(90)], {
    ...at('shop/reviews.py', 190),
    repeats: [
      { kind: 'each', over: 'LANGUAGES', count: { known: true, value: 4 }, place: placeAt(188, 'shop/reviews.py') },
    ],
  }),
  analyzed([], [text(300), hole('a'), hole('b'), hole('c')], {
    ...at('shop/reviews.py', 1200),
    model: { candidates: [], unknown: 'the model `chosen` is a parameter' },
  }),
  analyzed([model('shop-finetune-2026', 'openai')], [text(300)], at('shop/reviews.py', 1300)),
  analyzed([model('gpt-4o', 'azure')], [text(300)], at('shop/reviews.py', 1400)),
];

const SEARCH: AnalyzedCall[] = [
  analyzed([model('text-embedding-3-small', 'openai')], [text(12)], {
    ...at('検索/埋め込み.py', 3),
    operation: 'embeddings.create',
    kind: 'embedding',
  }),
];

const TESTS: AnalyzedCall[] = [analyzed([MINI], [text(5)], { ...at('tests/test_answers.py', 4), tier: 'test' })];

const analysis = (calls: AnalyzedCall[], prompts: Analysis['prompts'] = []): Analysis => ({
  file: calls[0]?.place.file ?? '',
  calls,
  prompts,
  ignored: 0,
});

export const SAMPLE: ScanReport = {
  analyses: [
    analysis(ANSWERS, [
      {
        name: 'SUPPORT_SYSTEM',
        place: placeAt(3, 'shop/prompts.py'),
        format: null,
        tier: 'production',
        sent: null,
        ...prompted([named]),
        usedBy: ANSWERS.map(({ id }) => id),
      },
      {
        name: 'triage.md',
        place: placeAt(1, 'shop/prompts/triage.md'),
        format: 'text',
        tier: 'production',
        sent: null,
        ...prompted([text(310), hole('ticket')]),
        usedBy: [],
      },
      {
        name: 'AGENTS.md',
        place: placeAt(1, 'AGENTS.md'),
        format: 'instructions',
        tier: 'production',
        sent: 'with every request of a coding agent',
        ...prompted([text(2_480)]),
        usedBy: [],
      },
    ]),
    analysis(REVIEWS),
    analysis(SEARCH),
    analysis(TESTS),
  ],
  skipped: [{ file: 'shop/dump.js', why: 'larger than 4 MB' }],
  files: 31,
  ignoredFiles: 0,
  on: '2026-11-21',
};
