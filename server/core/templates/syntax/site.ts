import type { Message, Part, Role } from '../../model.ts';
import { baseName } from '../../paths.ts';
import type { Source, TemplateSite } from '../template.ts';
import { buildMessages, buildParts, isSaid, type Token } from './blocks.ts';
import { boundOf } from './models.ts';
import { roleNamed } from './roles.ts';
import { asText, at, textAt, type Yaml } from './yaml.ts';

/** What a site sends, before it is known whether that is anything. */
export interface Said {
  messages: Message[];
  open: string[];
}

/** How a language of templates is read. */
export type Reader = (source: Source, start?: number, end?: number) => Token[];

interface Span {
  start: number;
  end: number;
}

type Rest = Partial<Pick<TemplateSite, 'model' | 'maxOutput' | 'repeats' | 'sent'>> & {
  /** The file's own name where there is none. */
  name?: string | undefined;
  /** Where it is shown: the file's first line if nothing else is said. */
  at?: Span | undefined;
};

/** A prompt of a file; none where it says nothing. */
export function siteOf(
  source: Source,
  { messages, open }: Said,
  { name, at: span, ...rest }: Rest = {},
): TemplateSite[] {
  const said = messages.filter(isSaid);
  if (said.length + open.length === 0) return [];
  const place = source.place(span?.start ?? 0, span?.end ?? 0);
  return [
    {
      name: name ?? baseName(source.file),
      place,
      anchor: place,
      prompt: { messages: said, attachments: [], open },
      model: null,
      maxOutput: boundOf(undefined),
      repeats: [],
      sent: null,
      ...rest,
    },
  ];
}

/** A prompt that is one text of one role. */
export const oneMessage = (role: Role, parts: Part[]): Said => ({ messages: [{ role, parts }], open: [] });

/** Messages without the blanks around each, as formats send them that say so. */
export const trimmed = (messages: readonly Message[]): Message[] =>
  messages.map(({ role, parts }) => ({
    role,
    parts: parts.map((part, index): Part => {
      if (part.kind !== 'text') return part;
      const text = index === 0 ? part.text.trimStart() : part.text;
      return { ...part, text: index === parts.length - 1 ? text.trimEnd() : text };
    }),
  }));

/** Text to the letter, `name`d after what it stands for. */
export const textPart = (source: Source, start: number, end: number, name?: string): Part => ({
  kind: 'text',
  text: source.text.slice(start, end),
  place: source.place(start, end),
  ...(name === undefined ? {} : { name }),
});

/** A text inside of a file, where escapes and indents are resolved: all of it is at the place of the whole. */
export const innerSource = (source: Source, { value, start, end }: Span & { value: string }): Source => ({
  ...source,
  text: value,
  place: () => source.place(start, end),
});

/** A template that a setting holds. */
export function partsAt(source: Source, value: Yaml | undefined, read: Reader): Part[] {
  const text = asText(value);
  return text ? buildParts(read(innerSource(source, text))) : [];
}

/** A list of `{ role, content }`, as chat formats have it. */
export function readChat(source: Source, list: readonly Yaml[], read: Reader): Said {
  const said: Said = { messages: [], open: [] };
  for (const item of list) {
    const role = roleNamed(textAt(item, 'role')?.value ?? '');
    const content = at(item, 'content');
    const parts =
      content?.kind === 'list'
        ? content.items.flatMap(part => pieceOf(source, part, read))
        : partsAt(source, content, read);
    said.messages.push({ role, parts });
  }
  return said;
}

function pieceOf(source: Source, item: Yaml, read: Reader): Part[] {
  if (asText(item)) return partsAt(source, item, read);
  if (textAt(item, 'text')) return partsAt(source, at(item, 'text'), read);
  const place = source.place(item.start, item.end);
  return /image/.test(textAt(item, 'type')?.value ?? '') ? [{ kind: 'media', media: 'image', place }] : [];
}

/** Lines such as `system:` and `# user:`, each of which begins a message; the blanks around them are no part of any. */
const ROLE_LINE =
  /(?:^|(?<=\n))\s{0,64}#{0,2}[ \t]*(system|developer|user|assistant|tool|function)[ \t]*(?:\[[^\]\n]*\])?[ \t]*:[ \t]*(?:\r?\n|$)/gi;

/** A template that role lines cut into messages; what stands before the first is of the role `otherwise`. */
export const readRoleLines = (tokens: readonly Token[], otherwise: Role): Said =>
  buildMessages(tokens.flatMap(cutAtRoles), otherwise);

function cutAtRoles(token: Token): Token[] {
  if (token.kind !== 'text') return [token];
  const out: Token[] = [];
  let from = 0;
  for (const found of token.text.matchAll(ROLE_LINE)) {
    out.push(
      { ...token, text: token.text.slice(from, found.index) },
      { kind: 'role', role: roleNamed(found[1] ?? '') },
    );
    from = found.index + found[0].length;
  }
  return [...out, { ...token, text: token.text.slice(from) }];
}
