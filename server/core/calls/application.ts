import type { Data } from '../data/data.ts';
import { readYaml } from '../data/yaml.ts';
import type { CallKind, ModelCandidate, ModelChoice } from '../model.ts';
import { ancestors, joinPath } from '../paths.ts';
import type { Project } from '../ports.ts';
import type { ModelSetting, Sdk } from '../sdks/sdk.ts';
import { mergedModels } from './choices.ts';

/** Where an application's settings lie among its sources; the first that is there counts. */
const FILES = ['application.properties', 'application.yml', 'application.yaml'].map(
  name => `src/main/resources/${name}`,
);
/** `${OPENAI_MODEL:gpt-4o}`: a variable, with what stands in for it. */
const PLACEHOLDER = /^\$\{([^:}]+)(?::([^}]*))?\}$/;
const START = { line: 0, character: 0 };

/** The models that the application's settings give the clients which a framework makes; undefined where they give none. */
export function modelsInSettings(
  project: Project,
  file: string,
  kind: CallKind,
  { settings: all = [] }: Pick<Sdk, 'settings'>,
  provider: string | null,
): ModelChoice | undefined {
  const settings = all.filter(one => one.kind === kind && (provider === null || one.provider === provider));
  if (settings.length === 0) return undefined;
  const own = ancestors(file)
    .flatMap(folder => FILES.map(name => joinPath(folder, name) ?? name))
    .find(path => project.exists(path));
  const text = own === undefined ? undefined : project.text(own);
  if (own === undefined || text === undefined) return undefined;
  const entries = own.endsWith('.properties') ? readProperties(text) : flattened(readYaml(text));
  const choices = settings.flatMap(setting => {
    const value = entries.get(setting.key);
    return value ? [modelOf(setting, value, own)] : [];
  });
  if (choices.length === 0) return undefined;
  const merged = mergedModels(choices);
  const providers = new Set(settings.filter(one => speaksOf(entries, one)).map(one => one.provider));
  return providers.size === 1
    ? merged
    : { ...merged, unknown: merged.unknown ?? 'the application is set up for several providers' };
}

/** Whether anything is set of a provider: a key may be all that its default model needs. */
function speaksOf(entries: ReadonlyMap<string, string>, { key, kind }: ModelSetting): boolean {
  const prefix = key.slice(0, key.indexOf(`.${kind}`) + 1);
  return [...entries.keys()].some(name => name.startsWith(prefix));
}

function modelOf({ key, provider }: ModelSetting, value: string, file: string): ModelChoice {
  const [, variable, fallback] = PLACEHOLDER.exec(value) ?? [];
  const id = variable === undefined ? value : fallback;
  if (!id) return { candidates: [], unknown: `the model \`${variable}\` is an environment variable` };
  const candidate: ModelCandidate = {
    id,
    provider,
    origin: 'environment-default',
    note: `setting \`${key}\` of \`${file}\``,
    variable: key,
    place: { file, range: { start: START, end: START } },
  };
  return { candidates: [candidate], unknown: null };
}

/** https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html */
function readProperties(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^\s*([^#!\s=:][^\s=:]*)\s*[=:\s]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) entries.set(key, value);
  }
  return entries;
}

/** Nested keys as one: `spring.ai.openai.api-key`. */
function flattened(data: Data | undefined, path = '', entries = new Map<string, string>()): Map<string, string> {
  if (data?.kind === 'scalar') entries.set(path, String(data.value ?? ''));
  if (data?.kind === 'table')
    for (const [key, inner] of data.entries) flattened(inner, path === '' ? key : `${path}.${key}`, entries);
  return entries;
}
