import { lineAt, lineStartsOf } from '../../languages/lines.ts';
import type { Place, Position } from '../../model.ts';
import { ancestors, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Source } from '../template.ts';

/** Files that take in files that take in files: longer chains are not followed, and a circle ends. */
const MAX_DEPTH = 5;

/** A file as formats read it; undefined where it can't be read as text. */
export function openSource(file: string, project: Project, depth = 0): Source | undefined {
  const text = project.text(file);
  if (text === undefined) return undefined;
  const starts = lineStartsOf(text);
  const positionAt = (offset: number): Position => {
    const line = lineAt(starts, offset);
    return { line, character: offset - (starts[line] ?? 0) };
  };
  const place = (start: number, end: number): Place => ({
    file,
    range: { start: positionAt(start), end: positionAt(end) },
  });
  const other = (path: string): Source | undefined => {
    if (depth >= MAX_DEPTH) return undefined;
    const found = ancestors(file)
      .map(folder => joinPath(folder, path))
      .find(candidate => candidate !== undefined && candidate !== file && project.exists(candidate));
    return found === undefined ? undefined : openSource(found, project, depth + 1);
  };
  return { file, text, place, other };
}
