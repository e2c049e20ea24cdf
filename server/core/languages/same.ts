import type { Argument, BindingValue, Entry, Expr, Field, Parameter, Span, TextPart } from './facts.ts';

/** What an edit put in the place of what: all before it stays, all behind it moves. */
export interface Edit {
  start: number;
  /** Where the old text goes on as the new one does. */
  end: number;
  /** How much further down that is. */
  by: number;
}

const STRETCH = 4096;

/** The edit that makes one text of another. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  // Long stretches are compared by the machine, the last of them letter by letter.
  while (start + STRETCH < shorter && before.slice(start, start + STRETCH) === after.slice(start, start + STRETCH))
    start += STRETCH;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let behind = 0;
  const most = shorter - start;
  const tail = (text: string): string => text.slice(text.length - behind - STRETCH, text.length - behind);
  while (behind + STRETCH < most && tail(before) === tail(after)) behind += STRETCH;
  while (behind < most && before.charCodeAt(before.length - 1 - behind) === after.charCodeAt(after.length - 1 - behind))
    behind++;
  return { start, end: before.length - behind, by: after.length - before.length };
}

export type Comparison = ReturnType<typeof createComparison>;

/**
 * Compares what was read from a text before and after an edit. What says the same and only moved is the same: it can be kept, with all that
 * is known of it. `numberOf` gives the number that a scope of the new text goes on under.
 */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of fact
export function createComparison({ start, end, by }: Edit, numberOf: (scope: number) => number) {
  /** Spans in pairs: as kept, as they are now. */
  const moves: Span[] = [];

  const isMoved = (old: number, now: number): boolean =>
    (old === now && old <= start) || (old + by === now && old >= end);

  const fits = (old: Span, now: Span): boolean => old === now || (isMoved(old[0], now[0]) && isMoved(old[1], now[1]));

  function keep(old: Span, now: Span): void {
    if (old[0] !== now[0] || old[1] !== now[1]) moves.push(old, now);
  }

  /** Kept spans say where their things are now. Last of all: until then they are compared as they were. */
  function move(): void {
    for (let at = 0; at < moves.length; at += 2) {
      const [old, now] = [moves[at] as [number, number], moves[at + 1] as Span];
      [old[0], old[1]] = now;
    }
  }

  /**
   * Facts share what stands in several of them: what was met before shares its spans already, and what is kept in one of them and new in
   * another goes on to share them.
   */
  function expr(old: Expr, now: Expr): boolean {
    if (old.kind !== now.kind) return false;
    if (old.span === now.span) return true;
    if (!fits(old.span, now.span) || !parts(old, now)) return false;
    keep(old.span, now.span);
    now.span = old.span;
    return true;
  }

  function parts(old: Expr, now: Expr): boolean {
    switch (old.kind) {
      case 'text':
        return now.kind === old.kind && all(old.parts, now.parts, textPart);
      case 'number':
      case 'constant':
        return now.kind === old.kind && old.value === now.value;
      case 'name':
        return now.kind === old.kind && old.name === now.name;
      case 'member':
        return (
          now.kind === old.kind && old.name === now.name && old.arity === now.arity && expr(old.object, now.object)
        );
      case 'index':
        return now.kind === old.kind && expr(old.object, now.object) && expr(old.index, now.index);
      case 'call':
        return (
          now.kind === old.kind &&
          fits(old.anchor, now.anchor) &&
          expr(old.callee, now.callee) &&
          all(old.args, now.args, argument) &&
          keepAnchor(old, now)
        );
      case 'sum':
        return now.kind === old.kind && all(old.items, now.items, expr);
      case 'operation':
        return (
          now.kind === old.kind &&
          old.operator === now.operator &&
          expr(old.left, now.left) &&
          expr(old.right, now.right)
        );
      case 'choice':
      case 'fallback':
      case 'oneOf':
        return now.kind === old.kind && all(old.options, now.options, expr);
      case 'list':
        return now.kind === old.kind && all(old.items, now.items, element);
      case 'object':
        return now.kind === old.kind && all(old.entries, now.entries, entry);
      case 'function':
        return now.kind === old.kind && old.scope === numberOf(now.scope);
      case 'result':
        return now.kind === old.kind && old.at === now.at && expr(old.of, now.of);
      case 'each':
        return now.kind === old.kind && expr(old.body, now.body) && expr(old.over, now.over);
      case 'other':
        return true;
    }
  }

  function textPart(old: TextPart | Expr, now: TextPart | Expr): boolean {
    if (old.kind !== 'chars' || now.kind !== 'chars')
      return old.kind !== 'chars' && now.kind !== 'chars' && expr(old, now);
    if (old.text !== now.text || !fits(old.span, now.span)) return false;
    keep(old.span, now.span);
    now.span = old.span;
    return true;
  }

  function keepAnchor(old: { anchor: Span }, now: { anchor: Span }): true {
    keep(old.anchor, now.anchor);
    now.anchor = old.anchor;
    return true;
  }

  const argument = (old: Argument, now: Argument): boolean =>
    old.name === now.name && old.spread === now.spread && expr(old.value, now.value);

  const element = (old: { value: Expr; spread: boolean }, now: { value: Expr; spread: boolean }): boolean =>
    old.spread === now.spread && expr(old.value, now.value);

  function entry(old: Entry, now: Entry): boolean {
    if (old.kind === 'entry') return now.kind === old.kind && old.key === now.key && expr(old.value, now.value);
    if (old.kind === 'computed') return now.kind === old.kind && expr(old.key, now.key) && expr(old.value, now.value);
    return now.kind === old.kind && expr(old.value, now.value);
  }

  const optional = (old: Expr | null | undefined, now: Expr | null | undefined): boolean =>
    old && now ? expr(old, now) : (old ?? null) === (now ?? null);

  const parameter = (old: Parameter, now: Parameter): boolean =>
    old.name === now.name &&
    old.rest === now.rest &&
    optional(old.default, now.default) &&
    optional(old.type, now.type) &&
    optional(old.annotation, now.annotation);

  const classField = (old: Field, now: Field): boolean =>
    old.name === now.name && expr(old.annotation, now.annotation) && optional(old.default, now.default);

  function value(old: BindingValue, now: BindingValue): boolean {
    switch (old.kind) {
      case 'value':
        return now.kind === old.kind && expr(old.value, now.value);
      case 'import':
        return now.kind === old.kind && old.module === now.module && old.name === now.name;
      case 'element':
        return now.kind === old.kind && old.part === now.part && expr(old.over, now.over);
      case 'scope':
        return now.kind === old.kind && old.scope === numberOf(now.scope);
      case 'parameter':
        return now.kind === old.kind && old.index === now.index;
      case 'typed':
        return now.kind === old.kind && expr(old.type, now.type);
      case 'augment':
        return now.kind === old.kind && old.operator === now.operator && expr(old.value, now.value);
      case 'append':
        return now.kind === old.kind && old.spread === now.spread && expr(old.value, now.value);
      case 'set':
        return now.kind === old.kind && expr(old.key, now.key) && expr(old.value, now.value);
      case 'step':
        return now.kind === old.kind && old.name === now.name && all(old.args, now.args, argument);
      case 'unknown':
        return now.kind === old.kind && old.why === now.why;
    }
  }

  return { fits, keep, move, expr, optional, parameter, classField, value };
}

export function all<T>(old: readonly T[], now: readonly T[], isSame: (old: T, now: T) => boolean): boolean {
  if (old.length !== now.length) return false;
  for (let at = 0; at < old.length; at++) if (!isSame(old[at] as T, now[at] as T)) return false;
  return true;
}
