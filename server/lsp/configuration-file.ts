import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import { CONFIGURATION_FILES, USAGE_FILES } from '../core/configuration/configuration.ts';
import type { Problem } from '../core/configuration/read.ts';
import { addTo } from '../core/groups.ts';
import type { Folders } from './folders.ts';

const FILES: ReadonlySet<string> = new Set([...CONFIGURATION_FILES, ...USAGE_FILES]);

export const isConfiguration = (uri: string): boolean => FILES.has(uri.slice(uri.lastIndexOf('/') + 1));

/** Tells what is wrong with the projects' configuration files, in these files, whenever that is another than was told. */
export function problemTeller(connection: Connection, folders: Folders): () => Promise<void> {
  let told: ReadonlyMap<string, Diagnostic[]> = new Map();
  return async () => {
    const found = new Map<string, Diagnostic[]>();
    for (const session of await folders.sessions())
      for (const problem of session.problems())
        addTo(found, pathToFileURL(path.join(session.root, problem.file)).href, toDiagnostic(problem));
    const before = told;
    told = found;
    for (const uri of new Set([...before.keys(), ...found.keys()])) {
      const diagnostics = found.get(uri) ?? [];
      if (!isDeepStrictEqual(diagnostics, before.get(uri))) await connection.sendDiagnostics({ uri, diagnostics });
    }
  };
}

function toDiagnostic({ line, key, why, next }: Problem): Diagnostic {
  const range = { start: { line: line - 1, character: 0 }, end: { line, character: 0 } };
  const message = `${key === '' ? '' : `${key}: `}${why}. ${next}`;
  return { range, message, severity: DiagnosticSeverity.Error, source: 'prompt-cost' };
}
