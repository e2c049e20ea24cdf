import type { ModelCandidate, ModelChoice, Place } from '../model.ts';
import { providerNamed } from '../../../pricing/provider.ts';
import { sdksOf } from '../sdks/index.ts';
import type { Locator, Sdk } from '../sdks/sdk.ts';
import { modelsInSettings } from './application.ts';
import { mergedModels } from './choices.ts';
import { isModelName } from '../tokens/families.ts';
import { clientOf } from './clients.ts';
import { exampleOf } from './examples.ts';
import { modelHanded } from './handed.ts';
import { constructed, valueAt } from './fields.ts';
import { type CallArguments, locate } from './locate.ts';
import { type MadeModel, type Match, matchModel } from './match.ts';
import { serverOf, serverOfModel } from './servers.ts';
import { type Origin, type Step, type Value, ofLibrary, plainText } from './value.ts';

/** A model of a chain of a wrapper of a client: longer ways are not followed. */
const MAX_DEPTH = 6;

/** What is asked: the call, whose SDK reads the name, who serves it, and how many clients lie between. */
interface Question {
  call: CallArguments;
  sdk: Match['sdk'];
  provider: string | null;
  place: Place;
  depth: number;
  /** Why the call never names a model; null where it does. */
  unnamed: string | null;
}

/** Which models a call may use, with how the source says so. */
export function chooseModel(call: CallArguments, { sdk, operation, provider }: Match, place: Place): ModelChoice {
  const question: Question = { call, sdk, provider, place, depth: 0, unnamed: operation.unnamed ?? null };
  const choice = chosen(question, operation.model, operation.client ?? []);
  if (choice.candidates.length > 0 || !isInjected(call, operation)) return choice;
  const handed = locate(call, operation.client ?? []).value;
  const speaksTo = provider ?? (handed && clientOf(call, handed)?.provider) ?? null;
  return modelsInSettings(call.engine.project, call.args.frame.module.file, operation.kind, sdk, speaksTo) ?? choice;
}

/** A client of which only the type is known, and that no source makes: a framework does, by the application's settings. */
function isInjected(call: CallArguments, { model, client }: Match['operation']): boolean {
  const handed = locate(call, client ?? []).value;
  if (locate(call, model).value) return false;
  if (!handed) return call.steps.some(isTyped);
  return handed.kind === 'external' ? handed.steps.some(isTyped) : handed.kind === 'unknown' && handed.from === null;
}

const isTyped = (step: Step): boolean => step.kind === 'call' && step.args === null;

/** By the call itself, else by the client that it is handed; who serves it can be known of the client alone. */
function chosen(question: Question, model: readonly Locator[], client: readonly Locator[]): ModelChoice {
  const { call, sdk, depth, unnamed } = question;
  const found = locate(call, model);
  const handed = locate(call, client);
  const value = found.value ?? handed.value ?? (unnamed === null ? found.passed : null);
  if (!value || depth > MAX_DEPTH)
    return { candidates: [], unknown: unnamed ?? absent(call, [...found.hidden, ...handed.hidden], sdk) };
  const maker = handed.value && clientOf(call, handed.value);
  const provider = question.provider ?? maker?.provider ?? null;
  const choice = { provider, ...aliased(question, fromValue({ ...question, provider }, value)) };
  const server = serverOf(call, sdk, provider);
  return servedBy(choice, server === undefined && maker ? serverOf(maker.made, maker.sdk, provider) : server);
}

function absent({ steps }: CallArguments, hidden: readonly string[], { name }: Match['sdk']): string {
  if (hidden[0]) return `the model is not in sight: ${hidden[0]}`;
  return steps.some(isTyped) ? 'the client comes from the caller' : `no model is given; ${name} takes its own default`;
}

/** The models, at the server that the source names for them; undefined where it names none. */
const servedBy = (choice: ModelChoice, server: string | null | undefined): ModelChoice =>
  server === undefined
    ? choice
    : {
        ...choice,
        provider: server,
        candidates: choice.candidates.map(candidate => ({ ...candidate, provider: server })),
      };

