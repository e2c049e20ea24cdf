import { resolve } from 'node:path';
import type { Arguments } from './command.ts';
import { nearest } from './root.ts';

/** What the streams at the other end can show. */

/** Columns where no terminal tells: a pipe, a log. */
const WIDTH_OF_PIPE = 120;
const NARROWEST = 40;

export const widthOfOutput = (): number => Math.max(NARROWEST, process.stdout.columns ?? WIDTH_OF_PIPE);

/** How text is laid out for the reader of this terminal; files count from the root. */
export const terminalOf = (
  values: Arguments['values'],
  root: string,
): { width: number; color: boolean; pathOf: (file: string) => string } => ({
  width: widthOfOutput(),
  color: values['no-color'] !== true && hasColors(),
  pathOf: file => nearest(resolve(root, file)),
});

/** Node asks the terminal, and honours `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb`. */
const hasColors = (): boolean => process.stdout.isTTY && process.stdout.hasColors();

export interface ProgressLine {
  show(done: number, total: number): void;
  clear(): void;
}

/** A line that writes over itself; nothing where standard error is no terminal. */
export function progressLine(title: string, what = 'files'): ProgressLine {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  const write = (line: string): void => void process.stderr.write(`\r\u001B[K${line}`);
  return { show: (done, total) => write(`${title} ${done} of ${total} ${what}`), clear: () => write('') };
}
