import type { Expr } from '../../languages/facts.ts';
import type { Known, Place } from '../../model.ts';
import {
  type Arguments,
  type Engine,
  type Item,
  type Piece,
  type Value,
  choiceOf,
  countOf,
  piecesOf,
  plainText,
  spell,
  textOf,
  unknown,
} from '../value.ts';
import { keysOf, listOf, pairsOf, valuesIn } from '../allowed.ts';
import { dictionary } from './objects.ts';
import { dedentPieces, mapText, repeatPieces, trimPieces } from './pieces.ts';

type Receiver = Extract<Value, { kind: 'text' | 'list' | 'object' }>;

/** Arguments of a method, evaluated one by one when asked for. */
interface Call {
  engine: Engine;
  args: Arguments;
  spelled: string;
  place: Place;
  /** What the method is called on, as written. */
  receiver?: Expr | undefined;
}

const at = ({ engine, args }: Call, index: number): Value | undefined => {
  const found = args.list.filter(arg => arg.name === null)[index];
  return found && !found.spread ? engine.evaluate(found.value, args.frame) : undefined;
};

type TextMethod = (text: Extract<Value, { kind: 'text' }>, call: Call) => Value;

const rewritten =
  (change: (pieces: readonly Piece[]) => Piece[]): TextMethod =>
  text => ({ ...text, pieces: change(text.pieces) });

const same: TextMethod = text => text;

/** The text so many times over. */
function repeated(text: Extract<Value, { kind: 'text' }>, call: Call): Value {
  const times = at(call, 0);
  return times?.kind === 'number'
    ? { ...text, pieces: repeatPieces(text.pieces, times.value, call.place) }
    : unknown(call.spelled, 'a text repeated at run time', call.place);
}

/** Methods of strings, by the names they have in Python and JavaScript. */
const TEXT_METHODS: Readonly<Record<string, TextMethod>> = {
  strip: rewritten(pieces => trimPieces(pieces, true, true)),
  trim: rewritten(pieces => trimPieces(pieces, true, true)),
  lstrip: rewritten(pieces => trimPieces(pieces, true, false)),
  trimStart: rewritten(pieces => trimPieces(pieces, true, false)),
  rstrip: rewritten(pieces => trimPieces(pieces, false, true)),
  trimEnd: rewritten(pieces => trimPieces(pieces, false, true)),
  chomp: rewritten(pieces => trimPieces(pieces, false, true)),
  squish: rewritten(pieces =>
    trimPieces(
      mapText(pieces, text => text.replaceAll(/\s+/g, ' ')),
      true,
      true,
    ),
  ),
  strip_heredoc: rewritten(dedentPieces),
  downcase: rewritten(pieces => mapText(pieces, text => text.toLowerCase())),
  upcase: rewritten(pieces => mapText(pieces, text => text.toUpperCase())),
  gsub: replace,
  lower: rewritten(pieces => mapText(pieces, text => text.toLowerCase())),
  toLower: rewritten(pieces => mapText(pieces, text => text.toLowerCase())),
  toUpper: rewritten(pieces => mapText(pieces, text => text.toUpperCase())),
  toLowerCase: rewritten(pieces => mapText(pieces, text => text.toLowerCase())),
  upper: rewritten(pieces => mapText(pieces, text => text.toUpperCase())),
  toUpperCase: rewritten(pieces => mapText(pieces, text => text.toUpperCase())),
  encode: same,
  decode: same,
  toString: same,
  string: same,
  bytes: same,
  format: (text, call) => ({ ...text, pieces: mapPlaceholders(text.pieces, call) }),
  concat: (text, call) => ({
    ...text,
    pieces: [
      ...text.pieces,
      ...call.args.list.flatMap(arg =>
        piecesOf(call.engine.evaluate(arg.value, call.args.frame), spell(arg.value), call.place),
      ),
    ],
  }),
  join: (text, call) => join(at(call, 0), text, call),
  replace,
  replaceAll: replace,
  repeat: repeated,
};

/** What C# calls what others call otherwise than with a small letter. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  Select: 'map',
  Where: 'filter',
  Take: 'slice',
  Skip: 'slice',
  ToUpperInvariant: 'toUpper',
  ToLowerInvariant: 'toLower',
};

/** `Trim` is `trim`. */
export const commonName = (method: string): string =>
  (Object.hasOwn(OTHER_NAMES, method) ? OTHER_NAMES[method] : undefined) ??
  method.slice(0, 1).toLowerCase() + method.slice(1);

