import type { CallSite, ModelCandidate, ModelOrigin, Part, Place } from '../../server/core/model.ts';
import type { Meter } from '../../server/core/ports.ts';

/** Call sites made by hand, each test naming what matters to it. */

export const placeAt = (line: number, file = 'shop/answers.py'): Place => ({
  file,
  range: { start: { line: line - 1, character: 4 }, end: { line: line + 2, character: 5 } },
});

/** A character is a token: sums can be done in the head. */
export const meter: Meter = { count: (_encoding, text) => text.length, on: '2026-11-21' };

export const text = (length: number): Part => ({ kind: 'text', text: 'x'.repeat(length), place: placeAt(3) });

export const hole = (name: string): Part => ({ kind: 'hole', name, why: 'a parameter', place: placeAt(4) });

export const eitherOf = (...options: Part[][]): Part => ({ kind: 'choice', options, place: placeAt(5) });

export const model = (id: string, provider: string | null, origin: ModelOrigin = 'literal'): ModelCandidate => ({
  id,
  provider,
  origin,
  variable: null,
  note: origin === 'environment-default' ? 'default of the environment variable `MODEL`' : origin,
  place: placeAt(2),
});

export function call(candidates: ModelCandidate[], parts: Part[], rest: Partial<CallSite> = {}): CallSite {
  return {
    id: 'answer.chat.completions.create',
    place: placeAt(8),
    anchor: placeAt(8),
    sdk: 'openai',
    operation: 'chat.completions.create',
    kind: 'completion',
    tier: 'production',
    model: { candidates, unknown: null },
    prompt: { messages: [{ role: 'user', parts }], attachments: [], open: [] },
    maxOutput: { known: true, value: 500 },
    service: { known: true, value: 'standard' },
    repeats: [],
    through: [],
    decidedBy: null,
    ...rest,
  };
}

export const NO_LIMIT: CallSite['maxOutput'] = { known: false, why: 'no output limit is set' };
