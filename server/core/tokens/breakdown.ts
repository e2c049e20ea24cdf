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
    grouped(parts).map(group => ({
      label: labelOf(group),
      role,
      place: group[0].place,
      tokens: round(ofParts(group)),
    })),
  );
  for (const attachment of attachments) {
    const { kind, place } = attachment;
    rows.push({ label: kind, role: kind, place, tokens: round(ofAttachment(attachment)) });
  }
  if (framing.min > 0) rows.push({ label: 'chat framing', role: 'framing', place: null, tokens: round(framing) });
  return rows;
}

type Group = [Part, ...Part[]];

/** A template is one row with its holes, not a row for each scrap of text between them. */
function grouped(parts: readonly Part[]): Group[] {
  const groups: Group[] = [];
  for (const part of parts) {
    const open = groups.at(-1);
    if (open && continues(open, part)) open.push(part);
    else groups.push([part]);
  }
  // The blanks between named parts are no part to a reader.
  return groups.filter(group => group.some(isTold));
}

const isTold = (part: Part): boolean => part.kind !== 'text' || part.name !== undefined || part.text.trim() !== '';

function continues(group: Group, part: Part): boolean {
  const texts = group.flatMap(member => (member.kind === 'text' ? [member.name] : []));
  if (!group.every(isTemplate)) return false;
  return part.kind === 'hole' || (part.kind === 'text' && texts.every(name => name === part.name));
}

const isTemplate = (part: Part): boolean => part.kind === 'text' || part.kind === 'hole';

function labelOf(group: Group): string {
  const [first = group[0], ...others] = group.filter(isTold);
  if (others.length > 0) return group.find(part => part.kind === 'text')?.name ?? quote(group.map(spell).join(''));
  switch (first.kind) {
    case 'text':
      return first.name ?? quote(first.text);
    case 'hole':
      return first.name;
    case 'choice':
      return `one of ${first.options.length}`;
    case 'repeat':
      return `for each of ${first.over}`;
    case 'media':
      return first.media;
  }
}

const spell = (part: Part): string =>
  part.kind === 'text' ? part.text : part.kind === 'hole' ? `{${part.name}}` : '…';

function quote(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > LABEL_LENGTH ? `"${line.slice(0, LABEL_LENGTH - 1)}…"` : `"${line}"`;
}
