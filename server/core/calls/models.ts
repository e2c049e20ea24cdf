import type { ModelCandidate, ModelChoice, Place } from '../model.ts';
import { providerNamed, providerOfHost } from '../../../pricing/provider.ts';
import { sdksOf } from '../sdks/index.ts';
import { providerOfPackage } from '../sdks/providers.ts';
import { type CallArguments, type Found, constructed, locate } from './locate.ts';
import type { Match } from './match.ts';
import { type Engine, type Value, ofLibrary, plainText } from './value.ts';

/** Which models a call may use, with how the source says so. */
export function chooseModel(call: CallArguments, match: Match, place: Place): ModelChoice {
  const found = locate(call, match.operation.model);
  const value = found.value ?? found.passed;
  if (!value) return { candidates: [], unknown: absent(found, match) };
  const choice = fromValue(call.engine, value, match, match.provider, place);
  const server = endpoint(call);
  return server === null
    ? choice
    : { ...choice, candidates: choice.candidates.map(candidate => ({ ...candidate, provider: server })) };
}

const absent = (found: Found, match: Match): string =>
  found.hidden[0]
    ? `the model is not in sight: ${found.hidden[0]}`
    : `no model is given; ${match.sdk.name} takes its own default`;

function fromValue(engine: Engine, value: Value, match: Match, provider: string | null, place: Place): ModelChoice {
  switch (value.kind) {
    case 'text':
      return fromText(value, match, provider);
    case 'choice':
      return mergedModels(value.options.map(option => fromValue(engine, option, match, provider, place)));
    case 'external':
      return fromLibrary(engine, value, match, place);
    case 'unknown':
      return { candidates: [], unknown: `the model \`${value.name}\` is ${value.why}` };
    default:
      return { candidates: [], unknown: 'the model is decided at run time' };
  }
}

/** Any of several choices. */
export const mergedModels = (choices: readonly ModelChoice[]): ModelChoice => ({
  candidates: choices
    .flatMap(choice => choice.candidates)
    .filter((c, at, all) => all.findIndex(o => o.id === c.id && o.provider === c.provider) === at),
  unknown: choices.map(choice => choice.unknown).find(why => why !== null) ?? null,
});

function fromText(value: Extract<Value, { kind: 'text' }>, match: Match, provider: string | null): ModelChoice {
  const id = plainText(value);
  if (id === undefined || id.trim() === '')
    return { candidates: [], unknown: 'the model name is put together at run time' };
  const origin = value.origin ?? { how: 'literal' as const, note: 'literal' };
  const candidate: ModelCandidate = {
    ...split(id, match, provider),
    origin: origin.how,
    note: origin.note,
    place: value.place,
  };
  return { candidates: [candidate], unknown: null };
}

/** A router's `provider/model`, Google's `models/…` and Vertex's long names, taken apart. */
function split(id: string, match: Match, provider: string | null): { id: string; provider: string | null } {
  const bare = id.replace(/^(?:models|publishers\/[^/]+\/models)\//, '');
  const separator = match.sdk.providerPrefix;
  const at = separator && provider === null ? bare.indexOf(separator) : -1;
  if (at <= 0) return { id: bare, provider };
  return { id: bare.slice(at + 1), provider: providerNamed(bare.slice(0, at)) };
}

/** `openai('gpt-4o')`, `wrapLanguageModel({ model })`, a chat model that is handed over. */
function fromLibrary(
  engine: Engine,
  value: Extract<Value, { kind: 'external' }>,
  match: Match,
  place: Place,
): ModelChoice {
  const constant = constantOf(value, engine, match.provider, place);
  if (constant) return constant;
  const args = constructed(value);
  const provider = providerOfPackage(value.package);
  const [first] = args?.list ?? [];
  const named = args && first && engine.evaluate(first.value, args.frame);
  if (named && provider !== undefined && args)
    return fromValue(engine, named, { ...match, sdk: { ...match.sdk, providerPrefix: '/' } }, provider, place);
  const inner = named?.kind === 'object' ? named.entries.get('model') : undefined;
  if (inner) return fromValue(engine, inner, match, match.provider, place);
  return { candidates: [], unknown: `the model is ${ofLibrary(value)}` };
}

/** A constant of an SDK: `openai.GPT4o`, `ChatModel.GPT_4O`. */
function constantOf(
  { package: library, steps }: Extract<Value, { kind: 'external' }>,
  engine: Engine,
  provider: string | null,
  place: Place,
): ModelChoice | undefined {
  const last = steps.at(-1);
  const language = engine.moduleOf(place.file)?.language.id;
  if (last?.kind !== 'member' || language === undefined) return undefined;
  for (const sdk of sdksOf(language)) {
    const id = sdk.packages[language]?.some(name => isInside(library, name)) ? sdk.models?.[last.name] : undefined;
    if (id === undefined) continue;
    const note = `constant \`${last.name}\` of ${sdk.name}`;
    return { candidates: [{ id, provider, origin: 'constant', note, place }], unknown: null };
  }
  return undefined;
}

/** A package or a part of it. */
const isInside = (name: string, library: string): boolean =>
  name === library || name.startsWith(`${library}/`) || name.startsWith(`${library}.`);

/** Another server than the SDK's own, by `base_url`; null where none is set. */
function endpoint(call: CallArguments): string | null {
  const found = locate(call, [
    'made:base_url',
    'made:baseURL',
    'made:api_base',
    'made:configuration.baseURL',
    'base_url',
    'api_base',
  ]);
  const url = found.value && plainText(found.value);
  if (url === undefined) return null;
  const host = /^https?:\/\/([^/:?#]+)/.exec(url)?.[1]?.toLowerCase();
  return host === undefined ? null : providerOfHost(host);
}
