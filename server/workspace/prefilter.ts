import { makerNamesOf, methodNamesOf } from '../core/calls/match.ts';
import { languageOf } from '../core/languages/index.ts';
import type { LanguageId } from '../core/languages/language.ts';

/** Bytes decide whether a source can matter at all: most can't, and are never parsed. */

/** Functions that call what they are given, as `languages/references.ts` reads them. */
const HANDED = 'submit|to_thread|run_sync|run_in_executor|call_soon|start_soon|map';

/** A call of one of these names: so common that they say something only right before an opening bracket. */
export function callOf(names: readonly string[]): RegExp | null {
  const words = names.map(name => name.replaceAll(/\W/g, '')).filter(name => name !== '');
  if (words.length === 0) return null;
  const name = `\\b(?:${words.join('|')})`;
  // Called, imported under another name, or handed to what calls it.
  return new RegExp(
    `${name}\\s*(?:<[^()]*>)?\\(|${name} as \\w|(?:${HANDED})\\(\\s*(?:\\w+,\\s*)?[\\w.]*${name}\\s*[,)]`,
  );
}

const callees = new Map<LanguageId, RegExp | null>();

/** A call of an SDK's method, or of what makes an object that is called, in the language of a file; null where there is none to look for. */
export function calleeIn(file: string): RegExp | null {
  const language = languageOf(file)?.id;
  if (language === undefined) return null;
  const found = callees.get(language) ?? callOf([...methodNamesOf(language), ...makerNamesOf(language)]);
  callees.set(language, found);
  return found;
}

/** UTF-16 begins with one of these; its letters lie two bytes apart, so it is parsed to be sure. */
const UTF16_MARKS: ReadonlySet<number> = new Set([0xff, 0xfe]);

export const holds = (bytes: Buffer, pattern: RegExp): boolean =>
  UTF16_MARKS.has(bytes[0] ?? 0) || pattern.test(bytes.toString('latin1'));
