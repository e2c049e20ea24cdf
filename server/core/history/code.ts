import { placeIn } from '../calls/place.ts';
import type { Argument, Expr, Facts, Span } from '../languages/facts.ts';
import { isPromptPlace } from '../templates/index.ts';
import { type StaticText, isFollowed, isPromptNamed } from './text.ts';

/** Where a walk through an expression is. */
interface Way {
  /** Enclosing symbols, from outside in: they name a text and say nothing of what it is for. */
  scopes: readonly string[];
  /** Names that were given to the value itself: a binding's, a key's, an argument's. */
  names: readonly string[];
  /**
   * How many of the names tell nothing of where a text is, once more follow: those of the local variable that holds a call's
   * result, or of its being returned.
   */
  passing: number;
  /** Bound to a name or returned, rather than handed to some function. */
  isKept: boolean;
  /** The text of a message. */
  isMessage: boolean;
}

/** Every text of a source, as far as its own file tells. */
export function textsOfCode(file: string, facts: Facts): StaticText[] {
  const found: StaticText[] = [];
  const seen = new Set<number>();
  const isPlace = isPromptPlace(file);

  function add(text: string, span: Span, { scopes, names, passing, isKept, isMessage }: Way): void {
    if (!isFollowed(text)) return;
    const isPrompt =
      isMessage ||
      isPromptNamed(names[0] === 'return' ? [...scopes.slice(-1), ...names] : names) ||
      (isPlace && isKept);
    const shown = names.length > passing ? names.slice(passing) : names;
    found.push({ symbol: [...scopes, ...shown].join('.'), place: placeIn(file, facts, span), text, isPrompt });
  }

  function visit(expr: Expr, way: Way): void {
    if (seen.has(expr.span[0]) && isText(expr)) return;
    const text = textOf(expr);
    if (text !== undefined) {
      seen.add(expr.span[0]);
      for (const piece of piecesOf(expr)) seen.add(piece.span[0]);
      add(text, expr.span, way);
    }
    for (const [inner, further] of stepsInto(expr, way)) visit(inner, further);
  }

  for (const { value, scope, name } of facts.bindings)
    if (value.kind === 'value' || value.kind === 'augment' || value.kind === 'append' || value.kind === 'set') {
      const key = value.kind === 'set' ? keyOf(value.key) : [];
      visit(value.value, { ...rootOf(facts, scope), names: [...ownerOf(facts, scope), name, ...key], isKept: true });
    }
  for (const [index, { returns, params }] of facts.scopes.entries()) {
    const root = rootOf(facts, index);
    for (const parameter of params)
      if (parameter.default) visit(parameter.default, { ...root, names: [parameter.name], isKept: true });
    for (const { value } of returns) visit(value, { ...root, names: ['return'], isKept: true });
  }
  for (const given of facts.exports) if (given.kind === 'value') visit(given.value, { ...ROOT, names: [given.name] });
  for (const { expr, scope } of facts.calls) visit(expr, rootOf(facts, scope));
  return found.toSorted((a, b) => a.place.range.start.line - b.place.range.start.line);
}

const ROOT: Way = { scopes: [], names: [], passing: 0, isKept: false, isMessage: false };

function rootOf(facts: Facts, scope: number): Way {
  const scopes: string[] = [];
  for (let at = scope; at > 0; at = facts.scopes[at]?.parent ?? 0) {
    const name = facts.scopes[at]?.name ?? '';
    if (name !== '') scopes.unshift(name);
  }
  return { ...ROOT, scopes: facts.scopes[scope]?.kind === 'class' ? scopes.slice(0, -1) : scopes };
}

/** A class speaks for its fields: `EditPrompts.reminder`. */
const ownerOf = (facts: Facts, scope: number): string[] => {
  const found = facts.scopes[scope];
  return found?.kind === 'class' && found.name !== '' ? [found.name] : [];
};

const isText = (expr: Expr): boolean => expr.kind === 'text' || expr.kind === 'sum';

/** The certain text of an expression that is one: a literal, a sum with a literal, texts that are joined. */
function textOf(expr: Expr): string | undefined {
  switch (expr.kind) {
    case 'text':
      return expr.parts.map(part => (part.kind === 'chars' ? part.text : (textOf(part) ?? ''))).join('');
    case 'sum':
      return expr.items.some(isText) ? expr.items.map(item => textOf(item) ?? '').join('') : undefined;
    case 'call': {
      const joined = joinedBy(expr);
      const texts = joined?.items.flatMap(item => textOf(item) ?? []);
      return joined && texts && texts.length > 1 ? texts.join(joined.separator) : undefined;
    }
    default:
      return undefined;
  }
}

