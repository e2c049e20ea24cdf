import assert from 'node:assert/strict';
import { writeLive } from '../../server/report/live.ts';
import { panelOf } from '../../server/report/panel/index.ts';
import { PLACES, STATES } from './panel/states.ts';

describe('the panel in a terminal', () => {
  const text = writeLive(panelOf(STATES['live']?.() ?? assert.fail(), PLACES), { width: 80, color: false, rows: 8 });

  it('breaks sentences where the line ends, and cuts none', () => {
    const [, said = ''] = text.split('Code and traffic disagree\n');
    assert.match(said.replaceAll(/\s+/g, ' '), /allows 4,096 tokens of output, .*; 770 would still leave room/);
    assert.doesNotMatch(said.split('\n\n')[0] ?? '', /…/);
  });

  it('keeps to its width', () => {
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
  });
});
