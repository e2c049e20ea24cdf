import assert from 'node:assert/strict';
import { lengthsOf } from '../../server/core/history/lengths.ts';
import type { Series, Step, StepEvent } from '../../server/core/history/series.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function series(path: string, ...told: [at: number, day: string, tokens: number, event: StepEvent][]): Series {
  const steps = told.map(([at, day, tokens, event]): Step => ({
    commit: String(at),
    at,
    date: day,
    committed: day,
    author: 'Test',
    subject: '',
    versions: { before: null, after: null },
    path,
    symbol: '(file)',
    line: 1,
    tokens,
    chars: tokens,
    events: [event],
  }));
  return {
    path,
    symbol: '(file)',
    text: { symbol: '', place: { file: path, range }, text: '', isPrompt: true },
    isAlive: true,
    steps,
  };
}

describe('lengths of all prompts', () => {
  it('carry on through months without a change, and end with a prompt', () => {
    const short = series('a.md', [9, '2025-11-03', 10, 'created'], [3, '2026-02-10', 30, 'changed']);
    const long = series('b.md', [7, '2025-12-24', 100, 'created'], [1, '2026-03-01', 0, 'removed']);
    assert.deepEqual(
      lengthsOf([short, long], '2026-04-15').map(({ month, prompts, p50, p95 }) => [month, prompts, p50, p95]),
      [
        ['2025-11', 1, 10, 10],
        ['2025-12', 2, 10, 100],
        ['2026-01', 2, 10, 100],
        ['2026-02', 2, 30, 100],
        ['2026-03', 1, 30, 30],
        ['2026-04', 1, 30, 30],
      ],
    );
  });

  it('follow the line where dates go back', () => {
    const one = series('a.md', [5, '2026-03-01', 10, 'created'], [4, '2026-01-01', 20, 'changed']);
    assert.deepEqual(
      lengthsOf([one], '2026-03-31').map(({ month, p50 }) => [month, p50]),
      [['2026-03', 20]],
    );
  });

  it('are none without a prompt', () => assert.deepEqual(lengthsOf([], '2026-01-01'), []));
});
