import path from 'node:path';
import type { CountTokens } from '../core/ports.ts';
import { type FirstAnswers, openFirstAnswers } from '../workspace/git/first.ts';
import { type Place, placeOf } from '../workspace/git/repository.ts';
import { isTrusted } from '../workspace/trust.ts';

/** A work tree that an open file lies in. */
export interface Opened {
  place: Place;
  answers: FirstAnswers;
}

/** A file as its work tree knows it. */
export interface Placed extends Opened {
  /** From the work tree's top folder. */
  path: string;
}

export interface Repositories {
  /** Undefined: the file has no history, or the workspace is restricted. */
  at(file: string, count?: CountTokens): Promise<Placed | undefined>;
  close(): void;
}

/** Work trees, each opened once, when the first file of it is asked for. In a restricted workspace git is not run. */
export function openRepositories(assets: string, moved: (top: string) => void): Repositories {
  const places = new Map<string, ReturnType<typeof placeOf>>();
  const opened = new Map<string, Opened>();
  return {
    async at(file, count) {
      if (!isTrusted()) return undefined;
      const folder = path.dirname(file);
      const asked = places.get(folder) ?? placeOf(folder);
      places.set(folder, asked);
      const place = await asked;
      if (!place.ok) return undefined;
      const { top, prefix } = place.value;
      const known =
        opened.get(top) ??
        ({ place: place.value, answers: openFirstAnswers(place.value, assets, count, () => moved(top)) } as const);
      opened.set(top, known);
      return { ...known, path: prefix + path.basename(file) };
    },
    close() {
      for (const { answers } of opened.values()) answers.close();
    },
  };
}
