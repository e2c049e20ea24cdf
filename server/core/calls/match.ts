import type { LanguageId } from '../languages/language.ts';
import { sdksOf } from '../sdks/index.ts';
import type { Library, Operation, Sdk } from '../sdks/sdk.ts';
import type { Arguments, Value } from './value.ts';

/** What an SDK is apart from the way to it. */
export type SdkTraits = Omit<Sdk, keyof Library | 'operations' | 'provider'>;

export interface Match {
  sdk: SdkTraits;
  operation: Omit<Operation, 'callee'>;
  /** Who is spoken to, as far as the client tells; null: the model's name decides. */
  provider: string | null;
}

type External = Extract<Value, { kind: 'external' }>;

const PLACEHOLDER = '{client}';

interface Patterns {
  sdk: Sdk;
  /** Callee with its client written as `{client}`, to the operation. */
  operations: ReadonlyMap<string, Operation>;
  /** Callees with something left open. */
  open: readonly (readonly [RegExp, Operation])[];
}

const patterns = new Map<LanguageId, readonly Patterns[]>();

function patternsOf(language: LanguageId): readonly Patterns[] {
  const found = patterns.get(language) ?? sdksOf(language).map(patternsIn);
  patterns.set(language, found);
  return found;
}

function patternsIn(sdk: Sdk): Patterns {
  const callees = sdk.operations.flatMap(operation => operation.callee.map(callee => [callee, operation] as const));
  return {
    sdk,
    operations: new Map(callees.filter(([callee]) => !callee.includes('*'))),
    open: callees.flatMap(([callee, operation]) =>
      callee.includes('*') ? [[patternOf(callee), operation] as const] : [],
    ),
  };
}

