import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { analyze as analyzeSource } from '../core/index.ts';
import { ENDPOINT_TEXT } from '../core/http/endpoints.ts';
import { namesOfUrls } from '../core/http/names.ts';
import { grammarOf, languageOf } from '../core/languages/index.ts';
import type { Analysis } from '../core/model.ts';
import { createGrammars, createMeterCounter } from './assets.ts';
import { insideRoot, listFiles, listFilesNow } from './list.ts';
import { callOf, calleesOf, holds, requestTo } from './prefilter.ts';
import { type ProjectCache, createProject } from './project.ts';
import type { Scan, ScanOptions, Session, Skipped } from './session.ts';

export interface OpenOptions {
  /** Absolute path of the workspace. */
  root: string;
  /** Folder with grammars and vocabularies: where the built program lies. */
  assets: string;
  /** The day to price for, ISO date; today if not given. */
  on?: string;
}

/** How long the work may keep others from running. */
const SLICE_MS = 20;

/** Opens a workspace. Nothing is read before it is asked for. */
export async function openSession({ root, assets, on }: OpenOptions): Promise<Session> {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`not a folder: ${root}`);
  const grammars = createGrammars(assets);
  const count = createMeterCounter(assets);
  const cache = createProject(root, grammars.get, () => sourcesOf(root));
  const meter = () => ({ count, on: on ?? new Date().toISOString().slice(0, 10) });

  /** Grammars of all languages that a file may import from. */
  async function prepare(files: readonly string[]): Promise<void> {
    const languages = new Set(files.flatMap(file => languageOf(file) ?? []));
    await grammars.need([...languages].flatMap(language => [...new Set(Object.values(language.grammars))]));
  }

  async function analyze(file: string, signal?: AbortSignal): Promise<Analysis | undefined> {
    const path = insideRoot(root, file);
    if (path === undefined || grammarOf(path) === undefined) return undefined;
    await prepare([path]);
    // Lets an edit that came in meanwhile cancel this before the work begins.
    await setImmediate();
    signal?.throwIfAborted();
    return cache.text(path).ok ? analyzeSource(path, cache.project(), meter()) : undefined;
  }

  async function scan({ paths = [], onProgress, signal }: ScanOptions = {}): Promise<Scan> {
    const listed = await listFiles(
      root,
      paths.map(path => existing(root, path)),
    );
    const sources = listed.files.filter(file => grammarOf(file) !== undefined);
    const skipped = [...listed.skipped];
    const reader = createReader(sources, cache, skipped);
    const analyses: Analysis[] = [];
    // A part of a project may use what the rest imports.
    const calleeIn = calleesOf(paths.length === 0 ? reader.all() : null);
    // What calls a wrapper holds no name of an SDK: its files are known only once the wrapper is.
    for (let round = reader.holding(calleeIn); round.length > 0; round = reader.holding(callersOf(analyses))) {
      await prepare(round);
      const requesting = reader.holding(requestTo(urlNamesIn(round, cache)));
      await prepare(requesting);
      round.push(...requesting);
      await inSlices(round, { onProgress, signal }, file => {
        const text = cache.text(file);
        if (!text.ok) skipped.push({ file, why: text.why });
        const analysis = text.ok ? analyzeSource(file, cache.project(), meter()) : undefined;
        if (analysis && analysis.calls.length > 0) analyses.push(analysis);
      });
    }
    analyses.sort((x, y) => (x.file < y.file ? -1 : 1));
    return { root, analyses, skipped, files: sources.length };
  }

  return {
    root,
    meter,
    scan,
    analyze,
    setText: (file, text) => {
      const path = insideRoot(root, file);
      if (path !== undefined) cache.setText(path, text);
    },
    invalidate: files => cache.forget(files.flatMap(file => insideRoot(root, file) ?? [])),
  };
}

/** All sources of a root; asked for only where one has to be found by its name. */
const sourcesOf = (root: string): string[] => listFilesNow(root).filter(file => grammarOf(file) !== undefined);

/** Gives out sources by what their bytes hold, each once; those that can't be read are listed. */
function createReader(sources: readonly string[], cache: ProjectCache, skipped: Skipped[]) {
  const given = new Set<string>();
  const unread = new Set<string>();
  return {
    *all(): Iterable<[string, Buffer]> {
      for (const file of sources) {
        const bytes = cache.bytes(file);
        if (bytes.ok) yield [file, bytes.value];
      }
    },
    holding: (patternFor: (file: string) => RegExp | null): string[] =>
      sources.filter(file => {
        if (given.has(file) || unread.has(file)) return false;
        const pattern = patternFor(file);
        if (pattern === null) return false;
        const bytes = cache.bytes(file);
        if (!bytes.ok) {
          skipped.push({ file, why: bytes.why });
          unread.add(file);
        } else if (holds(bytes.value, pattern)) given.add(file);
        return given.has(file);
      }),
  };
}

/** Names of the URLs that some files hold for others. */
function urlNamesIn(files: readonly string[], cache: ProjectCache): string[] {
  const isHolding = (file: string): boolean => {
    const text = cache.text(file);
    return text.ok && ENDPOINT_TEXT.test(text.value);
  };
  const names = files.filter(isHolding).flatMap(file => {
    const facts = cache.project().facts(file);
    return facts ? namesOfUrls(facts) : [];
  });
  return [...new Set(names)];
}

/** A call of a function of the project that leaves part of an LLM call to its callers. */
function callersOf(analyses: readonly Analysis[]): () => RegExp | null {
  const names = analyses.flatMap(({ calls }) => calls.flatMap(call => call.decidedBy?.name ?? []));
  const pattern = callOf([...new Set(names)]);
  return () => pattern;
}

/** Runs `work` for each file and lets others run in between; an abort ends it there. */
async function inSlices(
  files: readonly string[],
  { onProgress, signal }: Pick<ScanOptions, 'onProgress' | 'signal'>,
  work: (file: string) => void,
): Promise<void> {
  let sinceMs = Date.now();
  for (const [done, file] of files.entries()) {
    if (Date.now() - sinceMs > SLICE_MS) {
      onProgress?.(done, files.length);
      await setImmediate();
      signal?.throwIfAborted();
      sinceMs = Date.now();
    }
    work(file);
  }
  onProgress?.(files.length, files.length);
}

/** A path of the root that is there; an error that names it if not. */
function existing(root: string, path: string): string {
  const inside = insideRoot(root, path);
  if (inside === undefined) throw new Error(`outside of ${root}: ${path}`);
  if (!existsSync(join(root, inside))) throw new Error(`no such file or folder: ${path}`);
  return inside;
}
