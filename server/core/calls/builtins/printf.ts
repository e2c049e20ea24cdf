import type { Place } from '../../model.ts';
import { type Piece, type Value, piecesOf, spell } from '../value.ts';
import type { Call } from './call.ts';
import { fillText } from './text.ts';

/** `%s`, `%-8.2f`, `%[2]d` as Go has it, `%2$d` as C, Java and PHP have it, `%%`. */
const VERB = /%(?:\[(\d+)\])?(?:(\d+)\$)?[-+# 0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:\[(\d+)\])?([a-zA-Z%])/g;

/** A format's pieces with the arguments behind it put where its verbs are. */
export function formatted(format: readonly Piece[], { engine, args, place }: Call): Piece[] {
  const given = args.list.slice(1);
  let next = 0;
  const fill = (verb: string): string | Piece[] => {
    if (verb.endsWith('%')) return '%';
    if (verb === '%n') return '\n';
    const own = new RegExp(VERB.source).exec(verb);
    const index = own?.[1] ?? own?.[3];
    next = index === undefined ? next : Number(index) - 1;
    // What C's form takes is not counted among the others.
    const position = own?.[2] === undefined ? next++ : Number(own[2]) - 1;
    const arg = given[position];
    if (!arg || given.slice(0, position + 1).some(one => one.spread))
      return [{ kind: 'hole', name: verb, why: 'filled in at run time', place }];
    const pieces = piecesOf(engine.evaluate(arg.value, args.frame), spell(arg.value), place);
    const quote: Piece[] = own?.[4] === 'q' ? [{ kind: 'text', text: '"', place }] : [];
    return [...quote, ...pieces, ...quote];
  };
  const visit = (piece: Piece): Piece[] => {
    if (piece.kind === 'reference') return [{ ...piece, pieces: piece.pieces.flatMap(visit) }];
    return piece.kind === 'text' ? fillText(piece, VERB, fill) : [piece];
  };
  return format.flatMap(visit);
}

const CONVERSION = /%(?=(?:[({<](\w+)[)}>])?)(?:\{\w+\}|(?:[(<]\w+[)>])?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z%])/g;

/** `text % values` in Python and Ruby. */
export function percentFormat(
  text: Extract<Value, { kind: 'text' }>,
  values: Value,
  spelled: string,
  place: Place,
): Value {
  let next = 0;
  const fill = (match: string, name: string | undefined): string | Piece[] => {
    if (match === '%%') return '%';
    const index = next++;
    const value =
      name !== undefined
        ? values.kind === 'object'
          ? values.entries.get(name)
          : undefined
        : values.kind === 'list'
          ? values.items[index]?.value
          : index === 0
            ? values
            : undefined;
    return value
      ? piecesOf(value, name ?? spelled, place)
      : [{ kind: 'hole', name: name ?? spelled, why: 'filled in at run time', place }];
  };
  const visit = (piece: Piece): Piece[] => {
    if (piece.kind === 'reference') return [{ ...piece, pieces: piece.pieces.flatMap(visit) }];
    return piece.kind === 'text' ? fillText(piece, CONVERSION, fill) : [piece];
  };
  return { ...text, pieces: text.pieces.flatMap(visit) };
}
