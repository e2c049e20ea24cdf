import { gpuSpendOf } from '../../core/signals/gpu.ts';
import type { GpuObservation } from '../../core/signals/gpu-model.ts';
import type { OwnGpuPrice } from '../../core/signals/gpu-prices.ts';
import type { GpuUse } from '../../core/signals/live.ts';
import type { Prometheus } from './prometheus.ts';

/** What a server said last of its GPUs, at the prices of now. */
export interface KeptGpus {
  /** Asks again; null: there are none any more. What fails leaves what was seen before, and is told. */
  see(prometheus: Prometheus | null, now: number, signal: AbortSignal): Promise<string | null>;
  setPrices(own: readonly OwnGpuPrice[]): void;
  uses(): readonly GpuUse[];
}

export function keepGpus(source: string): KeptGpus {
  let own: readonly OwnGpuPrice[] = [];
  let seen: GpuObservation | null = null;
  let uses: readonly GpuUse[] = [];

  // Once for each answer, not each time that it is told: a cluster has thousands of cards.
  function price(): void {
    const on = new Date(seen?.window.to ?? 0).toISOString().slice(0, 10);
    uses =
      seen === null || seen.devices.length === 0
        ? []
        : [{ source, vocabulary: seen.exporters.join(' + '), spend: gpuSpendOf(seen, own, on) }];
  }

  return {
    async see(prometheus, now, signal) {
      const told = await prometheus?.gpus(now, signal);
      if (signal.aborted) return null;
      if (told?.known === false) return told.why;
      const [problem = null] = told?.value.problems ?? [];
      if (told && told.value.devices.length === 0 && problem !== null) return problem;
      seen = told?.value ?? null;
      price();
      return problem;
    },
    setPrices(next) {
      own = next;
      price();
    },
    uses: () => uses,
  };
}
