import { joinPath } from '../../paths.ts';
import { type Value, plainText } from '../value.ts';
import type { Call, Standard } from './call.ts';
import { formatted } from './printf.ts';

/** Ruby's standard functions, and those of Rails that most programs use. */
export const RUBY_STANDARD: Readonly<Record<string, Standard>> = {
  format: formatText,
  sprintf: formatText,
  'Rails.root.join': ({ values, place }) => {
    const names = values.flatMap(value => plainText(value) ?? []);
    const file = names.length === values.length ? joinPath(...names) : undefined;
    return file === undefined ? undefined : { kind: 'path', file, place };
  },
};

/** `format("… %s …", value)`; `%<name>s` and `%{name}` take theirs from a hash. */
export function formatText(call: Call): Value | undefined {
  const [text] = call.values;
  const isPlain = text?.kind === 'text' && !call.args.list[0]?.spread && !/%[<{]/.test(plainText(text) ?? '');
  return isPlain ? { ...text, pieces: formatted(text.pieces, call) } : undefined;
}
