import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type InlayHint,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { FILE_TOTAL, type FileTotal, type InitializationOptions } from '../../server/lsp/protocol.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const SERVER = path.join(ROOT, 'dist', 'server.cjs');
const EXAMPLE = path.join(ROOT, 'examples', 'shop-assistant');

/** An editor of a few lines that talks to the built server over stdio. */
export interface Client {
  connection: ProtocolConnection;
  initialized: InitializeResult;
  folder: string;
  uriOf(file: string): string;
  open(file: string, text: string, languageId?: string): void;
  /** Replaces all of the text, as one edit. */
  edit(file: string, text: string): void;
  hints(file: string): Promise<string[]>;
  hover(file: string, line: number, character: number): Promise<string | undefined>;
  /** The tooltip of the hint at a line, resolved. */
  breakdown(file: string, line: number): Promise<string | undefined>;
  /** What was told of a document last, with the version that it is of; undefined: nothing ever was. */
  diagnostics(file: string): { diagnostics: Diagnostic[]; version?: number } | undefined;
  /** What is offered at a place. */
  actions(file: string, line: number, character: number): Promise<CodeAction[]>;
  /** The total sent last. */
  total(file: string): FileTotal | undefined;
  /** How often the server asked for its hints to be fetched again. */
  refreshes(): number;
  /** Answers `workspace/configuration` from now on. */
  configure(settings: object): Promise<void>;
  /** Other folders from now on; done once the server knows them. */
  changeFolders(folders: readonly string[]): Promise<void>;
  /** Lines that the server logged. */
  logged: string[];
  /** Says goodbye as LSP asks; the process's exit code. */
  shutdown(): Promise<number>;
}

const FULL: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
  textDocument: { codeAction: { disabledSupport: true } },
};

const EVERYTHING = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };

export async function startClient(capabilities = FULL, initializationOptions?: InitializationOptions): Promise<Client> {
  const folder = path.join(await realpath(await mkdtemp(path.join(tmpdir(), 'prompt-cost-lsp-'))), 'shop');
  await cp(EXAMPLE, folder, { recursive: true });
  const env = { ...process.env, XDG_CACHE_HOME: path.join(path.dirname(folder), 'cache') };
  const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const exited = once(server, 'exit');
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const totals = new Map<string, FileTotal>();
  const versions = new Map<string, number>();
  const logged: string[] = [];
  let settings: object = {};
  let refreshes = 0;
  connection.onRequest('workspace/configuration', () => [settings]);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/inlayHint/refresh', () => {
    refreshes += 1;
    return null;
  });
  connection.onNotification(FILE_TOTAL, (total: FileTotal) => {
    totals.set(total.uri, total);
  });
  const diagnosed = new Map<string, { diagnostics: Diagnostic[]; version?: number }>();
  connection.onNotification('textDocument/publishDiagnostics', (told: PublishDiagnosticsParams) => {
    diagnosed.set(told.uri, told);
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  connection.listen();

  const uriOf = (file: string): string =>
    /^[\w-]{2,}:/.test(file) ? file : pathToFileURL(path.resolve(folder, file)).href;
  let workspaceFolders = [{ name: 'shop', uri: pathToFileURL(folder).href }];
  let told = (): void => undefined;
  connection.onRequest('workspace/workspaceFolders', () => {
    setImmediate(told);
    return workspaceFolders;
  });
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    workspaceFolders,
    ...(initializationOptions && { initializationOptions }),
  });
  await connection.sendNotification('initialized', {});

  const hintsOf = async (file: string): Promise<InlayHint[]> => {
    const params = { textDocument: { uri: uriOf(file) }, range: EVERYTHING };
    return (await connection.sendRequest<InlayHint[] | null>('textDocument/inlayHint', params)) ?? [];
  };

  return {
    connection,
    initialized,
    folder,
    uriOf,
    logged,
    open(file, text, languageId = file.endsWith('.py') ? 'python' : 'typescript') {
      versions.set(file, 1);
      const textDocument = { uri: uriOf(file), languageId, version: 1, text };
      void connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    edit(file, text) {
      const version = (versions.get(file) ?? 0) + 1;
      versions.set(file, version);
      const textDocument = { uri: uriOf(file), version };
      void connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
    },
    async hints(file) {
      return (await hintsOf(file)).map(
        ({ position, label }) => `${position.line + 1}:${position.character} ${String(label)}`,
      );
    },
    async hover(file, line, character) {
      const params = { textDocument: { uri: uriOf(file) }, position: { line, character } };
      const hover: Hover | null = await connection.sendRequest('textDocument/hover', params);
      return hover === null ? undefined : (hover.contents as { value: string }).value;
    },
    async breakdown(file, line) {
      const hint = (await hintsOf(file)).find(({ position }) => position.line === line);
      const resolved: InlayHint = await connection.sendRequest('inlayHint/resolve', hint);
      return (resolved.tooltip as { value: string }).value;
    },
    diagnostics: file => diagnosed.get(uriOf(file)),
    async actions(file, line, character) {
      const at = { line, character };
      const params = {
        textDocument: { uri: uriOf(file) },
        range: { start: at, end: at },
        context: { diagnostics: [] },
      };
      return (await connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', params)) ?? [];
    },
    total: file => totals.get(uriOf(file)),
    refreshes: () => refreshes,
    async configure(changed) {
      settings = changed;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
    async changeFolders(changed) {
      workspaceFolders = changed.map(root => ({ name: path.basename(root), uri: pathToFileURL(root).href }));
      const event = { added: [], removed: [] };
      const tell = (): void => void connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      // The server begins to listen only once it has asked for what it needs itself.
      const again = setInterval(tell, 50);
      await new Promise<void>(resolve => (told = resolve));
      clearInterval(again);
    },
    async shutdown() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const [code] = await exited;
      await rm(path.dirname(folder), { recursive: true, force: true });
      return Number(code);
    },
  };
}

/** Ends the server, which ends with 0 and has logged no error. */
export async function endWell(client: Client): Promise<void> {
  assert.equal(await client.shutdown(), 0);
  assert.deepEqual(client.logged, [], 'the server logged no error');
}
