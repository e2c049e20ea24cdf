import { providerNamed, sellerAt } from '../../../pricing/provider.ts';
import type { CodeRef, Counter, UsageOperation, UsageSample, UsageTokens } from './model.ts';
import type { Attributes, OtlpSpan } from './otlp/model.ts';
import { VOCABULARIES } from './vocabularies/index.ts';
import type { LabelKeys, Mark, SpanVocabulary, Vocabulary } from './vocabularies/vocabulary.ts';

/** What one span says by itself; what the spans around it add is for `traces.ts`. */
export interface SpanReading {
  /** An inference, if nothing below is one. */
  sample: UsageSample | null;
  /** What its inferences are known by: names are given to the functions and agents around them. */
  name: string | null;
  code: CodeRef | null;
  labels: Readonly<Record<string, string>> | null;
  /** Of a request over HTTP: to whom. */
  http: string | null;
}

/** `asked`: the labels that the user names. */
export function readSpan(span: OtlpSpan, asked: readonly string[]): SpanReading {
  const { attributes } = span;
  const found = vocabularyOf(span);
  const own: Own = {
    name: found && textOf(attributes, found.spans.name),
    code: codeOf(attributes),
    labels: labelsOf(span, asked),
  };
  return { ...own, sample: found && sampleOf(span, found, own), http: requestOf(span) };
}

const MOST_REMEMBERED = 1000;

type Own = Pick<SpanReading, 'name' | 'code' | 'labels'>;
type OfSpans = Vocabulary & { spans: SpanVocabulary };
const OF_SPANS = VOCABULARIES.filter((one): one is OfSpans => one.spans !== undefined);

/** A scope is surer than an attribute, which several write. */
const vocabularyOf = ({ attributes, scope }: OtlpSpan): OfSpans | null =>
  byScope(scope.name) ?? OF_SPANS.find(({ spans }) => spans.is.some(mark => isMarked(attributes, mark))) ?? null;

const byScope = remembered(
  (name: string): OfSpans | null =>
    OF_SPANS.find(({ scopes }) => scopes?.some(prefix => name.startsWith(prefix))) ?? null,
);

function isMarked(attributes: Attributes, { key, values }: Mark): boolean {
  const value = attributes[key];
  return value !== undefined && value !== '' && (values === undefined || values.includes(value));
}

function sampleOf(span: OtlpSpan, vocabulary: OfSpans, { name, code, labels }: Own): UsageSample | null {
  const { attributes, resource, start, end } = span;
  const { spans } = vocabulary;
  const provider = providerOf(attributes, spans);
  const tokens = tokensOf(attributes, spans, provider);
  const operation = operationOf(attributes, spans);
  // An agent that runs elsewhere has no inferences here: its own span is all there is of it.
  const isRemote = operation === 'parent' && span.kind === CLIENT;
  const isTold = tokens.input !== null || tokens.output !== null;
  if (operation === 'parent' ? !(isRemote && isTold) : operation === null && !isTold) return null;
  return {
    vocabulary: vocabulary.id,
    counter: counterOf(attributes, vocabulary, span.kind),
    service: textOf(resource, ['service.name']),
    environment: textOf(resource, ENVIRONMENT),
    provider,
    requestModel: textOf(attributes, spans.requestModel),
    responseModel: textOf(attributes, spans.responseModel),
    operation: operation === 'parent' || operation === null ? 'other' : operation,
    name,
    code,
    labels: labels ?? {},
    at: end,
    durationMs: start > 0 && end >= start ? end - start : null,
    firstTokenMs: firstTokenOf(span, spans),
    tokens,
    maxOutput: maxOutputOf(attributes, spans, tokens, provider),
    error: errorOf(span, spans),
    attempts: null,
    serviceTier: textOf(attributes, spans.service),
    billedUsd: usdOf(attributes, spans),
  };
}

const SERVER = 2;
const CLIENT = 3;
export const ENVIRONMENT = ['deployment.environment.name', 'deployment.environment'];

