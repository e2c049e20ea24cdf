import type { ModelCandidate, ModelChoice, Place } from '../model.ts';
import { providerNamed, providerOfHost } from '../../../pricing/provider.ts';
import { sdksOf } from '../sdks/index.ts';
import { providerOfPackage } from '../sdks/providers.ts';
import type { Locator, Sdk } from '../sdks/sdk.ts';
import { clientOf } from './clients.ts';
import { type CallArguments, constructed, locate } from './locate.ts';
import type { Match } from './match.ts';
import { type Value, ofLibrary, plainText } from './value.ts';

/** A model of a chain of a wrapper of a client: longer ways are not followed. */
const MAX_DEPTH = 6;

/** What is asked: the call, whose SDK reads the name, who serves it, and how many clients lie between. */
interface Question {
  call: CallArguments;
  sdk: Sdk;
  provider: string | null;
  place: Place;
  depth: number;
}

/** Which models a call may use, with how the source says so. */
export function chooseModel(call: CallArguments, { sdk, operation, provider }: Match, place: Place): ModelChoice {
  const question: Question = { call, sdk, provider, place, depth: 0 };
  return chosen(question, operation.model, operation.client ?? []);
}

/** By the call itself, else by the client that it is handed; who serves it can be known of the client alone. */
function chosen(question: Question, model: readonly Locator[], client: readonly Locator[]): ModelChoice {
  const { call, sdk, depth } = question;
  const found = locate(call, model);
  const handed = locate(call, client);
  const value = found.value ?? handed.value ?? found.passed;
  if (!value || depth > MAX_DEPTH)
    return { candidates: [], unknown: absent(call, [...found.hidden, ...handed.hidden], sdk) };
  const provider = question.provider ?? (handed.value && clientOf(call, handed.value)?.provider) ?? null;
  const choice = fromValue({ ...question, provider }, value);
  const server = endpoint(call) ?? (handed.value && endpointOf(call, handed.value)) ?? null;
  return server === null
    ? choice
    : { ...choice, candidates: choice.candidates.map(candidate => ({ ...candidate, provider: server })) };
}

function absent({ steps }: CallArguments, hidden: readonly string[], { name }: Sdk): string {
  if (hidden[0]) return `the model is not in sight: ${hidden[0]}`;
  const isTyped = steps.some(step => step.kind === 'call' && step.args === null);
  return isTyped ? 'the client comes from the caller' : `no model is given; ${name} takes its own default`;
}

function fromValue(question: Question, value: Value): ModelChoice {
  switch (value.kind) {
    case 'text':
      return fromText(question, value);
    case 'choice':
      return mergedModels(value.options.map(option => fromValue(question, option)));
    // A chain of chains, a router's engines: each has its own.
    case 'list':
      return value.items.length > 0 && value.open.length === 0
        ? mergedModels(value.items.map(item => fromValue(question, item.value)))
        : { candidates: [], unknown: 'the model is decided at run time' };
    case 'external':
      return fromLibrary(question, value);
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

function fromText(question: Question, value: Extract<Value, { kind: 'text' }>): ModelChoice {
  const id = plainText(value);
  if (id === undefined || id.trim() === '')
    return { candidates: [], unknown: 'the model name is put together at run time' };
  const origin = value.origin ?? { how: 'literal' as const, note: 'literal' };
  const candidate: ModelCandidate = {
    ...split(id, question),
    origin: origin.how,
    note: origin.note,
    place: value.place,
  };
  return { candidates: [candidate], unknown: null };
}

/** A router's `provider/model`, Google's `models/…` and Vertex's long names, taken apart. */
function split(id: string, { sdk, provider }: Question): { id: string; provider: string | null } {
  const bare = id.replace(/^(?:models|publishers\/[^/]+\/models)\//, '');
  const separator = sdk.providerPrefix;
  const at = separator && provider === null ? bare.indexOf(separator) : -1;
  if (at <= 0) return { id: bare, provider };
  return { id: bare.slice(at + 1), provider: providerNamed(bare.slice(0, at)) };
}

/** `openai('gpt-4o')`, `wrapLanguageModel({ model })`, a chat model that is handed over. */
function fromLibrary(question: Question, value: Extract<Value, { kind: 'external' }>): ModelChoice {
  const { call } = question;
  const constant = constantOf(question, value);
  if (constant) return constant;
  const args = constructed(value);
  const provider = providerOfPackage(value.package);
  const [first] = args?.list ?? [];
  const named = args && first && call.engine.evaluate(first.value, args.frame);
  if (named && provider !== undefined && args)
    return fromValue({ ...question, sdk: { ...question.sdk, providerPrefix: '/' }, provider }, named);
  const client = clientOf(call, value);
  const made = client?.sdk.made;
  if (client && made) {
    const inner = {
      ...question,
      sdk: client.sdk,
      provider: client.provider,
      call: client.made,
      depth: question.depth + 1,
    };
    return chosen(inner, made.model, made.client ?? []);
  }
  const inner = named?.kind === 'object' ? named.entries.get('model') : undefined;
  if (inner) return fromValue(question, inner);
  return { candidates: [], unknown: `the model is ${ofLibrary(value)}` };
}

/** A constant of an SDK: `openai.GPT4o`, `ChatModel.GPT_4O`. */
function constantOf(
  { call, provider, place }: Question,
  { package: library, steps }: Extract<Value, { kind: 'external' }>,
): ModelChoice | undefined {
  const last = steps.at(-1);
  const language = call.args.frame.module.language.id;
  if (last?.kind !== 'member') return undefined;
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

const endpointOf = (call: CallArguments, value: Value): string | null => {
  const client = clientOf(call, value);
  return client ? endpoint(client.made) : null;
};

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
