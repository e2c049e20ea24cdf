import type { Resolved } from '../languages/language.ts';
import type { Place } from '../model.ts';
import { directoryOf } from '../paths.ts';
import type { Project } from '../ports.ts';
import { SDK_PACKAGES } from '../sdks/index.ts';
import { type Engine, type Module, type Value, unknown } from './value.ts';

const resolved = new WeakMap<Project, Map<string, Resolved>>();

/** An SDK's own package is never looked for in the project: a file `openai.py` beside the caller is no OpenAI. */
function resolve(engine: Engine, specifier: string, from: Module): Resolved {
  if (SDK_PACKAGES.has(specifier)) return { package: specifier };
  const cache = resolved.get(engine.project) ?? new Map<string, Resolved>();
  resolved.set(engine.project, cache);
  // A module does not import itself, so the file counts, not its folder alone.
  const key = `${from.file}\0${specifier}`;
  const known = cache.get(key) ?? from.language.resolve(specifier, from.file, engine.project);
  cache.set(key, known);
  return known;
}

/** The module of the project that a specifier names. */
export function moduleNamed(engine: Engine, specifier: string, from: Module): Module | undefined {
  const found = resolve(engine, specifier, from);
  return 'file' in found ? engine.moduleOf(found.file) : undefined;
}

/** `import name from module`; a null name is the module itself. */
export function imported(
  engine: Engine,
  specifier: string,
  name: string | null,
  from: Module,
  place: Place,
  seen?: ReadonlySet<string>,
): Value {
  const found = resolve(engine, specifier, from);
  const module = 'file' in found ? engine.moduleOf(found.file) : undefined;
  if (name === null)
    return module ? { kind: 'module', module } : { kind: 'external', package: specifier, steps: [], place };
  const value = module && engine.exported(module, name, seen);
  if (value) return value;
  const inner = submodule(engine, specifier, name, from);
  if (inner) return inner;
  if (module) return unknown(name, `not found in ${module.file}`, place);
  if ('file' in found) return unknown(name, `in ${found.file}, which could not be read`, place);
  if (specifier.startsWith('.'))
    return unknown(name, `imported from \`${specifier}\`, which is not in the project`, place);
  return { kind: 'external', package: specifier, steps: [{ kind: 'member', name }], place };
}

/** `from package import module`, `package.module`: Python's modules are members of their package. */
export function submodule(engine: Engine, specifier: string, name: string, from: Module): Value | undefined {
  if (from.language.id !== 'python') return undefined;
  const dotted = specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`;
  const module = moduleNamed(engine, dotted, from);
  return module && { kind: 'module', module };
}

/** Names that stand for the file itself. */
export function fileConstant(name: string, module: Module, place: Place): Value | undefined {
  if (name === '__file__' || name === '__filename') return { kind: 'path', file: module.file, place };
  if (name === '__dirname') return { kind: 'path', file: directoryOf(module.file), place };
  return undefined;
}
