import type { Analysis } from '../core/model.ts';

/** What a report is made of: the workspace's scan, of which reports know nothing else. */
export interface ScanReport {
  /** Only files with a call or a prompt, sorted by name. */
  analyses: readonly Analysis[];
  skipped: readonly { file: string; why: string }[];
  /** Files looked at, whether they held a call or not. */
  files: number;
  /** Files that the project's configuration leaves out. */
  ignoredFiles: number;
  /** The day that is priced for, ISO date. */
  on: string;
}
