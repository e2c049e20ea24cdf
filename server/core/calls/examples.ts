import type { Data } from '../data/data.ts';
import { readAs, readerOf } from '../data/index.ts';
import { lineAt, lineStartsOf } from '../languages/lines.ts';
import type { Place } from '../model.ts';
import { ancestors, baseName, joinPath } from '../paths.ts';
import type { Project } from '../ports.ts';
import { type Engine, type Value, textOf } from './value.ts';

/** Files that say what the environment may look like, nearest to the code first. */
const EXAMPLES = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.defaults',
  'env.example',
  'example.env',
  '.env',
  'docker-compose.yml',
  'docker-compose.yaml',
  'compose.yml',
  'compose.yaml',
] as const;

type Variables = ReadonlyMap<string, Example>;

interface Example {
  value: string;
  file: string;
  place: Place;
}

const known = new WeakMap<Project, Map<string, Variables>>();

/** What an example of the environment says of a variable: a candidate, never certain. */
export function exampleOf({ project }: Engine, variable: string, from: string): Value | undefined {
  for (const folder of ancestors(from)) {
    for (const name of EXAMPLES) {
      const found = variablesIn(project, joinPath(folder, name) ?? name).get(variable);
      if (!found) continue;
      const note = `example of \`${variable}\` in \`${found.file}\``;
      return textOf(found.value, found.place, { how: 'environment-example', note, variable });
    }
  }
  return undefined;
}

function variablesIn(project: Project, file: string): Variables {
  const cache = known.get(project) ?? new Map<string, Variables>();
  known.set(project, cache);
  // Asked for each time: who asks rests on it.
  const text = project.exists(file) ? project.text(file) : undefined;
  const before = cache.get(file);
  if (before) return before;
  const variables = text === undefined ? new Map<string, Example>() : read(file, text);
  cache.set(file, variables);
  return variables;
}

function read(file: string, text: string): Variables {
  const reader = readerOf(file);
  const data = reader ? reader(text) : readAs('env', text);
  const pairs = data?.kind !== 'table' ? [] : data.entries.has('services') ? ofServices(data) : scalars(data);
  const starts = lineStartsOf(text);
  return new Map(
    pairs.flatMap(([name, raw, offset]) => {
      const value = sensible(raw);
      const line = lineAt(starts, offset);
      const at = { line, character: offset - (starts[line] ?? 0) };
      return value === undefined
        ? []
        : [[name, { value, file: baseName(file), place: { file, range: { start: at, end: at } } }]];
    }),
  );
}

type Pair = readonly [name: string, value: string, offset: number];

const scalars = (data: Data | undefined): Pair[] =>
  data?.kind !== 'table'
    ? []
    : [...data.entries].flatMap(([name, value]): Pair[] =>
        value.kind === 'scalar' && typeof value.value === 'string' ? [[name, value.value, value.offset]] : [],
      );

/** `environment:` of each service: a table, or a list of `NAME=value`. */
function ofServices(root: Extract<Data, { kind: 'table' }>): Pair[] {
  const services = root.entries.get('services');
  return [...(services?.kind === 'table' ? services.entries.values() : [])].flatMap(service => {
    const environment = service.kind === 'table' ? service.entries.get('environment') : undefined;
    if (environment?.kind !== 'list') return scalars(environment);
    return environment.items.flatMap((item): Pair[] => {
      const [, name, value] = item.kind === 'scalar' ? (/^(\w+)=(.*)$/s.exec(String(item.value)) ?? []) : [];
      return name === undefined || value === undefined ? [] : [[name, value, item.offset]];
    });
  });
}

/** A value that can be a model's name: `${MODEL:-gpt-4o}` is its default, `your-model-here` and `<model>` are none. */
function sensible(raw: string): string | undefined {
  const value = (/^\$\{\w+:?-([^}]*)\}$/.exec(raw)?.[1] ?? raw).trim();
  const isPlaceholder = value === '' || /[\s<>${}]|^(?:your|my|xxx|change|todo|replace|insert|enter)/i.test(value);
  return isPlaceholder ? undefined : value;
}
