import { addTo } from '../../core/groups.ts';
import type { StaticText } from '../../core/history/text.ts';
import type { Analysis, Part, Position } from '../../core/model.ts';

/** The beginnings of a file's texts that calls send, with the ids of the calls. */
export type SentHere = readonly { start: Position; call: string | null }[];

/** Where calls take their texts from, by file. */
export type Sent = ReadonlyMap<string, SentHere>;

/** What a scan found to be sent. */
export function sentIn(analyses: readonly Analysis[]): Sent {
  const sent = new Map<string, { start: Position; call: string | null }[]>();
  for (const { calls, prompts } of analyses) {
    for (const { place, usedBy } of prompts)
      for (const call of usedBy.length > 0 ? usedBy : [null])
        addTo(sent, place.file, { start: place.range.start, call });
    for (const { id, prompt } of calls)
      for (const part of textsIn(prompt.messages.flatMap(({ parts }) => parts)))
        if (part.text.trim().length >= MIN_CHARS)
          addTo(sent, part.place.file, { start: part.place.range.start, call: id });
  }
  return sent;
}

/** Shorter ones between two holes are no prompt to follow. */
const MIN_CHARS = 40;

const textsIn = (parts: readonly Part[]): Extract<Part, { kind: 'text' }>[] =>
  parts.flatMap(part => {
    if (part.kind === 'text') return [part];
    if (part.kind === 'choice') return textsIn(part.options.flat());
    return part.kind === 'repeat' ? textsIn(part.parts) : [];
  });

/** Ids of the calls that send a text; an empty one where something says that it is a prompt, and no call in sight sends it. */
export function isSent(sent: Sent, { place }: StaticText): string[] {
  const found = sent.get(place.file)?.filter(({ start }) => isWithin(start, place.range)) ?? [];
  return [...new Set(found.flatMap(({ call }) => call ?? []))];
}

const isWithin = (at: Position, { start, end }: StaticText['place']['range']): boolean =>
  (at.line > start.line || (at.line === start.line && at.character >= start.character)) &&
  (at.line < end.line || (at.line === end.line && at.character <= end.character));
