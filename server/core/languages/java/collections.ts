import { type Builder, spanOf } from '../builder.ts';
import type { Element, Entry, Expr } from '../facts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';

/** `List.of(…)` and its like, by the class and the method. */
const LISTS =
  /^(?:(?:List|Set|Stream|ImmutableList|ImmutableSet|Flux)\.(?:of|just)|Arrays\.(?:asList|stream)|Collections\.(?:singletonList|singleton|emptyList|emptySet)|Lists\.newArrayList|Sets\.newHashSet|Stream\.empty)$/;
const COPIES = /^(?:(?:List|Set|ImmutableList)\.copyOf|Collections\.(?:unmodifiable|synchronized)\w+)$/;
const MAPS = /^(?:Map|ImmutableMap)\.of$|^Collections\.(?:emptyMap|singletonMap)$/;
const ENTRIES = /^(?:Map|ImmutableMap)\.ofEntries$/;

/** Lists and maps that are written out. */
export function createCollections(build: Builder, lower: (node: SyntaxNode) => Expr) {
  const item = (node: SyntaxNode): Element => ({ value: lower(node), spread: false });

  /** A call that makes one; undefined for any other. */
  function call(node: SyntaxNode, object: SyntaxNode, method: string, args: readonly SyntaxNode[]): Expr | undefined {
    if (object.type !== 'identifier') return undefined;
    const name = `${build.slice(object)}.${method}`;
    const span = spanOf(node);
    const [first] = args;
    if (LISTS.test(name)) return { kind: 'list', items: args.map(item), span };
    if (COPIES.test(name)) return first && lower(first);
    if (MAPS.test(name)) return { kind: 'object', entries: pairs(args), span };
    if (ENTRIES.test(name)) return { kind: 'object', entries: args.flatMap(entry), span };
    return undefined;
  }

  function pairs(args: readonly SyntaxNode[]): Entry[] {
    const entries: Entry[] = [];
    for (let at = 0; at + 1 < args.length; at += 2) {
      const [key, value] = [args[at], args[at + 1]];
      if (key && value) entries.push({ kind: 'computed', key: lower(key), value: lower(value) });
    }
    return entries;
  }

  /** `Map.entry("a", 1)`, `entry("a", 1)`. */
  function entry(node: SyntaxNode): Entry[] {
    const given = field(node, 'arguments');
    const found = given ? pairs(named(given)) : [];
    return found.length > 0 ? found : [{ kind: 'spread', value: lower(node) }];
  }

  return { call };
}
