import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emptyRollup, type RollupState } from '../../core/signals/rollup.ts';
import { readRollup, writeRollup } from '../../core/signals/store.ts';

/** What was summed up, across restarts. */
export interface Kept {
  state: RollupState;
  /** Not each time it is called, but every few minutes; `isLast`: now. */
  write(state: RollupState, isLast?: boolean): void;
}

const EVERY_MS = 2 * 60_000;

/** Null: it is kept nowhere. A file that can't be read is told, and begun anew. */
export function keepRollup(file: string | null, onProblem: (why: string) => void): Kept {
  if (file === null) return { state: emptyRollup(), write: () => undefined };
  let written = Date.now();
  return {
    state: read(file, onProblem),
    write(state, isLast = false) {
      if (!isLast && Date.now() - written < EVERY_MS) return;
      written = Date.now();
      try {
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        // Whoever reads it meanwhile, or is cut off, finds all of it or what was there before.
        const fresh = `${file}.${process.pid}`;
        writeFileSync(fresh, writeRollup(state), { mode: 0o600 });
        renameSync(fresh, file);
      } catch (error) {
        onProblem(`What was measured could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

function read(file: string, onProblem: (why: string) => void): RollupState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return emptyRollup();
  }
  const { state, why } = readRollup(text);
  if (why !== null) onProblem(`${file}: ${why}; it begins anew`);
  return state;
}
