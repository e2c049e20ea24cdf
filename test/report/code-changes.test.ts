import assert from 'node:assert/strict';
import type { DriftSeries } from '../../server/core/history/drift.ts';
import type { Step } from '../../server/core/history/series.ts';
import { codeChangesOf } from '../../server/report/code-changes.ts';

const DAY = '2026-11-20T10:00:00+01:00';
const step = (told: Partial<Step>): Step => ({
  commit: '9f3c1a2bcd',
  at: 1,
  date: DAY,
  committed: DAY,
  author: '',
  subject: '',
  versions: { before: null, after: null },
  path: 'shop/service/prompts.py',
  symbol: 'SYSTEM',
  line: 4,
  tokens: 100,
  chars: 400,
  events: ['changed'],
  ...told,
});
const series = (steps: Step[], told: Partial<DriftSeries> = {}): DriftSeries => ({
  path: 'shop/service/prompts.py',
  symbol: 'SYSTEM',
  text: {
    symbol: 'SYSTEM',
    place: {
      file: 'shop/service/prompts.py',
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } },
    },
    text: '',
    isPrompt: true,
  },
  isAlive: true,
  steps,
  usedBy: [],
  earlier: {},
  ...told,
});
const changes = (all: DriftSeries[], since = 0) =>
  codeChangesOf({ series: all, points: [], lengths: [], commits: 9, limit: null }, 'shop/', since);

describe('what commits did to prompts', () => {
  it('is told in words, newest first, with where the prompt stands now', () => {
    const found = changes([
      series([
        step({ events: [], tokens: 60 }),
        step({ tokens: 1700, committed: '2026-11-20T12:00:00Z' }),
        step({ tokens: 1640, committed: '2026-11-20T13:00:00Z', commit: '41bb0c7d' }),
        step({ tokens: 1640, committed: '2026-11-20T14:00:00Z' }),
      ]),
    ]);
    assert.deepEqual(
      found.map(({ title }) => title),
      ['SYSTEM reworded, as long as before', 'SYSTEM shrank by 60 tok', 'SYSTEM grew by 1,640 tok'],
    );
    assert.deepEqual(found[1], {
      at: Date.UTC(2026, 10, 20, 13),
      commit: '41bb0c7',
      title: 'SYSTEM shrank by 60 tok',
      file: 'service/prompts.py',
      line: 3,
    });
  });

  it('tells what is new and what is gone, which has no line', () => {
    const [gone, fresh] = changes([
      series(
        [
          step({ events: ['created'], symbol: '(file)' }),
          step({ events: ['removed'], tokens: 0, committed: '2026-11-21T00:00:00Z' }),
        ],
        { isAlive: false },
      ),
    ]);
    assert.deepEqual(
      [fresh?.title, gone?.title, gone?.line],
      ['prompts.py new, 100 tok', 'SYSTEM removed, 100 tok', null],
    );
  });

  it('leaves out what moved no number: another place, what is not committed, tests, other folders, what is too long ago', () => {
    assert.deepEqual(
      changes([
        series([step({ tokens: 60, events: [] }), step({ events: ['moved'] }), step({ commit: null })]),
        series([step({ events: ['created'] })], { path: 'shop/tests/prompts.py' }),
        series([step({ events: ['created'] })], { path: 'other/prompts.py' }),
      ]),
      [],
    );
    assert.deepEqual(changes([series([step({ events: ['created'] })])], Date.parse(DAY) + 1), []);
  });
});
