import { directoryOf, joinPath } from '../../paths.ts';
import type { Expr } from '../../languages/facts.ts';
import { type Value, choiceOf, environmentDefault, plainText, settingDefault, textOf } from '../value.ts';
import { type Call, type Standard, dedent, firstOf } from './call.ts';
import { settings } from './data.ts';
import { environment } from './environment.ts';
import { GO_STANDARD } from './go.ts';
import { rendered, renderedOnce } from './jinja.ts';
import { JAVA_STANDARD } from './java.ts';
import { anyOf, counted, keys, listed, pairs, range, typeArguments, valuesOf } from './lists.ts';
import { assigned, dictionary } from './objects.ts';
import { asPath, joinedPath, readText } from './paths.ts';
import { trimPieces } from './pieces.ts';
import { PHP_STANDARD } from './php.ts';
import { RUBY_STANDARD } from './ruby.ts';

/** Standard functions whose result the arguments decide. Undefined where they do not. */
export const STANDARD: Readonly<Record<string, Standard>> = {
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
  'tera.Tera.one_off': renderedOnce,
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
  'base64.b64encode': firstOf,
  'base64.standard_b64encode': firstOf,
  'Buffer.from': firstOf,
  'buffer.Buffer.from': firstOf,
  'copy.copy': firstOf,
  'copy.deepcopy': firstOf,
  'typing.cast': ({ values }) => values[1],
  'ai.convertToCoreMessages': firstOf,
  'ai.convertToModelMessages': firstOf,
  'langchain_community.adapters.openai.convert_openai_messages': firstOf,
  'langchain_core.messages.convert_to_messages': firstOf,
  'langchain_core.messages.utils.convert_to_messages': firstOf,
  dict: dictionary,
  getattr: attribute,
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

function getenv({ values, args, engine, place }: Call): Value | undefined {
  const name = values[0] && plainText(values[0]);
  if (name === undefined) return undefined;
  const keyword = args.list.find(arg => arg.name === 'default');
  const fallback = values[1] ?? (keyword && engine.evaluate(keyword.value, args.frame));
  if (fallback?.kind !== 'text') return environment(name, place);
  return { ...fallback, origin: environmentDefault(name) };
}

/** `getattr(object, "name", default)`: read as `object.name`. */
function attribute({ engine, args, values, spelled, place }: Call): Value | undefined {
  const [object] = args.list;
  const name = values[1] && plainText(values[1]);
  if (!object || !name || args.list.some(arg => arg.spread)) return undefined;
  const member: Expr = { kind: 'member', object: object.value, name, span: object.value.span };
  const value = engine.evaluate(member, args.frame);
  const fallback = values[2];
  const mayBeUnset = value.kind === 'unknown' && fallback?.kind === 'text';
  return mayBeUnset ? choiceOf([{ ...fallback, origin: settingDefault(name) }, value], spelled, place) : value;
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
