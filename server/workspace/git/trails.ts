import { isLongText } from '../../core/calls/constants.ts';
import { type Series, type Step, eventsBetween } from '../../core/history/series.ts';
import type { StaticText } from '../../core/history/text.ts';
import type { Line } from './line.ts';
import type { Commit } from './log.ts';

/** A prompt on its way back through history. */
export interface Trail {
  last: StaticText;
  isAlive: boolean;
  /** It was, at some time, as long as prompts are. */
  isLong: boolean;
  /** Its text before the commits that were walked. */
  at: StaticText;
  /** Newest first. */
  steps: Step[];
}

/** A commit, and its position in the history that is read. */
export interface Moment {
  commit: Commit;
  at: number;
}

export interface Trails {
  /** Those that lead through a file now. */
  on(path: string): Trail[];
  files(): string[];
  /** Where each stands now. */
  texts(): ReadonlySet<StaticText>;
  /** Begins with what there is now. */
  begin(text: StaticText): void;
  /** Begins with a text that went away. */
  beginGone(text: StaticText, moment: Moment): void;
  goOn(trail: Trail, before: StaticText, moment: Moment): void;
  /** There is nothing before it. */
  end(trail: Trail, moment: Moment): void;
  /** Every prompt, with those that are older than the history that was read. */
  series(line: Line): Series[];
}

export function createTrails(count: (text: string) => number): Trails {
  const byFile = new Map<string, Set<Trail>>();
  const all: Trail[] = [];
  const step = (before: StaticText | null, after: StaticText | null, moment: Moment): Step =>
    stepOf(before, after, moment, count);

  function put(trail: Trail): void {
    const path = trail.at.place.file;
    const known = byFile.get(path);
    if (known) known.add(trail);
    else byFile.set(path, new Set([trail]));
  }

  function take(trail: Trail): void {
    const path = trail.at.place.file;
    const known = byFile.get(path);
    known?.delete(trail);
    if (known?.size === 0) byFile.delete(path);
  }

  function begin(text: StaticText, isAlive: boolean, steps: Step[]): void {
    const trail: Trail = { last: text, isAlive, isLong: isAlive || isLongText(text.text), at: text, steps };
    all.push(trail);
    put(trail);
  }

  return {
    on: path => [...(byFile.get(path) ?? [])],
    files: () => [...byFile.keys()],
    texts: () => new Set([...byFile.values()].flatMap(trails => [...trails].map(({ at }) => at))),
    begin: text => begin(text, true, []),
    beginGone: (text, moment) => begin(text, false, [step(text, null, moment)]),
    goOn(trail, before, moment) {
      if (eventsBetween(before, trail.at).length > 0) trail.steps.push(step(before, trail.at, moment));
      take(trail);
      trail.at = before;
      trail.isLong ||= isLongText(before.text);
      put(trail);
    },
    end(trail, moment) {
      const first = step(null, trail.at, moment);
      trail.steps.push(moment.commit.isBoundary ? { ...first, events: [] } : first);
      take(trail);
    },
    series: line => all.filter(({ isLong }) => isLong).map(trail => seriesOf(trail, line, count)),
  };
}

function stepOf(
  before: StaticText | null,
  after: StaticText | null,
  { commit, at }: Moment,
  count: (text: string) => number,
): Step {
  const shown = after ?? before;
  return {
    commit: commit.hash,
    at,
    date: new Date(commit.authored * 1000).toISOString(),
    committed: new Date(commit.committed * 1000).toISOString(),
    author: commit.author,
    subject: commit.subject,
    versions: {
      before: before && (commit.changes.find(change => change.before?.path === before.place.file)?.before ?? null),
      after: after && (commit.changes.find(change => change.after?.path === after.place.file)?.after ?? null),
    },
    path: shown?.place.file ?? '',
    symbol: shown?.symbol ?? '',
    line: (shown?.place.range.start.line ?? 0) + 1,
    tokens: after ? count(after.text) : 0,
    chars: after?.text.length ?? 0,
    events: eventsBetween(before, after),
  };
}

/** A trail that did not come to its beginning is older than the history that was read. */
function seriesOf({ last, isAlive, at, steps }: Trail, line: Line, count: (text: string) => number): Series {
  const { oldest, length } = line;
  const first = steps.at(-1);
  const isWhole = first !== undefined && (first.events.length === 0 || first.events.includes('created'));
  const known = [...steps].toReversed();
  if (!isWhole && oldest) {
    const seen = stepOf(null, at, { commit: oldest, at: length + 1 }, count);
    known.unshift({ ...seen, commit: oldest.parent, subject: '', events: [] });
  }
  return { path: last.place.file, symbol: last.symbol, text: last, isAlive, steps: known };
}
