import { minus, type Money } from '../../../pricing/money.ts';
import { costOf } from '../costs/index.ts';
import { isComparable, knownOf } from './comparable.ts';
import type { CallCost, CallSite, Message, Part, Place, Repetition, Tokens } from '../model.ts';
import type { Meter } from '../ports.ts';
import { type OptionChange, optionsBetween } from './options.ts';
import { type SitePair, textOf } from './sites.ts';

/** Why a call costs other than it did, one cause at a time. */

export type Cause =
  | 'prompt'
  | 'tools'
  | 'output limit'
  | 'thinking'
  | 'caching'
  | 'service'
  | 'model'
  | 'repeats'
  | 'price';

export interface Change {
  cause: Cause;
  /** As the source says it: `gpt-4o`, `600`. Null where there was, or is, none, and of what only has tokens. */
  before: string | null;
  after: string | null;
  /** What the call sends before and after it; of another model, what its tokenizer makes of the same prompt. */
  tokens: { before: Tokens; after: Tokens };
  /** Whether these tell how the two differ: see `isComparable`. */
  isComparable: boolean;
  /** What it adds to what the input costs at the least; null where one of the two has no price, or they do not compare. */
  input: Money | null;
  /** What it adds to the most that the output may cost; null where one of the two is not known. */
  output: Money | null;
  /** Of a prompt that moves no bound: texts of which the program takes one, and that changed. */
  options: OptionChange[];
  /** Where it was changed, in the newer revision; of what is gone, in the older one. */
  places: Place[];
}

/** A side of a call that may differ, and how the older call gets that of the newer. */
interface Aspect {
  cause: Cause;
  isSame(before: CallSite, after: CallSite): boolean;
  take(before: CallSite, after: CallSite): CallSite;
  words(call: CallSite): string | null;
  places(before: CallSite, after: CallSite): Place[];
}

/**
 * The causes in a fixed order, the project's own prices first: each is priced with all before it in force, so that they add up to the whole.
 * What costs the same is told only where it says what a reader would ask for: another model, another limit.
 */
export function changesOf({ before, after }: SitePair, old: Meter, now: Meter): Change[] {
  const price = repriced({ before, after }, old, now);
  let call: CallSite = before;
  let cost = price?.cost ?? before.cost;
  const changes = ASPECTS.filter(({ isSame }) => !isSame(before, after)).map((aspect): Change => {
    const previous = call;
    call = aspect.take(call, after);
    const next = costOf(call, now, after.cost.usage);
    const isSure = isComparable(knownOf(previous, cost.input), knownOf(call, next.input));
    const told = changeBy(aspect, { before, after }, cost, next);
    const change = isSure ? told : { ...told, isComparable: false, input: null };
    cost = next;
    const isMoved = aspect.cause !== 'prompt' || !isSameBound(change);
    return isMoved ? change : { ...change, options: optionsBetween(previous, call, now.count) };
  });
  return [...(price?.changes ?? []), ...changes.filter(isTold)];
}

const changeBy = (
  { cause, words, places }: Aspect,
  { before, after }: SitePair,
  from: CallCost,
  to: CallCost,
): Change => ({
  cause,
  before: words(before),
  after: words(after),
  ...differenceOf(from, to),
  options: [],
  places: distinct(places(before, after)),
});

/** What one call takes more than another. */
export function differenceOf(
  from: CallCost,
  to: CallCost,
): Pick<Change, 'tokens' | 'isComparable' | 'input' | 'output'> {
  const [a, b] = [from.perCall, to.perCall];
  const isKnown = a && b && a.input.exactness !== 'unknown' && b.input.exactness !== 'unknown';
  const [least, most] = [a?.output.high ?? null, b?.output.high ?? null];
  return {
    tokens: { before: from.input, after: to.input },
    isComparable: true,
    input: isKnown ? minus(b.input.low, a.input.low) : null,
    output: least === null || most === null ? null : minus(most, least),
  };
}

/** A prompt that was only written otherwise costs what it did; another model and another limit are told whatever they cost. */
function isTold(change: Change): boolean {
  const { cause, options } = change;
  if (cause !== 'prompt' && cause !== 'tools') return true;
  return !isSameBound(change) || options.length > 0;
}

const isSameBound = ({ tokens: { before, after } }: Change): boolean =>
  before.min === after.min && before.max === after.max;

/** The same call at other prices, by the project's own word; undefined where that is the same. */
function repriced(
  { before, after }: SitePair,
  old: Meter,
  now: Meter,
): { cost: CallCost; changes: Change[] } | undefined {
  if (JSON.stringify(old.prices ?? []) === JSON.stringify(now.prices ?? [])) return undefined;
  const cost = costOf(before, now, before.cost.usage);
  const change = differenceOf(before.cost, cost);
  const isSame = change.input === 0n && (change.output ?? 0n) === 0n;
  const isUnknown = change.input === null && (before.cost.perCall === null) === (cost.perCall === null);
  const words = ({ perCall, models }: CallCost): string =>
    perCall === null
      ? 'no price'
      : models.map(({ price }) => (price.known ? (price.value.own ?? 'list price') : 'no price')).join();
  const told: Change = {
    cause: 'price',
    before: words(before.cost),
    after: words(cost),
    ...change,
    options: [],
    places: [after.place],
  };
  return { cost, changes: isSame || isUnknown ? [] : [told] };
}

