import { JSON_WRITERS, type RequestForm, clientsOf } from '../http/clients.ts';
import type { LanguageId } from '../languages/language.ts';
import type { Place } from '../model.ts';
import { nameOf } from './builtins/externals.ts';
import { framesOfCallers } from './callers.ts';
import { specialize } from './conditions.ts';
import { parseJson } from './json-text.ts';
import { constructed } from './fields.ts';
import { type CallArguments, type Request, locate } from './locate.ts';
import { type Match, wayTo } from './match.ts';
import { type SpelledUrl, type Target, behind, mayBeTarget, spellingsOf, targetsOf } from './url.ts';
import { type Engine, type Step, type Value, unknown } from './value.ts';

/** Stands where a call's SDK would, if it has none. */
export const REQUEST = 'http';

/** A function that sends requests, and the steps that led to it. */
export interface Sender {
  form: RequestForm;
  steps: readonly Step[];
  /** The client can't be followed: that it is one must be told by what is sent. */
  isGuess: boolean;
}

/** How a callee sends a request, if it does. */
export function senderOf(callee: Value, name: string, isUnfollowed: boolean, language: LanguageId): Sender | undefined {
  if (callee.kind === 'choice')
    return callee.options.map(option => senderOf(option, name, false, language)).find(form => form !== undefined);
  if (callee.kind === 'external') {
    for (const client of clientsOf(language)) {
      const way = wayTo(client, callee, language);
      const form = way && client.operations.find(one => one.callee.includes(way.spelled));
      if (form) return { form, steps: callee.steps, isGuess: false };
    }
    return undefined;
  }
  const form = isUnfollowed ? usualForm(name, language) : undefined;
  return form && { form, steps: [], isGuess: true };
}

/** What a client's method of that name takes, in the first library that has one. */
const usualForm = (name: string, language: LanguageId): RequestForm | undefined =>
  clientsOf(language)
    .flatMap(client => client.operations)
    .find(({ callee }) => callee.some(way => way === name || way === `{client}().${name}`));

/** The LLM call that a request is, if it goes to an LLM server's endpoint. */
export function readRequest(
  call: CallArguments,
  { form, isGuess }: Sender,
  place: Place,
): { match: Match; request: Request } | undefined {
  if (form.own && locate(call, form.own).value) return undefined;
  const targets = urlsOf(call, form, place).flatMap(url => targetsOf(url, place));
  if (targets.length === 0) return undefined;
  const body = bodyOf(call, form, place);
  const target = body && targets.find(one => isTold(one, body, isGuess));
  if (!target) return undefined;
  const request = { named: namedBy(target, body), body };
  const match = specialize({ ...call, steps: [], request }, matchOf(target));
  return match && { match, request };
}

/** The LLM call that a request to a URL that is a parameter is for the callers in this file; what is sent stays as it is here. */
export function requestOfCallers(
  call: CallArguments,
  sender: Sender,
  place: Place,
): { match: Match; request: Request } | undefined {
  const url = locate(call, sender.form.url).value;
  const body = bodyOf(call, sender.form, place);
  if (url?.kind !== 'unknown' || url.from !== 'parameter' || !body) return undefined;
  for (const frame of framesOfCallers(call.engine, url, call.args.frame)) {
    const found = readRequest({ ...call, args: { ...call.args, frame } }, sender, place);
    const named = new Map([
      ['body', body],
      ['model', url],
    ]);
    if (found) return { match: found.match, request: { named, body } };
  }
  return undefined;
}

/** Whether the caller's arguments may make it a request to an LLM server. */
export function isOpenRequest(call: CallArguments, { form }: Sender): boolean {
  const { value } = locate(call, form.url);
  return value !== undefined && spellingsOf(call.engine, value, NO_PLACE).some(mayBeTarget);
}

const NO_PLACE: Place = { file: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

function urlsOf(call: CallArguments, form: RequestForm, place: Place): SpelledUrl[] {
  const { value } = locate(call, form.url);
  if (!value) return [];
  const urls = spellingsOf(call.engine, value, place);
  const base = form.base && locate(call, form.base);
  if (!base?.value && !base?.hidden[0]) return urls;
  const given = base.value ?? unknown('base URL', 'decided at run time', place);
  return behind(spellingsOf(call.engine, given, place), urls);
}

/** The value that is sent as JSON; undefined where nothing is sent, or nothing that has fields. */
function bodyOf(call: CallArguments, form: RequestForm, place: Place): Value | undefined {
  const { value, hidden } = locate(call, form.body);
  if (value) return decoded(call.engine, value);
  return hidden[0] ? unknown('body', hidden[0], place) : undefined;
}

/** A value as it was before it was written as JSON. */
function decoded(engine: Engine, value: Value): Value {
  if (value.kind === 'choice') return { kind: 'choice', options: value.options.map(option => decoded(engine, option)) };
  if (value.kind === 'text') return parseJson(value.pieces, value.place);
  if (value.kind !== 'external') return value;
  const made = value.steps.findIndex(step => step.kind === 'call');
  const args = constructed({ ...value, steps: value.steps.slice(0, made + 1) });
  const [written] = args?.list ?? [];
  const isWritten = JSON_WRITERS.has(nameOf({ ...value, steps: value.steps.slice(0, made) }) ?? '');
  return args && written && isWritten ? engine.evaluate(written.value, args.frame) : value;
}

/** Where the path alone is no proof, or the client none, the body's keys must be there; a body of other keys is no LLM's. */
function isTold({ keys, endpoint }: Target, body: Value, isGuess: boolean): boolean {
  const given = keysOf(body);
  const { model, prompt, variants = [] } = endpoint.body;
  const prompts = [...prompt, ...variants.flatMap(variant => variant.prompt ?? [])].flatMap(({ from }) => from);
  const isPrompted = prompts.some(locator => given.has(keyIn(locator)));
  const isOther = given.size > 0 && !isPrompted && ![...model, ...USUAL_KEYS].some(name => given.has(name));
  return !isOther && (isPrompted || !isGuess) && keys.some(needed => needed.every(key => given.has(key)));
}

/** What bodies of all endpoints may have: with the prompt added at run time, these tell. */
const USUAL_KEYS: readonly string[] = ['stream', 'temperature', 'max_tokens'];

/** The body's own key that a locator begins with. */
const keyIn = (locator: string): string => locator.replace(/^body\./, '').split('.')[0] ?? locator;

function keysOf(body: Value): ReadonlySet<string> {
  if (body.kind === 'object') return new Set(body.entries.keys());
  return new Set(body.kind === 'choice' ? body.options.flatMap(option => [...keysOf(option)]) : []);
}

/** What SDKs take as arguments of their own: the body as a whole, and the model by the names that it has there. */
const namedBy = ({ model }: Target, body: Value): ReadonlyMap<string, Value> =>
  new Map([
    ['body', body] as const,
    ...(model
      ? ([
          ['model', model],
          ['modelId', model],
        ] as const)
      : []),
  ]);

const matchOf = ({ endpoint, provider }: Target): Match => ({
  sdk: { id: REQUEST, name: 'the server' },
  operation: { ...endpoint.body, operation: `POST ${endpoint.paths[0]}` },
  provider,
});
