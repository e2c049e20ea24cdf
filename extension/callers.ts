import * as vscode from 'vscode';
import type { Location } from 'vscode-languageclient';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type Callers, FIND_CALLERS } from '../server/lsp/protocol.ts';
import { askWithProgress } from './progress.ts';

/** Peeks at the calls that come to an LLM through the function at the cursor. */
export const showCallers = (client: LanguageClient): vscode.Disposable =>
  vscode.commands.registerTextEditorCommand('promptCost.showCallers', async ({ document, selection }) => {
    const params = { uri: client.code2ProtocolConverter.asUri(document.uri), position: selection.active };
    const options = { location: vscode.ProgressLocation.Notification, title: 'Prompt Cost' };
    const callers = await askWithProgress<Callers>(client, FIND_CALLERS, params, options);
    if (!callers) return;
    const { name, locations } = callers;
    if (name === null)
      return void vscode.window.showInformationMessage(
        vscode.l10n.t('No function around an LLM call here leaves the prompt or the model to its callers.'),
      );
    if (locations.length === 0)
      return void vscode.window.showInformationMessage(vscode.l10n.t('No caller of {0} was found.', name));
    const places = locations.map((location: Location) => client.protocol2CodeConverter.asLocation(location));
    await vscode.commands.executeCommand('editor.action.peekLocations', document.uri, selection.active, places, 'peek');
  });