/** A method of a known text, list or object; undefined where the method is none of ours. */
export function textCall(
  engine: Engine,
  receiver: Receiver,
  method: string,
  args: Arguments,
  spelled: string,
  place: Place,
  source?: Expr,
): Value | undefined {
  const call: Call = { engine, args, spelled, place, receiver: source };
  const name = commonName(method);
  if (receiver.kind === 'text') {
    const known = Object.hasOwn(TEXT_METHODS, name) ? TEXT_METHODS[name] : undefined;
    return known ? known(receiver, call) : unknown(spelled, 'a value built at run time', place);
  }
  if (receiver.kind === 'list') return listCall(receiver, name, call);
  return objectCall(receiver, name, call);
}

function listCall(list: Extract<Value, { kind: 'list' }>, method: string, call: Call): Value | undefined {
  if (method === 'join' || method === 'implode') return join(list, at(call, 0) ?? textOf(',', call.place), call);
  if (method === 'concat') {
    const more = at(call, 0);
    if (more?.kind === 'list')
      return { kind: 'list', items: [...list.items, ...more.items], open: [...list.open, ...more.open] };
    return { ...list, open: [...list.open, `\`${call.spelled}\` adds at run time`] };
  }
  if (method === 'copy' || method === 'flat' || method === 'values') return list;
  if (method === 'find') return anyElement(list, call);
  if (method === 'map') return mapList(list, call);
  if (method === 'filter' || method === 'slice')
    return { ...list, items: [], open: [...list.open, `\`${call.spelled}\` picks at run time`] };
  return undefined;
}

/** `items.find(item => …)`: any of the elements. */
function anyElement(list: Extract<Value, { kind: 'list' }>, call: Call): Value | undefined {
  const inside = valuesIn(call.engine, list);
  return inside && inside.length > 0 ? choiceOf(inside, call.spelled, call.place) : undefined;
}

/** Longer lists are taken as one element times their number. */
const MAX_MAPPED = 12;

/** `items.map(item => …)`: the callback for each element that is known. */
function mapList(list: Extract<Value, { kind: 'list' }>, call: Call): Value {
  const count = countOf(list, call.spelled);
  const callback = at(call, 0);
  const isShort = count.known && count.value <= MAX_MAPPED;
  if (!isShort || callback?.kind !== 'function' || !call.receiver) return mapped(count, call.spelled, call);
  const { receiver } = call;
  const { returns } = callback.module.scope(callback.scope) ?? { returns: [] };
  const items = list.items.map((_, index): Item => {
    const element: Expr = {
      kind: 'index',
      object: receiver,
      index: { kind: 'number', value: index, span: receiver.span },
      span: receiver.span,
    };
    const args: Arguments = { list: [{ name: null, value: element, spread: false }], frame: call.args.frame };
    const { module, scope, self, outer } = callback;
    const values = returns.map(({ value }) => call.engine.evaluate(value, { module, scope, args, self, outer }));
    return { value: choiceOf(values, call.spelled, call.place), repeat: null };
  });
  return returns.length === 0 ? mapped(count, call.spelled, call) : { kind: 'list', items, open: [] };
}

/** The same where nothing is known of the list: one element stands for each. */
export function mapUnknown(engine: Engine, over: string, args: Arguments, place: Place): Value {
  const count = { known: false, why: `the length of \`${over}\` is known at run time only` } as const;
  return mapped(count, over, { engine, args, spelled: over, place });
}

function mapped(count: Known<number>, over: string, call: Call): Value {
  const callback = at(call, 0);
  const scope = callback?.kind === 'function' ? callback.module.scope(callback.scope) : undefined;
  const body = scope?.returns.length === 1 ? scope.returns[0] : undefined;
  if (callback?.kind !== 'function' || !body)
    return { kind: 'list', items: [], open: [`\`${call.spelled}\` is built at run time`] };
  // The callback's parameter stays a hole: its text is known only where the list's is, and that is rare.
  const frame = {
    module: callback.module,
    scope: callback.scope,
    args: null,
    self: callback.self,
    outer: callback.outer,
  };
  const repeat = { count, over };
  return { kind: 'list', items: [{ value: call.engine.evaluate(body.value, frame), repeat }], open: [] };
}

function objectCall(object: Extract<Value, { kind: 'object' }>, method: string, call: Call): Value | undefined {
  if (method === 'copy') return object;
  if (object.open.length === 0) {
    if (method === 'values') return listOf([...object.entries.values()]);
    if (method === 'keys') return keysOf(object, call.place);
    if (method === 'items') return pairsOf(object, call.place);
  }
  if (method === 'merge') return merged(object, call);
  if (method !== 'get' && method !== 'fetch') return undefined;
  const key = at(call, 0);
  const name = key && plainText(key);
  const fallback = at(call, 1) ?? { kind: 'constant' as const, value: null };
  if (name !== undefined && object.open.length === 0) return object.entries.get(name) ?? fallback;
  if (name !== undefined) return object.entries.get(name) ?? unknown(call.spelled, 'decided at run time', call.place);
  return choiceOf([...object.entries.values(), fallback], call.spelled, call.place);
}

