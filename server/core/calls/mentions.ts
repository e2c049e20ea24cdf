import { editBetween } from '../languages/same.ts';
import { type Answer, type Answers, createAnswer } from './answers.ts';
import type { Module } from './module.ts';

/** How often files say a name, but for lines of comment. */
export interface Mentions {
  of(module: Module, name: string): number;
  /** The file's text is another: takes away what rests on a name that it says more or less often. */
  edited(file: string): void;
}

interface Said {
  text: string;
  comment: RegExp;
  names: Map<string, Answer>;
}

export function createMentions(textOf: (file: string) => string | undefined, answers: Answers): Mentions {
  const asked = new Map<string, Said>();

  function of({ file, language }: Module, name: string): number {
    const comment = language.id === 'python' ? /^\s*"?#/ : /^\s*(?:\/[/*]|\*)/;
    const said: Said = asked.get(file) ?? { text: textOf(file) ?? '', comment, names: new Map() };
    asked.set(file, said);
    const answer = said.names.get(name) ?? createAnswer();
    said.names.set(name, answer);
    answers.use(answer);
    return count(said.text, name, comment);
  }

  function edited(file: string): void {
    const said = asked.get(file);
    if (!said) return;
    const text = textOf(file) ?? '';
    const [before, after] = changedLines(said.text, text);
    said.text = text;
    for (const [name, answer] of said.names) {
      if (count(before, name, said.comment) === count(after, name, said.comment)) continue;
      said.names.delete(name);
      answers.forget(answer);
    }
  }

  return { of, edited };
}

/** The lines that an edit touched, as they were and as they are. */
function changedLines(before: string, after: string): [string, string] {
  const { start, end, by } = editBetween(before, after);
  const first = start > 0 ? before.lastIndexOf('\n', start - 1) + 1 : 0;
  const last = before.indexOf('\n', end);
  const to = last < 0 ? before.length : last;
  return [before.slice(first, to), after.slice(first, to + by)];
}

function count(text: string, name: string, comment: RegExp): number {
  let found = 0;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (isPartOfName(text[at - 1]) || isPartOfName(text[at + name.length])) continue;
    if (!comment.test(lineOf(text, at))) found++;
  }
  return found;
}

const isPartOfName = (character: string | undefined): boolean => character !== undefined && /[\w$]/.test(character);

function lineOf(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length : end);
}
