import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { LIVE_PANEL, LIVE_SHOWN, type LiveShown, type PanelModel } from '../../server/lsp/protocol.ts';
import type { FromPage, ToPage } from './messages.ts';
import { obey } from './obey.ts';
import { pageHtml } from './page.ts';

const VIEW = 'promptCost.live';
const TAB = 'promptCost.liveTab';

/** What calls cost while they run: in the side bar, and as a tab of the editor. */
export function showPanel(client: LanguageClient, extension: vscode.Uri): vscode.Disposable {
  const pages = keepPages(vscode.Uri.joinPath(extension, 'dist'), isShown => {
    const said: LiveShown = { isShown };
    void client.sendNotification(LIVE_SHOWN, said);
  });
  let tab: vscode.WebviewPanel | undefined;

  function adopt(panel: vscode.WebviewPanel): void {
    tab = panel;
    panel.iconPath = vscode.Uri.joinPath(extension, 'extension', 'panel', 'icon.svg');
    const page = pages.add(panel.webview);
    panel.onDidChangeViewState(() => panel.visible || page.hide());
    panel.onDidDispose(() => {
      page.dispose();
      tab = undefined;
    });
  }

  function openTab(): void {
    if (tab === undefined)
      adopt(vscode.window.createWebviewPanel(TAB, vscode.l10n.t('Live Costs'), vscode.ViewColumn.Active));
    else tab.reveal();
  }

  return vscode.Disposable.from(
    client.onNotification(LIVE_PANEL, pages.show),
    vscode.window.registerWebviewViewProvider(VIEW, {
      resolveWebviewView(view) {
        const page = pages.add(view.webview);
        view.onDidChangeVisibility(() => view.visible || page.hide());
        view.onDidDispose(page.dispose);
      },
    }),
    vscode.window.registerWebviewPanelSerializer(TAB, {
      async deserializeWebviewPanel(panel) {
        adopt(panel);
      },
    }),
    vscode.commands.registerCommand('promptCost.live.openTab', openTab),
    { dispose: () => tab?.dispose() },
  );
}

interface Page {
  hide(): void;
  dispose(): void;
}

/** A page that is hidden is gone, and says that it is ready when it is back: nothing is sent to it meanwhile. */
function keepPages(
  dist: vscode.Uri,
  onShown: (isShown: boolean) => void,
): { add(webview: vscode.Webview): Page; show(model: PanelModel): void } {
  const ready = new Set<vscode.Webview>();
  let known: PanelModel | undefined;

  function send(webview: vscode.Webview): void {
    if (known === undefined) return;
    const message: ToPage = { model: known, ageMs: Math.max(0, Date.now() - known.at) };
    // oxlint-disable-next-line require-post-message-target-origin -- an editor's, not a window's
    void webview.postMessage(message);
  }

  return {
    add(webview) {
      const at = (file: string): string => String(webview.asWebviewUri(vscode.Uri.joinPath(dist, file)));
      webview.options = { enableScripts: true, localResourceRoots: [dist] };
      const listener = webview.onDidReceiveMessage((message: FromPage) => {
        if (message.kind !== 'ready') return void obey(message);
        ready.add(webview);
        onShown(true);
        return send(webview);
      });
      const [style, script] = [at('panel.css'), at('panel.js')];
      webview.html = pageHtml({ style, script, from: webview.cspSource, nonce: crypto.randomUUID() });
      const hide = (): void => {
        if (ready.delete(webview) && ready.size === 0) onShown(false);
      };
      return {
        hide,
        dispose() {
          hide();
          listener.dispose();
        },
      };
    },
    show(model) {
      known = model;
      for (const webview of ready) send(webview);
    },
  };
}