export function counterOf(attributes: Attributes, vocabulary: Vocabulary, kind: number): Counter {
  const gateway = vocabulary.spans?.gateway;
  if (gateway) return gateway.some(mark => isMarked(attributes, mark)) ? 'gateway' : 'client';
  return kind === SERVER && vocabulary.counter === 'client' ? 'server' : vocabulary.counter;
}

/** Null: it says nothing of it, or what is not known; that it has tokens still makes an inference of it. */
export function operationOf(attributes: Attributes, { operation }: LabelKeys): UsageOperation | 'parent' | null {
  for (const key of operation.keys) {
    const value = attributes[key];
    const known = typeof value === 'string' && Object.hasOwn(operation.values, value) && operation.values[value];
    if (known) return known;
  }
  return null;
}

/**
 * Whom a client of OpenAI's talks to is told by the address better than by the client: many sell under its protocol. Any address
 * that the catalogue does not know is a proxy's, or nobody's.
 */
export function providerOf(attributes: Attributes, keys: LabelKeys): string | null {
  const told = textOf(attributes, keys.provider);
  const host = textOf(attributes, ['server.address']);
  const seller = host === null ? null : sellerBehind(host);
  if (seller !== null && (told === null || told.toLowerCase().startsWith('openai'))) return seller;
  return told === null ? null : providerTold(told);
}

const sellerBehind = remembered((host: string): string | null => sellerAt(host) ?? null);

/** How conventions and SDKs spell who is paid, where `pricing/` does not know it. Null: a framework, which is nobody. */
const SPELLINGS: ReadonlyMap<string, string | null> = new Map([
  ['aws.bedrock', 'aws'],
  ['azure.ai.inference', 'azure'],
  ['azure.ai.openai', 'azure'],
  ['az.ai.inference', 'azure'],
  ['az.ai.openai', 'azure'],
  ['azure-openai', 'azure'],
  ['gcp.gemini', 'google'],
  ['gcp.gen_ai', 'google'],
  ['gcp.vertex_ai', 'google'],
  ['google.generative-ai', 'google'],
  ['mistral_ai', 'mistral'],
  ['moonshot_ai', 'moonshotai'],
  ['x_ai', 'x-ai'],
  ['langchain', null],
  ['litellm', null],
  ['gateway', null],
  ['unknown', null],
]);

/** Who is paid, by a name that an instrument or a gateway gives: `openai.responses` and `google.vertex.chat` name the API too. */
export const providerTold = remembered((told: string): string | null => {
  const name = told.toLowerCase();
  const heads = name.split('.').map((_, index, parts) => parts.slice(0, parts.length - index).join('.'));
  const head = heads.find(one => SPELLINGS.has(one));
  const [first = name] = name.split('.');
  return head === undefined ? providerNamed(first) : (SPELLINGS.get(head) ?? null);
});

/** Spans name the same few scopes and providers over and over. */
function remembered<T>(find: (text: string) => T | null): (text: string) => T | null {
  const found = new Map<string, T | null>();
  return text => {
    const known = found.get(text);
    if (known !== undefined) return known;
    const value = find(text);
    if (found.size < MOST_REMEMBERED) found.set(text, value);
    return value;
  };
}

function tokensOf(attributes: Attributes, spans: SpanVocabulary, provider: string | null): UsageTokens {
  const count = (keys: readonly string[]): number | null => countOf(attributes, keys);
  const { tokens: keys, leavesOutCached } = spans;
  const [told, cacheRead, cacheWrite] = [count(keys.input), count(keys.cacheRead), count(keys.cacheWrite)];
  const output = count(keys.output);
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  // No prompt is empty: a zero is what an instrument writes that was told nothing.
  const input = told === 0 && cached === 0 ? null : told;
  const isLeftOut =
    input !== null &&
    cached > 0 &&
    (cached > input ||
      count(keys.total) === input + cached + (output ?? 0) ||
      (leavesOutCached !== undefined &&
        leavesOutCached.providers.test(spelledProvider(attributes, spans, provider)) &&
        leavesOutCached.unless.every(key => attributes[key] === undefined)));
  return {
    input: isLeftOut ? input + cached : input,
    output: input === null && output === 0 ? null : output,
    cacheRead,
    cacheWrite,
    reasoning: count(keys.reasoning),
  };
}

