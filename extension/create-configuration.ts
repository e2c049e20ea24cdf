import * as vscode from 'vscode';

const FILES = ['promptcost.config.yaml', 'promptcost.config.yml', 'promptcost.config.json'];

/** Opens the folder's configuration; where there is none, one that explains itself and says nothing yet. */
export function createConfiguration(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('promptCost.createConfiguration', async () => {
    const folder = await chooseFolder();
    if (!folder) return;
    const known = await firstThatExists(FILES.map(name => vscode.Uri.joinPath(folder.uri, name)));
    const file = known ?? vscode.Uri.joinPath(folder.uri, 'promptcost.config.yaml');
    if (!known) {
      const example = vscode.Uri.joinPath(context.extensionUri, 'extension/configuration.example.yaml');
      await vscode.workspace.fs.copy(example, file, { overwrite: false });
    }
    await vscode.window.showTextDocument(file, { preview: false });
  });
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) {
    return vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Configure which folder?') });
  }
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a folder first: the configuration lies at its root.'),
    );
  }
  return folders[0];
}

async function firstThatExists(files: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  for (const file of files) {
    const isThere = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
