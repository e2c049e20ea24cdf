import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { addTo } from '../core/groups.ts';
import { pairWithin } from '../core/history/pairs.ts';
import type { StaticText } from '../core/history/text.ts';
import type { Moved } from '../report/drift-words.ts';
import { type DriftHistory, driftMarkdown } from '../report/drift-hover.ts';
import type { Since } from '../workspace/git/first.ts';
import { isSent, type Sent, type SentHere } from '../workspace/git/sent.ts';
import type { Analyzed } from './buffer.ts';
import { type Histories, openHistories } from './histories.ts';
import { type Subject, keyOf, subjectsIn } from './drift-subjects.ts';
import type { Placed, Repositories } from './repositories.ts';
import { type CanOpen, versionLink } from './versions.ts';

export interface Drifts {
  /** Of a call or a prompt of an analysed document, as far as it is known; does not wait. */
  of(analyzed: Analyzed, what: Subject): Moved | undefined;
  /** The same with its history, for a hover. */
  section(analyzed: Analyzed, what: Subject): string | undefined;
  /** A document has another analysis, or none. */
  analyzed(uri: string, result: Analyzed | undefined): void;
  /** All that is open, anew: history is another, or may be read now. */
  again(): void;
}

export interface DriftPorts {
  repositories: Repositories;
  assets: string;
  /** A file's text where an editor holds it, saved or not. */
  textOf: (root: string, file: string) => string | undefined;
  /** What is shown of a document is another. */
  changed: () => void;
  failed: (error: unknown) => void;
  canOpen: CanOpen;
}

/** What is known of a call or a prompt. */
interface Known {
  moved: Moved;
  texts: { since: Since; placed: Placed }[];
}

interface Watched {
  analyzed: Analyzed;
  known: ReadonlyMap<string, Known>;
  /** What `known` rests on; the same again needs no other look. */
  rests: string | undefined;
  abort: AbortController;
}

/** Typing is not waited for. */
const DEBOUNCE_MS = 250;

/** Follows open documents: what they send against the default branch at once, their history after it. */
export function followDrift(ports: DriftPorts): Drifts {
  const watched = new Map<string, Watched>();
  const histories = openHistories(ports.assets, ports.failed);

  async function look(entry: Watched, delayMs: number): Promise<void> {
    entry.abort.abort();
    entry.abort = new AbortController();
    const { signal } = entry.abort;
    await wait(delayMs, undefined, { signal });
    const asked = await askedOf(entry.analyzed, ports);
    const rests = JSON.stringify(asked);
    if (rests === entry.rests) return;
    const known = await knownOf(entry.analyzed, asked, { ...ports, histories, signal });
    if (signal.aborted) return;
    const before = write(entry.known);
    Object.assign(entry, { known, rests });
    if (write(known) !== before) ports.changed();
  }

  const begin = (entry: Watched, delayMs: number): void =>
    void look(entry, delayMs).catch(error => {
      if (!(error instanceof Error && error.name === 'AbortError')) ports.failed(error);
    });

  const knownIn = ({ document }: Analyzed, what: Subject): Known | undefined =>
    [...watched.values()]
      .find(
        ({ analyzed }) => analyzed.document === document || analyzed.cells?.some(cell => cell.document === document),
      )
      ?.known.get(keyOf(what));

  return {
    of: (analyzed, what) => knownIn(analyzed, what)?.moved,
    section(analyzed, what) {
      const known = knownIn(analyzed, what);
      if (!known) return undefined;
      const history = historyOf(known, histories);
      const top = known.texts[0]?.placed.place.top ?? '';
      return driftMarkdown(known.moved, history, step => versionLink(step, top, ports.canOpen));
    },
    analyzed(uri, result) {
      const before = watched.get(uri);
      if (result === undefined) {
        before?.abort.abort();
        watched.delete(uri);
        return;
      }
      const entry = Object.assign(before ?? makeWatched(result), { analyzed: result });
      watched.set(uri, entry);
      begin(entry, before ? DEBOUNCE_MS : 0);
    },
    again() {
      histories.forget();
      for (const entry of watched.values()) {
        entry.rests = undefined;
        begin(entry, 0);
      }
    },
  };
}

