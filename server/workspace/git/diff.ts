import { isDeepStrictEqual } from 'node:util';
import { withoutFollowed } from '../../core/callers.ts';
import type { Analysis, AnalyzedCall } from '../../core/model.ts';
import { evaluatePolicies, type Verdict } from '../../core/policies/evaluate.ts';
import { type CostDiff, diffRevisions, type SiteDiff } from '../../core/history/diff.ts';
import { tierOf } from '../../core/calls/tier.ts';
import { maySetAsData, settingsInData } from '../../core/history/data-settings.ts';
import { maySet, type NamedValue, settingsIn } from '../../core/history/settings.ts';
import { grammarOf } from '../../core/languages/index.ts';
import type { KeptFound } from '../found.ts';
import { isRead, openSession } from '../open.ts';
import { ownersOfTree } from '../owners.ts';
import { decode, MAX_SOURCE_BYTES, type Outcome } from '../read.ts';
import type { Session } from '../session.ts';
import { diskTree, type Tree } from '../tree.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import { type ChangedFiles, readChangedFiles } from './changed-files.ts';
import { filesUnlike } from './disk-copy.ts';
import { openFound } from './kept-found.ts';
import { type KeptMarks, openMarks } from './kept-marks.ts';
import { placeOf } from './repository.ts';
import { type Compared, resolveRange } from './range.ts';
import { type DiskCopy, openIndex, openRevision, type Revision } from './revision.ts';