/** A router's own names for models, as its list explains them. */
function aliased(question: Question, choice: ModelChoice): ModelChoice {
  const { call, sdk } = question;
  const { aliases } = sdk;
  const list = aliases && locate(call, aliases.list);
  const listed = list?.value ?? list?.passed;
  if (!aliases || !listed) return choice;
  const items = listed.kind === 'list' ? listed.items.map(item => item.value) : [];
  const explained = choice.candidates.map((candidate): ModelChoice => {
    const named = items.filter(item => {
      const name = valueAt(call.engine, item, aliases.name);
      return name !== undefined && plainText(name) === candidate.id;
    });
    const models = named.flatMap(item => valueAt(call.engine, item, aliases.model) ?? []);
    return models.length > 0
      ? mergedModels(models.map(model => fromValue({ ...question, provider: null }, model)))
      : { candidates: [], unknown: `\`${candidate.id}\` is the router's own name for a model that is not in sight` };
  });
  return mergedModels([...explained, { candidates: [], unknown: choice.unknown }]);
}

function fromValue(question: Question, value: Value): ModelChoice {
  switch (value.kind) {
    case 'text':
      return fromText(question, value);
    case 'choice':
      // None is no model to send: where it is one of several, the others are what can be meant.
      return mergedModels(value.options.filter(option => !isNone(option)).map(option => fromValue(question, option)));
    // A chain of chains, a router's engines: each has its own.
    case 'list':
      return value.items.length > 0 && value.open.length === 0
        ? mergedModels(value.items.map(item => fromValue(question, item.value)))
        : { candidates: [], unknown: 'the model is decided at run time' };
    case 'external':
      return fromLibrary(question, value);
    case 'unknown':
      return unset(question, value);
    default:
      return { candidates: [], unknown: 'the model is decided at run time' };
  }
}

const isNone = (value: Value): boolean => value.kind === 'constant' && value.value === null;

/** A model that nothing in the source names. An example of the environment shows what may be set. */
function unset(question: Question, value: Extract<Value, { kind: 'unknown' }>): ModelChoice {
  const { engine } = question.call;
  const example = value.from === 'environment' ? exampleOf(engine, value.name, value.place.file) : undefined;
  const candidates = example?.kind === 'text' ? fromText(question, example).candidates : namedInCall(question, value);
  return { candidates, unknown: `the model \`${value.name}\` is ${value.why}`, name: value.name };
}

/**
 * `provider('gpt-4o')` of a provider that is handed in: a model's name that stands alone in the place of the model is one, though
 * what is made of it is not in sight.
 */
function namedInCall(question: Question, { called }: Extract<Value, { kind: 'unknown' }>): ModelCandidate[] {
  const [only, ...others] = called?.list ?? [];
  if (!called || !only || only.spread || only.name !== null || others.length > 0) return [];
  const given = question.call.engine.evaluate(only.value, called.frame);
  return given.kind === 'text' && isModelName(plainText(given) ?? '') ? fromText(question, given).candidates : [];
}

function fromText(question: Question, value: Extract<Value, { kind: 'text' }>): ModelChoice {
  const id = plainText(value);
  if (id === undefined || id.trim() === '')
    return { candidates: [], unknown: 'the model name is put together at run time' };
  const origin: Origin = value.origin ?? { how: 'literal', note: 'literal' };
  const candidate: ModelCandidate = {
    ...split(id, question),
    origin: origin.how,
    note: origin.note,
    variable: origin.variable ?? null,
    place: value.place,
  };
  return { candidates: [candidate], unknown: null };
}

/** A router's `provider/model`, Google's `models/…` and Vertex's long names, taken apart. */
function split(id: string, { sdk, provider }: Question): { id: string; provider: string | null } {
  const bare = id.replace(/^(?:(?:models|publishers\/[^/]+\/models|litellm|gateway)\/)+/, '');
  const separator = sdk.providerPrefix;
  const at = separator && provider === null ? bare.indexOf(separator) : -1;
  if (at <= 0 || !separator) return { id: bare, provider };
  return { id: bare.slice(at + separator.length), provider: providerNamed(bare.slice(0, at)) };
}

