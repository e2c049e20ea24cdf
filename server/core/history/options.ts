import type { CallSite, Message, Part, Place, Tokens } from '../model.ts';
import type { CountTokens } from '../ports.ts';
import { inputTokens } from '../tokens/index.ts';
import { createPairing } from './pairing.ts';
import { similarity } from './pairs.ts';
import { textOf } from './sites.ts';

/** A text that the program takes or leaves at run time, and that is another now: it moves no bound, and may be what is sent. */
export interface OptionChange {
  before: Tokens | null;
  after: Tokens | null;
  /** How many there are to take from. */
  of: number;
  place: Place;
}

interface Option {
  parts: Part[];
  text: string;
  of: number;
  place: Place;
}

/** Options of a call's prompt that take more or fewer tokens than they did, came, or went. */
export function optionsBetween(before: CallSite, after: CallSite, count: CountTokens): OptionChange[] {
  const pairs = createPairing(optionsOf(before.prompt.messages), optionsOf(after.prompt.messages));
  pairs.join(({ text }) => text);
  pairs.nearest((a, b) => similarity(a.text, b.text), 0.3);
  const tokens = ({ parts }: Option): Tokens => tokensOf(parts, after, count);
  const { older, newer } = pairs.left();
  const changed = [...pairs.found].flatMap(([now, was]) => {
    const [from, to] = [tokens(was), tokens(now)];
    return from.min === to.min && from.max === to.max
      ? []
      : [{ before: from, after: to, of: now.of, place: now.place }];
  });
  return [
    ...changed,
    ...newer.map(one => ({ before: null, after: tokens(one), of: one.of, place: one.place })),
    ...older.map(one => ({ before: tokens(one), after: null, of: one.of, place: one.place })),
  ];
}

const optionsOf = (messages: readonly Message[]): Option[] => messages.flatMap(({ parts }) => parts.flatMap(optionsIn));

function optionsIn(part: Part): Option[] {
  if (part.kind === 'repeat') return part.parts.flatMap(optionsIn);
  if (part.kind !== 'choice') return [];
  return part.options.flatMap(parts => {
    const inner = parts.flatMap(optionsIn);
    // A choice within an option is told by its own.
    if (inner.length > 0) return inner;
    const text = textOf({ role: 'unknown', parts });
    return parts.length === 0 ? [] : [{ parts, text, of: part.options.length, place: parts[0]?.place ?? part.place }];
  });
}

/** What a text takes by itself, without what frames a message. */
function tokensOf(parts: Part[], { kind, model }: CallSite, count: CountTokens): Tokens {
  const of = (inside: Part[]): Tokens =>
    inputTokens(
      { messages: [{ role: 'user', parts: inside }], attachments: [], open: [] },
      kind,
      model.candidates[0] ?? null,
      count,
    );
  const [whole, framing] = [of(parts), of([])];
  const { min, max, likely, exactness, why } = whole;
  const less = (tokens: number | null): number | null => (tokens === null ? null : tokens - framing.min);
  return { min: min - framing.min, likely: less(likely), max: less(max), exactness, why };
}
