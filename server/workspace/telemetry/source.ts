import type { Spends } from '../../core/signals/budgets.ts';
import type { GpuUse, LiveProject, LiveSource, RateState, SiteUse } from '../../core/signals/live.ts';
import type { Measurement, Reading } from '../../core/signals/model.ts';
import type { SpendRow } from '../../core/configuration/configuration.ts';

/** One place that live use is read from, running. */
export interface Source {
  /** As it stands now. */
  state(now: number): LiveSource;
  measurements(now: number): readonly Measurement[];
  /** What was spent on what a budget is for, in `USD`; null where it tells nothing of money. */
  spends(row: SpendRow, now: number): Spends | null;
  /** By model, in the last hour and the one before: what a budget's growth is put down to. */
  movers(now: number): { now: readonly Reading[]; before: readonly Reading[] };
  /** How fast it goes, against earlier weeks; empty of what is made up. */
  rates(now: number): readonly RateState[];
  gpus(): readonly GpuUse[];
  uses(now: number): readonly SiteUse[];
  /** Which part of the requests each model has, of programs that calls of the workspace run in. */
  models(now: number): readonly Reading[];
  setProject(project: LiveProject): void;
  close(): Promise<void>;
}
