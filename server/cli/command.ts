import type { ParseArgsConfig } from 'node:util';

/** Exit codes: 0 done, 2 could not run. 1 is for a gate that failed. */
export type ExitCode = 0 | 1 | 2;

/** A command is its options, its help and what it does. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** Teaches by example. */
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  run(args: Arguments): Promise<ExitCode>;
}

export interface Arguments {
  values: Record<string, string | boolean | undefined>;
  paths: string[];
}

/** The value of an option that takes one. */
export const stringOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** What the user can mend: told in one line with the next step, no stack. */
export function refuse(why: string, next: string): ExitCode {
  process.stderr.write(`prompt-cost: ${why}\n${next}\n`);
  return 2;
}
