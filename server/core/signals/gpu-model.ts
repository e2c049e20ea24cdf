import type { GpuPrice } from './gpu-prices.ts';
import type { Reading, Window } from './model.ts';

/** The vocabulary of what is seen of GPUs, and of what they cost. */

/** One card, or a slice of one, as an exporter tells of it. */
export interface GpuDevice {
  id: string;
  type: string | null;
  node: string | null;
  /** From 0 to 1. */
  utilization: number | null;
  namespace: string | null;
  pod: string | null;
  /** Of a card that is divided (MIG): which part. */
  slice: string | null;
}

/** What was seen of GPUs and of the servers on them, each with the query that said it. */
export interface GpuObservation {
  window: Window;
  devices: readonly GpuDevice[];
  /** What one GPU of a node costs an hour, as OpenCost has it. */
  nodePrices: Readonly<Record<string, number>>;
  /** GPUs that pods asked for. */
  allocations: readonly { namespace: string; pod: string; gpus: number }[];
  /** Tokens and requests a second of the servers, all of them together. */
  served: { input: Reading; output: Reading; requests: Reading; models: readonly string[] } | null;
  /** The most tokens a second, in and out, of five minutes of the day before. */
  peakTokens: Reading | null;
  /** The part of the time in which a server had no request to work at. */
  waiting: Reading | null;
  /** Ids of the vocabularies that cards were seen by. */
  exporters: readonly string[];
  how: { devices: string; prices: string; allocations: string };
  problems: readonly string[];
}

export interface GpuSpend {
  cards: Reading;
  hourly: Reading;
  utilization: Reading;
  /** Paid for while no kernel ran. */
  idle: Reading;
  /**
   * Paid for while no request was there, of the time in which servers answer: one that loads its model does not yet. A part of what is
   * paid, beside `idle`, never added to it.
   */
  waiting: Reading | null;
  /** By type and node. */
  groups: readonly GpuGroup[];
  types: readonly GpuPart[];
  nodes: readonly GpuPart[];
  attribution: Attribution;
  unitCosts: UnitCosts | null;
}

export interface GpuGroup {
  type: string;
  node: string;
  cards: number;
  hourly: Reading;
  utilization: Reading;
  idle: Reading;
  price: GpuPrice | null;
}

/** All cards of one type, or of one node. */
export interface GpuPart {
  cards: Reading;
  hourly: Reading;
  utilization: Reading;
  idle: Reading;
}

/** Whose GPUs are: by what pods asked for, or else by whom the exporter saw on them. The rest is nobody's. */
export interface Attribution {
  by: 'allocation' | 'use';
  /** By namespace and pod. */
  rows: readonly Reading[];
  namespaces: readonly Reading[];
  unattributed: Reading;
}

/** Of the servers' tokens. Money of a gateway is not in it. */
export interface UnitCosts {
  /** Idle time included. */
  perMtok: Reading;
  perRequest: Reading;
  /** If it were always as busy as at its busiest. */
  atCapacityPerMtok: Reading | null;
  /** What the same tokens would cost by the token, at the model's list price. */
  apiPerMtok: Reading | null;
}
