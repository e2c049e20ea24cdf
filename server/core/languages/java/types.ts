import { spanOf } from '../builder.ts';
import type { Expr, Span } from '../facts.ts';
import { child, named, type SyntaxNode } from '../syntax.ts';

/** Types that count as what they hold or give. */
const WRAPPERS: ReadonlySet<string> = new Set(
  'Optional CompletableFuture Future CompletionStage Mono Uni Supplier ObjectProvider ObjectFactory Provider Instance Lazy AtomicReference Callable'.split(
    ' ',
  ),
);
const LISTS: ReadonlySet<string> = new Set(
  'List ArrayList LinkedList Collection Iterable Set HashSet LinkedHashSet TreeSet Queue Deque ArrayDeque Vector Stack CopyOnWriteArrayList Stream Flux Multi'.split(
    ' ',
  ),
);
const MAPS: ReadonlySet<string> = new Set(
  'Map HashMap LinkedHashMap TreeMap ConcurrentHashMap EnumMap Hashtable SortedMap NavigableMap WeakHashMap IdentityHashMap'.split(
    ' ',
  ),
);
/** Types of plain values: there is nothing in them to follow. */
const PLAIN: ReadonlySet<string> = new Set(
  'var String Object Integer Long Double Float Boolean Character Byte Short Number CharSequence StringBuilder StringBuffer Void Resource Path File'.split(
    ' ',
  ),
);

/** Reads types as written. A type without a class to follow (`String`, `var`, a list) is null. */
export function createTypes(slice: (node: SyntaxNode) => string, nameAt: (name: string, span: Span) => Expr) {
  /** `List` of `java.util.List<T>`. */
  function nameOf(type: SyntaxNode | undefined): string {
    if (!type) return '';
    if (type.type === 'generic_type') return nameOf(named(type)[0]);
    if (type.type === 'scoped_type_identifier') return nameOf(named(type).at(-1));
    if (type.type === 'annotated_type') return nameOf(named(type).at(-1));
    return type.type === 'type_identifier' || type.type === 'identifier' ? slice(type) : '';
  }

  const argumentsOf = (type: SyntaxNode | undefined): SyntaxNode[] => {
    const list = type && child(type, 'type_arguments');
    return list ? named(list) : [];
  };

  function lower(type: SyntaxNode | undefined): Expr | null {
    if (!type) return null;
    const name = nameOf(type);
    if (PLAIN.has(name) || LISTS.has(name) || MAPS.has(name)) return null;
    switch (type.type) {
      case 'type_identifier':
      case 'identifier':
        return nameAt(name, spanOf(type));
      case 'generic_type':
        return WRAPPERS.has(name) ? lower(argumentsOf(type)[0]) : lower(named(type)[0]);
      case 'annotated_type':
        return lower(named(type).at(-1));
      case 'scoped_type_identifier':
        return scoped(type);
      default:
        return null;
    }
  }

  /** `ChatClient.Builder`, or a full name such as `com.openai.client.OpenAIClient`. */
  function scoped(type: SyntaxNode): Expr {
    const [first = '', ...rest] = slice(type)
      .replaceAll(/<[^>]*>|\s/g, '')
      .split('.');
    const span = spanOf(type);
    return rest.reduce<Expr>((object, name) => ({ kind: 'member', object, name, span }), nameAt(first, span));
  }

  return {
    lower,
    nameOf,
    argumentsOf,
    isList: (type: SyntaxNode | undefined): boolean => LISTS.has(nameOf(type)),
    isMap: (type: SyntaxNode | undefined): boolean => MAPS.has(nameOf(type)),
  };
}

export type Types = ReturnType<typeof createTypes>;
