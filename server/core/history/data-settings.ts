import type { Data } from '../data/data.ts';
import { readerOf } from '../data/index.ts';
import { lineAt, lineStartsOf } from '../languages/lines.ts';
import type { Place } from '../model.ts';
import { kindOf, type NamedValue } from './settings.ts';

/** Longer files hold data, not settings. */
const MAX_CHARS = 500_000;

/** Whether a file is one that settings may stand in as data: YAML, TOML, JSON, `.env`. */
export const maySetAsData = (file: string): boolean => readerOf(file) !== undefined;

/** All values of a data file that stand under a key that says what they are. `path`: the file as the newer revision calls it. */
export function settingsInData(file: string, text: string, path = file): NamedValue[] {
  const data = text.length <= MAX_CHARS ? readerOf(file)?.(text) : undefined;
  const starts = lineStartsOf(text);
  const placeAt = (offset: number): Place => {
    const line = lineAt(starts, offset);
    const at = { line, character: offset - (starts[line] ?? 0) };
    return { file, range: { start: at, end: at } };
  };
  const take = (key: string, around: string, { value, offset }: Extract<Data, { kind: 'scalar' }>): NamedValue[] => {
    const what = kindOf(key);
    const isMeant = what === 'model' ? typeof value === 'string' && value !== '' : isLimit(value);
    if (!what || !isMeant) return [];
    return [{ what, name: key, path: `${path}\0${around}.${key}`, value: String(value), place: placeAt(offset) }];
  };
  const within = (inner: Data, around: string): NamedValue[] => {
    if (inner.kind === 'table')
      return [...inner.entries].flatMap(([key, value]) =>
        value.kind === 'scalar' ? take(key, around, value) : within(value, `${around}.${key}`),
      );
    // Several of a kind are to choose from, and which is which their order does not say.
    const [only, ...others] = inner.kind === 'list' ? inner.items : [];
    return only && others.length === 0 ? within(only, `${around}.0`) : [];
  };
  return data ? within(data, '') : [];
}

/** `.env` has nothing but texts. */
const isLimit = (value: unknown): boolean => /^[1-9]\d*$/.test(String(value));
