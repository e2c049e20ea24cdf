import type { Vocabulary } from './vocabulary.ts';

/** NVIDIA's dcgm-exporter. Utilisation is in per cent, what profiling tells is a ratio. */
export const dcgm: Vocabulary = {
  id: 'dcgm',
  title: 'NVIDIA DCGM',
  counter: 'gpu',
  prometheus: {
    detect: ['DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE', 'DCGM_FI_DEV_POWER_USAGE'],
    by: { type: 'modelName' },
    signals: {
      'gpu-utilization': {
        kind: 'gauge',
        fold: 'avg',
        of: [{ name: 'DCGM_FI_DEV_GPU_UTIL', scale: 0.01 }, { name: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE' }],
        note: 'the time in which any kernel ran: 1 is not yet efficient',
      },
      'gpu-count': {
        kind: 'count',
        each: 'UUID',
        of: [
          { name: 'DCGM_FI_DEV_GPU_UTIL' },
          { name: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE' },
          { name: 'DCGM_FI_DEV_POWER_USAGE' },
        ],
      },
      'gpu-power': { kind: 'gauge', fold: 'sum', of: [{ name: 'DCGM_FI_DEV_POWER_USAGE' }] },
    },
    // What is exported stands beside the exporter's own where a scrape does not honour labels.
    devices: {
      id: ['UUID'],
      type: ['modelName'],
      node: ['Hostname', 'hostname'],
      namespace: ['exported_namespace', 'namespace', 'pod_namespace'],
      pod: ['exported_pod', 'pod', 'pod_name'],
      slice: ['GPU_I_ID'],
    },
  },
};
