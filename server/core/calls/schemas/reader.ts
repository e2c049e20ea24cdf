import { type Engine, type Value, ofLibrary } from '../value.ts';

/** What all that makes JSON of values shares. */
export interface SchemaReader {
  engine: Engine;
  /** Why more is sent than the JSON shows. */
  missing: string[];
  /** The JSON of a value; undefined for what is not known or not sent. */
  json: (value: Value) => unknown;
}

export type Schema = Record<string, unknown>;

export const isSchema = (json: unknown): json is Schema =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** What is not known adds nothing, and says so. */
export function unread({ missing }: SchemaReader, why: string): undefined {
  missing.push(why);
  return undefined;
}

/** Why there is no JSON of a value. */
export function whyNot(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return `\`${value.name}\` is ${value.why}`;
    case 'external':
      return value.package === '' ? 'a type decides it' : `it is ${ofLibrary(value)}`;
    case 'class':
      return `it is the class \`${value.module.shape(value.scope)?.name ?? ''}\`, of which no schema is known`;
    default:
      return 'it is built at run time';
  }
}

/** Names of the steps to something of a library, and the arguments that each is called with. */
export interface Link {
  name: string;
  args: Extract<Extract<Value, { kind: 'external' }>['steps'][number], { kind: 'call' }> | null;
}

/** `z.object(…).optional()` as `z`, `object(…)`, `optional()`. */
export function linksOf({ steps }: Extract<Value, { kind: 'external' }>): Link[] {
  const links: Link[] = [];
  for (const step of steps) {
    const last = links.at(-1);
    if (step.kind === 'member') links.push({ name: step.name, args: null });
    else if (last && !last.args) last.args = step;
    else links.push({ name: '', args: step });
  }
  return links;
}

/** Arguments without names, evaluated. */
export function positionals({ engine }: SchemaReader, { args }: Link): Value[] {
  const given = args?.args;
  return (given?.list ?? []).flatMap(arg =>
    given && arg.name === null && !arg.spread ? [engine.evaluate(arg.value, given.frame)] : [],
  );
}

/** Arguments by their names: keywords, and the keys of an object that stands first. */
export function namedArguments(reader: SchemaReader, link: Link): ReadonlyMap<string, Value> {
  const given = link.args?.args;
  const [first] = positionals(reader, link);
  const named = new Map(first?.kind === 'object' ? first.entries : []);
  for (const { name, value } of given?.list ?? [])
    if (given && name !== null) named.set(name, reader.engine.evaluate(value, given.frame));
  return named;
}