const makeWatched = (analyzed: Analyzed): Watched => ({
  analyzed,
  known: new Map(),
  rests: undefined,
  abort: new AbortController(),
});

const write = (known: ReadonlyMap<string, Known>): string =>
  JSON.stringify([...known].map(([key, { moved }]) => [key, moved]));

/** What is looked for in history: of each file, what is sent from it and what it holds now. */
interface Asked {
  /** As far as they decide what is said. */
  subjects: string[];
  files: { file: string; sent: SentHere; content: string }[];
}

async function askedOf({ session, analysis }: Analyzed, { textOf }: DriftPorts): Promise<Asked> {
  const { subjects, sent } = subjectsIn(analysis);
  const files = [...sent].map(async ([file, here]) => {
    const content = textOf(session.root, file) ?? readFile(path.join(session.root, file), 'utf8').catch(() => '');
    return { file, sent: here, content: await content };
  });
  return {
    subjects: subjects.map(subject => `${keyOf(subject)} ${tokenizerOf(subject)}`),
    files: await Promise.all(files),
  };
}

interface Looking extends DriftPorts {
  histories: Histories;
  /** Typing that goes on ends a look: what it would find is old. */
  signal: AbortSignal;
}

async function knownOf(
  { session, analysis }: Analyzed,
  asked: Asked,
  { repositories, histories, signal }: Looking,
): Promise<ReadonlyMap<string, Known>> {
  const { subjects } = subjectsIn(analysis);
  const found = new Map<string, { since: Since; placed: Placed; label: string }[]>();
  for (const { file, sent, content } of asked.files) {
    signal.throwIfAborted();
    const placed = await repositories.at(path.join(session.root, file), session.meter().count);
    const base = await placed?.answers.base();
    if (!placed || !base) continue;
    const here: Sent = new Map([[placed.path, sent]]);
    const texts = (await placed.answers.texts(placed.path, content)).filter(text => isSent(here, text).length > 0);
    signal.throwIfAborted();
    for (const since of await placed.answers.since(texts))
      for (const key of isSent(here, since.text)) addTo(found, key, { since, placed, label: base.label });
    if (texts.length > 0) histories.read(placed, base.head, here);
  }
  return new Map(
    subjects.flatMap(subject => {
      const texts = found.get(keyOf(subject)) ?? [];
      const label = texts[0]?.label;
      return label === undefined ? [] : [[keyOf(subject), { moved: movedOf(subject, label, texts), texts }] as const];
    }),
  );
}

const tokenizerOf = (subject: Subject): string | null =>
  'cost' in subject ? subject.cost.input.tokenizer : subject.tokens.tokenizer;

/** Some of what a call sends may be new: then the whole of it has grown by that. */
function movedOf(subject: Subject, label: string, texts: readonly { since: Since }[]): Moved {
  const earlier = texts.flatMap(({ since }) => since.before ?? []);
  return {
    label,
    now: texts.reduce((sum, { since }) => sum + since.tokens, 0),
    before: earlier.length === 0 ? null : earlier.reduce((sum, tokens) => sum + tokens, 0),
    isExact: tokenizerOf(subject) === 'o200k_base',
  };
}

/** Series of what is sent; null while one of them is read. */
function historyOf({ texts }: Known, histories: Histories): DriftHistory | null {
  const byFile = new Map<string, StaticText[]>();
  for (const { since } of texts) addTo(byFile, since.text.place.file, since.text);
  const found: DriftHistory = { series: [], points: [], limit: null };
  for (const [file, here] of byFile) {
    const placed = texts.find(({ since }) => since.text.place.file === file)?.placed;
    const drift = placed && histories.of(placed);
    if (!drift) return null;
    const pairs = pairWithin(
      drift.series.map(({ text }) => text),
      here,
    );
    const followed = new Set(pairs.values());
    found.series.push(...drift.series.filter(({ text }) => followed.has(text)));
    found.points = drift.points;
    found.limit = drift.limit;
  }
  return found;
}
