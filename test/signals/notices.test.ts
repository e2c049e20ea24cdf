import { deepEqual, equal } from 'node:assert/strict';
import type { Alert } from '../../server/core/signals/live.ts';
import { isQuietAt, muteAlert, NOTHING_NOTICED, type Noticed, noticesOf } from '../../server/core/signals/notices.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 21, 12);
const alert = (id: string, severity: Alert['severity'] = 'page'): Alert => ({
  id,
  severity,
  since: NOW,
  title: id,
  driver: null,
  how: '',
});

/** What is told at each minute at which there are these alerts. */
function toldAt(steps: readonly [minute: number, alerts: readonly Alert[], isQuiet?: boolean][]): string[] {
  let noticed: Noticed = NOTHING_NOTICED;
  return steps.flatMap(([minute, alerts, isQuiet = false]) => {
    const found = noticesOf(alerts, noticed, { now: NOW + minute * MINUTE, isQuiet });
    ({ noticed } = found);
    return found.tell.map(({ id }) => `${minute} ${id}`);
  });
}

describe('alerts that are told', () => {
  const [shop, search] = [alert('shop'), alert('search')];

  it('each once as long as it lasts, and only those that can’t wait', () => {
    deepEqual(
      toldAt([
        [0, [shop, alert('slow', 'ticket')]],
        [1, [shop]],
        [2, [search, shop]],
        [300, [shop, search]],
      ]),
      ['0 shop', '2 search'],
    );
  });

  it('not again where it comes and goes or gets less, but where it was gone for long', () => {
    deepEqual(
      toldAt([
        [0, [shop]],
        [1, []],
        [20, [shop]],
        [45, [alert('shop', 'ticket')]],
        [70, [shop]],
      ]),
      ['0 shop'],
    );
    deepEqual(
      toldAt([
        [0, [shop]],
        [1, []],
        [30, []],
        [31, [shop]],
      ]),
      ['0 shop', '31 shop'],
    );
  });

  it('one that got worse is told then', () => {
    deepEqual(
      toldAt([
        [0, [alert('shop', 'ticket')]],
        [1, [shop]],
      ]),
      ['1 shop'],
    );
  });

  it('in quiet hours none, after them what still lasts', () => {
    deepEqual(
      toldAt([
        [0, [shop, search], true],
        [1, [shop, search], true],
        [2, [shop]],
      ]),
      ['2 shop'],
    );
  });

  it('muted for a time, and told again where it lasts longer', () => {
    const first = noticesOf([shop, search], NOTHING_NOTICED, { now: NOW, isQuiet: false });
    const muted = muteAlert(first.noticed, 'shop', NOW + 10 * MINUTE);
    const during = noticesOf([shop, search], muted, { now: NOW + MINUTE, isQuiet: false });
    deepEqual(during.tell, []);
    const after = noticesOf([shop, search], during.noticed, { now: NOW + 11 * MINUTE, isQuiet: false });
    deepEqual(
      after.tell.map(({ id }) => id),
      ['shop'],
    );
    deepEqual(after.noticed.muted, {});
  });

  it('knows hours over midnight, and takes nothing for what it does not understand', () => {
    const at = (hours: string, hour: number): boolean => isQuietAt(hours, hour * 60);
    deepEqual(
      [21.9, 22, 3, 6.9, 7].map(hour => at('22-07', hour)),
      [false, true, true, true, false],
    );
    deepEqual(
      [12.4, 12.5, 14].map(hour => at('12:30-14', hour)),
      [false, true, false],
    );
    for (const none of ['', '7-7', 'night', '25-7', '22']) equal(at(none, 7), false, none);
    equal(at('0-24', 12), true);
  });
});
