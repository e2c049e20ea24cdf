import type { Place } from '../model.ts';
import { type Item, type Piece, type Value, unknown } from './value.ts';

/** A character of a text, or what stands between characters. */
type Unit =
  | { kind: 'character'; text: string; place: Place }
  | { kind: 'piece'; piece: Exclude<Piece, { kind: 'text' }> };

interface Reader {
  units: readonly Unit[];
  at: number;
  depth: number;
  place: Place;
}

/** Deeper JSON than this is no request. */
const MAX_DEPTH = 64;

/** What a JSON text with dynamic parts says; unknown from where it is no JSON. */
export function parseJson(pieces: readonly Piece[], place: Place): Value {
  return read({ units: pieces.flatMap(unitsOf), at: 0, depth: 0, place });
}

function unitsOf(piece: Piece): Unit[] {
  if (piece.kind === 'reference') return piece.pieces.flatMap(unitsOf);
  if (piece.kind !== 'text') return [{ kind: 'piece', piece }];
  return [...piece.text].map(text => ({ kind: 'character', text, place: piece.place }));
}

const NO_JSON = 'not written as JSON';

function read(reader: Reader): Value {
  skipSpace(reader);
  const unit = reader.units[reader.at];
  if (!unit || reader.depth > MAX_DEPTH) return unknown('body', NO_JSON, reader.place);
  if (unit.kind === 'piece') {
    reader.at++;
    return fromPiece(unit.piece, reader.place);
  }
  if (unit.text === '{') return readObject(reader);
  if (unit.text === '[') return readList(reader);
  return unit.text === '"' ? readText(reader) : readWord(reader);
}

function fromPiece(piece: Exclude<Piece, { kind: 'text' }>, place: Place): Value {
  if (piece.kind === 'hole') return unknown(piece.name, piece.why, piece.place);
  return piece.kind === 'reference' ? parseJson(piece.pieces, place) : unknown('…', 'decided at run time', place);
}

function readObject(reader: Reader): Value {
  const entries = new Map<string, Value>();
  const open: string[] = [];
  inside(reader, '}', () => {
    const key = read(reader);
    const name = key.kind === 'text' ? key.pieces.map(piece => (piece.kind === 'text' ? piece.text : '')).join('') : '';
    if (!take(reader, ':')) open.push(key.kind === 'unknown' ? `\`${key.name}\` is put in at run time` : NO_JSON);
    else entries.set(name, read(reader));
  });
  return { kind: 'object', entries, open };
}

function readList(reader: Reader): Value {
  const items: Item[] = [];
  inside(reader, ']', () => items.push({ value: read(reader), repeat: null }));
  return { kind: 'list', items, open: [] };
}

/** What stands between brackets, with commas in between; ends at whatever is neither. */
function inside(reader: Reader, end: string, readOne: () => void): void {
  reader.at++;
  reader.depth++;
  while (!take(reader, end) && reader.at < reader.units.length) {
    const before = reader.at;
    readOne();
    if (!take(reader, ',') && reader.at === before) break;
  }
  reader.depth--;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function readText(reader: Reader): Value {
  const pieces: Piece[] = [];
  const add = (text: string, place: Place): void => {
    const last = pieces.at(-1);
    if (last?.kind === 'text') pieces[pieces.length - 1] = { ...last, text: last.text + text };
    else pieces.push({ kind: 'text', text, place });
  };
  for (reader.at++; reader.at < reader.units.length; reader.at++) {
    const unit = reader.units[reader.at];
    if (unit?.kind === 'piece') pieces.push(unit.piece);
    else if (unit?.text === '"') break;
    else if (unit?.text === '\\') add(readEscape(reader), unit.place);
    else if (unit) add(unit.text, unit.place);
  }
  reader.at++;
  return { kind: 'text', pieces, place: reader.place, origin: null };
}

function readEscape(reader: Reader): string {
  const letter = characterAt(reader, ++reader.at);
  if (letter !== 'u') return ESCAPES[letter] ?? letter;
  const digits = [1, 2, 3, 4].map(offset => characterAt(reader, reader.at + offset)).join('');
  reader.at += 4;
  return /^[\da-f]{4}$/i.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : '';
}

/** A number, `true`, `false`, `null`. */
function readWord(reader: Reader): Value {
  const from = reader.at;
  while (/[\w.+-]/.test(characterAt(reader, reader.at))) reader.at++;
  const word = Array.from({ length: reader.at - from }, (_, offset) => characterAt(reader, from + offset)).join('');
  if (word === 'true' || word === 'false') return { kind: 'constant', value: word === 'true' };
  if (word === 'null') return { kind: 'constant', value: null };
  return word === '' || Number.isNaN(Number(word))
    ? unknown('body', NO_JSON, reader.place)
    : { kind: 'number', value: Number(word) };
}

function take(reader: Reader, text: string): boolean {
  skipSpace(reader);
  if (characterAt(reader, reader.at) !== text) return false;
  reader.at++;
  return true;
}

function skipSpace(reader: Reader): void {
  while (/^\s$/.test(characterAt(reader, reader.at))) reader.at++;
}

const characterAt = ({ units }: Reader, at: number): string => {
  const unit = units[at];
  return unit?.kind === 'character' ? unit.text : '';
};
