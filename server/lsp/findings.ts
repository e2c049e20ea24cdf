import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Place } from '../core/model.ts';
import type { Analyzed } from './buffer.ts';
import { cellAt, inCell } from './notebooks.ts';

const known = new WeakMap<Analyzed, Finding[]>();

/** What the rules say of a document, or of all cells of a notebook; told once for each analysis. */
export function findingsIn(analyzed: Analyzed): Finding[] {
  const findings = known.get(analyzed) ?? analyzed.session.findings(analyzed.analysis);
  known.set(analyzed, findings);
  return findings;
}

/** The document or cell that a place lies in; undefined where it is in neither. */
export function documentOf(analyzed: Analyzed, place: Place): TextDocument | undefined {
  if (place.file !== analyzed.analysis.file) return undefined;
  return analyzed.cells ? cellAt(analyzed, place)?.document : analyzed.document;
}

/** Where a place is for the editor. */
export function locationOf(analyzed: Analyzed, place: Place): Location {
  const cell = cellAt(analyzed, place);
  if (cell) return { uri: cell.document.uri, range: inCell(analyzed, cell, place).range };
  const uri =
    place.file === analyzed.analysis.file
      ? analyzed.document.uri
      : pathToFileURL(path.join(analyzed.session.root, place.file)).href;
  return { uri, range: place.range };
}
