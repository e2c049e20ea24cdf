import { parse } from 'smol-toml';
import { fromPlain, type ReadData } from './data.ts';

/** TOML. Its reader tells no places: they are found by the headers and keys at the beginnings of lines. */
export const readToml: ReadData = text => {
  try {
    const places = placesOf(text);
    return fromPlain(parse(text), path => places.get(path.join('\0')) ?? 0);
  } catch {
    return undefined; // no TOML: there is nothing to read from it
  }
};

const LINE = /^[ \t]*(?:\[\[?([^\]\n]+)\]\]?|([\w.\-"' ]+?)[ \t]*=[ \t]*("""|''')?)/;

function placesOf(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let table: string[] = [];
  let closing: string | null = null;
  let offset = 0;
  for (const line of text.split('\n')) {
    const [whole, header, key, quotes]: (string | undefined)[] = closing === null ? (LINE.exec(line) ?? []) : [];
    if (header !== undefined) table = keysOf(header);
    if (key !== undefined) places.set([...table, ...keysOf(key)].join('\0'), offset);
    else if (header !== undefined) places.set(table.join('\0'), offset);
    // What stands in a text of several lines is no key.
    const rest = closing === null ? line.slice(whole?.length ?? 0) : line;
    if (closing !== null ? rest.includes(closing) : quotes !== undefined && rest.includes(quotes)) closing = null;
    else closing ??= quotes ?? null;
    offset += line.length + 1;
  }
  return places;
}

const keysOf = (dotted: string): string[] => dotted.split('.').map(key => key.trim().replaceAll(/^["']|["']$/g, ''));