/** `openai('gpt-4o')`, `wrapLanguageModel({ model })`, a chat model that is handed over. */
function fromLibrary(question: Question, value: Extract<Value, { kind: 'external' }>): ModelChoice {
  const { call } = question;
  const constant = constantOf(question, value);
  if (constant) return constant;
  const model = matchModel(value, call.args.frame.module.language.id);
  if (model) return fromMade(question, model, value);
  const handed = modelHanded(call, value);
  if (handed) {
    const prefixed: Match['sdk'] = { ...question.sdk, providerPrefix: '/' };
    return servedBy(fromValue({ ...question, sdk: prefixed, provider: handed.provider }, handed.name), handed.server);
  }
  const args = constructed(value);
  const [first] = args?.list ?? [];
  const named = args && first && call.engine.evaluate(first.value, args.frame);
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

/** What SDKs call the argument that names a model. */
const NAMES: readonly Locator[] = [
  'model',
  'model_name',
  'model_id',
  'id',
  'azure_deployment',
  'deployment_name',
  '(0)',
  '(1)',
];

/** `OpenAIModel('gpt-4o')`: a model as an agent is given it. */
function fromMade(
  question: Question,
  { sdk, provider, args }: MadeModel,
  value: Extract<Value, { kind: 'external' }>,
): ModelChoice {
  const call: CallArguments = { ...question.call, args, steps: [] };
  const hidden = new Set<string>();
  for (const locator of question.depth > MAX_DEPTH ? [] : NAMES) {
    const found = locate(call, [locator]);
    for (const why of found.hidden) hidden.add(why);
    const given = found.value ?? found.passed;
    if (!given || given.kind === 'object') continue;
    const choice = fromValue({ ...question, call, sdk, provider, depth: question.depth + 1 }, given);
    if (choice.candidates.length > 0 || given.kind === 'unknown')
      return servedBy(choice, serverOfModel(call, sdk, provider));
  }
  const [why] = hidden;
  return {
    candidates: [],
    unknown: why
      ? `the model is not in sight: ${why}`
      : `the model is ${ofLibrary(value)}, which takes its own default`,
  };
}

/** A constant of an SDK: `openai.GPT4o`, `ChatModel.GPT_4O`. */
function constantOf(
  { call, sdk: own, provider, place }: Question,
  { package: library, steps }: Extract<Value, { kind: 'external' }>,
): ModelChoice | undefined {
  const last = withoutGetter(steps).at(-1);
  const language = call.args.frame.module.language.id;
  if (last?.kind !== 'member') return undefined;
  for (const sdk of sdksOf(language)) {
    // A class of constants that a namespace holds is told by what is called with them.
    const isOurs = sdk === own || sdk.packages[language]?.some(name => isInside(library, name));
    const id = isOurs ? modelNamed(sdk, last.name) : undefined;
    if (id === undefined) continue;
    const note = `constant \`${last.name}\` of ${sdk.name}`;
    return { candidates: [{ id, provider, origin: 'constant', note, variable: null, place }], unknown: null };
  }
  return undefined;
}

/** The model that a constant's name stands for; in Go it says first what it is: `ModelClaudeOpus4_1`, `ChatModelO3Mini`. */
function modelNamed({ models, modelIds }: Sdk, name: string): string | undefined {
  const plain = (id: string): string => id.toLowerCase().replaceAll(/[^a-z\d]/g, '');
  const wanted = plain(name.replace(/^(?:[A-Z][a-zA-Z]*?)?Model(?=[A-Z])/, '').replaceAll('Dot', ''));
  return models?.[name] ?? modelIds?.find(id => plain(id) === wanted);
}

/** `ChatModel.GPT_4_O.getValue()`: what an enumeration's constant holds is its name. */
function withoutGetter(steps: readonly Step[]): readonly Step[] {
  const [constant, getter, call] = steps.slice(-3);
  const isGetter = call?.kind === 'call' && call.args?.list.length === 0 && getter?.kind === 'member';
  const isConstant = constant?.kind === 'member' && /^[A-Z][A-Z\d_]*$/.test(constant.name);
  return isGetter && isConstant ? steps.slice(0, -2) : steps;
}

/** A package or a part of it. */
const isInside = (name: string, library: string): boolean =>
  name === library || name.startsWith(`${library}/`) || name.startsWith(`${library}.`);
