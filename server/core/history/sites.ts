import type { AnalyzedCall, Message, Part } from '../model.ts';
import { createPairing } from './pairing.ts';
import { symbolsOf } from '../symbols.ts';
import { similarity } from './pairs.ts';

/** Calls of two revisions, and which of one is which of the other. */

export interface SitePair {
  before: AnalyzedCall;
  after: AnalyzedCall;
}

export interface MatchedSites {
  pairs: SitePair[];
  added: AnalyzedCall[];
  removed: AnalyzedCall[];
}

/** Where a file of the older revision lies in the newer one. */
export type NewPath = (path: string) => string;

/**
 * From what is surely the same call to what is most likely so. A call keeps its identity through moves within its file (its enclosing
 * symbols tell), renames of the file (`newPath`), and, as its content tells, through moves between files and new names of what is around it.
 */
export function matchSites(
  before: readonly AnalyzedCall[],
  after: readonly AnalyzedCall[],
  newPath: NewPath,
): MatchedSites {
  const olds = before.map(call => siteOf(call, newPath));
  const news = after.map(call => siteOf(call, path => path));
  const matching = createPairing(olds, news);
  matching.join(site => `${site.path}#${site.symbols}.${site.what}\0${site.content}`);
  matching.nearest((a, b) =>
    a.path === b.path && a.symbols === b.symbols && a.what === b.what ? 1 + likeness(a, b) : 0,
  );
  // An SDK's method has a new name, or the client has.
  matching.nearest((a, b) => (a.path === b.path && a.symbols === b.symbols && isOfKind(a, b) ? 1 + likeness(a, b) : 0));
  matching.join(site => `${site.symbols}.${site.what}\0${site.content}`);
  matching.nearest((a, b) => (isTold(a) && a.content === b.content ? (a.path === b.path ? 2 : 1) : 0));
  // A function moved to another file, or has another name now, and was changed as well.
  matching.nearest((a, b) => {
    const isNear = a.path === b.path || a.last === b.last;
    return isNear && isOfKind(a, b) && isTold(a) && likeness(a, b) >= NEARLY ? likeness(a, b) : 0;
  });
  const { older, newer } = matching.left();
  return {
    pairs: [...matching.found].map(([newest, oldest]) => ({ before: oldest.call, after: newest.call })),
    added: newer.map(({ call }) => call),
    removed: older.map(({ call }) => call),
  };
}

/** What part of the words must be the same for a call elsewhere to be the one that is gone. */
const NEARLY = 0.6;

interface Site {
  call: AnalyzedCall;
  path: string;
  /** `Assistant.answer`; empty at the top of a file. */
  symbols: string;
  /** The innermost of them. */
  last: string;
  /** SDK and operation. */
  what: string;
  /** All that is sent, without what is filled in at run time. */
  content: string;
  text: string;
}

function siteOf(call: AnalyzedCall, newPath: NewPath): Site {
  const what = `${call.sdk}.${call.operation}`;
  const symbols = symbolsOf(call);
  const text = call.prompt.messages.map(textOf).join('\n');
  const models = call.model.candidates.map(({ id }) => id).join();
  return {
    call,
    path: newPath(call.place.file),
    symbols: symbols.join('.'),
    last: symbols.at(-1) ?? '',
    what,
    content: `${models}\0${text}`,
    text,
  };
}

/** What a message says whatever is filled in. */
export const textOf = ({ role, parts }: Message): string => `${role}: ${parts.map(textOfPart).join('')}`;

function textOfPart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'hole':
      return '\u0001';
    case 'choice':
      return part.options.map(option => option.map(textOfPart).join('')).join('\u0002');
    case 'repeat':
      return `${part.count.known ? part.count.value : ''}\u0003${part.parts.map(textOfPart).join('')}`;
    case 'media':
      return `\u0004${part.media}`;
  }
}

const isOfKind = (a: Site, b: Site): boolean => a.call.kind === b.call.kind;

/** A call of which nothing is known is like any other: only its place tells. */
const isTold = ({ text }: Site): boolean => /\w{3}/.test(text.replaceAll(/^\w+:/gm, ''));

const likeness = (a: Site, b: Site): number => similarity(a.text, b.text) * (a.what === b.what ? 1 : 0.95);
