import {
  CodeActionKind,
  CodeLensRefreshRequest,
  createConnection,
  ProposedFeatures,
  TextDocumentSyncKind,
  type InitializeParams,
} from 'vscode-languageserver/node';
import { loadCatalogue } from '../workspace/catalogue.ts';
import { keepScans } from '../workspace/kept-scans.ts';
import { openSession } from '../workspace/open.ts';
import { serveCallers } from './callers.ts';
import { serveCodeActions } from './code-actions.ts';
import { watchConfiguration } from './configuration.ts';
import { isConfiguration, problemTeller } from './configuration-file.ts';
import { serveCodeLens } from './code-lens.ts';
import { serveCompletion } from './completion.ts';
import { serveDocumentLinks } from './document-links.ts';
import { type DocumentEvents, watchDocuments } from './documents.ts';
import { serveDiagnostics } from './diagnostics.ts';
import { serveDrift } from './drift-service.ts';
import { openFolders } from './folders.ts';
import { serveHover } from './hover.ts';
import { serveInlayHints } from './inlay-hints.ts';
import { NOTEBOOK } from './protocol.ts';
import { type LiveUse, serveLive } from './live.ts';
import { serveReport } from './report.ts';
import { serveRulePages } from './rule-pages.ts';
import { serveScan } from './scan.ts';
import { serveTotals } from './totals.ts';
import { registerWatcher, watchFiles } from './watched-files.ts';
import { serveWorkspaceView, tellWorkspaceChanged } from './workspace-view.ts';

/** The command line names the transport: `--stdio`, `--node-ipc`, `--socket=…`, `--pipe=…`. */
const connection = createConnection(ProposedFeatures.all);
/** Grammars and vocabularies lie beside the built server. */
const ASSETS = import.meta.dirname;
/** From when the client says what it can. */
let live: LiveUse | undefined;
const scans = keepScans(() => {
  tellWorkspaceChanged(connection);
  live?.workspaceChanged();
});
const folders = openFolders(async root => scans.keep(await openSession({ root, assets: ASSETS })));

connection.onInitialize(params => {
  folders.setRoots(rootsOf(params));
  const begin = serve(params);
  connection.onInitialized(() => void begin().catch(error => connection.console.error(String(error))));
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      notebookDocumentSync: { notebookSelector: [{ notebook: NOTEBOOK }] },
      inlayHintProvider: { resolveProvider: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ['"', "'", '`', '/', '-'], resolveProvider: true },
      documentLinkProvider: {},
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      codeLensProvider: {},
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: 'prompt-cost' },
  };
});
connection.listen();

/** The first is a client's list of folders; one that knows no lists has a root at most. */
const rootsOf = ({ workspaceFolders, rootUri }: InitializeParams): string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);

/** Has the editor ask again for what stands in its text, if it can. */
function refresherOf({ workspace }: InitializeParams['capabilities']): () => void {
  const failed = (error: unknown): void => connection.console.error(String(error));
  return () => {
    if (workspace?.inlayHint?.refreshSupport === true) connection.languages.inlayHint.refresh().catch(failed);
    if (workspace?.codeLens?.refreshSupport === true) connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  };
}

/** Wires the features. What it returns is for later: the client takes requests only once it is initialized. */
function serve({ capabilities: client, initializationOptions }: InitializeParams): () => Promise<void> {
  const refreshHints = refresherOf(client);
  const configuration = watchConfiguration(connection, client, () => {
    refreshHints();
    totals.sendAll();
    diagnostics.sendAll();
  });
  const pages = serveRulePages(connection, client, initializationOptions?.canExplainRules === true);
  const diagnostics = serveDiagnostics(connection, configuration.settings, pages);
  const totals = serveTotals(connection, configuration.settings);
  const tellProblems = problemTeller(connection, folders);
  const analyzed: DocumentEvents['analyzed'] = (uri, result) => {
    totals.send(uri, result);
    diagnostics.send(uri, result);
    drifts.analyzed(uri, result);
    if (isConfiguration(uri)) void tellProblems();
  };
  const documents = watchDocuments(connection, folders, { analyzed, changedElsewhere: refreshHints });
  const workspace = { folders, documents, assets: ASSETS, changed: refreshHints };
  const drifts = serveDrift(connection, { ...workspace, initializationOptions });
  const needs = { repositories: drifts.repositories, settings: configuration.settings };
  const used = (): void => tellWorkspaceChanged(connection);
  live = serveLive(connection, { ...workspace, ...needs, scans, used });
  const background = { drifts, usesOf: scans.usedBy, live };
  serveInlayHints(connection, documents, configuration.settings, background);
  serveHover(connection, documents, configuration.settings, background);
  serveCodeLens(connection, documents, configuration.settings, background);
  serveCompletion(connection, documents);
  serveDocumentLinks(connection, documents);
  serveCodeActions(connection, documents, client, configuration.settings, pages);
  serveScan(connection, folders, documents);
  serveCallers(connection, documents, scans);
  serveWorkspaceView(connection, folders, scans, documents, live);
  serveReport(connection, folders, scans, documents, ASSETS);
  watchFiles(connection, folders, documents, tellProblems);

  const problem = loadCatalogue();
  return async () => {
    if (problem !== null) connection.console.warn(problem);
    await configuration.load();
    totals.sendAll();
    diagnostics.sendAll();
    refreshHints();
    await tellProblems();
    await registerWatcher(connection, client);
    if (client.workspace?.workspaceFolders !== true) return;
    connection.workspace.onDidChangeWorkspaceFolders(async () => {
      folders.setRoots((await connection.workspace.getWorkspaceFolders())?.map(({ uri }) => uri) ?? []);
      documents.analyzeAll();
    });
  };
}
