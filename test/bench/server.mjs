// The built language server in a process of its own, and an editor of a few lines that talks to it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { DIST } from '../../esbuild.mjs';

const PROBE = path.join(import.meta.dirname, 'probe.cjs');
const EVERYTHING = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

/** Starts the server on a folder, as an editor does. */
export async function startServer(folder, env = process.env) {
  const args = ['--expose-gc', '--require', PROBE, path.join(DIST, 'server.cjs'), '--stdio'];
  const server = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const logged = [];
  connection.onRequest('workspace/inlayHint/refresh', () => null);
  connection.onRequest('client/registerCapability', () => null);
  connection.onNotification('window/logMessage', ({ message }) => logged.push(message));
  connection.listen();
  const workspaceFolders = [{ name: path.basename(folder), uri: pathToFileURL(folder).href }];
  const workspace = { inlayHint: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true } };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace },
    workspaceFolders,
  });
  await connection.sendNotification('initialized', {});

  const uriOf = file => pathToFileURL(path.join(folder, file)).href;
  const ask = (method, file, more) => connection.sendRequest(method, { textDocument: { uri: uriOf(file) }, ...more });
  return {
    connection,
    logged,
    uriOf,
    ask,
    /** The text that it was opened with. */
    async open(file) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const textDocument = { uri: uriOf(file), languageId: languageOf(file), version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      return text;
    },
    close: file => connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } }),
    hints: file => ask('textDocument/inlayHint', file, { range: EVERYTHING }),
    /** `{ cpuMs, rss, heap }`, bytes; `collected`: after a garbage collection. */
    async measure(collected = false) {
      const answer = once(server, 'message');
      server.send({ collected });
      return (await answer)[0];
    },
    async stop() {
      await connection.sendRequest('shutdown');
      const exited = once(server, 'exit');
      await connection.sendNotification('exit');
      await exited;
    },
  };
}

const languageOf = file =>
  ({ '.py': 'python', '.ts': 'typescript', '.tsx': 'typescriptreact' })[path.extname(file)] ?? 'plaintext';
