import type { Place } from '../../model.ts';
import { directoryOf, joinPath } from '../../paths.ts';
import { sdksOf } from '../../sdks/index.ts';
import { dataNamed, modulesNamed, submodule } from '../imports.ts';
import { type Arguments, type Engine, type Value, choiceOf, environmentDefault, plainText, textOf } from '../value.ts';
import { type Call, type External, type Standard, dedent, firstOf } from './call.ts';
import { readsSetting, settingRead } from './configuration.ts';
import { readData, settings } from './data.ts';
import { environment, variableOf } from './environment.ts';
import { fieldDefault } from './fields.ts';
import { GO_STANDARD } from './go.ts';
import { rendered } from './jinja.ts';
import { JAVA_STANDARD } from './java.ts';
import { anyOf, counted, keys, listed, pairs, range, typeArguments, valuesOf } from './lists.ts';
import { assigned, dictionary } from './objects.ts';
import { optionMember } from './options.ts';
import { asPath, joinedPath, readText } from './paths.ts';
import { dedentPieces, trimPieces } from './pieces.ts';
import { PHP_STANDARD } from './php.ts';
import { RUBY_STANDARD } from './ruby.ts';
import { schemaMember } from './schemas.ts';

/** How a library's value was reached, as one name: `os.path.join`, `pathlib.Path`; null where a call stands in between. */
export function nameOf(external: External): string | null {
  return external.steps.some(step => step.kind === 'call') ? null : wayOf(external);
}

/** The same with the calls in between: `environs.Env().str`. */
function wayOf(external: External): string {
  const names: string[] = [];
  for (const step of external.steps) names.push(step.kind === 'member' ? step.name : `${names.pop() ?? ''}()`);
  const module = external.package.replace(/^node:/, '').replaceAll('/', '.');
  return [module, ...(names[0] === 'default' ? names.slice(1) : names)].join('.');
}

const FILE_PROPERTIES: ReadonlySet<string> = new Set(['url', 'filename', 'dirname']);

export function externalMember(engine: Engine, object: External, name: string, place: Place): Value {
  const variable = variableOf(`${nameOf(object)}.${name}`);
  if (variable !== undefined) return environment(variable, place);
  const checked = schemaMember(engine, object, name, place) ?? optionMember(engine, object, wayOf(object), name, place);
  if (checked) return checked;
  if (nameOf(object) === 'import.meta' && FILE_PROPERTIES.has(name))
    return { kind: 'path', file: name === 'dirname' ? directoryOf(place.file) : place.file, place };
  const given = madeWith(engine, object, name);
  if (given) return given;
  const home = object.steps.length === 0 ? engine.moduleOf(place.file) : undefined;
  const module = home && submodule(engine, object.package, name, home);
  return module ?? { ...object, steps: [...object.steps, { kind: 'member', name }], place };
}

/** A field that an object was given when it was made: `new ChatOptions { ModelId = "…" }.ModelId`. */
function madeWith(engine: Engine, { steps }: External, name: string): Value | undefined {
  const last = steps.at(-1);
  const args = last?.kind === 'call' ? last.args : null;
  const isFields = args !== null && args.frame.module.language.hasBareMembers === true;
  if (!isFields) return undefined;
  const set = args.set?.get(name);
  if (set) return set;
  const step = steps[steps.findLastIndex(one => one.kind === 'member' && one.name === name) + 1];
  const later = step?.kind === 'call' && step.args?.list.length === 1 ? step.args.list[0] : undefined;
  const field = args.list.find(arg => arg.name === name) ?? later;
  return field && engine.evaluate(field.value, args.frame);
}

