import * as vscode from 'vscode';

/** What the steps of Get Started wait for: each is done once it has been seen, whatever the reader did to see it. */
type Seen = 'call' | 'breakdown';

const seen = new Set<Seen>();

export function markSeen(what: Seen): void {
  if (seen.has(what)) return;
  seen.add(what);
  void vscode.commands.executeCommand('setContext', `promptCost.seen.${what}`, true);
}
