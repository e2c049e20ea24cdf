import type { Vocabulary } from './vocabulary.ts';

/** AMD's device-metrics-exporter, whose configuration may put any prefix before the names. */
export const amd: Vocabulary = {
  id: 'amd',
  title: 'AMD GPUs',
  counter: 'gpu',
  prometheus: {
    detect: ['gpu_gfx_activity', 'gpu_package_power', 'gpu_average_package_power'],
    mayHavePrefix: true,
    by: { type: 'card_model' },
    signals: {
      'gpu-utilization': {
        kind: 'gauge',
        fold: 'avg',
        of: [
          { name: 'gpu_gfx_activity', scale: 0.01 },
          { name: 'gpu_usage', scale: 0.01 },
        ],
      },
      'gpu-count': [
        { kind: 'count', each: 'serial_number', of: [{ name: 'gpu_gfx_activity' }, { name: 'gpu_package_power' }] },
        { kind: 'count', each: 'SERIAL_NUMBER', of: [{ name: 'gpu_average_package_power' }] },
      ],
      'gpu-power': {
        kind: 'gauge',
        fold: 'sum',
        of: [{ name: 'gpu_package_power' }, { name: 'gpu_average_package_power' }],
      },
    },
    devices: {
      id: ['serial_number', 'SERIAL_NUMBER'],
      type: ['card_model'],
      node: ['hostname'],
      namespace: ['exported_namespace', 'namespace'],
      pod: ['exported_pod', 'pod'],
      slice: [],
    },
  },
};
