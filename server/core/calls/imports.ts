import type { Resolved } from '../languages/language.ts';
import type { Place } from '../model.ts';
import { directoryOf } from '../paths.ts';
import { isOrdinary, packageKnowing, packagesOf } from '../sdks/index.ts';
import { partOf } from './allowed.ts';
import { dataFile } from './builtins/data.ts';
import { readText } from './builtins/paths.ts';
import type { Held, MemoryKey } from './answers.ts';
import { OPENS } from './questions.ts';
import { type Engine, type Module, type Value, unknown } from './value.ts';

const RESOLVED: MemoryKey<string, Held<Resolved>> = {};

/** An SDK's own package is never looked for in the project: a file `openai.py` beside the caller is no OpenAI. */
function resolve(engine: Engine, specifier: string, from: Module, name: string | null): Resolved {
  if (packagesOf(from.language.id).has(specifier)) return { package: specifier };
  // A module does not import itself, so the file counts, not its folder alone.
  return engine.remember(RESOLVED, from.file, `${specifier}\0${name ?? ''}`, () =>
    from.language.resolve(specifier, from.file, engine.project, name),
  );
}

/** The module of the project that a specifier names, file by file; undefined if it is a package. */
export function modulesNamed(
  engine: Engine,
  specifier: string,
  from: Module,
  name: string | null = null,
): Module[] | undefined {
  const found = resolve(engine, specifier, from, name);
  return 'files' in found ? found.files.flatMap(file => engine.moduleOf(file) ?? []) : undefined;
}

/** The data file that a specifier names: `import config from './config.json'`. */
export function dataNamed(
  engine: Engine,
  specifier: string,
  from: Module,
  name: string | null = null,
): Value | undefined {
  const found = resolve(engine, specifier, from, name);
  const [file] = 'files' in found ? found.files : [];
  return file === undefined || engine.moduleOf(file) ? undefined : dataFile(engine, file);
}

/** Files that bundlers and run times give as texts: `import prompt from './prompt.txt'`; any other one where that is asked for. */
const AS_TEXT = /\.(?:txt|md|prompt|xml|hbs|mustache|jinja2?|j2|tmpl|tpl|liquid)$|\?(?:raw|text)$/;

export const isTextModule = (specifier: string): boolean => AS_TEXT.test(specifier);

/** The text of the file that a specifier names. */
function textNamed(
  engine: Engine,
  specifier: string,
  from: Module,
  name: string | null,
  place: Place,
): Value | undefined {
  if (from.language.id !== 'typescript' || !isTextModule(specifier) || (name !== null && name !== 'default'))
    return undefined;
  const found = resolve(engine, specifier, from, name);
  const [file] = 'files' in found ? found.files : [];
  return file === undefined ? undefined : readText(engine, { kind: 'path', file, place }, place);
}

/** What a module of one or several files gives under a name. */
export function exportedFrom(engine: Engine, modules: readonly Module[], name: string): Value | undefined {
  for (const module of modules) {
    const value = engine.exported(module, name);
    if (value) return value;
  }
  return undefined;
}

/** `import name from module`; a null name is the module itself. */
export function imported(engine: Engine, specifier: string, name: string | null, from: Module, place: Place): Value {
  const text = textNamed(engine, specifier, from, name, place);
  if (text) return text;
  const data = dataNamed(engine, specifier, from, name);
  if (data)
    return name === null || name === 'default'
      ? data
      : (partOf(data, name) ?? unknown(name, `not found in \`${specifier}\``, place));
  const modules = modulesNamed(engine, specifier, from, name);
  if (name === null)
    return modules && modules.length > 0
      ? { kind: 'module', modules }
      : { kind: 'external', package: specifier, steps: [], place };
  const value = modules && exportedFrom(engine, modules, name);
  if (value) return value;
  const inner = submodule(engine, specifier, name, from);
  if (inner) return inner;
  const [module] = modules ?? [];
  // A folder of that name which has no such name is not what is meant.
  if (module && isOrdinary(specifier, from.language.id))
    return { kind: 'external', package: specifier, steps: [{ kind: 'member', name }], place };
  if (module) return unknown(name, `not found in ${module.file}`, place);
  if (modules) return unknown(name, `in \`${specifier}\`, which could not be read`, place);
  if (specifier.startsWith('.'))
    return unknown(name, `imported from \`${specifier}\`, which is not in the project`, place);
  return { kind: 'external', package: specifier, steps: [{ kind: 'member', name }], place };
}

/** What a name is in the modules whose names are all seen here; an SDK's package counts if it has such a name. */
export function opened(engine: Engine, name: string, from: Module, place: Place): Value | undefined {
  const opens = [...from.ask(OPENS, null), ...(from.language.opens?.(from.file, engine.project) ?? [])];
  for (const specifier of opens) {
    const value = exportedFrom(engine, modulesNamed(engine, specifier, from, name) ?? [], name);
    if (value) return value;
  }
  const known = packageKnowing(name, opens, from.language.id);
  return known === undefined
    ? undefined
    : { kind: 'external', package: known, steps: [{ kind: 'member', name }], place };
}

/** `from package import module`, `package.module`: Python's modules are members of their package. */
export function submodule(engine: Engine, specifier: string, name: string, from: Module): Value | undefined {
  if (from.language.id !== 'python') return undefined;
  const dotted = specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`;
  const modules = modulesNamed(engine, dotted, from);
  return modules && modules.length > 0 ? { kind: 'module', modules } : undefined;
}

/** Names that stand for the file itself. */
export function fileConstant(name: string, module: Module, place: Place): Value | undefined {
  if (name === '__file__' || name === '__filename' || name === '__FILE__')
    return { kind: 'path', file: module.file, place };
  if (name === '__dirname' || name === '__dir__' || name === '__DIR__')
    return { kind: 'path', file: directoryOf(module.file), place };
  return undefined;
}
