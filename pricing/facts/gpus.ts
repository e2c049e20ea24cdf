import type { Fact } from './fact.ts';

/** List price of one GPU for an hour, on demand. US dollars. For models on machines of one's own. */
export interface GpuHour extends Fact {
  /** As the configuration names it: `runpod-secure/h100-sxm`. */
  id: string;
  gpu: string;
  perHour: number;
}

const RECEIPTS: Fact = {
  source: 'https://raw.githubusercontent.com/datareceipts/data-receipts/main/109-gpu-pricing/vendors.json',
  asOf: '2026-11-09',
};
const RECEIPTS_README: Fact = {
  source: 'https://raw.githubusercontent.com/datareceipts/data-receipts/main/109-gpu-pricing/README.md',
  asOf: '2026-11-09',
};
const RUNPOD: Fact = {
  source: 'https://raw.githubusercontent.com/api-evangelist/runpod/refs/heads/main/plans/runpod-plans-pricing.yml',
  asOf: '2026-10-07',
};
const LAMBDA: Fact = {
  source:
    'https://raw.githubusercontent.com/api-evangelist/lambda-labs/refs/heads/main/plans/lambda-labs-plans-pricing.yml',
  asOf: '2026-09-20',
};

export const GPU_HOURS: readonly GpuHour[] = [
  { ...RECEIPTS, id: 'runpod-secure/h100-sxm', gpu: 'H100 SXM 80 GB', perHour: 3.99 },
  { ...RECEIPTS, id: 'runpod-secure/h100-pcie', gpu: 'H100 PCIe 80 GB', perHour: 2.89 },
  { ...RECEIPTS, id: 'runpod-secure/a100-sxm', gpu: 'A100 SXM 80 GB', perHour: 1.79 },
  { ...RECEIPTS, id: 'runpod-community/h100-sxm', gpu: 'H100 SXM 80 GB', perHour: 2.69 },
  { ...RECEIPTS, id: 'runpod-community/a100-sxm', gpu: 'A100 SXM 80 GB', perHour: 1.39 },
  { ...RECEIPTS_README, id: 'aws/h100-sxm', gpu: 'H100 SXM 80 GB (a part of p5.48xlarge)', perHour: 6.88 },
  { ...RECEIPTS_README, id: 'azure/h100-sxm', gpu: 'H100 SXM 80 GB (a part of ND96isr_H100_v5)', perHour: 12.29 },
  { ...RUNPOD, id: 'runpod-secure/h200', gpu: 'H200 141 GB', perHour: 4.59 },
  { ...RUNPOD, id: 'runpod-secure/b200', gpu: 'B200 180 GB', perHour: 6.79 },
  { ...LAMBDA, id: 'lambda/b200-sxm', gpu: 'B200 SXM6 180 GB (of eight)', perHour: 6.69 },
  { ...LAMBDA, id: 'lambda/h100-sxm', gpu: 'H100 SXM 80 GB (of eight)', perHour: 3.99 },
  { ...LAMBDA, id: 'lambda/a100-sxm', gpu: 'A100 SXM 80 GB (of eight)', perHour: 2.79 },
];
