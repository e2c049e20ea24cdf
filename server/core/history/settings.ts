import type { Known, Price } from '../../../pricing/price.ts';
import { priceOf } from '../../../pricing/index.ts';
import { placeIn } from '../calls/place.ts';
import type { CallFact, Expr, Facts, Span } from '../languages/facts.ts';
import type { AnalyzedCall, Place } from '../model.ts';
import type { Meter } from '../ports.ts';

/** What a name of the source says that its value is. */
export type SettingKind = 'model' | 'output limit';

/** A value under such a name, as one revision has it. */
export interface NamedValue {
  what: SettingKind;
  /** As the source spells it. */
  name: string;
  /** The name with all around it: the same in both revisions for the same setting. */
  path: string;
  value: string;
  place: Place;
}

/** A named default that changed, though no call in sight is tied to it. */
export interface SettingDiff {
  what: SettingKind;
  name: string;
  /** In the newer revision. */
  place: Place;
  before: string;
  after: string;
  /** Of the models; null for a limit. */
  prices: { before: Known<Price>; after: Known<Price> } | null;
}

/** Settings that are there before and after with other values. What came or went is no change of a default, and lists of models do. */
export function diffSettings(
  before: readonly NamedValue[],
  after: readonly NamedValue[],
  calls: readonly AnalyzedCall[],
  meter: Meter,
): SettingDiff[] {
  const tied = new Set(calls.flatMap(placesUsed));
  const told = new Set<string>();
  const olds = new Map(before.map(one => [keyOf(one), one]));
  return after.flatMap((now): SettingDiff[] => {
    const old = olds.get(keyOf(now));
    // `self.model = getenv('MODEL', 'gpt-4o')` says it under two names.
    const line = lineOf(now.place);
    if (!old || old.value === now.value || tied.has(line) || told.has(now.what + line)) return [];
    told.add(now.what + line);
    const common = { what: now.what, name: now.name, place: now.place, before: old.value, after: now.value };
    if (now.what !== 'model') return [{ ...common, prices: null }];
    const prices = { before: priceAt(old.value, meter), after: priceAt(now.value, meter) };
    return prices.before.known && prices.after.known ? [{ ...common, prices }] : [];
  });
}

const keyOf = ({ what, path }: NamedValue): string => `${what}\0${path}`;

const priceAt = (model: string, { on, prices }: Meter): Known<Price> => priceOf(model, null, on, 0, prices);

/** Where a call's model and its limit stand: what changes there is told at the call. */
const placesUsed = ({ model: { candidates }, maxOutput }: AnalyzedCall): string[] => [
  ...candidates.map(({ place }) => lineOf(place)),
  ...(maxOutput.known && maxOutput.place ? [lineOf(maxOutput.place)] : []),
];

const lineOf = ({ file, range }: Place): string => `${file}:${range.start.line}`;

/** Whether a file's bytes can hold one at all. */
export const maySet = (text: string): boolean => /model|llm|tokens/i.test(text);

