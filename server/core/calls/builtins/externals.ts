import type { Place } from '../../model.ts';
import { directoryOf } from '../../paths.ts';
import { sdksOf } from '../../sdks/index.ts';
import { dataNamed, modulesNamed, submodule } from '../imports.ts';
import { type Arguments, type Engine, type Value, choiceOf, plainText, unknown } from '../value.ts';
import type { Call, External, Standard } from './call.ts';
import { readsSetting, settingRead } from './configuration.ts';
import { defaultSet } from './config-crate.ts';
import { readData } from './data.ts';
import { environment, variableOf } from './environment.ts';
import { fieldDefault } from './fields.ts';
import { optionMember } from './options.ts';
import { dedentPieces, trimPieces } from './pieces.ts';
import { schemaMember } from './schemas.ts';
import { STANDARD } from './standard.ts';

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
  const checked =
    schemaMember(engine, object, name, place) ??
    optionMember(engine, object, wayOf(object), name, place) ??
    defaultSet(engine, object, name);
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

/** A call of something of a library. */
export function externalCall(engine: Engine, callee: External, args: Arguments, spelled: string, place: Place): Value {
  const name = nameOf(callee);
  const way = wayOf(callee);
  const standard = Object.hasOwn(STANDARD, way) ? STANDARD[way] : undefined;
  const values = (): Value[] =>
    args.list.filter(arg => !arg.spread && arg.name === null).map(arg => engine.evaluate(arg.value, args.frame));
  const value = standard && ofEach(standard, { engine, callee, args, values: values(), spelled, place });
  if (value) return value;
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

/** What a standard function gives; of an argument that is one of several, for each of them. */
function ofEach(standard: Standard, call: Call): Value | undefined {
  const value = standard(call);
  if (value) return value;
  for (const choice of call.values) {
    if (choice.kind !== 'choice') continue;
    const results = choice.options.map(option =>
      standard({ ...call, values: call.values.map(one => (one === choice ? option : one)) }),
    );
    if (results.every(result => result === undefined)) continue;
    const unfollowed = unknown(call.spelled, `the result of \`${nameOf(call.callee) ?? call.spelled}\``, call.place);
    return choiceOf(
      results.map(result => result ?? unfollowed),
      call.spelled,
      call.place,
    );
  }
  return undefined;
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

/** The one text that a function is given, without its indentation. */
export function dedentOf(engine: Engine, args: Arguments): Value | undefined {
  const [only] = args.list;
  const text = only && args.list.length === 1 && !only.spread ? engine.evaluate(only.value, args.frame) : undefined;
  return text?.kind === 'text' ? { ...text, pieces: trimPieces(dedentPieces(text.pieces), true, true) } : undefined;
}
