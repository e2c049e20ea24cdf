import { CONFIGURATION_FILES, USAGE_FILES } from '../core/configuration/configuration.ts';
import { type ConfigurationText, type ReadConfiguration, readConfiguration } from '../core/configuration/read.ts';
import type { Outcome } from './read.ts';

/** The project's configuration as its files are now; read anew only when a text is another. `named`: another file than the usual ones. */
export function openConfiguration(
  textOf: (file: string) => Outcome<string>,
  named: string | null = null,
): () => ReadConfiguration {
  let known: { texts: string; read: ReadConfiguration } | undefined;

  const there = (names: readonly string[]): ConfigurationText[] =>
    names.flatMap(file => {
      const text = textOf(file);
      return text.ok ? [{ file, text: text.value }] : [];
    });

  return () => {
    const [own, usage] = [there(named === null ? CONFIGURATION_FILES : [named]), there(USAGE_FILES)];
    const texts = JSON.stringify([own, usage]);
    if (known?.texts === texts) return known.read;
    const read = readConfiguration(own[0] ?? null, usage[0] ?? null);
    const missing = named !== null && own.length === 0 ? [missingFile(named)] : [];
    const problems = [...missing, ...read.problems, ...unread(own), ...unread(usage)];
    known = { texts, read: { ...read, problems } };
    return known.read;
  };
}

const missingFile = (file: string): ReadConfiguration['problems'][number] => ({
  file,
  line: 1,
  key: '',
  why: 'not there, or no text',
  next: 'Name a file of the project, as seen from its folder.',
});

/** Two files of one kind: which of them counts should surprise nobody. */
const unread = ([first, ...others]: readonly ConfigurationText[]): ReadConfiguration['problems'] =>
  others.map(({ file }) => ({
    file,
    line: 1,
    key: '',
    why: `not read, since ${first?.file} is there`,
    next: 'Keep one of the two.',
  }));