/** A hole may be spelled otherwise and be the same. */
const sent = ({ prompt }: CallSite): string => JSON.stringify([prompt.messages.map(textOf), prompt.open.length > 0]);

const attached = ({ prompt }: CallSite): string =>
  JSON.stringify(
    prompt.attachments.map(({ kind, json, choice, open }) => [
      kind,
      json.known ? json.value : null,
      choice ?? null,
      open !== undefined && open.length > 0,
    ]),
  );

/** `4096`; `1024 or 4096` where the program decides; `1024 or ?` where one of them is not known, or none at all. */
function limitOf({ maxOutput }: CallSite): string | null {
  const values = maxOutput.values ?? (maxOutput.known ? [maxOutput.value] : []);
  return values.length === 0 ? null : [...values, ...(maxOutput.known ? [] : ['?'])].join(' or ');
}
const marks = ({ cached }: CallSite): string | null =>
  cached && cached.length > 0 ? cached.map(({ keptFor }) => keptFor).join() : null;
const serviceOf = ({ service }: CallSite): string | null => (service.known ? service.value : null);

const modelsOf = ({ model: { candidates, unknown } }: CallSite): string | null =>
  [...new Set(candidates.map(({ id }) => id)), ...(unknown === null ? [] : ['?'])].join(' or ') || null;

const repeatsOf = ({ repeats }: CallSite): string | null =>
  repeats
    .filter(({ kind }) => kind !== 'attempts')
    .map(wordsOf)
    .join(' ') || null;
const wordsOf = ({ kind, count }: Repetition): string =>
  `× ${kind === 'turns' && count.known ? '≤' : ''}${count.known ? count.value : '?'}`;

/** Parts that the older prompt does not have, or that the newer one has no more. */
function changedPlaces(before: readonly Message[], after: readonly Message[]): Place[] {
  const texts = (messages: readonly Message[]): Map<string, Place> =>
    new Map(messages.flatMap(({ parts }) => parts).flatMap(textsIn));
  const [olds, news] = [texts(before), texts(after)];
  const come = [...news].filter(([text]) => !olds.has(text));
  const gone = [...olds].filter(([text]) => !news.has(text));
  return (come.length > 0 ? come : gone).map(([, place]) => place);
}

function textsIn(part: Part): [string, Place][] {
  if (part.kind === 'text') return [[part.text, part.place]];
  if (part.kind === 'choice') return part.options.flat().flatMap(textsIn);
  return part.kind === 'repeat' ? part.parts.flatMap(textsIn) : [];
}

const distinct = (places: readonly Place[]): Place[] => [
  ...new Map(places.map(place => [`${place.file}:${place.range.start.line}`, place])).values(),
];

const ASPECTS: readonly Aspect[] = [
  {
    cause: 'prompt',
    isSame: (a, b) => sent(a) === sent(b),
    take: (a, b) => ({ ...a, prompt: { ...a.prompt, messages: b.prompt.messages, open: b.prompt.open } }),
    words: () => null,
    places: (a, b) => changedPlaces(a.prompt.messages, b.prompt.messages),
  },
  {
    cause: 'tools',
    isSame: (a, b) => attached(a) === attached(b),
    take: (a, b) => ({ ...a, prompt: { ...a.prompt, attachments: b.prompt.attachments } }),
    words: () => null,
    places: (a, b) => (b.prompt.attachments.length > 0 ? b : a).prompt.attachments.map(({ place }) => place),
  },
  {
    cause: 'output limit',
    isSame: (a, b) => limitOf(a) === limitOf(b),
    take: (a, b) => ({ ...a, maxOutput: b.maxOutput }),
    words: limitOf,
    places: (_, { maxOutput, place }) => [(maxOutput.known ? maxOutput.place : undefined) ?? place],
  },
  {
    cause: 'thinking',
    isSame: ({ prompt: { effort: from } }, { prompt: { effort: to } }) =>
      from === to || [from, to].every(word => word === undefined || word === '?'),
    take: (a, { prompt }) => {
      const { messages, attachments, open } = a.prompt;
      return { ...a, prompt: { ...prompt, messages, attachments, open } };
    },
    words: ({ prompt }) => prompt.effort ?? null,
    places: (_, b) => [b.place],
  },
  {
    cause: 'caching',
    isSame: (a, b) => marks(a) === marks(b),
    take: (a, { cached }) => {
      const { cached: _, ...rest } = a;
      return cached ? { ...rest, cached } : rest;
    },
    words: marks,
    places: (_, b) => [b.place],
  },
  {
    cause: 'service',
    isSame: (a, b) => serviceOf(a) === serviceOf(b),
    take: (a, b) => ({ ...a, service: b.service }),
    words: serviceOf,
    places: (_, b) => [b.place],
  },
  {
    cause: 'model',
    isSame: (a, b) => modelsOf(a) === modelsOf(b),
    take: (a, b) => ({ ...a, model: b.model }),
    words: modelsOf,
    places: (_, b) => (b.model.candidates.length > 0 ? b.model.candidates.map(({ place }) => place) : [b.place]),
  },
  {
    cause: 'repeats',
    isSame: (a, b) => repeatsOf(a) === repeatsOf(b),
    take: (a, b) => ({ ...a, repeats: b.repeats }),
    words: repeatsOf,
    places: (_, b) => b.repeats.map(({ place }) => place),
  },
];
