/** Something on the page that stands for a value, and follows it. */
export interface Part<T> {
  readonly element: Element;
  update(value: T): void;
}

/**
 * Keeps the children of an element those of a list: what is the same by its key stays, and is changed only where its value is another.
 * So focus, selection and what is unfolded outlive new numbers.
 */
export function keyed<T>(
  parent: Element,
  keyOf: (value: T) => string,
  make: (value: T) => Part<T>,
): (values: readonly T[]) => void {
  let parts = new Map<string, { part: Part<T>; json: string }>();
  return values => {
    const focused = document.activeElement;
    const next: typeof parts = new Map();
    for (const value of values) {
      const key = unique(next, keyOf(value));
      const json = JSON.stringify(value);
      const known = parts.get(key);
      const kept = known ?? { part: make(value), json: '' };
      if (kept.json !== json) kept.part.update(value);
      next.set(key, { part: kept.part, json });
    }
    for (const [key, { part }] of parts) if (!next.has(key)) part.element.remove();
    const ours = new Set([...next.values()].map(({ part }) => part.element));
    let at = parent.firstElementChild;
    while (at !== null && !ours.has(at)) at = at.nextElementSibling; // a table's head stays the first
    for (const { part } of next.values()) {
      if (part.element === at) at = at.nextElementSibling;
      else parent.insertBefore(part.element, at);
    }
    parts = next;
    // What was moved lost its focus by that.
    if (focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused))
      focused.focus({ preventScroll: true });
  };
}

/** Two of one name are two. */
function unique(taken: ReadonlyMap<string, unknown>, key: string): string {
  let free = key;
  for (let n = 2; taken.has(free); n++) free = `${key}\u0000${n}`;
  return free;
}
