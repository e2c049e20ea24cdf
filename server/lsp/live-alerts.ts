import type { Connection } from 'vscode-languageserver/node';
import type { Alert } from '../core/signals/live.ts';
import { isQuietAt, muteAlert, NOTHING_NOTICED, noticesOf } from '../core/signals/notices.ts';
import type { Settings } from '../core/settings.ts';
import { LIVE_ALERT, LIVE_MUTE, type LiveAlert, type LiveMute } from './protocol.ts';

/** Tells the editor of alerts that can't wait. What is returned takes those of a moment. */
export function serveLiveAlerts(
  connection: Connection,
  settings: () => Settings,
  failed: (error: unknown) => void,
): (alerts: readonly Alert[], now: number) => void {
  let noticed = NOTHING_NOTICED;
  connection.onNotification(LIVE_MUTE, ({ id, until }: LiveMute) => {
    noticed = muteAlert(noticed, id, until);
  });
  return (alerts, now) => {
    const { 'live.notify': isWanted, 'live.quietHours': hours } = settings();
    const clock = new Date(now);
    const isQuiet = !isWanted || isQuietAt(hours, clock.getHours() * 60 + clock.getMinutes());
    const found = noticesOf(alerts, noticed, { now, isQuiet });
    ({ noticed } = found);
    for (const { id, title, driver } of found.tell) {
      const told: LiveAlert = { id, title, driver };
      connection.sendNotification(LIVE_ALERT, told).catch(failed);
    }
  };
}
