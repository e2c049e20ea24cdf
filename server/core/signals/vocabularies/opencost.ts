import type { Vocabulary } from './vocabulary.ts';

/** OpenCost: what a node's GPUs cost an hour. The price is of one GPU. */
export const opencost: Vocabulary = {
  id: 'opencost',
  title: 'OpenCost',
  counter: 'gpu',
  prometheus: {
    detect: ['node_gpu_hourly_cost'],
    also: ['container_gpu_allocation', 'kubecost_node_is_spot'],
    by: { node: 'node' },
    signals: {
      'gpu-hourly': {
        kind: 'product',
        of: { name: 'node_gpu_hourly_cost' },
        times: { name: 'node_gpu_count' },
        on: 'node',
      },
      'gpu-count': { kind: 'gauge', fold: 'sum', of: [{ name: 'node_gpu_count' }] },
    },
  },
};
