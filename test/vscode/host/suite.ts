import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

const EXTENSION = 'prompt-cost.prompt-cost';

async function openExample(file: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the example is open as a folder');
  const document = await vscode.workspace.openTextDocument(path.join(folder.uri.fsPath, file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The client answers with nothing until its server is up. */
async function hintsOf(document: vscode.TextDocument): Promise<string[]> {
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  for (let attempt = 0; attempt < 100; attempt++) {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      everything,
    );
    if (hints.length > 0) return hints.map(({ position, label }) => `${position.line + 1}: ${String(label)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return [];
}

describe('extension host', () => {
  it('activates on a Python file', async () => {
    await openExample('service/assistant.py');
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, `${EXTENSION} is installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('gives a hint for each call', async () => {
    const hints = await hintsOf(await openExample('service/assistant.py'));
    assert.equal(hints.length, 2);
    assert.match(hints[0] ?? '', /^25: .*tok.*\$/);
    assert.match(hints[1] ?? '', /^42: ≥.*tok.*\$/);
  });

  it('gives the breakdown on hover', async () => {
    const document = await openExample('service/assistant.py');
    const call = new vscode.Position(24, document.lineAt(24).text.indexOf('create'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      call,
    );
    const text = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value)));
    assert.match(text.join('\n'), /gpt-4\.1-mini/);
    assert.match(text.join('\n'), /SUPPORT_SYSTEM/);
  });

  it('has its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const command of ['promptCost.scanWorkspace', 'promptCost.showOutput']) assert.ok(commands.includes(command));
  });
});
