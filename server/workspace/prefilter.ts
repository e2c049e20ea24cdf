import { METHOD_NAMES } from '../core/calls/match.ts';

/** Names so common that they say something only right before an opening bracket. */
const CALLEE = new RegExp(
  `(?:${[...METHOD_NAMES].map(name => name.replace(/\W/g, '')).join('|')})\\s*(?:<[^()]*>)?\\(`,
);

/** UTF-16 begins with one of these; its letters lie two bytes apart, so it is parsed to be sure. */
const UTF16_MARKS: ReadonlySet<number> = new Set([0xff, 0xfe]);

/** Decides by bytes whether a source can hold an LLM call at all: most can't, and are never parsed. */
export const mayHoldCall = (bytes: Buffer): boolean =>
  UTF16_MARKS.has(bytes[0] ?? 0) || CALLEE.test(bytes.toString('latin1'));
