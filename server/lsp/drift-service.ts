import type { Connection } from 'vscode-languageserver/node';
import { setTrust } from '../workspace/trust.ts';
import type { Documents } from './documents.ts';
import { type Drifts, followDrift } from './drift.ts';
import { serveDriftRequests } from './drift-requests.ts';
import type { Folders } from './folders.ts';
import { DRIFT_CHANGED, type InitializationOptions, TRUST_GRANTED } from './protocol.ts';
import { openRepositories, type Repositories } from './repositories.ts';

export interface DriftOptions {
  initializationOptions?: unknown;
  folders: Folders;
  documents: Documents;
  assets: string;
  /** What is shown of documents is another. */
  changed: () => void;
}

/** Drift of what is open, the view of all prompts, and the trust that both need. */
export function serveDrift(
  connection: Connection,
  { initializationOptions, folders, documents, assets, changed }: DriftOptions,
): Drifts & { repositories: Repositories } {
  const client = optionsOf(initializationOptions);
  const failed = (error: unknown): void =>
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const again = (): void => {
    drifts.again();
    connection.sendNotification(DRIFT_CHANGED).catch(failed);
  };
  const repositories = openRepositories(assets, again);
  setTrust(client.isTrusted !== false);
  const drifts = followDrift({
    repositories,
    assets,
    textOf: (root, file) => documents.last(root, file)?.document.getText(),
    changed,
    failed,
    canOpen: () => client.canOpenVersions === true,
  });
  serveDriftRequests(connection, folders, repositories, assets);
  connection.onNotification(TRUST_GRANTED, () => {
    setTrust(true);
    again();
  });
  connection.onShutdown(() => repositories.close());
  return { ...drifts, repositories };
}

const optionsOf = (given: unknown): InitializationOptions => (typeof given === 'object' && given !== null ? given : {});
