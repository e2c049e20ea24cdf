import type { Message, Part, Prompt, Tokens, Usage } from '../model.ts';

/** What a call takes by the user's own word, where the source leaves it open. It is told beside what the source says, never in its place. */

/** Whether any figure changes what one call takes. */
export const statesCall = (usage: Usage | null): usage is Usage =>
  usage !== null && (usage.cacheHitRate !== null || usage.holes !== null || usage.outputTokens !== null);

/** The prompt with what is filled in at run time as long as the user says; null where it has none of these. */
export function withHoles(prompt: Prompt, holes: Usage['holes']): Prompt | null {
  if (holes === null) return null;
  const stated = new Set<string>();
  const fill = (part: Part): Part => {
    switch (part.kind) {
      case 'hole': {
        const tokens = holes[part.name];
        if (tokens === undefined) return part;
        stated.add(part.name);
        return { ...part, tokens };
      }
      case 'choice':
        return { ...part, options: part.options.map(option => option.map(fill)) };
      case 'repeat':
        return { ...part, parts: part.parts.map(fill) };
      default:
        return part;
    }
  };
  const messages = prompt.messages.map((message): Message => ({ ...message, parts: message.parts.map(fill) }));
  const open: string[] = [];
  const more: Part[] = [];
  for (const why of prompt.open) {
    const name = NAMED.exec(why)?.[1] ?? '';
    const tokens = holes[name];
    const place = prompt.messages.at(-1)?.parts.at(-1)?.place;
    if (tokens === undefined || !place) open.push(why);
    else more.push({ kind: 'hole', name, why, place, tokens });
  }
  if (more.length + stated.size === 0) return null;
  const last = messages.pop();
  return { ...prompt, open, messages: last ? [...messages, { ...last, parts: [...last.parts, ...more] }] : messages };
}

/** A reason begins with what it is about. */
const NAMED = /^`([^`]+)`/;

/** An answer as long as the user says, within the call's own bound. */
export function withOutput(output: Tokens, { outputTokens }: Usage): Tokens {
  if (outputTokens === null || output.max === 0) return output;
  const count = Math.min(outputTokens, output.max ?? outputTokens);
  return { min: count, likely: count, max: count, exactness: 'approximate', why: ['its length is by your own word'] };
}