/**
 * Gemini's bound is of thoughts and answer together, and its count of output of the answer alone: without a total that says that there
 * is no more, the two don't compare. https://ai.google.dev/gemini-api/docs/thinking (read 2026-11-21)
 */
function maxOutputOf(
  attributes: Attributes,
  { maxOutput, tokens: keys }: SpanVocabulary,
  { input, output }: UsageTokens,
  provider: string | null,
): number | null {
  const isWhole = provider !== 'google' || countOf(attributes, keys.total) === (input ?? 0) + (output ?? 0);
  return isWhole ? countOf(attributes, maxOutput) : null;
}

const spelledProvider = (attributes: Attributes, spans: SpanVocabulary, provider: string | null): string =>
  `${textOf(attributes, spans.provider) ?? ''} ${provider ?? ''}`.toLowerCase();

function countOf(attributes: Attributes, keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = attributes[key];
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  }
  return null;
}

export function textOf(attributes: Attributes, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = attributes[key];
    if (typeof value === 'string' && value !== '' && value !== 'None') return value;
  }
  return null;
}

function firstTokenOf({ attributes, events, start }: OtlpSpan, spans: SpanVocabulary): number | null {
  for (const { key, unit } of spans.firstToken) {
    const value = attributes[key];
    if (typeof value === 'number' && value > 0) return unit === 's' ? value * 1000 : value;
  }
  const first = events.find(({ name }) => spans.firstTokenEvents.includes(name));
  return first && start > 0 && first.at >= start ? first.at - start : null;
}

const FAILED = 2;
function errorOf({ attributes, events, status }: OtlpSpan, spans: SpanVocabulary): string | null {
  const told = textOf(attributes, spans.error);
  if (told !== null || status.code !== FAILED) return told;
  const thrown = events.findLast(({ name }) => name === 'exception');
  return (thrown && textOf(thrown.attributes, ['exception.type'])) ?? 'error';
}

/** Instruments write zero where they have no price. */
function usdOf(attributes: Attributes, { usd }: SpanVocabulary): number | null {
  const amount = countOf(attributes, usd);
  return amount === 0 ? null : amount;
}

/** https://opentelemetry.io/docs/specs/semconv/registry/attributes/code/, with what the keys were before 1.33. */
function codeOf(attributes: Attributes): CodeRef | null {
  const file = textOf(attributes, ['code.file.path', 'code.filepath']);
  if (file === null) return null;
  const line = attributes['code.line.number'] ?? attributes['code.lineno'];
  return {
    file,
    line: typeof line === 'number' && line > 0 ? line : null,
    function: textOf(attributes, ['code.function.name', 'code.function']),
  };
}

/** A label stands on the span, or is the whole program's. */
export function labelsOf(
  { attributes, resource }: { attributes: Attributes; resource: Attributes },
  asked: readonly string[],
): Readonly<Record<string, string>> | null {
  if (asked.length === 0) return null;
  const told = asked.flatMap((key): [string, string][] => {
    const value = attributes[key] ?? resource[key];
    return value === undefined || value === '' ? [] : [[key, String(value)]];
  });
  return told.length === 0 ? null : Object.fromEntries(told);
}

/** Only what is sent asks a model something: a token is fetched, a list is read otherwise. */
function requestOf({ attributes, kind }: OtlpSpan): string | null {
  const method = attributes['http.request.method'] ?? attributes['http.method'];
  if (kind !== CLIENT || method !== 'POST') return null;
  const url = textOf(attributes, ['url.full', 'http.url', 'http.target', 'url.path']) ?? '';
  return `${textOf(attributes, ['server.address', 'net.peer.name']) ?? ''} ${url.replace(/[?#].*$/, '')}`;
}
