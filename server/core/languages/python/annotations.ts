import type { Expr } from '../facts.ts';

/** Annotations that say more of a type, not another one. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'Optional',
  'Annotated',
  'ClassVar',
  'Final',
  'Required',
  'NotRequired',
]);
/** Annotations of what is no single object. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'List',
  'Dict',
  'Tuple',
  'Set',
  'FrozenSet',
  'Sequence',
  'Mapping',
  'MutableMapping',
  'Collection',
  'Iterable',
  'Iterator',
  'AsyncIterable',
  'AsyncIterator',
  'Generator',
  'AsyncGenerator',
  'Callable',
  'Awaitable',
  'Coroutine',
  'Union',
  'Literal',
  'Type',
]);

/** The class that an annotation names: `Optional[X]` is an X, `Agent[X]` an Agent; what a `list[X]` holds is not followed. */
export function classOf(annotation: Expr): Expr {
  if (annotation.kind === 'operation')
    return [annotation.left, annotation.right].some(side => side.kind === 'index' || side.kind === 'operation')
      ? other(annotation)
      : annotation;
  if (annotation.kind !== 'index' || annotation.object.kind !== 'name') return annotation;
  const { name } = annotation.object;
  if (name.endsWith('Literal')) return annotation;
  const { index } = annotation;
  const inside = index.kind === 'list' ? index.items[0]?.value : index;
  if (WRAPPERS.has(name) && inside) return classOf(inside);
  return /^[A-Z]/.test(name) && !CONTAINERS.has(name) ? annotation.object : other(annotation);
}

const other = ({ span }: Expr): Expr => ({ kind: 'other', span });
