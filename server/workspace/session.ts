import type { Facts } from '../core/languages/facts.ts';
import type { Analysis, Finding } from '../core/model.ts';
import type { Configuration } from '../core/configuration/configuration.ts';
import type { Problem } from '../core/configuration/read.ts';
import type { Meter } from '../core/ports.ts';

/** A file that was not analysed, with the reason a reader can act on. */
export interface Skipped {
  file: string;
  why: string;
}

export interface Scan {
  /** Absolute path that all files are relative to. */
  root: string;
  /** Only files with a call or a prompt, sorted by name. */
  analyses: Analysis[];
  skipped: Skipped[];
  /** Files looked at, whether they held a call or not. */
  files: number;
  /** Files that the project's configuration leaves out. */
  ignoredFiles: number;
  /** The day that is priced for, ISO date. */
  on: string;
  /** What the rules say; empty unless asked for. */
  findings: Finding[];
}

export interface ScanOptions {
  /** Absolute or root-relative files and folders; empty: the whole root. */
  paths?: readonly string[] | undefined;
  /** Asks the rules, too. */
  lint?: boolean;
  onProgress?: ((done: number, total: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** The door to analysis: everything that waits (disk, git, grammars, vocabularies, caches) lies behind it. */
export interface Session {
  readonly root: string;
  /** How this session counts and the day it prices for. */
  meter(): Meter;
  /** What the project says of itself. */
  configuration(): Configuration;
  /** What is wrong with the project's configuration file. */
  problems(): readonly Problem[];
  scan(options?: ScanOptions): Promise<Scan>;
  /** One file, from the editor's buffer if `setText` gave one. Undefined: not a file we read. Rejects when aborted. */
  analyze(file: string, signal?: AbortSignal): Promise<Analysis | undefined>;
  /** What one file says, as its grammar reads it. Undefined: no source that we read. */
  facts(file: string): Promise<Facts | undefined>;
  /** What the rules say of a file, as it was analysed. */
  findings(analysis: Analysis): Finding[];
  /** An unsaved buffer shadows the file on disk; undefined ends that. */
  setText(file: string, text: string | undefined): void;
  /** Forget what was read from disk for these files. */
  invalidate(files: readonly string[]): void;
}
