import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import { CONFIGURATION_FILES, USAGE_FILES } from '../core/configuration/configuration.ts';
import type { Problem } from '../core/configuration/read.ts';
import type { Folders } from './folders.ts';

const FILES: readonly string[] = [...CONFIGURATION_FILES, ...USAGE_FILES];

export const isConfiguration = (uri: string): boolean => FILES.includes(uri.slice(uri.lastIndexOf('/') + 1));

/** Tells what is wrong with the projects' configuration files, in these files; of all of them, so that what was mended goes. */
export async function tellProblems(connection: Connection, folders: Folders): Promise<void> {
  for (const session of await folders.sessions()) {
    const problems = session.problems();
    for (const file of FILES) {
      const uri = pathToFileURL(path.join(session.root, file)).href;
      const diagnostics = problems.filter(problem => problem.file === file).map(toDiagnostic);
      await connection.sendDiagnostics({ uri, diagnostics });
    }
  }
}

function toDiagnostic({ line, key, why, next }: Problem): Diagnostic {
  const range = { start: { line: line - 1, character: 0 }, end: { line, character: 0 } };
  const message = `${key === '' ? '' : `${key}: `}${why}. ${next}`;
  return { range, message, severity: DiagnosticSeverity.Error, source: 'prompt-cost' };
}