function patternOf(callee: string): RegExp {
  const literal = callee.replaceAll(/[.(){}]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`);
}

const lastOf = (callee: string): string => callee.split('.').at(-1) ?? callee;
const calleesOf = (sdk: Sdk): string[] => sdk.operations.flatMap(operation => operation.callee);

const methodNames = new Map<LanguageId, ReadonlySet<string>>();

/** Last names of all operations in a language: a call of any other name is none of ours, unless what it calls is an object. */
export function methodNamesOf(language: LanguageId): ReadonlySet<string> {
  const found = methodNames.get(language) ?? new Set(sdksOf(language).flatMap(methodsOf));
  methodNames.set(language, found);
  return found;
}

const methodsOf = (sdk: Sdk): string[] =>
  calleesOf(sdk)
    .map(lastOf)
    .filter(name => !name.endsWith('()'));

/** Names that a file must call to hold a call of an SDK: its methods, and what makes an object that is itself called. */
export const namesCalled = (sdk: Sdk): string[] => [...methodsOf(sdk), ...makersOf(sdk)];

const makerNames = new Map<LanguageId, ReadonlySet<string>>();

/** Names of what makes objects that are themselves called: `llm = ChatOpenAI()`, `llm(messages)`. */
export function makerNamesOf(language: LanguageId): ReadonlySet<string> {
  const found = makerNames.get(language) ?? new Set(sdksOf(language).flatMap(makersOf));
  makerNames.set(language, found);
  return found;
}

const makersOf = (sdk: Sdk): string[] =>
  calleesOf(sdk).flatMap(callee => {
    const name = lastOf(callee);
    if (!name.endsWith('()')) return [];
    return name === `${PLACEHOLDER}()` ? Object.keys(sdk.clients) : [name.replaceAll(/\W/g, '')];
  });

/** The operation of an SDK that a callee is. */
export function matchCallee(callee: External, language: LanguageId): Match | undefined {
  for (const { sdk, operations, open } of patternsOf(language)) {
    const way = wayTo(sdk, callee, language);
    const operation = way && (operations.get(way.spelled) ?? open.find(([pattern]) => pattern.test(way.spelled))?.[1]);
    if (operation)
      return { sdk, operation, provider: providerAt(sdk, way.steps, way.client) ?? moduleProvider(sdk, callee) };
  }
  return undefined;
}

/** Who the module of a client speaks to, where the SDK has one for each provider. */
function moduleProvider({ modules = {} }: Sdk, callee: External): string | null {
  const path = [...callee.package.split('.'), ...leadingNames(callee)];
  const module = path.find(name => Object.hasOwn(modules, name));
  return module === undefined ? null : (modules[module] ?? null);
}

/** How a callee was reached from a library's package, spelled with its client as `{client}`; undefined if it is another's. */
export function wayTo(
  library: Library,
  callee: External,
  language: LanguageId,
): { spelled: string; steps: readonly string[]; client: number } | undefined {
  const rest = stepsInside(library, library.packages[language] ?? [], callee, leadingNames(callee));
  if (!rest) return undefined;
  const steps = built(
    library,
    rest.filter(step => !library.transparent.includes(step) && !Object.hasOwn(library.modules ?? {}, step)),
  );
  const client = clientAmong(library, steps);
  const spelled = steps.map((step, at) => (at === client && step.endsWith('()') ? `${PLACEHOLDER}()` : step)).join('.');
  return { spelled, steps, client };
}

/** A client made by steps of its class (`Client.builder().apiKey(…).build()`) as one that is called: `Client()`. */
function built(sdk: Library, steps: string[]): string[] {
  const { constructors = [] } = sdk;
  const client = clientAmong(sdk, steps);
  const last = client < 0 ? -1 : steps.findLastIndex((step, at) => at > client && constructors.includes(step));
  return last < 0
    ? steps
    : [...steps.slice(0, client), `${steps[client]?.replace('()', '')}()`, ...steps.slice(last + 1)];
}

const clientAmong = (sdk: Library, steps: readonly string[]): number =>
  steps.findIndex(step => Object.hasOwn(sdk.clients, step.replace('()', '')));

const providerAt = (sdk: Sdk, steps: readonly string[], client: number): string | null =>
  client < 0 ? sdk.provider : (sdk.clients[steps[client]?.replace('()', '') ?? ''] ?? null);

/** The SDK that made an object, with the provider that it speaks to. */
export function matchClient(value: External, language: LanguageId): { sdk: Sdk; provider: string | null } | undefined {
  const names = leadingNames(value);
  for (const sdk of sdksOf(language)) {
    const steps = stepsInside(sdk, sdk.packages[language] ?? [], value, names);
    const client = steps ? clientAmong(sdk, steps) : -1;
    if (steps && (client >= 0 || sdk.made)) return { sdk, provider: providerAt(sdk, steps, client) };
  }
  return undefined;
}

/** A model made to be handed over, `OpenAIModel('gpt-4o')`: by which SDK, served by whom, with which arguments. */
export interface MadeModel {
  sdk: Sdk;
  provider: string | null;
  args: Arguments;
}

export function matchModel(value: External, language: LanguageId): MadeModel | undefined {
  const made = value.steps.find(step => step.kind === 'call');
  if (made?.kind !== 'call' || !made.args) return undefined;
  const names = leadingNames(value);
  const path = [...value.package.split(/[./]/), ...names];
  for (const sdk of sdksOf(language)) {
    const { makers, packages } = sdk;
    if (!makers || !packages[language]?.some(name => insideOf(name, value, names) !== undefined)) continue;
    const name = [path.slice(-2).join('.'), path.at(-1) ?? ''].find(key => Object.hasOwn(makers, key));
    if (name !== undefined) return { sdk, provider: makers[name] ?? null, args: made.args };
  }
  return undefined;
}

/** Something made by an SDK's client class: what it is asked is billed. */
export function isClient(value: Value, language: LanguageId): boolean {
  if (value.kind === 'choice') return value.options.some(option => isClient(option, language));
  if (value.kind !== 'external') return false;
  const names = leadingNames(value);
  return sdksOf(language).some(sdk => {
    const steps = stepsInside(sdk, sdk.packages[language] ?? [], value, names);
    return steps !== undefined && clientAmong(sdk, steps) >= 0;
  });
}

const leadingNames = (callee: External): string[] => {
  const names: string[] = [];
  for (const step of callee.steps) {
    if (step.kind !== 'member') break;
    names.push(step.name);
  }
  return names;
};

/** The steps behind the SDK's package, each a name with `()` where it is called; undefined if it is another package. */
function stepsInside(
  sdk: Library,
  packages: readonly string[],
  callee: External,
  names: readonly string[],
): string[] | undefined {
  for (const name of packages) {
    const depth = insideOf(name, callee, names);
    if (depth !== undefined) return spellSteps(sdk, callee, depth);
  }
  return undefined;
}

/** How many leading member steps belong to the package's own name (`google` + `.genai`), or undefined. */
function insideOf(name: string, callee: External, names: readonly string[]): number | undefined {
  if (callee.package === name || callee.package.startsWith(`${name}/`) || callee.package.startsWith(`${name}.`))
    return 0;
  if (!name.startsWith(`${callee.package}.`)) return undefined;
  const missing = name.slice(callee.package.length + 1).split('.');
  return missing.every((part, at) => names[at] === part) ? missing.length : undefined;
}

function spellSteps(sdk: Library, callee: External, from: number): string[] {
  const out: string[] = [];
  for (const step of callee.steps.slice(from)) {
    if (step.kind === 'call') out.push(`${out.pop() ?? sdk.defaultExport ?? ''}()`);
    else out.push(step.name === 'default' && out.length === 0 ? (sdk.defaultExport ?? 'default') : step.name);
  }
  return out;
}

/** Where the client can't be followed: an operation whose name ends the callee and whose tell-tale arguments are all given. */
export function matchSignature(
  spelled: string,
  language: LanguageId,
  given: () => ReadonlySet<string>,
): Match | undefined {
  const steps = spelled.replaceAll('(…)', '()').split('.');
  for (const sdk of sdksOf(language)) {
    const path = steps.filter(step => !sdk.transparent.includes(step)).join('.');
    for (const operation of sdk.operations) {
      const { signature } = operation;
      if (!signature || !operation.callee.some(callee => path.endsWith(`.${methodOf(callee)}`))) continue;
      // The arguments tell the SDK's shape, which many servers take over: who serves it, only the model's name can tell.
      const isGiven = (name: string): boolean => name.split('|').some(one => given().has(one));
      if (signature.every(isGiven)) return { sdk, operation, provider: null };
    }
  }
  return undefined;
}

/** What is called on a client: `chat.completions.create` of `{client}().chat.completions.create`. */
const methodOf = (callee: string): string => callee.replace(/^[^.]*\(\)\./, '');
