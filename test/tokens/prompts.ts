import type { InputTokens, Message, ModelCandidate, Part, Place, Prompt, Role } from '../../server/core/model.ts';

// Words of one token each in all encodings here, so that every number can be checked by hand.
export const SYSTEM = 'You are here'; // 3
export const QUESTION = 'Tell me more about it'; // 5

export const place: Place = {
  file: 'ask.ts',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
};

export const text = (value: string, name?: string): Part => ({
  kind: 'text',
  text: value,
  place,
  ...(name ? { name } : {}),
});
export const hole = (name: string, why = 'a parameter'): Part => ({ kind: 'hole', name, why, place });
export const choice = (...options: Part[][]): Part => ({ kind: 'choice', options, place });
export const times = (value: number, ...parts: Part[]): Part => ({
  kind: 'repeat',
  parts,
  count: { known: true, value },
  over: 'pages',
  place,
});

export const user = (...parts: Part[]): Message => ({ role: 'user', parts });
export const says = (role: Role, value: string): Message => ({ role, parts: [text(value)] });
export const prompt = (messages: Message[], rest: Partial<Prompt> = {}): Prompt => ({
  messages,
  attachments: [],
  open: [],
  ...rest,
});
export const model = (id: string): ModelCandidate => ({
  id,
  provider: null,
  origin: 'literal',
  variable: null,
  note: '',
  place,
});

/** What is compared most: least, likeliest, most, and what the numbers are. */
export const range = ({
  min,
  likely,
  max,
  exactness,
}: Pick<InputTokens, 'min' | 'likely' | 'max' | 'exactness'>): unknown[] => [min, likely, max, exactness];
