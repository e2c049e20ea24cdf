/** What the streams at the other end can show. */

/** Columns where no terminal tells: a pipe, a log. */
const WIDTH_OF_PIPE = 120;
const NARROWEST = 40;

export const widthOfOutput = (): number => Math.max(NARROWEST, process.stdout.columns ?? WIDTH_OF_PIPE);

/** Node asks the terminal, and honours `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb`. */
export const hasColors = (): boolean => process.stdout.isTTY && process.stdout.hasColors();

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
