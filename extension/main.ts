import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { TRUST_GRANTED } from '../server/lsp/protocol.ts';
import { showCallers } from './callers.ts';
import { createClient } from './client.ts';
import { createConfiguration } from './create-configuration.ts';
import { showAlerts } from './live-alerts.ts';
import { setUpLive } from './live.ts';
import { showPanel } from './panel/host.ts';
import { showRules } from './rules.ts';
import { showReports } from './report.ts';
import { scanWorkspace, serveReports } from './scan.ts';
import { showTotals } from './status-bar.ts';
import { showWorkspaceView } from './workspace-view.ts';
import { showDrift } from './drift.ts';
import { serveVersions } from './versions.ts';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = createClient(context.asAbsolutePath('dist/server.cjs'));
  client = started;
  const reports = serveReports();
  context.subscriptions.push(
    reports,
    showTotals(started),
    showWorkspaceView(started, context.workspaceState),
    showReports(started),
    showPanel(started, context.extensionUri),
    showAlerts(started, context.globalState),
    showCallers(started),
    createConfiguration(context),
    showDrift(started),
    showRules(started),
    serveVersions(started),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.sendNotification(TRUST_GRANTED)),
    vscode.commands.registerCommand('promptCost.scanWorkspace', () => scanWorkspace(started, reports)),
    vscode.commands.registerCommand('promptCost.showOutput', () => started.outputChannel.show()),
  );
  await started.start();
  context.subscriptions.push(setUpLive(started, context.secrets));
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
