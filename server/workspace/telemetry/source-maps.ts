import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { CodeRef } from '../../core/signals/model.ts';

/** Larger files are bundles of whole systems: reading one for a line would stall what waits for it. */
const MOST_BYTES = 16 * 1024 * 1024;
/** How many positions, and how many maps, are kept. */
const MOST_KEPT = 4096;
const MOST_MAPS = 64;
const BUILT = /\.[cm]?js$/;

/** What stood in the source where built code runs, by the map that a compiler left beside it; as it is where there is none. */
export function openSourceMaps(roots: readonly string[]): (code: CodeRef) => CodeRef {
  const maps = new Map<string, TraceMap | null>();
  const known = new Map<string, CodeRef>();

  const mapOf = (file: string): TraceMap | null => {
    const before = maps.get(file);
    if (before !== undefined) return before;
    const map = readMap(file);
    if (maps.size >= MOST_MAPS) maps.clear();
    maps.set(file, map);
    return map;
  };

  function original(code: CodeRef): CodeRef {
    const built = BUILT.test(code.file) && code.line !== null ? fileHere(code.file, roots) : null;
    const map = built && mapOf(built);
    if (!built || !map || code.line === null) return code;
    const { source, line, name } = originalPositionFor(map, { line: code.line, column: 0, bias: 1 });
    if (source === null) return code;
    const file = source.startsWith('file:') ? fileURLToPath(source) : source;
    return { file: path.resolve(path.dirname(built), file), line, function: name ?? code.function };
  }

  return code => {
    const key = `${code.file}\0${code.line}\0${code.function}`;
    const before = known.get(key);
    if (before) return before;
    const found = original(code);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, found);
    return found;
  };
}

/** The file itself, or the one of the workspace whose path ends alike: what runs elsewhere was built here. Nothing outside of the roots. */
function fileHere(file: string, roots: readonly string[]): string | null {
  const parts = file.split(/[\\/]/).filter(part => part !== '');
  if (parts.includes('..')) return null;
  const isInside = roots.some(root => path.isAbsolute(file) && !path.relative(root, file).startsWith('..'));
  if (isInside && existsSync(file)) return file;
  for (const root of roots)
    for (let from = 0; from < parts.length; from += 1) {
      const here = path.join(root, ...parts.slice(from));
      if (existsSync(here)) return here;
    }
  return null;
}

/** From the comment at its end, or from the file beside it; null where there is none that can be read. */
function readMap(file: string): TraceMap | null {
  try {
    const text = readSmall(file);
    const [, url = `${path.basename(file)}.map`] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(text) ?? [];
    const inline = /^data:application\/json[^,]*;base64,(.+)$/.exec(url);
    if (inline) return new TraceMap(Buffer.from(inline[1] ?? '', 'base64').toString('utf8'));
    if (/^[a-z]+:/i.test(url)) return null;
    return new TraceMap(readSmall(path.resolve(path.dirname(file), decodeURIComponent(url))));
  } catch {
    return null;
  }
}

function readSmall(file: string): string {
  if (statSync(file).size > MOST_BYTES) throw new Error('too large');
  return readFileSync(file, 'utf8');
}