/** `'\n'.join([…])`, `[…].join('\n')`. */
function joinedBy(expr: Expr): { items: Expr[]; separator: string } | undefined {
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.name !== 'join') return undefined;
  const [argument] = expr.args;
  const receiver = expr.callee.object;
  const [list, separator] = receiver.kind === 'list' ? [receiver, argument?.value] : [argument?.value, receiver];
  if (list?.kind !== 'list') return undefined;
  return { items: list.items.map(item => item.value), separator: (separator && textOf(separator)) ?? '' };
}

/** The texts that make up another. */
function piecesOf(expr: Expr): Expr[] {
  const inner =
    expr.kind === 'sum'
      ? expr.items
      : expr.kind === 'text'
        ? expr.parts.flatMap(part => (part.kind === 'chars' ? [] : part))
        : (joinedBy(expr)?.items ?? []);
  return inner.flatMap(item => (isText(item) ? [item, ...piecesOf(item)] : []));
}

/** Expressions inside another, with the names that lead to them. */
function stepsInto(expr: Expr, way: Way): [Expr, Way][] {
  const same = (inner: readonly Expr[]): [Expr, Way][] => inner.map(item => [item, way]);
  switch (expr.kind) {
    case 'text':
      return same(expr.parts.flatMap(part => (part.kind === 'chars' ? [] : part)));
    case 'sum':
      return same(expr.items);
    case 'operation':
      return same([expr.left, expr.right]);
    case 'choice':
    case 'fallback':
    case 'oneOf':
      return same(expr.options);
    case 'member':
    case 'index':
      return same([expr.object]);
    case 'result':
      return same([expr.of]);
    case 'each':
      return same([expr.body]);
    case 'list':
      return pairIn(expr, way) ?? same(expr.items.map(item => item.value));
    case 'object':
      return objectSteps(expr, way);
    case 'call': {
      const inside = way.scopes.length > 0 ? { ...way, passing: way.names.length } : way;
      return [...same([expr.callee]), ...expr.args.map(argument => argumentStep(expr, argument, inside))];
    }
    default:
      return [];
    case 'function':
      return [];
  }

  function argumentStep(call: Extract<Expr, { kind: 'call' }>, { name, value }: Argument, from: Way): [Expr, Way] {
    if (name === null) return [value, from];
    const isMessage = name === 'content' && MESSAGE_CLASS.test(lastNameOf(call.callee));
    return [value, { ...from, names: [...from.names, name], isMessage: from.isMessage || isMessage }];
  }
}

const ROLE = /^(?:system|developer|user|human|assistant|ai)$/i;
const MESSAGE_CLASS = /(?:System|Human|User|AI|Assistant|Chat)Message(?:Prompt(?:Template)?)?$/;

const lastNameOf = (expr: Expr): string => (expr.kind === 'name' || expr.kind === 'member' ? expr.name : '');

/** `("system", "…")`. */
function pairIn({ items }: Extract<Expr, { kind: 'list' }>, way: Way): [Expr, Way][] | undefined {
  const [role, content] = items;
  const name = role && textOf(role.value);
  if (name === undefined || !content || items.length !== 2 || !ROLE.test(name)) return undefined;
  return [[content.value, { ...way, names: [...way.names, name], isMessage: true }]];
}

/** Entries under their keys; a message's content under its role, where that is known. */
function objectSteps({ entries }: Extract<Expr, { kind: 'object' }>, way: Way): [Expr, Way][] {
  const known = new Map(entries.flatMap(entry => (entry.kind === 'entry' ? [[entry.key, entry.value] as const] : [])));
  const role = known.get('role');
  const roleName = role && textOf(role);
  return entries.map((entry): [Expr, Way] => {
    if (entry.kind !== 'entry') return [entry.value, way];
    const isContent = role !== undefined && (entry.key === 'content' || entry.key === 'parts');
    const name = isContent && roleName !== undefined ? roleName : entry.key;
    return [entry.value, { ...way, names: [...way.names, name], isMessage: way.isMessage || isContent }];
  });
}

const keyOf = (key: Expr): string[] => {
  const text = textOf(key);
  return text === undefined ? [] : [text];
};
