import { opensAsPrompt } from '../calls/addressed.ts';
import { isLongText } from '../calls/constants.ts';
import { placeIn } from '../calls/place.ts';
import { isPromptNamed } from '../calls/prompt-names.ts';
import { writtenTexts } from '../calls/written.ts';
import type { Facts } from '../languages/facts.ts';
import { isPromptPlace } from '../templates/index.ts';
import type { StaticText } from './text.ts';

/** Every text of a source, as far as its own file tells. */
export function textsOfCode(file: string, facts: Facts): StaticText[] {
  const isPlace = isPromptPlace(file);
  return writtenTexts(facts).map(({ expr, scopes, names, shown, isKept, isMessage, text }) => ({
    symbol: [...scopes, ...shown].join('.'),
    place: placeIn(file, facts, expr.span),
    text,
    isPrompt:
      isMessage ||
      isPromptNamed(names[0] === 'return' ? [...scopes.slice(-1), ...names] : names) ||
      (isPlace && isKept) ||
      (isLongText(text) && opensAsPrompt(text)),
  }));
}
