import type { Argument, Expr, Facts } from '../languages/facts.ts';

/** A text that a source writes, with the names around it. */
export interface WrittenText {
  expr: Expr;
  /** Where it is computed. */
  scope: number;
  /** Enclosing symbols, from outside in: they name a text and say nothing of what it is for. */
  scopes: readonly string[];
  /** Names that were given to the value itself: a binding's, a key's, an argument's; `return` where it is returned. */
  names: readonly string[];
  /** The same without those that tell nothing of where the text is. */
  shown: readonly string[];
  /** Bound to a name or returned, rather than handed to some function. */
  isKept: boolean;
  /** The text of a message. */
  isMessage: boolean;
  /** The function that takes it without a name; empty for none. */
  takenBy: string;
  /** What is certain of it: cooked, without what is filled in at run time. */
  text: string;
}

/** Where a walk through an expression is. */
interface Way extends Pick<WrittenText, 'scope' | 'scopes' | 'names' | 'isKept' | 'isMessage' | 'takenBy'> {
  /**
   * How many of the names tell nothing of where a text is, once more follow: those of the local variable that holds a call's
   * result, or of its being returned.
   */
  passing: number;
}

/** Every text of a source that says more than a word, as far as its own file tells. */
export function writtenTexts(facts: Facts): WrittenText[] {
  const found: WrittenText[] = [];
  const seen = new Set<number>();

  function visit(expr: Expr, way: Way): void {
    if (seen.has(expr.span[0]) && isText(expr)) return;
    const text = textOf(expr);
    if (text !== undefined) {
      seen.add(expr.span[0]);
      for (const piece of piecesOf(expr)) seen.add(piece.span[0]);
      const { passing, ...rest } = way;
      const shown = way.names.length > passing ? way.names.slice(passing) : way.names;
      if (isFollowed(text)) found.push({ ...rest, expr, text, shown });
    }
    for (const [inner, further] of stepsInto(expr, way)) visit(inner, further);
  }

  for (const { value, scope, within, name } of facts.bindings)
    if (value.kind === 'value' || value.kind === 'augment' || value.kind === 'append' || value.kind === 'set') {
      const key = value.kind === 'set' ? keyOf(value.key) : [];
      visit(value.value, {
        ...rootOf(facts, scope),
        scope: within,
        names: [...ownerOf(facts, scope), name, ...key],
        isKept: true,
      });
    }
  for (const [index, { returns, params }] of facts.scopes.entries()) {
    const root = rootOf(facts, index);
    for (const parameter of params)
      if (parameter.default) visit(parameter.default, { ...root, names: [parameter.name], isKept: true });
    for (const { value } of returns) visit(value, { ...root, names: ['return'], isKept: true });
  }
  for (const given of facts.exports) if (given.kind === 'value') visit(given.value, { ...ROOT, names: [given.name] });
  for (const { expr, scope } of facts.calls) visit(expr, rootOf(facts, scope));
  return found.toSorted((a, b) => a.expr.span[0] - b.expr.span[0]);
}

/** Words that are too few to follow are no prompt, whatever they are called. */
const MIN_CHARS = 20;
export const isFollowed = (text: string): boolean => text.trim().length >= MIN_CHARS && /\s/.test(text.trim());

const ROOT: Way = { scope: 0, scopes: [], names: [], passing: 0, isKept: false, isMessage: false, takenBy: '' };

function rootOf(facts: Facts, scope: number): Way {
  const scopes: string[] = [];
  for (let at = scope; at > 0; at = facts.scopes[at]?.parent ?? 0) {
    const name = facts.scopes[at]?.name ?? '';
    if (name !== '') scopes.unshift(name);
  }
  return { ...ROOT, scope, scopes: facts.scopes[scope]?.kind === 'class' ? scopes.slice(0, -1) : scopes };
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
    if (name === null) return [value, { ...from, takenBy: lastNameOf(call.callee) }];
    const isMessage = name === 'content' && MESSAGE_CLASS.test(lastNameOf(call.callee));
    return [value, { ...from, names: [...from.names, name], isMessage: from.isMessage || isMessage, takenBy: '' }];
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
