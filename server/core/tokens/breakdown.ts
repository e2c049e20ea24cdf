import type { Attachment, Part, PartTokens, Prompt, Tokens } from '../model.ts';
import { round } from './ranges.ts';

/** Longest label that is made of a text. */
const LABEL_LENGTH = 40;

/**
 * What each part takes. Parts are counted alone, the whole is counted joined: a token can span two parts, so the sums may
 * differ a little.
 */
export function breakDown(
  { messages, attachments }: Prompt,
  framing: Tokens,
  ofParts: (parts: readonly Part[]) => Tokens,
  ofAttachment: (attachment: Attachment) => Tokens,
): PartTokens[] {
  const rows: PartTokens[] = messages.flatMap(({ role, parts }) =>
    parts
      .filter(isTold)
      .map(part => ({ label: labelOf(part), role, place: part.place, tokens: round(ofParts([part])) })),
  );
  for (const attachment of attachments) {
    const { kind, place } = attachment;
    rows.push({ label: kind, role: kind, place, tokens: round(ofAttachment(attachment)) });
  }
  const place = messages.flatMap(message => message.parts)[0]?.place;
  if (framing.min > 0 && place) rows.push({ label: 'chat framing', role: 'unknown', place, tokens: round(framing) });
  return rows;
}

/** The blanks between named parts are no part to a reader. */
const isTold = (part: Part): boolean => part.kind !== 'text' || part.name !== undefined || part.text.trim() !== '';

function labelOf(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.name ?? quote(part.text);
    case 'hole':
      return part.name;
    case 'choice':
      return `one of ${part.options.length}`;
    case 'repeat':
      return `for each of ${part.over}`;
    case 'media':
      return part.media;
  }
}

function quote(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > LABEL_LENGTH ? `"${line.slice(0, LABEL_LENGTH - 1)}…"` : `"${line}"`;
}
