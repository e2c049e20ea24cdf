import type { StaticText } from './text.ts';

export type StepEvent = 'created' | 'changed' | 'moved' | 'renamed' | 'removed';

/** A file as the database has it; an empty name: as it lies on the disk. */
export interface FileVersion {
  path: string;
  blob: string;
}

/** A commit after which a prompt is another, or elsewhere. */
export interface Step {
  /** Full name; null for what is not committed. */
  commit: string | null;
  /** Position in the history that was read, 0 being the newest. */
  at: number;
  /** When it was written, ISO date and time. */
  date: string;
  /** When it came into this history, ISO date and time. */
  committed: string;
  author: string;
  subject: string;
  /** The file before and after; null where there was none, or none is left. */
  versions: { before: FileVersion | null; after: FileVersion | null };
  path: string;
  symbol: string;
  line: number;
  /** o200k tokens of the static text; 0 once it is removed. */
  tokens: number;
  chars: number;
  /** Empty where the history that was read begins: the prompt is older. */
  events: StepEvent[];
}

/** A prompt through the commits that touched it. */
export interface Series {
  path: string;
  symbol: string;
  /** Where it stands now, or stood last. */
  text: StaticText;
  isAlive: boolean;
  /** Oldest first. */
  steps: Step[];
}

/** What tells two versions apart. */
export function eventsBetween(before: StaticText | null, after: StaticText | null): StepEvent[] {
  if (!before) return after ? ['created'] : [];
  if (!after) return ['removed'];
  return [
    ...(before.place.file === after.place.file ? [] : (['moved'] as const)),
    ...(before.symbol === after.symbol ? [] : (['renamed'] as const)),
    ...(before.text === after.text ? [] : (['changed'] as const)),
  ];
}

/** Tokens after the commit at a position; null where there was none, undefined where the history that was read is too short. */
export function tokensAt({ steps }: Series, at: number): number | null | undefined {
  const step = steps.findLast(candidate => candidate.at >= at);
  if (step) return step.events.includes('removed') ? null : step.tokens;
  return steps[0]?.events.includes('created') === true ? null : undefined;
}