/** `defaults.merge(model: "gpt-4o")`: the later one counts. */
function merged(object: Extract<Value, { kind: 'object' }>, { engine, args }: Call): Value {
  const more = dictionary({ engine, args });
  return {
    kind: 'object',
    entries: new Map([...object.entries, ...more.entries]),
    open: [...object.open, ...more.open],
  };
}

/** Elements of a list with a separator between them. */
function join(list: Value | undefined, separator: Value, call: Call): Value {
  if (list?.kind !== 'list') return unknown(call.spelled, 'a text joined at run time', call.place);
  const between = piecesOf(separator, '…', call.place);
  const pieces = list.items.flatMap((item, index) => [...(index > 0 ? between : []), ...joined(item, between, call)]);
  for (const why of list.open)
    pieces.push({ kind: 'hole', name: call.spelled, why: `a text joined at run time: ${why}`, place: call.place });
  return { kind: 'text', pieces, place: call.place, origin: null };
}

function joined(item: Item, between: readonly Piece[], call: Call): Piece[] {
  const pieces = piecesOf(item.value, call.spelled, call.place);
  if (!item.repeat) return pieces;
  return [
    {
      kind: 'repeat',
      pieces: [...pieces, ...between],
      count: item.repeat.count,
      over: item.repeat.over,
      place: call.place,
    },
  ];
}

function replace(text: Extract<Value, { kind: 'text' }>, call: Call): Value {
  const from = plainText(at(call, 0) ?? text);
  const to = at(call, 1);
  if (from === undefined || from === '' || !to) return unknown(call.spelled, 'a text changed at run time', call.place);
  const more = piecesOf(to, call.spelled, call.place);
  return { ...text, pieces: splitText(text.pieces, from, () => more) };
}

/** Each text piece cut at `mark`, with what `between` gives put in its place. */
function splitText(pieces: readonly Piece[], mark: string, between: () => Piece[]): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if (piece.kind === 'reference') return [{ ...piece, pieces: splitText(piece.pieces, mark, between) }];
    if (piece.kind !== 'text') return [piece];
    return piece.text
      .split(mark)
      .flatMap((text, index) => [...(index > 0 ? between() : []), ...(text === '' ? [] : [{ ...piece, text }])]);
  });
}

const PLACEHOLDER = /\{\{|\}\}|\{([^{}!:]*)(?:![rsa])?(?::[^{}]*)?\}/g;

/** Python's `str.format`: `{name}`, `{0}`, `{}`, doubled braces. */
function mapPlaceholders(pieces: readonly Piece[], call: Call): Piece[] {
  let next = 0;
  const named = (name: string): Value | undefined => {
    const found = call.args.list.find(arg => arg.name === name);
    return found && call.engine.evaluate(found.value, call.args.frame);
  };
  const fill = (field: string): Piece[] => {
    const [head = ''] = field.split(/[.[]/);
    const value = /^\d*$/.test(head) ? at(call, head === '' ? next++ : Number(head)) : named(head);
    return value && head === field
      ? piecesOf(value, field, call.place)
      : [{ kind: 'hole', name: field, why: 'filled in at run time', place: call.place }];
  };
  const visit = (piece: Piece): Piece[] => {
    if (piece.kind === 'reference') return [{ ...piece, pieces: piece.pieces.flatMap(visit) }];
    if (piece.kind !== 'text') return [piece];
    return fillText(piece, PLACEHOLDER, (match, field) =>
      match === '{{' ? '{' : match === '}}' ? '}' : fill(field ?? ''),
    );
  };
  return pieces.flatMap(visit);
}

/** A text piece with each match of `pattern` replaced by text or by pieces. */
export function fillText(
  piece: Extract<Piece, { kind: 'text' }>,
  pattern: RegExp,
  fill: (match: string, group: string | undefined) => string | Piece[],
): Piece[] {
  const out: Piece[] = [];
  let text = '';
  let from = 0;
  const flush = (): void => {
    if (text !== '') out.push({ ...piece, text });
    text = '';
  };
  for (const match of piece.text.matchAll(pattern)) {
    text += piece.text.slice(from, match.index);
    from = match.index + match[0].length;
    const filled = fill(match[0], match[1]);
    if (typeof filled === 'string') text += filled;
    else {
      flush();
      out.push(...filled);
    }
  }
  text += piece.text.slice(from);
  flush();
  return out;
}
