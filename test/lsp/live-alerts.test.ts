import { deepEqual } from 'node:assert/strict';
import type { Connection } from 'vscode-languageserver/node';
import type { Alert } from '../../server/core/signals/live.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../server/core/settings.ts';
import { serveLiveAlerts } from '../../server/lsp/live-alerts.ts';
import { LIVE_ALERT, LIVE_MUTE, type LiveAlert, type LiveMute } from '../../server/lsp/protocol.ts';

const NIGHT = new Date(2026, 10, 21, 23).getTime();
const HOUR = 3_600_000;
const BURNING: Alert = {
  id: 'shop',
  severity: 'page',
  since: NIGHT,
  title: 'Shop burns',
  driver: 'gpt-4o',
  how: 'query',
};

/** A connection that keeps what is sent, and what the editor says back. */
function serve(settings: Partial<Settings>) {
  const sent: [string, LiveAlert][] = [];
  let mute: ((params: LiveMute) => void) | undefined;
  const connection = {
    onNotification: (name: string, heard: (params: LiveMute) => void) => {
      if (name === LIVE_MUTE) mute = heard;
    },
    sendNotification: (name: string, params: LiveAlert) => {
      sent.push([name, params]);
      return Promise.resolve();
    },
  } as unknown as Connection;
  const fail = (error: unknown): void => {
    throw error;
  };
  const hear = serveLiveAlerts(connection, () => ({ ...DEFAULT_SETTINGS, ...settings }), fail);
  return { sent, hear: (at: number) => hear([BURNING], at), mute: (params: LiveMute) => mute?.(params) };
}

describe('alerts in the editor', () => {
  it('are sent once, with what drives them, and again after a mute', () => {
    const { sent, hear, mute } = serve({});
    for (const at of [NIGHT, NIGHT + 10_000]) hear(at);
    deepEqual(sent, [[LIVE_ALERT, { id: 'shop', title: 'Shop burns', driver: 'gpt-4o' }]]);
    mute({ id: 'shop', until: NIGHT + HOUR });
    hear(NIGHT + HOUR / 2);
    deepEqual(sent.length, 1);
    hear(NIGHT + HOUR + 1);
    deepEqual(sent.length, 2);
  });

  it('wait for the end of quiet hours, by the clock of this machine', () => {
    const { sent, hear } = serve({ 'live.quietHours': '22-07' });
    for (const hours of [0, 4, 7.9]) hear(NIGHT + hours * HOUR);
    deepEqual(sent, []);
    hear(NIGHT + 8 * HOUR);
    deepEqual(sent.length, 1);
  });

  it('are not sent to who wants none', () => {
    const { sent, hear } = serve({ 'live.notify': false });
    hear(NIGHT);
    deepEqual(sent, []);
  });
});
