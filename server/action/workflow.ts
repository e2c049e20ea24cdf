import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { visible } from '../report/quoting.ts';
import type { Sentence } from '../report/diff-sentences.ts';

/** What a step tells the runner: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** A line that is no command, whatever stands in it. */
export const log = (line: string): void => print(`prompt-cost: ${visible(line)}`);

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export const hide = (secret: string): void => print(`::add-mask::${data(secret)}`);

/** GitHub shows so many of each level a step. */
const MOST_ANNOTATIONS = 10;
const COMMANDS = { note: 'notice', warning: 'warning', error: 'error' } as const;

/** Marks on the changed lines. `folder` is what the places count from, of the repository. */
export function annotate(sentences: readonly Sentence[], folder: string): void {
  const levels = ['error', 'warning', 'note'] as const;
  for (const level of levels) {
    const own = sentences.filter(sentence => sentence.level === level);
    for (const { place, title, text } of own.slice(0, MOST_ANNOTATIONS)) {
      const file = folder === '' ? place.file : `${folder}/${place.file}`;
      const at = `file=${property(file)},line=${place.range.start.line + 1},title=${property(title)}`;
      print(`::${COMMANDS[level]} ${at}::${data(text)}`);
    }
    if (own.length > MOST_ANNOTATIONS) log(`${own.length - MOST_ANNOTATIONS} more of these: see the summary`);
  }
}

/** A mark on no line of the sources. */
export const announce = (level: Sentence['level'], text: string): void =>
  print(`::${COMMANDS[level]} title=LLM cost::${data(visible(text))}`);

export function writeOutputs(outputs: Readonly<Record<string, string>>, file: string | undefined): void {
  if (file === undefined) return;
  for (const [name, value] of Object.entries(outputs)) {
    const end = `end_${randomUUID()}`;
    appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
  }
}

export function writeSummary(markdown: string, file: string | undefined): void {
  if (file !== undefined) appendFileSync(file, `${markdown}\n`);
}
