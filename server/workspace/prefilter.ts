import { methodNamesOf } from '../core/calls/match.ts';
import { languageOf } from '../core/languages/index.ts';
import type { LanguageId } from '../core/languages/language.ts';

/** Bytes decide whether a source can matter at all: most can't, and are never parsed. */

/** A call of one of these names: so common that they say something only right before an opening bracket. */
export function callOf(names: readonly string[]): RegExp | null {
  const words = names.map(name => name.replaceAll(/\W/g, '')).filter(name => name !== '');
  return words.length === 0 ? null : new RegExp(`\\b(?:${words.join('|')})\\s*(?:<[^()]*>)?\\(`);
}

const callees = new Map<LanguageId, RegExp | null>();

/** A call of an SDK's method, in the language of a file; null where there is none to look for. */
export function calleeIn(file: string): RegExp | null {
  const language = languageOf(file)?.id;
  if (language === undefined) return null;
  const found = callees.get(language) ?? callOf([...methodNamesOf(language)]);
  callees.set(language, found);
  return found;
}

/** UTF-16 begins with one of these; its letters lie two bytes apart, so it is parsed to be sure. */
const UTF16_MARKS: ReadonlySet<number> = new Set([0xff, 0xfe]);

export const holds = (bytes: Buffer, pattern: RegExp): boolean =>
  UTF16_MARKS.has(bytes[0] ?? 0) || pattern.test(bytes.toString('latin1'));
