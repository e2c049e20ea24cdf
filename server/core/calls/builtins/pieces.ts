import type { Place } from '../../model.ts';
import type { Piece } from '../value.ts';

/** Each text of the pieces changed, in whatever they nest. */
export function mapText(pieces: readonly Piece[], change: (text: string) => string): Piece[] {
  return pieces.map(piece => {
    switch (piece.kind) {
      case 'text':
        return { ...piece, text: change(piece.text) };
      case 'reference':
      case 'repeat':
        return { ...piece, pieces: mapText(piece.pieces, change) };
      case 'choice':
        return { ...piece, options: piece.options.map(option => mapText(option, change)) };
      default:
        return piece;
    }
  });
}

/** White space taken off the ends, as far as the ends are text. */
export function trimPieces(pieces: readonly Piece[], atStart: boolean, atEnd: boolean): Piece[] {
  const out = [...pieces];
  if (atStart) trimEnd(out, 0, text => text.trimStart());
  if (atEnd) trimEnd(out, -1, text => text.trimEnd());
  return out;
}

function trimEnd(pieces: Piece[], index: 0 | -1, trim: (text: string) => string): void {
  const piece = pieces.at(index);
  const position = index === 0 ? 0 : pieces.length - 1;
  if (piece?.kind === 'text') pieces[position] = { ...piece, text: trim(piece.text) };
  if (piece?.kind === 'reference') {
    const inner = [...piece.pieces];
    trimEnd(inner, index, trim);
    pieces[position] = { ...piece, pieces: inner };
  }
}

/** The indent that all lines share taken off. Holes count as text: only what is literal is measured. */
export function dedentPieces(pieces: readonly Piece[]): Piece[] {
  let lineStart = true;
  let indent = Number.POSITIVE_INFINITY;
  const measure = (piece: Piece): void => {
    if (piece.kind === 'reference') return piece.pieces.forEach(measure);
    if (piece.kind === 'text') {
      piece.text.split('\n').forEach((line, at) => {
        const starts = at > 0 || lineStart;
        const width = /^[ \t]*/.exec(line)?.[0].length ?? 0;
        if (starts && width < line.length) indent = Math.min(indent, width);
      });
      lineStart = piece.text.endsWith('\n');
    } else {
      if (lineStart) indent = 0;
      lineStart = false;
    }
  };
  pieces.forEach(measure);
  if (!Number.isFinite(indent) || indent === 0) return [...pieces];
  let first = true;
  const margin = new RegExp(`\\n[ \\t]{1,${indent}}`, 'g');
  return mapText(pieces, text => {
    const cut = text.replaceAll(margin, '\n');
    const start = first ? cut.replace(new RegExp(`^[ \\t]{1,${indent}}`), '') : cut;
    first = false;
    return start;
  });
}

/** Longer ones are not written out. */
const MAX_LENGTH = 200_000;

/** A text so many times over: one text, as long as it is no matter of running out of memory. */
export function repeatPieces(pieces: readonly Piece[], times: number, place: Place): Piece[] {
  const count = Math.max(0, Math.floor(times));
  const [only] = pieces;
  const inner = only?.kind === 'reference' && pieces.length === 1 ? only.pieces : pieces;
  const [text] = inner;
  if (text?.kind === 'text' && inner.length === 1 && text.text.length * count <= MAX_LENGTH)
    return [{ ...text, text: text.text.repeat(count) }];
  return [{ kind: 'repeat', pieces: [...pieces], count: { known: true, value: count }, over: String(times), place }];
}
