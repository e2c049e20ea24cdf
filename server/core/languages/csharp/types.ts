import type { Expr, Span } from '../facts.ts';
import { child, field, fields, named, type SyntaxNode } from '../syntax.ts';

/** Types that only wrap what counts. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'Task',
  'ValueTask',
  'Lazy',
  'Nullable',
  ...'IOptions IOptionsSnapshot IOptionsMonitor'.split(' '),
]);
const COLLECTIONS: ReadonlySet<string> = new Set(
  (
    'List IList ICollection IEnumerable IReadOnlyList IReadOnlyCollection Collection ObservableCollection HashSet ISet ' +
    'Queue Stack LinkedList SortedSet ConcurrentBag ConcurrentQueue ImmutableList ImmutableArray ReadOnlySpan Span ChatHistory'
  ).split(' '),
);
const DICTIONARIES: ReadonlySet<string> = new Set(
  'Dictionary IDictionary IReadOnlyDictionary SortedDictionary ConcurrentDictionary ImmutableDictionary FrozenDictionary'.split(
    ' ',
  ),
);

/** Reads types as written. A type without a name to follow (`string`, `var`, a tuple) is null. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each question
export function createTypes(slice: (node: SyntaxNode) => string, nameAt: (name: string, span: Span) => Expr) {
  const bare = (node: SyntaxNode): SyntaxNode => {
    const inner = /^(?:nullable|ref|scoped|pointer)_type$/.test(node.type)
      ? (field(node, 'type') ?? named(node).at(-1))
      : undefined;
    return inner ? bare(inner) : node;
  };

  /** `List` of `System.Collections.Generic.List<T>`. */
  function nameOf(type: SyntaxNode | undefined): string {
    if (!type) return '';
    const node = bare(type);
    if (node.type === 'generic_name') return slice(child(node, 'identifier') ?? node);
    if (node.type === 'qualified_name' || node.type === 'alias_qualified_name') return nameOf(field(node, 'name'));
    return node.type === 'identifier' ? slice(node) : '';
  }

  const argumentsOf = (type: SyntaxNode): SyntaxNode[] => {
    const node = bare(type);
    const generic = node.type === 'qualified_name' ? field(node, 'name') : node;
    const list = generic && child(generic, 'type_argument_list');
    return list ? named(list) : [];
  };

  function lower(type: SyntaxNode | undefined): Expr | null {
    if (!type) return null;
    const node = bare(type);
    const span = [node.start, node.end] as const;
    switch (node.type) {
      case 'identifier':
        return nameAt(slice(node), span);
      case 'generic_name': {
        const name = nameOf(node);
        return WRAPPERS.has(name) ? lower(argumentsOf(node)[0]) : nameAt(name, span);
      }
      case 'alias_qualified_name':
        return lower(field(node, 'name'));
      case 'qualified_name': {
        const [left, right] = [field(node, 'qualifier'), field(node, 'name')];
        const object = lower(left);
        const inner = right?.type === 'generic_name' ? nameOf(right) : right && slice(right);
        if (inner !== undefined && WRAPPERS.has(inner)) return lower(right);
        return object && inner !== undefined ? { kind: 'member', object, name: inner, span } : null;
      }
      default:
        return null;
    }
  }

  /** What the elements of a collection type are. */
  function elementOf(type: SyntaxNode | undefined): SyntaxNode | undefined {
    if (!type) return undefined;
    const node = bare(type);
    if (node.type === 'array_type') return field(node, 'type');
    const name = nameOf(node);
    if (WRAPPERS.has(name)) return elementOf(argumentsOf(node)[0]);
    return COLLECTIONS.has(name) || DICTIONARIES.has(name) ? argumentsOf(node).at(-1) : undefined;
  }

  const held = (type: SyntaxNode | undefined): SyntaxNode | undefined =>
    type && WRAPPERS.has(nameOf(type)) ? held(argumentsOf(type)[0]) : type;

  return {
    lower,
    nameOf,
    elementOf,
    /** What `Task<T>` gives. */
    held,
    isCollection: (type: SyntaxNode | undefined): boolean =>
      type !== undefined && (bare(type).type === 'array_type' || COLLECTIONS.has(nameOf(type))),
    isDictionary: (type: SyntaxNode | undefined): boolean => DICTIONARIES.has(nameOf(type)),
    isOptions: (type: SyntaxNode | undefined): boolean => /^(?:IOptions\w*|Lazy)$/.test(nameOf(type)),
    /** Types between the angle brackets of a call's name. */
    argumentsOf: (node: SyntaxNode): SyntaxNode[] => fields(node, 'type_arguments').concat(argumentsOf(node)),
  };
}

export type Types = ReturnType<typeof createTypes>;
