import type { Message, Part, Place, Role } from '../../model.ts';
import { roleNamed } from './roles.ts';

/** What a template is made of, in order of appearance; the same for every language of templates. */
export type Token =
  | { kind: 'text'; text: string; place: Place }
  | { kind: 'part'; part: Part }
  /** More may be sent here than the template shows. */
  | { kind: 'more'; why: string }
  /** From here on, another message. */
  | { kind: 'role'; role: Role }
  | { kind: 'open'; block: Block; name: string; place: Place }
  /** Another arm of the block; `last` is the one for when no other is taken. */
  | { kind: 'else'; last: boolean }
  | { kind: 'close' };

/** `once`: sent as it stands; `never`: a definition, which sends nothing by itself. */
type Block = 'if' | 'each' | 'once' | 'never';

interface Open {
  block: Block;
  name: string;
  place: Place;
  arms: Part[][];
  hasLast: boolean;
}

/** Messages of a template. Blocks that do not close end with it, closings without a block say nothing. */
export function buildMessages(tokens: readonly Token[], first: Role): { messages: Message[]; open: string[] } {
  const messages: Message[] = [{ role: first, parts: [] }];
  const open: string[] = [];
  const stack: Open[] = [];
  const add = (...parts: Part[]): unknown => (stack.at(-1)?.arms.at(-1) ?? messages.at(-1)?.parts ?? []).push(...parts);
  const close = (): void => {
    const closed = stack.pop();
    if (closed) add(...partsOf(closed));
  };
  for (const token of tokens) {
    const top = stack.at(-1);
    if (token.kind === 'text' && token.text !== '') add(token);
    else if (token.kind === 'part') add(token.part);
    else if (token.kind === 'more') open.push(token.why);
    else if (token.kind === 'open') stack.push({ ...token, arms: [[]], hasLast: false });
    else if (token.kind === 'close') close();
    else if (token.kind === 'else' && top) {
      top.arms.push([]);
      top.hasLast ||= token.last;
    } else if (token.kind === 'role' && !top) messages.push({ role: token.role, parts: [] });
  }
  while (stack.length > 0) close();
  return { messages: messages.filter(isSaid), open };
}

/** Parts of a template that is one text. */
export const buildParts = (tokens: readonly Token[]): Part[] =>
  buildMessages(tokens, 'unknown').messages.flatMap(message => message.parts);

/** The blanks before the first role are no message. */
export const isSaid = ({ parts }: Message): boolean =>
  parts.some(part => part.kind !== 'text' || part.text.trim() !== '');

function partsOf({ block, name, place, arms, hasLast }: Open): Part[] {
  const [body = [], ...others] = arms;
  switch (block) {
    case 'never':
      return [];
    case 'once':
      return body;
    case 'if':
      return [{ kind: 'choice', options: hasLast ? arms : [...arms, []], place }];
    case 'each': {
      const count = { known: false, why: `the length of \`${name}\` is known at run time only` } as const;
      const each: Part = { kind: 'repeat', parts: body, count, over: name, place };
      return others.length === 0 ? [each] : [{ kind: 'choice', options: [[each], ...others], place }];
    }
  }
}

/** A variable of a template. */
export const hole = (name: string, place: Place): Part => ({
  kind: 'hole',
  name: name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name,
  why: 'filled in when the prompt is used',
  place,
});

const LONGEST_NAME = 40;

/** Where a template takes in another one: its parts, or a hole where it is not found. */
export const missing = (name: string, place: Place): Part => ({
  kind: 'hole',
  name,
  why: 'a template that is not found',
  place,
});

/** `role "user"`, as templates name it. */
export const roleToken = (name: string): Token => ({ kind: 'role', role: roleNamed(name) });
