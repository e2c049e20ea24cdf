import { type GpuHour, GPU_HOURS } from '../../../pricing/facts/gpus.ts';
import { fitsPattern } from '../../../pricing/own.ts';

/** What a card costs an hour, and who says so. */
export interface GpuPrice {
  perHour: number;
  /** Where several list prices differ. */
  range: { low: number; high: number } | null;
  from: 'you' | 'opencost' | 'list';
  why: string;
}

/** A price that the user gives: for a type (a part of its name), for those of a pattern (`NVIDIA H100*`), or for all (`*`). */
export interface OwnGpuPrice {
  gpu: string;
  perHour: number;
}

/** As drivers call a card, and as price lists do. The form matters: it halves the price. */
const CARDS: readonly { name: RegExp; listed: string }[] = [
  { name: /\bH100\b.*(?:HBM3|SXM)/i, listed: 'H100 SXM 80 GB' },
  { name: /\bH100\b.*PCIe/i, listed: 'H100 PCIe 80 GB' },
  { name: /\bA100-SXM.*80GB/i, listed: 'A100 SXM 80 GB' },
  { name: /\bH200\b/i, listed: 'H200 141 GB' },
  { name: /\bB200\b/i, listed: 'B200' },
];

/** The user's price, else OpenCost's of the node, else list prices of that card; null where nobody says. */
export function gpuPriceOf(
  type: string | null,
  nodePrice: number | null,
  own: readonly OwnGpuPrice[],
): GpuPrice | null {
  const isFor = ({ gpu }: OwnGpuPrice): boolean =>
    gpu === '*' || (type !== null && (fitsPattern(gpu, type) || type.toLowerCase().includes(gpu.toLowerCase())));
  const given = own.find(isFor);
  if (given) return { perHour: given.perHour, range: null, from: 'you', why: `your price of ${given.gpu}` };
  if (nodePrice !== null)
    return { perHour: nodePrice, range: null, from: 'opencost', why: 'OpenCost’s price of one GPU of that node' };
  const card = CARDS.find(({ name }) => type !== null && name.test(type));
  const rows = card ? GPU_HOURS.filter(({ gpu }) => gpu.startsWith(card.listed)) : [];
  return rows.length > 0 ? listPrice(rows) : null;
}

function listPrice(rows: readonly GpuHour[]): GpuPrice {
  const sorted = rows.toSorted((a, b) => a.perHour - b.perHour);
  const [low, high] = [sorted[0]?.perHour ?? 0, sorted.at(-1)?.perHour ?? 0];
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? rows[0];
  const names = sorted.map(({ id, perHour }) => `${id} $${perHour}`).join(', ');
  return {
    perHour: middle?.perHour ?? low,
    range: low === high ? null : { low, high },
    from: 'list',
    why: `list prices on demand, the middle one taken: ${names}`,
  };
}
