import { watch } from 'node:fs';
import { join } from 'node:path';
import { textsOf } from '../../core/history/files.ts';
import type { StaticText } from '../../core/history/text.ts';
import { grammarOf } from '../../core/languages/index.ts';
import type { CountTokens } from '../../core/ports.ts';
import { createGrammars } from '../assets.ts';
import { unreadable } from '../read.ts';
import { readEarlier } from './earlier.ts';
import { git } from './git.ts';
import { readBase } from './points.ts';
import { type Place, type Repository, openRepository } from './repository.ts';

/** A text as it is now, and what it was where the default branch was left; null where it was not there. */
export interface Since {
  text: StaticText;
  tokens: number;
  before: number | null;
}

/** What can be said of files at once, without their history. */
export interface FirstAnswers {
  /** Branch that everything is held against; null where there is none. */
  base(): Promise<{ label: string; commit: string; head: string } | null>;
  /** Texts of a file whose content is given: it may not be saved. */
  texts(path: string, content: string): Promise<StaticText[]>;
  since(texts: readonly StaticText[]): Promise<Since[]>;
  /** What a blob holds; undefined where this clone does not have it. */
  content(blob: string): Promise<string | undefined>;
  close(): void;
}

/** `moved` is called when HEAD, or the branch that it is held against, is another commit. */
export function openFirstAnswers(
  place: Place,
  assets: string,
  count: CountTokens | undefined,
  moved: () => void,
): FirstAnswers {
  const repository = openRepository(place, assets, count);
  const grammars = createGrammars(assets);
  const lock = createLock();
  let known = readHeads(repository.top);
  const look = async (): Promise<void> => {
    const before = known;
    known = readHeads(repository.top);
    if (JSON.stringify(await before) !== JSON.stringify(await known)) moved();
  };
  const stop = watchHead(place, () => void look());
  return {
    base: () => known,
    async texts(path, content) {
      if (unreadable(path, content) !== undefined) return [];
      const grammar = grammarOf(path);
      if (grammar !== undefined) await grammars.need([grammar]);
      return textsOf(path, content, grammar === undefined ? undefined : grammars.get(grammar));
    },
    since: texts => lock(() => sinceBase(repository, known, texts)),
    content: blob => lock(async () => (await repository.blobs.read([blob])).get(blob)?.toString('utf8')),
    close() {
      stop();
      repository.close();
    },
  };
}

async function sinceBase(
  repository: Repository,
  base: ReturnType<typeof readHeads>,
  texts: readonly StaticText[],
): Promise<Since[]> {
  const found = await base;
  if (!found) return [];
  const then = await readEarlier(repository, found.commit, texts);
  return texts.flatMap(text => {
    const earlier = then.get(text);
    if (earlier === undefined) return [];
    return [{ text, tokens: repository.count(text.text), before: earlier && repository.count(earlier.text) }];
  });
}

async function readHeads(top: string): Promise<{ label: string; commit: string; head: string } | null> {
  const [head, base] = await Promise.all([
    git(top, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    readBase(top),
  ]);
  if (!head.ok || !base) return null;
  return { label: base.label.replace(/^[^/]+\/(?=.)/, ''), commit: base.commit, head: head.stdout.trim() };
}

/** Git's processes answer one question at a time. */
function createLock(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const done = last.then(work);
    last = done.catch(() => undefined); // who asked hears of it
    return done;
  };
}

const SETTLED_MS = 150;
/** A commit, a checkout, a fetch and a rebase write one of these. */
const TELLING = /^(?:HEAD|ORIG_HEAD|FETCH_HEAD|packed-refs|index)$/;

/** Tells that something was done with the work tree; where nothing can be watched, nothing is told. */
function watchHead({ gitFolder }: Place, told: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onChange = (_: string, name: string | null): void => {
    if (name !== null && !TELLING.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(told, SETTLED_MS);
  };
  const watchers = [gitFolder, join(gitFolder, 'logs')].flatMap(folder => {
    try {
      return [watch(folder, { persistent: false }, onChange).on('error', () => undefined)];
    } catch {
      return []; // a folder that is not there: without logs HEAD's own file tells
    }
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
