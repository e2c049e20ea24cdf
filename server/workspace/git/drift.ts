import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROMPT_NAME, isLongText } from '../../core/calls/constants.ts';
import type { Drift, Point } from '../../core/history/drift.ts';
import { isReadable } from '../../core/history/files.ts';
import { type Series, tokensAt } from '../../core/history/series.ts';
import { pairWithin } from '../../core/history/pairs.ts';
import type { StaticText } from '../../core/history/text.ts';
import { grammarOf } from '../../core/languages/index.ts';
import type { CountTokens } from '../../core/ports.ts';
import { isPromptPlace, templateOf } from '../../core/templates/index.ts';
import { createGrammars, createMeterCounter } from '../assets.ts';
import { insideRoot, listFiles } from '../list.ts';
import { LONG_TEXT, holds } from '../prefilter.ts';
import { MAX_SOURCE_BYTES, type Outcome, readBytes } from '../read.ts';
import { openBlobReader } from './blobs.ts';
import { git } from './git.ts';
import { type Commit, readLog, readUncommitted } from './log.ts';
import { readPoints } from './points.ts';
import { openRevision } from './revision.ts';
import { type Sent, isSent } from './sent.ts';
import { type Versions, createVersions } from './versions.ts';
import { walkBack } from './walk.ts';

export interface DriftOptions {
  /** The repository's top folder. */
  root: string;
  assets: string;
  /** Absolute or root-relative files and folders, which need not be there any more; empty: the whole root. */
  paths: readonly string[];
  since: Date | null;
  /** What calls send now. */
  sent: Sent;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** How every prompt of a repository grew, commit by commit. */
export async function readDrift(options: DriftOptions): Promise<Outcome<Drift>> {
  const { root, assets, paths, since, sent, onProgress } = options;
  const head = await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (!head.ok) return { ok: false, why: 'there is no commit yet' };
  const [log, uncommitted] = await Promise.all([readLog(root, isReadable, since), readUncommitted(root, isReadable)]);
  if (!log.ok) return log;
  const commits = [uncommitted, ...log.commits];
  const inside = paths.map(path => insideRoot(root, path) ?? '');
  const missing = inside.find(path => !existsSync(join(root, path)) && !wasThere(commits, path));
  if (missing !== undefined) return { ok: false, why: `no such file or folder, now or in this history: ${missing}` };
  const onDisk = (path: string): Outcome<Buffer> => readBytes(join(root, path), MAX_SOURCE_BYTES);
  const blobs = openBlobReader(root);
  const versions = createVersions({ blobs, grammars: createGrammars(assets), onDisk });
  const count = countWith(createMeterCounter(assets));

  const now = await readNow(options, uncommitted, versions);
  const alive = now.filter(text => isSent(sent, text).length > 0 || (text.isPrompt && isLongText(text.text)));
  const files = new Set(alive.map(({ place }) => place.file));
  const isInScope = (path: string): boolean =>
    inside.length > 0
      ? inside.some(given => isUnder(given, path))
      : files.has(path) || isPromptPlace(path) || templateOf(path) !== undefined;

  const series = await walkBack({ commits, alive, isInScope, versions, count, onProgress });
  const points = await readPoints(root, commits, Date.now() / 1000);
  const aside = await readAside(root, points, series, versions, count);
  blobs.close();
  return {
    ok: true,
    value: {
      series: series.map(one => ({
        ...one,
        usedBy: one.isAlive ? isSent(sent, one.text) : [],
        earlier: Object.fromEntries(
          points.flatMap(({ name, at }) => {
            const tokens = at === null ? aside.get(name)?.get(one) : tokensAt(one, at);
            return tokens === undefined ? [] : [[name, tokens]];
          }),
        ),
      })),
      points,
      commits: log.commits.length,
      limit: limitOf(log.commits, since),
    },
  };
}

const isUnder = (given: string, path: string): boolean =>
  given === '' || path === given || path.startsWith(`${given}/`);

const wasThere = (commits: readonly Commit[], given: string): boolean =>
  commits.some(({ changes }) => changes.some(({ before }) => before !== null && isUnder(given, before.path)));

function limitOf(commits: readonly Commit[], since: Date | null): string | null {
  const end = commits.find(({ isBoundary }) => isBoundary);
  if (end)
    return `shallow clone: nothing is known before ${dayOf(end.committed * 1000)}; git fetch --unshallow brings it`;
  return since ? `since ${dayOf(since.getTime())}` : null;
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function countWith(count: CountTokens): (text: string) => number {
  const known = new Map<string, number>();
  return text => {
    const tokens = known.get(text) ?? count('o200k_base', text);
    known.set(text, tokens);
    return tokens;
  };
}

/** Texts of the files as they lie on the disk. */
async function readNow(
  { root, paths, sent }: DriftOptions,
  uncommitted: Commit,
  versions: Versions,
): Promise<StaticText[]> {
  const there = paths.filter(path => existsSync(resolve(root, path)));
  const { files } =
    paths.length > 0 && there.length === 0
      ? { files: [] }
      : await listFiles(
          root,
          there.map(path => insideRoot(root, path) ?? ''),
        );
  const committed = await openRevision(root, 'HEAD');
  const changed = new Set(uncommitted.changes.flatMap(({ after }) => (after ? [after.path] : [])));
  const sides = files
    .filter(file => isReadable(file) && (sent.has(file) || mayHoldPrompt(join(root, file), file)))
    .map(path => ({ path, blob: changed.has(path) ? '' : (committed.ok && committed.value.nameOf(path)) || '' }));
  await versions.load(sides.map(after => ({ before: null, after })));
  return sides.flatMap(side => versions.texts(side));
}

/** Words without which nothing in a file says that a text is a prompt. */
const SPOKEN_OF = new RegExp(`${PROMPT_NAME.source}|system|instruction|preamble|\\brole\\b|Message`, 'i');

function mayHoldPrompt(path: string, file: string): boolean {
  if (templateOf(file) || isPromptPlace(file)) return true;
  if (file.endsWith('.json')) return false; // words for readers lie there by the thousand
  const bytes = readBytes(path, MAX_SOURCE_BYTES);
  if (!bytes.ok || !holds(bytes.value, SPOKEN_OF)) return false;
  return grammarOf(file) === undefined || holds(bytes.value, LONG_TEXT);
}

/** Sizes at points that are no part of the first-parent line, such as what a branch took in of the default one. */
async function readAside(
  root: string,
  points: readonly Point[],
  series: readonly Series[],
  versions: Versions,
  count: (text: string) => number,
): Promise<Map<Point['name'], Map<Series, number | null>>> {
  const found = new Map<Point['name'], Map<Series, number | null>>();
  for (const { name, at, commit } of points) {
    if (at !== null || commit === null) continue;
    const revision = await openRevision(root, commit);
    if (!revision.ok) continue;
    const paths = [...new Set(series.map(({ path }) => path))];
    const sides = paths
      .flatMap(path => ({ path, blob: revision.value.nameOf(path) ?? '' }))
      .filter(({ blob }) => blob !== '');
    await versions.load(sides.map(after => ({ before: null, after })));
    const then = sides.flatMap(side => versions.texts(side));
    const sizes = new Map<Series, number | null>();
    for (const path of paths) {
      const ours = series.filter(one => one.path === path && one.isAlive);
      const theirs = then.filter(({ place }) => place.file === path);
      const pairs = pairWithin(
        theirs,
        ours.map(({ text }) => text),
      );
      for (const one of ours) {
        const before = pairs.get(one.text);
        sizes.set(one, before ? count(before.text) : null);
      }
    }
    found.set(name, sizes);
  }
  return found;
}
