import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { analyze as analyzeSource } from '../core/index.ts';
import type { ReadConfiguration } from '../core/configuration/read.ts';
import { grammarOf, languageOf } from '../core/languages/index.ts';
import type { Analysis, Finding } from '../core/model.ts';
import type { Meter } from '../core/ports.ts';
import { findingsOf } from '../core/rules/index.ts';
import { templateOf } from '../core/templates/index.ts';
import { createGrammars, createMeterCounter } from './assets.ts';
import { openConfiguration } from './configuration.ts';
import { type KeptFound, openFinder } from './found.ts';
import { insideRoot, listFiles, type Listing } from './list.ts';
import type { Marks } from './marks.ts';
import { createProject } from './project.ts';
import { analyzeInRounds } from './rounds.ts';
import type { Scan, ScanOptions, Session } from './session.ts';
import { diskTree, type Tree } from './tree.ts';

export interface OpenOptions {
  /** Absolute path of the workspace. */
  root: string;
  /** Folder with grammars and vocabularies: where the built program lies. */
  assets: string;
  /** Where its files come from; the disk if not given. */
  tree?: Tree;
  /** Its configuration, where that is another file than the usual one. */
  config?: string | null;
  /** What is known of its contents. */
  marks?: Marks;
  /** What was found in its sources before. */
  kept?: KeptFound;
  /** The day to price for, ISO date; today if not given. */
  on?: string;
}

/** Opens a workspace. Nothing is read before it is asked for. */
export async function openSession({ root, assets, on, tree, marks, kept, config }: OpenOptions): Promise<Session> {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`not a folder: ${root}`);
  const grammars = createGrammars(assets);
  const count = createMeterCounter(assets);
  const cache = createProject(tree ?? diskTree(root), grammars.get, marks);
  const read = openConfiguration(cache.text, config);
  const meter = (): Meter => ({ count, on: on ?? today(), ...ownWords(read()) });

  /** Grammars of all languages that a file may import from. */
  async function prepare(files: readonly string[]): Promise<void> {
    const languages = new Set(files.flatMap(file => languageOf(file) ?? []));
    await grammars.need([...languages].flatMap(language => [...new Set(Object.values(language.grammars))]));
  }

  async function analyze(file: string, signal?: AbortSignal): Promise<Analysis | undefined> {
    const path = insideRoot(root, file);
    if (path === undefined || !isRead(path)) return undefined;
    await prepare([path]);
    // Lets an edit that came in meanwhile cancel this before the work begins.
    await setImmediate();
    signal?.throwIfAborted();
    if (!cache.text(path).ok) return undefined;
    const { configuration } = read();
    if (configuration.isIgnored(path)) return { file: path, calls: [], prompts: [], ignored: 0 };
    return analyzeSource(path, cache.project(), meter(), configuration);
  }

  async function scan({ paths = [], lint = false, onProgress, signal }: ScanOptions = {}): Promise<Scan> {
    const listed = tree ? { files: tree.list(), skipped: [] } : await listExisting(root, paths);
    const { configuration } = read();
    const readable = listed.files.filter(isRead);
    const sources = readable.filter(file => !configuration.isIgnored(file));
    const skipped = [...listed.skipped];
    const finder = await openFinder(kept, () => tree ?? diskTree(root));
    const analyzeOne = (file: string): Analysis | undefined => {
      const analysis = analyzeSource(file, cache.project(), meter(), configuration, finder.find);
      return analysis.calls.length + analysis.prompts.length + analysis.ignored > 0 ? analysis : undefined;
    };
    const rounds = { sources, cache, skipped, isWhole: paths.length === 0, unknown: finder.unknown };
    const analyses = await cache.keeping(() => analyzeInRounds(rounds, prepare, analyzeOne, { onProgress, signal }));
    finder.end(cache);
    analyses.sort((x, y) => (x.file < y.file ? -1 : 1));
    const [files, findings] = [sources.length, lint ? findingsIn(analyses) : []];
    return { root, analyses, skipped, files, ignoredFiles: readable.length - files, on: meter().on, findings };
  }

  function findingsIn(analyses: readonly Analysis[]): Finding[] {
    return findingsOf(analyses, { project: cache.project(), meter: meter(), configuration: read().configuration });
  }

  return {
    root,
    meter,
    configuration: () => read().configuration,
    problems: () => read().problems,
    scan,
    analyze,
    facts: file => prepare([file]).then(() => cache.project().facts(file)),
    findings: analysis => findingsIn([analysis]),
    setText: (file, text) => {
      const path = insideRoot(root, file);
      if (path !== undefined) cache.setText(path, text);
    },
    invalidate: files => cache.forget(files.flatMap(file => insideRoot(root, file) ?? [])),
  };
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** What the user says of prices and models. */
const ownWords = ({
  configuration: { prices, currency, candidates },
}: ReadConfiguration): Pick<Meter, 'prices' | 'currency' | 'candidates'> => ({ prices, currency, candidates });

/** Sources and prompt files. */
export const isRead = (file: string): boolean => grammarOf(file) !== undefined || templateOf(file) !== undefined;

const listExisting = (root: string, paths: readonly string[]): Promise<Listing> =>
  listFiles(
    root,
    paths.map(path => existing(root, path)),
  );

/** A path of the root that is there; an error that names it if not. */
function existing(root: string, path: string): string {
  const inside = insideRoot(root, path);
  if (inside === undefined) throw new Error(`outside of ${root}: ${path}`);
  if (!existsSync(join(root, inside))) throw new Error(`no such file or folder: ${path}`);
  return inside;
}