export interface DiffOptions {
  /** A folder of the repository, as a rule its top. */
  root: string;
  assets: string;
  /** `base...head`, `base..head` or `base`; left out: since the default branch. */
  range?: string | undefined;
  isStaged?: boolean;
  /** The project's configuration, where that is another file than the usual one; counts from `root`. */
  config?: string | null;
  /** The day to price for, ISO date; today if not given. */
  on?: string;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What was compared, and what that costs. */
export interface ReadDiff {
  compared: Compared;
  diff: CostDiff;
  /** Where it goes beyond what the project allows. */
  verdicts: Verdict[];
  /** Whether the change also says otherwise what is allowed. */
  hasOtherPolicies: boolean;
  /** Files of the newer revision that could not be read, with the reason. */
  skipped: { file: string; why: string }[];
  problems: ReturnType<Session['problems']>;
}

/** What changed between two trees, as far as it is paid for. Nothing is checked out, nothing of the project is run. */
export async function readDiff(options: DiffOptions): Promise<Outcome<ReadDiff>> {
  const { root, range, isStaged = false } = options;
  const compared = await resolveRange(root, range, isStaged);
  if (!compared.ok) return compared;
  const blobs = createBlobs(root);
  // Read while git is at work.
  const known = knownOf(options, blobs);
  const { base: older, head: newer } = compared.value;
  const [changed, base, edited] = await Promise.all([
    readChangedFiles(root, compared.value),
    openRevision(root, older, { blobs }),
    filesUnlike(root, typeof newer === 'string' ? null : newer.commit),
  ]);
  if (!changed.ok) return changed;
  if (!base.ok) return base;
  // What changed is read from the database on both sides, as it was stored.
  const unlike = edited && new Set([...edited, ...changed.value.before, ...changed.value.after]);
  const head = await treeOf(root, newer, { blobs, copy: unlike && { folder: root, unlike } });
  if (!head.ok) return head;
  await base.value.load([...changed.value.before].filter(file => isRead(file) || maySetAsData(file)));
  const read = { trees: [base.value, head.value] as [Revision, Tree], known: await known };
  return { ok: true, value: await analyzeBoth(options, compared.value, changed.value, read) };
}

async function treeOf(
  root: string,
  head: Compared['head'],
  from: { blobs: Blobs; copy: DiskCopy | null },
): Promise<Outcome<Tree>> {
  const opened = typeof head === 'string' ? await openIndex(root, from) : await openRevision(root, head.commit, from);
  if (!opened.ok) return opened;
  const { list, load, contentOf } = opened.value;
  if (head === 'worktree') {
    const isSame = (file: string): boolean => from.copy?.unlike.has(file) === false;
    return { ok: true, value: { ...diskTree(root), contentOf: file => (isSame(file) ? contentOf(file) : undefined) } };
  }
  // What else may be read is asked for when it is: a repository's pictures are not.
  await load(list().filter(isRead));
  return opened;
}

/** One session reads both: what the changed files do not touch is found out once. */
async function analyzeBoth(
  { root, assets, on, config = null, onProgress }: DiffOptions,
  compared: Compared,
  changed: ChangedFiles,
  { trees: [base, head], known: { marks, kept } }: { trees: [Revision, Tree]; known: KnownBefore },
): Promise<ReadDiff> {
  const trees = { older: overlaid(head, base, changed), newer: head };
  let current: Tree = trees.older;
  const tree: Tree = {
    list: () => current.list(),
    bytes: (file, maxBytes) => current.bytes(file, maxBytes),
    head: (file, length) => current.head(file, length),
    exists: file => current.exists(file),
    folder: path => current.folder(path),
    contentOf: file => current.contentOf?.(file),
  };
  const session = await openSession({ root, assets, tree, marks, kept, config, ...(on !== undefined && { on }) });
  const newPath = (path: string): string => changed.renamed.get(path) ?? path;
  const { analyses, skipped } = await session.scan({ onProgress });
  const before = {
    analyses,
    meter: session.meter(),
    settings: await settingsOf(session, tree, changed.before, newPath),
  };
  const was = session.configuration();
  current = trees.newer;
  session.invalidate([...changed.before, ...changed.after]);
  const scan = await session.scan({ onProgress });
  marks.flush();
  const settings = await settingsOf(session, tree, changed.after, path => path);
  const after = { analyses: scan.analyses, meter: session.meter(), settings };
  const unread = [...skipped.map(({ file }) => newPath(file)), ...scan.skipped.map(({ file }) => file)];
  const all = diffRevisions(before, after, newPath);
  const diff = { ...all, sites: all.sites.filter(readIn(unread, newPath)) };
  const { policies, exemptions } = session.configuration();
  const calls = { before: callsOf(before.analyses), after: callsOf(after.analyses) };
  return {
    compared,
    diff,
    verdicts: evaluatePolicies({ diff, calls, policies, exemptions, ownersOf: ownersOfTree(head) }),
    hasOtherPolicies: !isDeepStrictEqual([was.policies, was.exemptions], [policies, exemptions]),
    skipped: scan.skipped,
    problems: session.problems(),
  };
}

interface KnownBefore {
  marks: KeptMarks;
  kept: KeptFound;
}

/** What is known of contents from before is known by the database that they lie in. */
async function knownOf({ root, assets }: DiffOptions, blobs: Blobs): Promise<KnownBefore> {
  const place = await placeOf(root);
  const repository = place.ok ? place.value.commonFolder : root;
  return { marks: openMarks(repository), kept: openFound({ repository, root, assets, blobs }) };
}

/** What can't be read in one of two revisions did not come or go: nothing is known of it. */
function readIn(unread: readonly string[], newPath: (path: string) => string): (site: SiteDiff) => boolean {
  const files = new Set(unread);
  return ({ before, after }) =>
    (before !== null && after !== null) || !files.has(after ? after.place.file : newPath(before.place.file));
}

/** Named defaults in the production code among the files that changed. */
async function settingsOf(
  session: Session,
  tree: Tree,
  files: ReadonlySet<string>,
  newPath: (path: string) => string,
): Promise<NamedValue[]> {
  const { isIgnored, tierOf: tierStated } = session.configuration();
  const found: NamedValue[] = [];
  for (const file of files) {
    const isData = maySetAsData(file);
    if (!isData && grammarOf(file) === undefined) continue;
    if (isIgnored(file) || (tierStated(file) ?? tierOf(file)) !== 'production') continue;
    const bytes = tree.bytes(file, MAX_SOURCE_BYTES);
    if (!bytes.ok || !maySet(bytes.value.toString('latin1'))) continue;
    const facts = isData ? undefined : await session.facts(file);
    if (isData) found.push(...settingsInData(file, decode(bytes.value), newPath(file)));
    if (facts) found.push(...settingsIn(file, facts, newPath(file)));
  }
  return found;
}

const callsOf = (analyses: readonly Analysis[]): AnalyzedCall[] =>
  withoutFollowed(analyses.flatMap(({ calls }) => calls));

/** The older tree: as the newer one, but for what changed. */
function overlaid(newer: Tree, older: Tree, { before, after }: ChangedFiles): Tree {
  const isOlder = (file: string): boolean => before.has(file) || after.has(file);
  const of = (file: string): Tree => (isOlder(file) ? older : newer);
  return {
    list: () => [...new Set([...newer.list().filter(file => !isOlder(file)), ...before])].toSorted(),
    bytes: (file, maxBytes) => of(file).bytes(file, maxBytes),
    head: (file, length) => of(file).head(file, length),
    exists: file => of(file).exists(file),
    folder: path => older.folder(path),
    contentOf: file => of(file).contentOf?.(file),
  };
}
