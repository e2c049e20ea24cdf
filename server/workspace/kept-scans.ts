import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_FILES, USAGE_FILES } from '../core/configuration/configuration.ts';
import { followedIn } from '../core/callers.ts';
import type { Analysis, Place } from '../core/model.ts';
import { promptsIn } from '../core/prompts.ts';
import { insideRoot, listFiles } from './list.ts';
import type { Scan, ScanOptions, Session } from './session.ts';

/** The last scan of each session: another one looks again at what changed, and at what may rest on that. */
export interface KeptScans {
  /** The session as it is, heeded: what it is told of edits counts for its scan. */
  keep(session: Session): Session;
  /** As of now. `again`: from the beginning, whatever is kept. */
  scan(session: Session, options?: ScanOptions & { again?: boolean }): Promise<Scan>;
  /** How many calls send the prompt that is defined there, by the last scan; undefined where there was none. */
  usedBy(session: Session, place: Place): number | undefined;
}

interface Kept {
  scan: Scan | undefined;
  /** Files of the project at the last scan, whether they held a call or not. */
  listed: ReadonlySet<string>;
  /** What changed since. */
  changed: Set<string>;
  /** Whether files may have come that were not listed. */
  isNew: boolean;
  /** Scans of a session wait for one another: the later finds what the earlier kept. */
  last: Promise<unknown>;
  uses: Map<string, number> | undefined;
}

/** `changedOnDisk` hears of each change that no buffer made. */
export function keepScans(changedOnDisk: () => void = () => undefined): KeptScans {
  const all = new WeakMap<Session, Kept>();

  const keptFor = (session: Session): Kept => {
    const known = all.get(session);
    if (known) return known;
    const kept: Kept = {
      scan: undefined,
      listed: new Set(),
      changed: new Set(),
      isNew: false,
      last: Promise.resolve(),
      uses: undefined,
    };
    all.set(session, kept);
    return kept;
  };

  return {
    keep(session) {
      const kept: Session = {
        ...session,
        setText(file, text) {
          session.setText(file, text);
          const state = keptFor(kept);
          const path = insideRoot(session.root, file);
          if (path !== undefined && state.listed.has(path)) state.changed.add(path);
        },
        invalidate(files) {
          session.invalidate(files);
          const state = keptFor(kept);
          for (const path of files.flatMap(file => insideRoot(session.root, file) ?? [])) {
            state.changed.add(path);
            state.isNew ||= !state.listed.has(path) || SETTING_FILES.has(path);
          }
          changedOnDisk();
        },
      };
      return kept;
    },
    scan(session, options = {}) {
      const kept = keptFor(session);
      const next = kept.last.catch(() => undefined).then(() => refresh(session, kept, options));
      kept.last = next;
      return next;
    },
    usedBy(session, place) {
      const kept = keptFor(session);
      if (kept.scan) kept.uses ??= countUses(kept.scan.analyses);
      return kept.scan && (kept.uses?.get(keyOf(place)) ?? 0);
    },
  };
}

/** They decide which files are looked at. */
const SETTING_FILES: ReadonlySet<string> = new Set([...CONFIGURATION_FILES, ...USAGE_FILES]);

async function refresh(session: Session, kept: Kept, options: ScanOptions & { again?: boolean }): Promise<Scan> {
  options.signal?.throwIfAborted();
  const { scan } = kept;
  if (scan && !options.again && !kept.isNew && scan.on === session.meter().on) {
    if (kept.changed.size === 0) return scan;
    const analyses = await analyzeAgain(session, kept, scan, options);
    if (analyses) return store(kept, { ...scan, analyses });
  }
  // What changes while it runs is for the next one.
  kept.changed = new Set();
  kept.isNew = false;
  try {
    const fresh = await session.scan(options);
    kept.listed = new Set((await listFiles(session.root, [])).files);
    return store(kept, fresh);
  } catch (error) {
    kept.isNew = true;
    throw error;
  }
}

function store(kept: Kept, scan: Scan): Scan {
  kept.scan = scan;
  kept.uses = undefined;
  return scan;
}

/**
 * The files that changed and all that hold calls: these may rest on them. Undefined where others may be callers now, or where a file
 * can't be read any more, or could not before: why, a whole scan tells.
 */
async function analyzeAgain(
  session: Session,
  kept: Kept,
  { analyses, skipped }: Scan,
  { onProgress, signal }: ScanOptions,
): Promise<Analysis[] | undefined> {
  const { changed } = kept;
  kept.changed = new Set();
  const before = new Set(analyses.map(({ file }) => file));
  const unread = new Set(skipped.map(({ file }) => file));
  const files = [...new Set([...before, ...changed])].toSorted();
  const wrappers = wrappersIn(analyses);
  const found: Analysis[] = [];
  try {
    for (const [done, file] of files.entries()) {
      onProgress?.(done, files.length);
      const analysis = await session.analyze(file, signal);
      if (analysis ? unread.has(file) : before.has(file) && existsSync(join(session.root, file))) return undefined;
      if (analysis && analysis.calls.length + analysis.prompts.length + analysis.ignored > 0) found.push(analysis);
    }
  } catch (error) {
    for (const file of changed) kept.changed.add(file);
    throw error;
  }
  return [...wrappersIn(found)].every(name => wrappers.has(name)) ? found : undefined;
}

/** Functions whose callers are call sites: two files may each have one of a name, an edit may move it. */
const wrappersIn = (analyses: readonly Analysis[]): Set<string> =>
  new Set(
    analyses.flatMap(({ calls }) =>
      calls.flatMap(({ decidedBy }) => (decidedBy ? `${decidedBy.place.file}:${decidedBy.name}` : [])),
    ),
  );

/** A call that is counted at its callers is no use beside theirs. */
function countUses(analyses: readonly Analysis[]): Map<string, number> {
  const calls = analyses.flatMap(analysis => analysis.calls);
  const isFollowed = followedIn(calls);
  const followed = new Set(calls.filter(isFollowed).map(({ id }) => id));
  const prompts = promptsIn(analyses);
  return new Map(
    prompts.map(({ place, usedBy }) => [keyOf(place), usedBy.filter(id => !followed.has(id)).length] as const),
  );
}

const keyOf = ({ file, range: { start } }: Place): string => `${file}:${start.line}:${start.character}`;
