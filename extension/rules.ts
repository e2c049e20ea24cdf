import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { EXPLAIN_RULE, RULE_PAGE, RULE_SCHEME } from '../server/lsp/protocol.ts';

const LIST = 'Rules';

/** Shows the page of a rule, or the list of all; the server writes it. The manifest says that it is shown as rendered Markdown. */
export function showRules(client: LanguageClient): vscode.Disposable {
  const provider: vscode.TextDocumentContentProvider = {
    async provideTextDocumentContent({ path }) {
      const id = path.replace(/^\/|\.md$/g, '');
      const page = await client.sendRequest<string | null>(RULE_PAGE, id === LIST ? '' : id);
      return page ?? vscode.l10n.t('There is no such rule.');
    },
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, provider),
    vscode.commands.registerCommand(EXPLAIN_RULE, async (rule: string = LIST) => {
      const page = vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${rule}.md` });
      await vscode.commands.executeCommand('vscode.open', page);
    }),
  );
}