/** Standard functions whose result the arguments decide. Undefined where they do not. */
const STANDARD: Readonly<Record<string, Standard>> = {
  'os.getenv': getenv,
  'os.environ.get': getenv,
  'Environment.GetEnvironmentVariable': getenv,
  'System.Environment.GetEnvironmentVariable': getenv,
  'os.environ.setdefault': getenv,
  'std.env.var': getenv,
  'dotenv.var': getenv,
  'dotenvy.var': getenv,
  'env!': getenv,
  'option_env!': getenv,
  'decouple.config': getenv,
  'environs.Env()': getenv,
  'environs.Env().str': getenv,
  'environs.env': getenv,
  'environs.env.str': getenv,
  'environ.Env()': getenv,
  'environ.Env().str': getenv,
  'starlette.config.Config()': getenv,
  'Deno.env.get': getenv,
  '@nestjs.config.ConfigService().get': getenv,
  '@nestjs.config.ConfigService().getOrThrow': getenv,
  'dynaconf.Dynaconf': settings,
  'dynaconf.LazySettings': settings,
  'jinja2.Environment().from_string().render': rendered,
  'jinja2.Environment().from_string().render_async': rendered,
  'jinja2.Template().render': rendered,
  ...RUBY_STANDARD,
  ...PHP_STANDARD,
  'ENV.fetch': getenv,
  env: getenv,
  getenv,
  file_get_contents: read,
  'File.read': read,
  'IO.read': read,
  'File.join': path,
  'textwrap.dedent': dedent,
  'inspect.cleandoc': cleaned,
  dedent: cleaned,
  'ts-dedent': cleaned,
  'ts-dedent.dedent': cleaned,
  outdent: cleaned,
  'outdent.outdent': cleaned,
  'common-tags.stripIndent': cleaned,
  'common-tags.stripIndents': cleaned,
  'indoc!': dedent,
  'String.from': firstOf,
  'String.from_utf8': firstOf,
  'String.new': emptyText,
  'String.with_capacity': emptyText,
  'Vec.new': emptyList,
  'Vec.with_capacity': emptyList,
  'Vec.from': firstOf,
  'serde_json.to_string': firstOf,
  'serde_json.to_string_pretty': firstOf,
  'serde_json.to_vec': firstOf,
  'serde_json.to_value': firstOf,
  'String.raw': firstOf,
  String: firstOf,
  str: firstOf,
  int: firstOf,
  Number: firstOf,
  list: listed,
  tuple: listed,
  sorted: listed,
  reversed: listed,
  next: anyOf,
  'random.choice': anyOf,
  'Object.values': valuesOf,
  'Array.from': listed,
  'Object.keys': keys,
  'Object.entries': pairs,
  'typing.get_args': typeArguments,
  enumerate: counted,
  'tqdm.tqdm': firstOf,
  'Object.freeze': firstOf,
  'Task.FromResult': firstOf,
  'BinaryData.FromString': firstOf,
  'Enumerable.Range': call => range({ ...call, values: call.values.slice(1) }),
  structuredClone: firstOf,
  'copy.copy': firstOf,
  'copy.deepcopy': firstOf,
  'typing.cast': ({ values }) => values[1],
  'ai.convertToCoreMessages': firstOf,
  'ai.convertToModelMessages': firstOf,
  'langchain_community.adapters.openai.convert_openai_messages': firstOf,
  'langchain_core.messages.convert_to_messages': firstOf,
  'langchain_core.messages.utils.convert_to_messages': firstOf,
  dict: dictionary,
  'Object.assign': assigned,
  range,
  'pathlib.Path': path,
  'os.path.join': path,
  'path.join': path,
  'Path.Combine': path,
  'Path.Join': path,
  'System.IO.Path.Combine': path,
  'path.resolve': path,
  'os.path.abspath': path,
  'os.path.realpath': path,
  'url.fileURLToPath': path,
  'os.path.dirname': parent,
  'path.dirname': parent,
  'process.cwd': ({ place }) => ({ kind: 'path', file: '', place }),
  'Directory.GetCurrentDirectory': ({ place }) => ({ kind: 'path', file: '', place }),
  'os.getcwd': ({ place }) => ({ kind: 'path', file: '', place }),
  'pathlib.Path.cwd': ({ place }) => ({ kind: 'path', file: '', place }),
  URL: ({ values, place }) => {
    const base = asPath(values[1], place);
    const target = values[0] && plainText(values[0]);
    return base && target !== undefined
      ? joinedPath({ ...base, file: directoryOf(base.file) }, [target], place)
      : undefined;
  },
  open: path,
  'fs.readFileSync': read,
  'fs.promises.readFile': read,
  'fs.readFile': read,
  'promises.readFile': read,
  'fs.promises.default.readFile': read,
  'std.fs.read_to_string': read,
  'tokio.fs.read_to_string': read,
  'std.path.Path.new': path,
  'std.path.PathBuf.from': path,
  'include_str!': included,
  'File.ReadAllText': read,
  'File.ReadAllTextAsync': read,
  'System.IO.File.ReadAllText': read,
  'System.IO.File.ReadAllTextAsync': read,
  'Deno.readTextFile': read,
  'Deno.readTextFileSync': read,
  'Bun.file': path,
  ...GO_STANDARD,
  ...JAVA_STANDARD,
  'System.getenv': getenv,
  'java.lang.System.getenv': getenv,
  'java.nio.file.Files.readString': read,
  'java.nio.file.Path.of': path,
  'java.nio.file.Paths.get': path,
  'Files.readString': read,
  'Path.of': path,
  'Paths.get': path,
};

