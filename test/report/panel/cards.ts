import type { GpuDevice, GpuObservation } from '../../../server/core/signals/gpu-model.ts';
import { gpuMeasurement, gpuSpendOf } from '../../../server/core/signals/gpu.ts';
import type { LiveState } from '../../../server/core/signals/live.ts';
import type { Reading, Unit } from '../../../server/core/signals/model.ts';
import { AT, reading } from './reading.ts';

const card = (id: string, told: Partial<GpuDevice>): GpuDevice => ({
  id,
  type: 'NVIDIA H100 80GB HBM3',
  node: 'gpu-a',
  utilization: 0.71,
  namespace: 'chat',
  pod: 'llm-1',
  slice: null,
  ...told,
});

const measured = (value: number, unit: Unit, how: string): Reading => reading(value, unit, { how });

/** What a Prometheus could see of six cards and of the server on them, made up. */
const CARDS: GpuObservation = {
  window: { from: AT - 300_000, to: AT },
  devices: [
    ...['1', '2'].map(id => card(id, {})),
    ...['3', '4'].map(id => card(id, { pod: 'llm-2', utilization: 0.5 })),
    card('5', { type: 'NVIDIA L4', node: 'gpu-b', namespace: 'search', pod: 'embed', utilization: 0.15 }),
    card('6', { type: 'NVIDIA L40S', node: 'gpu-c', namespace: null, pod: null, utilization: 0 }),
  ],
  nodePrices: { 'gpu-b': 1 },
  allocations: [],
  served: {
    input: measured(8200, 'tokens/s', 'sum(rate(vllm:prompt_tokens_total[5m]))'),
    output: measured(510, 'tokens/s', 'sum(rate(vllm:generation_tokens_total[5m]))'),
    requests: measured(2.4, 'requests/s', 'sum(rate(vllm:request_success_total[5m]))'),
    models: ['Qwen/Qwen3-8B'],
  },
  peakTokens: measured(
    21_000,
    'tokens/s',
    'max_over_time((sum(rate(vllm:prompt_tokens_total[5m]))) + (sum(rate(vllm:generation_tokens_total[5m])))[1d:5m])',
  ),
  waiting: measured(0.12, 'ratio', 'avg(avg_over_time((vllm:num_requests_running == bool 0)[5m:1m]))'),
  exporters: ['dcgm'],
  how: {
    devices: 'avg by (UUID, modelName, Hostname) (DCGM_FI_DEV_GPU_UTIL) * 0.01',
    prices: 'avg by (node) (node_gpu_hourly_cost)',
    allocations: 'no OpenCost',
  },
  problems: [],
};

/** Cards that are seen one by one: four H100 by a user's price, an L4 by OpenCost's, and one that nobody has a price of. */
export function withCards(told: LiveState): LiveState {
  const spend = gpuSpendOf(CARDS, [{ gpu: 'NVIDIA H100*', perHour: 3.98 }], '2026-11-21');
  return {
    ...told,
    gpus: [{ source: 'prom', vocabulary: 'dcgm', spend }],
    measurements: [gpuMeasurement('prom', 'dcgm', spend), ...told.measurements],
  };
}
