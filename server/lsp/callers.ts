import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CancellationToken, Connection, Location, Position } from 'vscode-languageserver/node';
import type { Analysis, FunctionRef } from '../core/model.ts';
import type { KeptScans } from '../workspace/kept-scans.ts';
import type { Documents } from './documents.ts';
import { compare, contains } from '../core/positions.ts';
import { withProgress } from './progress.ts';
import { type Callers, FIND_CALLERS, type FindCallersParams } from './protocol.ts';

/** Calls that come to an LLM through a function of the project: from the call in it, or from the function's name. */
export function serveCallers(connection: Connection, documents: Documents, scans: KeptScans): void {
  const find = async (
    { uri, position, ...progress }: FindCallersParams,
    token: CancellationToken,
  ): Promise<Callers> => {
    const analyzed = await documents.current(uri);
    const wrapper = analyzed && wrapperAt(analyzed.analysis, position);
    if (!wrapper) return { name: null, locations: [] };
    const { session } = analyzed;
    const { analyses } = await withProgress(connection, progress, token, options => scans.scan(session, options));
    const calls = analyses.flatMap(analysis => analysis.calls);
    const locations = calls
      .filter(({ through }) => through.some(via => isSame(via, wrapper)))
      .map(({ place }): Location => ({
        uri: pathToFileURL(path.join(session.root, place.file)).href,
        range: place.range,
      }));
    return { name: wrapper.name, locations };
  };
  connection.onRequest(FIND_CALLERS, find);
}

/** The function whose callers decide what a call sends: of the call that the position is in, else of the one below it. */
function wrapperAt({ calls }: Analysis, position: Position): FunctionRef | undefined {
  const wrapped = calls
    .flatMap(({ place, decidedBy }) => (decidedBy ? [{ range: place.range, decidedBy }] : []))
    .toSorted((a, b) => compare(a.range.start, b.range.start));
  const around = wrapped.find(({ range }) => contains(range, position));
  const named = wrapped.find(({ decidedBy }) => decidedBy.place.range.start.line === position.line);
  return (around ?? named ?? wrapped.find(({ range }) => compare(range.start, position) >= 0) ?? wrapped.at(-1))
    ?.decidedBy;
}

const isSame = (a: FunctionRef, b: FunctionRef): boolean =>
  a.place.file === b.place.file && compare(a.place.range.start, b.place.range.start) === 0;
