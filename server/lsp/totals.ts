import type { Connection } from 'vscode-languageserver/node';
import type { Settings } from '../core/settings.ts';
import { formatTotal, totalMarkdown } from '../report/total.ts';
import type { Analyzed } from './buffer.ts';
import { lineOf } from './notebooks.ts';
import { FILE_TOTAL, type FileTotal } from './protocol.ts';

export interface Totals {
  send(uri: string, result: Analyzed | undefined): void;
  /** Again for every open file: the setting changed. */
  sendAll(): void;
}

/** Tells the editor what the calls of each open file come to. */
export function serveTotals(connection: Connection, settings: () => Settings): Totals {
  const results = new Map<string, Analyzed>();
  const notify = (uri: string): void => {
    const result = settings()['statusBar.enabled'] ? results.get(uri) : undefined;
    const calls = result?.analysis.calls ?? [];
    const total: FileTotal =
      result === undefined || calls.length === 0
        ? { uri, text: null, tooltip: '' }
        : { uri, text: formatTotal(calls), tooltip: totalMarkdown(calls, place => lineOf(result, place)) };
    connection.sendNotification(FILE_TOTAL, total).catch(error => connection.console.error(String(error)));
  };
  return {
    send(uri, result) {
      if (result === undefined) results.delete(uri);
      else results.set(uri, result);
      notify(uri);
    },
    sendAll: () => [...results.keys()].forEach(notify),
  };
}
