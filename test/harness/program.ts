import { CONFIGURATION_FILES, type Configuration } from '../../server/core/configuration/configuration.ts';
import { readConfiguration } from '../../server/core/configuration/read.ts';
import { isPicture } from '../../server/core/calls/pictures.ts';
import type { Facts } from '../../server/core/languages/facts.ts';
import { grammarOf, readFacts } from '../../server/core/languages/index.ts';
import { baseName, directoryOf } from '../../server/core/paths.ts';
import type { Project } from '../../server/core/ports.ts';
import type { createGrammars } from '../../server/workspace/assets.ts';
import type { CaseFile } from './markdown.ts';

type Grammars = ReturnType<typeof createGrammars>;

/** A program of a case with the files it shares. */
export const createPrograms =
  (grammars: Grammars) =>
  (files: readonly CaseFile[]): Project => {
    const texts = new Map(files.map(file => [file.path, file.lines.join('\n')]));
    const facts = new Map<string, Facts | undefined>();
    return {
      exists: file => texts.has(file),
      folder: path =>
        files
          .filter(file => directoryOf(file.path) === path)
          .map(file => baseName(file.path))
          .toSorted(),
      named: name => files.map(file => file.path).filter(path => baseName(path) === name),
      declaring: name =>
        files
          .filter(file =>
            file.lines.some(line => new RegExp(`\\b(?:(?:class|record|struct|interface|enum) )?${name}\\b`).test(line)),
          )
          .map(file => file.path),
      mentioning: word => files.filter(file => file.lines.some(line => line.includes(word))).map(file => file.path),
      text: file => (isPicture(file) ? undefined : texts.get(file)),
      // A case holds a picture as base64.
      head: (file, bytes) => Buffer.from(texts.get(file) ?? '', 'base64').subarray(0, bytes),
      facts: file => {
        const text = texts.get(file);
        const grammar = grammars.get(grammarOf(file) ?? '');
        if (!facts.has(file))
          facts.set(file, text !== undefined && grammar ? readFacts(file, text, grammar) : undefined);
        return facts.get(file);
      },
    };
  };

/** What a case's own file of it says. */
export function configurationOf(project: Project): Configuration {
  const [own] = CONFIGURATION_FILES.flatMap(file => {
    const text = project.text(file);
    return text === undefined ? [] : [{ file, text }];
  });
  return readConfiguration(own ?? null).configuration;
}
