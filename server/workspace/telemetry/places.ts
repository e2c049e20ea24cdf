import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CallSite } from '../../core/model.ts';

export interface PlacedCall {
  /** Absolute path of the folder that the call's file counts from. */
  root: string;
  call: CallSite;
}

/** Where files and calls of a workspace stand, for what is told of them by name. */
export function placesOf(calls: readonly PlacedCall[]): {
  uriOf(file: string): string;
  lineOf(file: string, site: string): number | null;
} {
  const [first] = calls;
  const roots = new Map(calls.map(({ root, call }) => [call.place.file, root]));
  const lines = new Map(calls.map(({ call }) => [call.id, call.place.range.start.line]));
  return {
    uriOf: file => pathToFileURL(path.join(roots.get(file) ?? first?.root ?? '', file)).href,
    lineOf: (_file, site) => lines.get(site) ?? null,
  };
}
