import type { Part } from '../../model.ts';
import { extensionOf } from '../../paths.ts';
import type { Source } from '../template.ts';
import { buildParts, hole, missing, roleToken, type Token } from './blocks.ts';
import { type Stretch, cutAtMarks, withoutTagLines } from './tags.ts';

/**
 * Handlebars and Mustache, with what Dotprompt and Semantic Kernel add: https://handlebarsjs.com/guide/,
 * https://google.github.io/dotprompt/reference/template. Read for what it sends, as `jinja.ts` does.
 */
export function handlebarsTokens(source: Source, start = 0, end = source.text.length): Token[] {
  const stretches = withoutTagLines(cutAtMarks(source.text.slice(start, end), HANDLEBARS), isSilent);
  return stretches.flatMap(stretch =>
    tokensOf(stretch, source, source.place(start + stretch.start, start + stretch.end)),
  );
}

const HANDLEBARS = {
  marks: [
    ['{{!--', '--}}'],
    ['{{{', '}}}'],
    ['{{', '}}'],
  ],
  trim: '~',
} as const;

const isSilent = ({ mark, text }: Stretch): boolean =>
  mark === '{{!--' || (mark === '{{' && (/^[#^/!>]/.test(text) || /^else\b/.test(text)));

type PlaceOf = Part['place'];

function tokensOf({ mark, text }: Stretch, source: Source, place: PlaceOf): Token[] {
  if (mark === null) return [{ kind: 'text', text, place }];
  const [, sign = '', rest = ''] = /^([#^/!>&]?)[*>]?\s*([^]*)$/.exec(text) ?? [];
  if (mark === '{{!--' || sign === '!') return [];
  if (sign === '/') return [{ kind: 'close' }];
  if (sign === '#') return [opened(rest, place)];
  if (sign === '>') return included(rest.split(/\s/, 1)[0] ?? rest, source, place);
  if (text === 'else' || text === '^') return [{ kind: 'else', last: true }];
  if (/^else\s/.test(text)) return [{ kind: 'else', last: false }];
  if (sign === '^') return [{ kind: 'open', block: 'if', name: rest, place }];
  return helper(rest, place);
}

function opened(rest: string, place: PlaceOf): Token {
  const [, word = '', name = ''] = /^([\w-]*)\s*([^]*)$/.exec(rest) ?? [];
  const over = name.replace(/\s+as\s*\|.*$/s, '');
  if (word === 'if' || word === 'unless') return { kind: 'open', block: 'if', name: over, place };
  if (word === 'with') return { kind: 'open', block: 'once', name: over, place };
  if (word === 'inline') return { kind: 'open', block: 'never', name: over, place };
  // A section of Mustache is sent for each element, or once, or not at all.
  return { kind: 'open', block: 'each', name: word === 'each' ? over : rest, place };
}

/** Dotprompt's helpers; any other is a variable. */
function helper(rest: string, place: PlaceOf): Token[] {
  const [, word = '', argument = ''] = /^(\w+)(?:\s+([^]*))?$/.exec(rest) ?? [];
  const quoted = /^["']([^"']*)["']$/.exec(argument)?.[1];
  if (word === 'role' && quoted !== undefined) return [roleToken(quoted)];
  if (word === 'history' && argument === '') return [{ kind: 'more', why: 'the messages of `history` are added' }];
  if (word === 'media' && /^\w+=/.test(argument))
    return [{ kind: 'part', part: { kind: 'media', media: 'image', place } }];
  return [{ kind: 'part', part: hole(rest, place) }];
}

function included(name: string, source: Source, place: PlaceOf): Token[] {
  const bare = name.replaceAll(/["']/g, '');
  const extension = extensionOf(source.file);
  const other = [bare, `${bare}.${extension}`, `_${bare}.${extension}`, `partials/${bare}.${extension}`]
    .map(source.other)
    .find(found => found !== undefined);
  if (!other) return [{ kind: 'part', part: missing(bare, place) }];
  return buildParts(handlebarsTokens(other)).map(part => ({ kind: 'part', part }));
}
