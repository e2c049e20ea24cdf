import { readAs, readerOf, type Format } from '../../data/index.ts';
import type { Data } from '../../data/data.ts';
import { lineAt, lineStartsOf } from '../../languages/lines.ts';
import type { Place } from '../../model.ts';
import { baseName } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import { listOf } from '../allowed.ts';
import { type Arguments, type Engine, type Origin, type Value, plainText, settingDefault } from '../value.ts';
import type { Call } from './call.ts';
import { asPath, fileAt, readText } from './paths.ts';

/** Larger files are data to work on, no settings. */
const MAX_CHARS = 512 * 1024;

/** What a reader makes of its first argument: the file itself or its text. A stream may be either. */
const READERS: Readonly<Record<string, readonly [Format, 'stream' | 'path']>> = {
  'json.load': ['json', 'stream'],
  'json.loads': ['json', 'stream'],
  'orjson.loads': ['json', 'stream'],
  'ujson.load': ['json', 'stream'],
  'JSON.parse': ['json', 'stream'],
  'yaml.safe_load': ['yaml', 'stream'],
  'yaml.full_load': ['yaml', 'stream'],
  'yaml.load': ['yaml', 'stream'],
  'yaml.parse': ['yaml', 'stream'],
  'js-yaml.load': ['yaml', 'stream'],
  'ruamel.yaml.YAML().load': ['yaml', 'stream'],
  'omegaconf.OmegaConf.load': ['yaml', 'path'],
  'tomllib.load': ['toml', 'stream'],
  'tomllib.loads': ['toml', 'stream'],
  'tomli.load': ['toml', 'stream'],
  'tomli.loads': ['toml', 'stream'],
  'toml.load': ['toml', 'path'],
  'toml.loads': ['toml', 'stream'],
  'toml.parse': ['toml', 'stream'],
  'smol-toml.parse': ['toml', 'stream'],
  '@iarna.toml.parse': ['toml', 'stream'],
  'dotenv.dotenv_values': ['env', 'path'],
};

/** What a standard reader gives for a file or text that is known; undefined where it is not. */
export function readData(engine: Engine, reader: string, args: Arguments, place: Place): Value | undefined {
  const found = Object.hasOwn(READERS, reader) ? READERS[reader] : undefined;
  const [first] = args.list;
  if (!found || !first || first.spread) return undefined;
  const argument = engine.evaluate(first.value, args.frame);
  const [format, takes] = found;
  const path = argument.kind === 'path' || takes === 'path' ? asPath(argument, place) : undefined;
  const source = path ? readText(engine, path, place) : argument;
  if (source.kind === 'unknown' && source !== argument) return source;
  const text = plainText(source);
  if (source.kind !== 'text' || text === undefined || text.length > MAX_CHARS) return undefined;
  const data = readAs(format, text);
  return data && toValue(data, text, source.place.file, inFile);
}

const known = new WeakMap<Project, Map<string, Value | undefined>>();

/** A data file of the project as an object: what `import config from './config.json'` gives. */
export function dataFile({ project }: Engine, file: string): Value | undefined {
  const cache = known.get(project) ?? new Map<string, Value | undefined>();
  known.set(project, cache);
  // Asked for each time: who asks rests on it.
  if (cache.has(file)) void (project.exists(file) && project.text(file));
  else cache.set(file, readFile(project, file, inFile));
  return cache.get(file);
}

type OriginOf = (keys: readonly string[], file: string) => Origin;

function readFile(project: Project, file: string, originOf: OriginOf): Value | undefined {
  const reader = readerOf(file);
  const text = reader && project.exists(file) ? project.text(file) : undefined;
  const data = reader && text !== undefined && text.length <= MAX_CHARS ? reader(text) : undefined;
  return data && text !== undefined ? toValue(data, text, file, originOf) : undefined;
}

const inFile: OriginOf = (keys, file) => ({ how: 'constant', note: `\`${keys.join('.')}\` in \`${baseName(file)}\`` });

/** Settings files laid over each other, later ones above: the environment may still say otherwise. */
export function settingsFiles({ project }: Engine, files: readonly string[]): Value | undefined {
  const tables = files.flatMap(file => readFile(project, file, keys => settingDefault(keys.join('.'))) ?? []);
  return tables.length === 0 ? undefined : merged(tables);
}

type ObjectValue = Extract<Value, { kind: 'object' }>;

/** Names count in any case. */
function merged(tables: readonly Value[]): ObjectValue {
  const entries = new Map<string, Value>();
  for (const table of tables) {
    if (table.kind !== 'object') continue;
    for (const [key, value] of table.entries) {
      const before = entries.get(key);
      const both = value.kind === 'object' ? merged(before ? [before, value] : [value]) : value;
      for (const name of [key, key.toLowerCase(), key.toUpperCase()]) entries.set(name, both);
    }
  }
  return { kind: 'object', entries, open: ['other settings may be added at run time'], isSettings: true };
}

function toValue(root: Data, text: string, file: string, originOf: OriginOf): Value {
  const starts = lineStartsOf(text);
  const placeAt = (offset: number): Place => {
    const line = lineAt(starts, offset);
    const at = { line, character: offset - (starts[line] ?? 0) };
    return { file, range: { start: at, end: at } };
  };
  const convert = (data: Data, keys: readonly string[]): Value => {
    if (data.kind === 'list') return listOf(data.items.map((item, at) => convert(item, [...keys, String(at)])));
    if (data.kind === 'table') {
      const entries = [...data.entries].map(([key, value]) => [key, convert(value, [...keys, key])] as const);
      return { kind: 'object', entries: new Map(entries), open: [] };
    }
    const { value } = data;
    if (typeof value === 'number') return { kind: 'number', value };
    if (typeof value !== 'string') return { kind: 'constant', value };
    const place = placeAt(data.offset);
    const name = keys.join('.') || baseName(file);
    const pieces =
      value === ''
        ? []
        : [{ kind: 'reference' as const, name, place, pieces: [{ kind: 'text' as const, text: value, place }] }];
    return { kind: 'text', pieces, place, origin: originOf(keys, file) };
  };
  return convert(root, []);
}

/** `Dynaconf(settings_files=[…])`: its files, found from the file that names them. */
export function settings({ engine, args, place }: Call): Value | undefined {
  const given = ['settings_files', 'settings_file', 'SETTINGS_FILE_FOR_DYNACONF'].flatMap(name => {
    const found = args.list.find(arg => arg.name === name);
    return found ? [engine.evaluate(found.value, args.frame)] : [];
  });
  const names = given.flatMap(value => (value.kind === 'list' ? value.items.map(item => item.value) : [value]));
  const paths = names
    .flatMap(value => (value.kind === 'choice' ? value.options : [value]))
    .flatMap(v => asPath(v, place) ?? []);
  return settingsFiles(
    engine,
    paths.flatMap(one => fileAt(engine, one, place) ?? []),
  );
}
