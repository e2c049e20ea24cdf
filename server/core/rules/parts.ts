import type { Part, Prompt } from '../model.ts';

/** A prompt's texts, holes and media, whatever they are options or repetitions of. */
export const leavesOf = ({ messages }: Prompt): Part[] => messages.flatMap(({ parts }) => parts.flatMap(leavesOfPart));

function leavesOfPart(part: Part): Part[] {
  if (part.kind === 'choice') return part.options.flat().flatMap(leavesOfPart);
  return part.kind === 'repeat' ? part.parts.flatMap(leavesOfPart) : [part];
}
