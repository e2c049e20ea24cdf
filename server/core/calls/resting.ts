import type { Answer } from './answers.ts';
import type { Asked } from './modules.ts';

/** Files of which something was found out that rests on a file, or on which files hold a word. */
export interface Resting {
  files: Map<string, string[]>;
  words: Map<string, string[]>;
  /** What anything may rest on. */
  loose: Asked['loose'];
}

/** Who rests on what was asked of a project; `homes`: where what was found out lies, with the files that it is about. */
export function restingOn({ files, words, loose }: Asked, homes: ReadonlyMap<unknown, string>): Resting {
  const all = (asked: ReadonlyMap<string, Answer>): Map<string, string[]> =>
    new Map([...asked].map(([key, answer]) => [key, filesOn(answer, homes)] as const));
  return { files: all(files), words: all(words), loose };
}

function filesOn(answer: Answer, homes: ReadonlyMap<unknown, string>): string[] {
  const met = new Set([answer]);
  const found = new Set<string>();
  for (const { users, home } of met) {
    const file = home === null ? undefined : homes.get(home);
    if (file !== undefined) found.add(file);
    for (const user of users) if (!user.isGone) met.add(user);
  }
  return [...found];
}
