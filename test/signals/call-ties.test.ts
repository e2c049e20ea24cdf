import assert from 'node:assert/strict';
import type { Target } from '../../server/core/signals/join.ts';
import { type Counted, tieCalls } from '../../server/core/signals/prometheus/call-ties.ts';
import { ownOf } from '../../server/core/signals/prometheus/call-use.ts';
import type { CallCount } from '../../server/core/signals/prometheus/calls.ts';

const target = (site: string, models: string[], more: Partial<Target> = {}): Target => ({
  root: '/app',
  site,
  sdk: 'openai',
  maxOutput: null,
  place: { file: 'app.py', range: { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } } },
  operation: 'chat',
  isProduction: true,
  models,
  isModelOpen: false,
  isCacheMarked: false,
  function: null,
  names: [site],
  ...more,
});
const count = (requestModel: string, more: Partial<CallCount> = {}): CallCount => ({
  asker: { label: 'job', value: 'shop' },
  requestModel,
  responseModel: null,
  operation: 'chat',
  name: null,
  days: new Map([[0, 5]]),
  ...more,
});
const counted = (...requests: CallCount[]): Counted => ({
  vocabulary: 'otel-genai',
  title: 'OpenTelemetry GenAI',
  counter: 'client',
  counts: { requests },
});
const ties = (targets: readonly Target[], ...requests: CallCount[]) => {
  const { tied, others } = tieCalls([counted(...requests)], targets, '2026-11-21');
  const words = tied.map(({ tie }) => (tie.kind === 'site' ? `${tie.target.site} by ${tie.basis}` : tie.model));
  return { words, others: [...others.keys()] };
};

describe('series of counters', () => {
  it('are of the only call of their model, however it is spelled', () => {
    const targets = [target('answer', ['openai/gpt-4o']), target('embed', ['gpt-4o'], { operation: 'embedding' })];
    assert.deepEqual(ties(targets, count('gpt-4o')).words, ['answer by model']);
  });

  it('are of the call that they name, where several have the model', () => {
    const targets = [target('answer', ['gpt-4o']), target('triage', ['gpt-4o'])];
    assert.deepEqual(ties(targets, count('gpt-4o', { name: 'triage' })).words, ['triage by name']);
    assert.deepEqual(ties(targets, count('gpt-4o')).words, ['gpt-4o']);
  });

  it('are of no one of two where their operation is not told', () => {
    const targets = [target('answer', ['m']), target('embed', ['m'], { operation: 'embedding' })];
    assert.deepEqual(ties(targets, count('m', { operation: null })).words, ['m']);
    assert.deepEqual(ties([target('answer', ['m'])], count('m', { operation: null })).words, ['answer by model']);
  });

  it('of a model that no call has are told apart', () => {
    assert.deepEqual(ties([target('answer', ['gpt-4o'])], count('o3')), { words: [], others: ['o3'] });
  });

  it('count for a call where one program asks, and is told', () => {
    const own = (...requests: CallCount[]) => {
      const [tied] = tieCalls([counted(...requests)], [target('answer', ['gpt-4o'])], '2026-11-21').tied;
      const found = ownOf(tied ?? assert.fail(), false);
      return found.own.length > 0 ? 'own' : found.problems;
    };
    const other = { label: 'job', value: 'search' };
    assert.equal(own(count('gpt-4o')), 'own');
    assert.equal(own(count('gpt-4o'), count('gpt-4o', { asker: other, days: new Map([[0, 0]]) })), 'own');
    assert.match(
      own(count('gpt-4o'), count('gpt-4o', { asker: other }))[0] ?? '',
      /counts search, shop: .*--where 'job="search"'/,
    );
    assert.match(own(count('gpt-4o', { asker: null }))[0] ?? '', /does not tell who asks/);
  });
});
