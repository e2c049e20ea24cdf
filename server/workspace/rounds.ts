import { setImmediate } from 'node:timers/promises';
import { ENDPOINT_TEXT } from '../core/http/endpoints.ts';
import { namesOfUrls } from '../core/http/names.ts';
import type { Analysis } from '../core/model.ts';
import { templateOf } from '../core/templates/index.ts';
import { callOf, calleesOf, constantIn, requestTo } from './prefilter.ts';
import type { ProjectCache } from './project.ts';
import type { ScanOptions, Skipped } from './session.ts';

/** How long the work may keep others from running. */
const SLICE_MS = 20;

export interface Rounds {
  sources: readonly string[];
  cache: ProjectCache;
  /** What could not be read is added. */
  skipped: Skipped[];
  /** Whether the sources are all of the project: a part of it may use what the rest imports. */
  isWhole: boolean;
  /** Those of which it is not known from before what is found in them. */
  unknown(files: readonly string[]): readonly string[];
}

/**
 * Analyses the sources that can matter. What calls a wrapper holds no name of an SDK: its files are known only once the wrapper
 * is, so there are rounds. `prepare` is awaited before the files of a round are analysed.
 */
export async function analyzeInRounds(
  { sources, cache, skipped, isWhole, unknown }: Rounds,
  prepare: (files: readonly string[]) => Promise<void>,
  analyze: (file: string) => Analysis | undefined,
  options: Pick<ScanOptions, 'onProgress' | 'signal'>,
): Promise<Analysis[]> {
  const code = sources.filter(file => !isTemplate(file));
  const reader = createReader(code, cache, skipped);
  const analyses: Analysis[] = [];
  const analyzeAll = (files: readonly string[]): Promise<void> =>
    inSlices(files, options, file => {
      const text = cache.text(file);
      if (!text.ok) return void skipped.push({ file, why: text.why });
      try {
        const analysis = analyze(file);
        if (analysis) analyses.push(analysis);
      } catch (error) {
        // One file that we fail on must not cost the others.
        skipped.push({ file, why: `prompt-cost failed on it, please report this: ${String(error)}` });
      }
    });
  const calleeIn = calleesOf(isWhole ? { files: code, holds: reader.holds } : null);
  for (let round = reader.holding(calleeIn); round.length > 0; round = reader.holding(callersOf(analyses))) {
    const holders = urlHoldersIn(round, cache);
    await prepare([...unknown(round), ...holders]);
    const requesting = reader.holding(requestTo(urlNamesIn(holders, cache)));
    await prepare(unknown(requesting));
    await analyzeAll([...round, ...requesting]);
  }
  // Prompts that no call sends, and those that are files.
  const texts = [...reader.holding(constantIn), ...sources.filter(isTemplate)];
  await prepare(unknown(texts));
  if (texts.length > 0) await analyzeAll(texts);
  return analyses;
}

const isTemplate = (file: string): boolean => templateOf(file) !== undefined;

/** Gives out sources by what their bytes hold, each once; those that can't be read are listed. */
function createReader(sources: readonly string[], cache: ProjectCache, skipped: Skipped[]) {
  const given = new Set<string>();
  const unread = new Set<string>();
  return {
    holds(file: string, pattern: RegExp): boolean {
      const found = cache.holds(file, pattern);
      return found.ok && found.value;
    },
    holding: (patternFor: (file: string) => RegExp | null): string[] =>
      sources.filter(file => {
        if (given.has(file) || unread.has(file)) return false;
        const pattern = patternFor(file);
        if (pattern === null) return false;
        const found = cache.holds(file, pattern);
        if (!found.ok) {
          skipped.push({ file, why: found.why });
          unread.add(file);
        } else if (found.value) given.add(file);
        return given.has(file);
      }),
  };
}

/** Files that hold URLs for others. */
const urlHoldersIn = (files: readonly string[], cache: ProjectCache): string[] =>
  files.filter(file => {
    const text = cache.text(file);
    return text.ok && ENDPOINT_TEXT.test(text.value);
  });

/** The names of those URLs. */
function urlNamesIn(holders: readonly string[], cache: ProjectCache): string[] {
  const names = holders.flatMap(file => {
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
