import type { Vocabulary } from './vocabulary.ts';

const named = { name: 'nvidia_smi_gpu_info', on: 'uuid', take: 'name' };

/** nvidia_gpu_exporter: ratios, and the card's name only in `nvidia_smi_gpu_info`. */
export const nvidiaSmi: Vocabulary = {
  id: 'nvidia-smi',
  title: 'nvidia_gpu_exporter',
  counter: 'gpu',
  prometheus: {
    detect: ['nvidia_smi_gpu_info', 'nvidia_smi_utilization_gpu_ratio'],
    by: { type: 'name' },
    signals: {
      'gpu-utilization': {
        kind: 'gauge',
        fold: 'avg',
        of: [{ name: 'nvidia_smi_utilization_gpu_ratio' }],
        named,
        note: 'the time in which any kernel ran: 1 is not yet efficient',
      },
      'gpu-count': { kind: 'count', each: 'uuid', of: [{ name: 'nvidia_smi_gpu_info' }] },
      'gpu-power': { kind: 'gauge', fold: 'sum', of: [{ name: 'nvidia_smi_power_draw_watts' }], named },
    },
    devices: { id: ['uuid'], type: ['name'], node: ['instance'], namespace: [], pod: [], slice: [] },
  },
};
