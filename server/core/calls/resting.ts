import type { Answer } from './answers.ts';
import type { Asked, ProjectQuestion as Question } from './modules.ts';

/** Files of which something was found out, by what of the project it rests on. */
export interface Resting {
  on: Readonly<Record<Question, ReadonlyMap<string, readonly string[]>>>;
  /** What anything may rest on. */
  loose: Asked['loose'];
}

/** Who rests on what was asked of a project; `homes`: where what was found out lies, with the files that it is about. */
export function restingOn({ by, loose }: Asked, homes: ReadonlyMap<unknown, string>): Resting {
  /** What one answer alone asked is asked by the dozen. */
  const ofUser = new Map<Answer, string[]>();
  const filesOn = (answer: Answer): string[] => {
    const [user, ...others] = new Set(answer.users);
    if (!user || others.length > 0) return reachedFrom(answer, homes);
    const known = ofUser.get(user) ?? reachedFrom(user, homes);
    ofUser.set(user, known);
    return known;
  };
  const all = (question: Question): Map<string, string[]> =>
    new Map([...by[question]].map(([key, answer]) => [key, filesOn(answer)] as const));
  return { on: each(all), loose };
}

/** Both together; of the older one what is of files that `isKept` names. */
export function joined(older: Resting, newer: Resting, isKept: (file: string) => boolean): Resting {
  const all = (question: Question): Map<string, readonly string[]> => {
    const found = new Map(newer.on[question]);
    for (const [key, files] of older.on[question])
      found.set(key, [...new Set([...files.filter(isKept), ...(found.get(key) ?? [])])]);
    return found;
  };
  return {
    on: each(all),
    loose: each(question => new Set([...older.loose[question], ...newer.loose[question]])),
  };
}

const each = <T>(of: (question: Question) => T): Record<Question, T> => ({
  files: of('files'),
  paths: of('paths'),
  folders: of('folders'),
  names: of('names'),
  words: of('words'),
});

/** A number for each walk: a set of what was met takes longer than the walk. */
let walks = 0;

function reachedFrom(answer: Answer, homes: ReadonlyMap<unknown, string>): string[] {
  walks += 1;
  const open = [answer];
  const found = new Set<string>();
  answer.walk = walks;
  for (let one = open.pop(); one; one = open.pop()) {
    const file = one.home === null ? undefined : homes.get(one.home);
    if (file !== undefined) found.add(file);
    for (const user of one.users) {
      if (user.isGone || user.walk === walks) continue;
      user.walk = walks;
      open.push(user);
    }
  }
  return [...found];
}