/** A call of something of a library. */
export function externalCall(engine: Engine, callee: External, args: Arguments, spelled: string, place: Place): Value {
  const name = nameOf(callee);
  const way = wayOf(callee);
  const standard = Object.hasOwn(STANDARD, way) ? STANDARD[way] : undefined;
  const values = (): Value[] =>
    args.list.filter(arg => !arg.spread && arg.name === null).map(arg => engine.evaluate(arg.value, args.frame));
  if (standard) {
    const value = standard({ engine, callee, args, values: values(), spelled, place });
    if (value) return value;
  }
  const setting = readsSetting(callee) ? settingRead(values(), place) : undefined;
  if (setting) return setting;
  const converted = convertedBy(callee, args) ? args.list[0] : undefined;
  if (converted) return engine.evaluate(converted.value, args.frame);
  const data = readData(engine, way, args, place);
  if (data) return data;
  const field = fieldDefault(engine, name, args, place);
  if (field) return field;
  const wrapped = name !== null && WRAPPER.test(name) ? wrappedClient(engine, args) : undefined;
  if (wrapped) return wrapped;
  const required = name === 'require' || name === 'import' ? requiredModule(engine, args, place) : undefined;
  return required ?? { ...callee, steps: [...callee.steps, { kind: 'call', args }], place };
}

/** A function of an SDK that gives its one argument back. */
function convertedBy({ package: library, steps }: External, { list, frame }: Arguments): boolean {
  if (list.length !== 1 || steps.some(step => step.kind === 'call')) return false;
  const language = frame.module.language.id;
  const spelled = steps.map(step => (step.kind === 'member' ? step.name : '')).join('.');
  return sdksOf(language).some(
    sdk =>
      sdk.conversions?.includes(spelled) &&
      sdk.packages[language]?.some(name => library === name || /^[./]/.test(library.replace(name, ''))),
  );
}

/** Observability libraries give a client back as they got it: `wrapOpenAI(client)`, `observeOpenAI(client)`. */
const WRAPPER = /(?:^|\.)(?:wrap|observe|instrument|trace)_?[A-Za-z]*$/;

function wrappedClient(engine: Engine, args: Arguments): Value | undefined {
  const [first] = args.list;
  const value = first && !first.spread ? engine.evaluate(first.value, args.frame) : undefined;
  return value?.kind === 'external' || value?.kind === 'instance' ? value : undefined;
}

/** CommonJS `require('x')` and dynamic `import('x')`. */
function requiredModule(engine: Engine, args: Arguments, place: Place): Value | undefined {
  const [only] = args.list;
  const specifier = only && plainText(engine.evaluate(only.value, args.frame));
  const from = engine.moduleOf(place.file);
  if (specifier === undefined || !from) return undefined;
  const data = dataNamed(engine, specifier, from);
  if (data) return data;
  const modules = modulesNamed(engine, specifier, from);
  return modules ? { kind: 'module', modules } : { kind: 'external', package: specifier, steps: [], place };
}

function getenv({ values, args, engine, place }: Call): Value | undefined {
  const name = values[0] && plainText(values[0]);
  if (name === undefined) return undefined;
  const keyword = args.list.find(arg => arg.name === 'default');
  const fallback = values[1] ?? (keyword && engine.evaluate(keyword.value, args.frame));
  if (fallback?.kind !== 'text') return environment(name, place);
  return { ...fallback, origin: environmentDefault(name) };
}

/** The one text that a function is given, without its indentation. */
export function dedentOf(engine: Engine, args: Arguments): Value | undefined {
  const [only] = args.list;
  const text = only && args.list.length === 1 && !only.spread ? engine.evaluate(only.value, args.frame) : undefined;
  return text?.kind === 'text' ? { ...text, pieces: trimPieces(dedentPieces(text.pieces), true, true) } : undefined;
}

function cleaned(call: Call): Value | undefined {
  const text = dedent(call);
  return text?.kind === 'text' ? { ...text, pieces: trimPieces(text.pieces, true, true) } : undefined;
}

function path(call: Call): Value | undefined {
  const { values, spelled, place } = call;
  const choice = values.find(value => value.kind === 'choice');
  if (choice?.kind === 'choice') {
    const paths = choice.options.map(option => path({ ...call, values: values.map(v => (v === choice ? option : v)) }));
    return paths.every(one => one !== undefined) ? choiceOf(paths, spelled, place) : undefined;
  }
  const [head, ...rest] = values;
  const base = asPath(head, place);
  const more = rest
    .map(plainText)
    .filter((text, at) => !(at === rest.length - 1 && text !== undefined && /^(r|rb|rt|w|utf-?8)$/i.test(text)));
  return base && more.every(text => text !== undefined) ? joinedPath(base, more, place) : undefined;
}

function parent({ values, place }: Call): Value | undefined {
  const base = asPath(values[0], place);
  return base && { kind: 'path', file: directoryOf(base.file), place };
}

function emptyText({ place }: Call): Value {
  return textOf('', place);
}

function emptyList(): Value {
  return { kind: 'list', items: [], open: [] };
}

/** A file that is part of the source: its path counts from the file that names it. */
function included({ engine, values, place }: Call): Value | undefined {
  const name = values[0] && plainText(values[0]);
  const file = name === undefined ? undefined : joinPath(directoryOf(place.file), name);
  return file === undefined ? undefined : readText(engine, { kind: 'path', file, place }, place);
}

function read({ engine, values, place }: Call): Value | undefined {
  const base = asPath(values[0], place);
  return base && readText(engine, base, place);
}
