import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Expr, Span } from '../facts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';

/** Characters that mean something in a regular expression. */
const PATTERN = /[\\^$.|?*+()[\]{}]/;

/** Methods of strings, and what else gives one: as what other languages have. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of method
export function createTexts(build: Builder, lower: (node: SyntaxNode) => Expr) {
  const text = (value: string, span: Span): Expr => ({
    kind: 'text',
    parts: [{ kind: 'chars', text: value, span }],
    span,
  });
  const argument = (node: SyntaxNode): Argument => ({ name: null, value: lower(node), spread: false });
  const name = (of: string, span: Span): Expr => ({ kind: 'name', name: of, span });

  /** A call that is of this kind; undefined for any other. */
  function call(node: SyntaxNode, object: SyntaxNode, method: string, args: readonly SyntaxNode[]): Expr | undefined {
    if (/^(?:java\.lang\.)?String$/.test(build.slice(object))) return ofString(node, method, args);
    const of = build.slice(object);
    const [first, second] = args;
    const span = spanOf(node);
    switch (method) {
      case 'formatted':
        return formatted(object, args, node);
      case 'repeat':
        return first && { kind: 'operation', operator: '*', left: lower(object), right: lower(first), span };
      case 'replaceAll':
      case 'replaceFirst':
        return first && second && replaced(object, method, first, second, span);
      case 'collect':
        return first && collected(object, first, span);
      case 'lineSeparator':
        return of === 'System' ? text('\n', span) : undefined;
      case 'orElse':
        return first && { kind: 'fallback', options: [lower(object), lower(first)], span };
      case 'getOrDefault':
        return first && second && defaulted(object, first, second, span);
      case 'requireNonNull':
      case 'ofNullable':
        return first && HOLDING.has(of) ? lower(first) : undefined;
      case 'requireNonNullElse':
        return first && second && of === 'Objects'
          ? { kind: 'fallback', options: [lower(first), lower(second)], span }
          : undefined;
      case 'of':
      case 'just':
      case 'completedFuture':
        return first && args.length === 1 && HOLDING.has(of) ? lower(first) : undefined;
      default:
        return undefined;
    }
  }

  /** `String.format`, `String.join`, `String.valueOf`. */
  function ofString(node: SyntaxNode, method: string, args: readonly SyntaxNode[]): Expr | undefined {
    const [first, ...rest] = args;
    const span = spanOf(node);
    if (!first) return undefined;
    if (method === 'valueOf' || method === 'copyValueOf') return lower(first);
    if (method === 'format') {
      const isLocale = /^(?:java\.util\.)?Locale\b/.test(build.slice(first));
      const [format, ...values] = isLocale ? rest : args;
      return format && formatted(format, values, node);
    }
    if (method !== 'join') return undefined;
    const [only] = rest;
    const items: Expr =
      rest.length === 1 && only && only.type !== 'string_literal'
        ? lower(only)
        : { kind: 'list', items: rest.map(item => ({ value: lower(item), spread: false })), span };
    return joined(items, [argument(first)], span);
  }

  function formatted(format: SyntaxNode, values: readonly SyntaxNode[], node: SyntaxNode): Expr {
    const span = spanOf(node);
    const callee: Expr = { kind: 'member', object: name('String', span), name: 'format', span };
    const args = [argument(format), ...values.map(argument)];
    return build.call({ kind: 'call', callee, args, anchor: span, span });
  }

  function joined(items: Expr, separator: Argument[], span: Span): Expr {
    const callee: Expr = { kind: 'member', object: items, name: 'join', span };
    return { kind: 'call', callee, args: separator, anchor: span, span };
  }

  /** What a regular expression finds is not told here; a plain text is one that finds itself. */
  function replaced(object: SyntaxNode, method: string, from: SyntaxNode, to: SyntaxNode, span: Span): Expr {
    const isPlain = method === 'replaceAll' && from.type === 'string_literal' && !PATTERN.test(build.slice(from));
    const callee: Expr = {
      kind: 'member',
      object: lower(object),
      name: isPlain ? 'replaceAll' : 'replaceFirst',
      span,
    };
    return { kind: 'call', callee, args: [argument(from), argument(to)], anchor: span, span };
  }

  /** `collect(Collectors.joining(", "))`, `collect(Collectors.toList())`. */
  function collected(object: SyntaxNode, collector: SyntaxNode, span: Span): Expr | undefined {
    const method = collector.type === 'method_invocation' ? field(collector, 'name') : undefined;
    const given = field(collector, 'arguments');
    const nodes = given ? named(given) : [];
    const how = method && build.slice(method);
    if (how === 'toList' || how === 'toSet' || how === 'toUnmodifiableList') return lower(object);
    if (how !== 'joining' || nodes.length > 1) return undefined;
    const [separator] = nodes;
    return joined(
      lower(object),
      [separator ? argument(separator) : { name: null, value: text('', span), spread: false }],
      span,
    );
  }

  /** `System.getenv().getOrDefault("MODEL", "gpt-4o")`, a map's. */
  function defaulted(object: SyntaxNode, key: SyntaxNode, value: SyntaxNode, span: Span): Expr {
    const args = [argument(key), argument(value)];
    const isEnvironment = /^System\s*\.\s*getenv\s*\(\s*\)$/.test(build.slice(object));
    const callee: Expr = isEnvironment
      ? { kind: 'member', object: name('System', span), name: 'getenv', span }
      : { kind: 'member', object: lower(object), name: 'get', span };
    return { kind: 'call', callee, args, anchor: span, span };
  }

  return { call, text };
}

/** Classes whose functions only wrap what they are given. */
const HOLDING: ReadonlySet<string> = new Set('Objects Optional Mono Uni CompletableFuture Preconditions'.split(' '));
