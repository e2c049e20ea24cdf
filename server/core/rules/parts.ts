import type { Part } from '../model.ts';

/** A part's texts, holes and media, whatever they are options or repetitions of. */
export function leavesOf(part: Part): Part[] {
  if (part.kind === 'choice') return part.options.flat().flatMap(leavesOf);
  return part.kind === 'repeat' ? part.parts.flatMap(leavesOf) : [part];
}