/** All values of a file that stand under a name that says what they are. `path`: the file as the newer revision calls it. */
export function settingsIn(file: string, facts: Facts, path = file): NamedValue[] {
  const found: NamedValue[] = [];
  const counts = new Map<string, number>();

  function take(name: string, around: string, expr: Expr): void {
    const what = kindOf(name);
    const told = what && valueOf(what, expr);
    if (!what || !told) return;
    const key = `${path}\0${around}.${name}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    found.push({ what, name, path: `${key}\0${count}`, value: told.value, place: placeIn(file, facts, told.span) });
  }

  const fields: { key: string; around: string; value: Expr }[] = [];

  function entries(expr: Expr, around: string): void {
    if (expr.kind !== 'object') return;
    for (const entry of expr.entries) {
      if (entry.kind !== 'entry') continue;
      fields.push({ key: entry.key, around, value: entry.value });
      entries(entry.value, `${around}.${entry.key}`);
    }
  }

  for (const { name, within, value } of facts.bindings) {
    const around = scopeNames(facts, within);
    const key = value.kind === 'set' ? textOf(value.key) : undefined;
    if (value.kind === 'set' && key !== undefined) take(key, `${around}.${name}`, value.value);
    if (value.kind !== 'value') continue;
    take(name, around, value.value);
    entries(value.value, `${around}.${name}`);
  }
  facts.scopes.forEach((scope, number) => {
    for (const { name, default: value } of scope.params) if (value) take(name, scopeNames(facts, number), value);
  });
  // Objects that all have such a field are a list of models to choose from, not what was chosen.
  const times = new Map<string, number>();
  for (const { key } of fields) times.set(key, (times.get(key) ?? 0) + 1);
  for (const { key, around, value } of fields) if (times.get(key) === 1) take(key, around, value);
  // So are several of one class, each made with another.
  const given = facts.calls.flatMap(call => argumentsOf(call, scopeNames(facts, call.scope)));
  const keyOfGiven = ({ key, around }: Named): string => `${around}\0${key}`;
  const uses = new Map<string, number>();
  for (const one of given) uses.set(keyOfGiven(one), (uses.get(keyOfGiven(one)) ?? 0) + 1);
  for (const one of given) if (uses.get(keyOfGiven(one)) === 1) take(one.key, one.around, one.value);
  for (const call of facts.calls) optionOf(call, (name, value) => take(name, scopeNames(facts, call.scope), value));
  return found;
}

/** Names of what is around, outermost first. */
function scopeNames({ scopes }: Facts, scope: number): string {
  const names: string[] = [];
  for (let at = scope; at > 0; at = scopes[at]?.parent ?? 0) names.unshift(scopes[at]?.name ?? '');
  return names.join('.');
}

interface Named {
  key: string;
  around: string;
  value: Expr;
}

/** What something is made with: `OpenAIEmbeddings(model='…')`, `new OpenAIEmbeddings({ model: '…' })`. */
function argumentsOf({ expr: { callee, args } }: CallFact, scopes: string): Named[] {
  if ((callee.kind !== 'name' && callee.kind !== 'member') || !/^[A-Z]/.test(callee.name)) return [];
  const around = `${scopes}.${callee.name}()`;
  return args.flatMap(({ name, value }): Named[] => {
    if (name !== null) return [{ key: name, around, value }];
    if (value.kind !== 'object') return [];
    return value.entries.flatMap(entry =>
      entry.kind === 'entry' ? { key: entry.key, around, value: entry.value } : [],
    );
  });
}

/**
 * An option of a command line with its default: `add_argument('--model', default='gpt-4o')`, `StringVar(&model, "model", "gpt-4o", …)`.
 * The name comes first of all texts, the default after it.
 */
function optionOf({ expr: { args } }: CallFact, take: (name: string, value: Expr) => void): void {
  const at = args.findIndex(({ name, value }) => name === null && textOf(value) !== undefined);
  const name = args[at] && textOf(args[at].value)?.replace(/^-+/, '');
  if (name === undefined || !/^[\w.-]+$/.test(name)) return;
  const given = args.find(arg => arg.name === 'default') ?? args.slice(at + 1).find(arg => arg.name === null);
  if (given) take(name, given.value);
}

/** A name's words: `DEFAULT_MAX_TOKENS_OUTPUT` and `maxOutputTokens` say the same. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

/** What a limit of what is sent, or of pieces that a text is cut into, says of itself. */
const OF_INPUT: ReadonlySet<string> = new Set(['input', 'context', 'prompt', 'window', 'chunk', 'history', 'memory']);

/** What a name says that its value is; undefined where it says neither. */
export function kindOf(name: string): SettingKind | undefined {
  const words = wordsOf(name);
  if (words.includes('model') || words.includes('llm')) return 'model';
  const isLimit = words.includes('max') && words.includes('tokens') && !words.some(word => OF_INPUT.has(word));
  return isLimit ? 'output limit' : undefined;
}

/** The value itself, or what stands in for a variable of the environment: `os.getenv('MODEL', 'gpt-4o')`, `env.MODEL ?? 'gpt-4o'`. */
function valueOf(what: SettingKind, expr: Expr): { value: string; span: Span } | undefined {
  if (what === 'output limit') {
    return expr.kind === 'number' && Number.isInteger(expr.value) && expr.value > 0
      ? { value: String(expr.value), span: expr.span }
      : undefined;
  }
  const text = textOf(expr);
  if (text !== undefined) return { value: text, span: expr.span };
  const inner = expr.kind === 'fallback' ? expr.options : expr.kind === 'call' ? expr.args.map(arg => arg.value) : [];
  const last = inner.at(-1);
  const value = last && inner.length === 2 ? textOf(last) : undefined;
  return last && value !== undefined ? { value, span: last.span } : undefined;
}

/** Text to the letter. */
function textOf(expr: Expr): string | undefined {
  if (expr.kind !== 'text' || expr.parts.length !== 1) return undefined;
  const [part] = expr.parts;
  return part?.kind === 'chars' ? part.text : undefined;
}
