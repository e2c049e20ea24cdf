import { type LiveSource, type LiveState, nothingLive, type SiteUse } from '../../../server/core/signals/live.ts';
import type { Counter, Measurement, Reading, Signal, SignalId, Unit } from '../../../server/core/signals/model.ts';
import { ALERTS, MISMATCHES, RATES } from './alarms.ts';
import { withCards } from './cards.ts';
import { AT, reading, type Told } from './reading.ts';
import { UNIT_COSTS } from './unit-costs.ts';
import type { Places } from '../../../server/report/panel/index.ts';

/** States of live use, made up: what a panel may have to show. */

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000] as const;

export const PLACES: Places = {
  uriOf: file => `file:///shop/${file}`,
  lineOf: (file, site) => (file.includes('gone') ? null : 10 + site.length),
};

/** A day in steps of ten minutes, that ends at the value; with a gap at night. */
function series(unit: Unit, end: number, from = end * 0.7): Signal['series'] {
  const at = Array.from({ length: 145 }, (_, i) => AT - DAY + i * 10 * MINUTE);
  const values = at.map((_, i) => {
    if (i > 30 && i < 36) return null;
    const wave = 1 + 0.12 * Math.sin(i / 9) + 0.05 * Math.sin(i * 1.7);
    return i === 144 ? end : (i < 100 ? from : end) * wave;
  });
  return { unit, at, values };
}

interface Parts {
  by?: Readonly<Record<string, number>>;
  services?: Readonly<Record<string, number>>;
  /** This hour of earlier weeks. */
  hour?: number;
  day?: number;
  week?: number;
  dayBy?: Readonly<Record<string, number>>;
  told?: Told;
  hasSeries?: false;
}

export function signal(id: SignalId, value: number | string, unit: Unit, parts: Parts = {}): Signal {
  const { told } = parts;
  const list = (label: string, values: Readonly<Record<string, number>> = {}): Reading[] =>
    Object.entries(values).map(([name, each]) => reading(each, unit, { ...told, of: { [label]: name }, why: [] }));
  const before = (label: string, each: number | undefined, by?: readonly Reading[]): Signal['before'] =>
    each === undefined ? [] : [{ label, reading: reading(each, unit, told), ...(by && { by }) }];
  const label = id.startsWith('gpu') ? 'type' : 'model';
  return {
    id,
    total: reading(value, unit, told),
    by: [...list(label, parts.by), ...list('service', parts.services)],
    series: typeof value === 'number' && parts.hasSeries !== false ? series(unit, value, parts.day) : null,
    before: [
      ...before('this hour of 2 earlier weeks', parts.hour),
      ...before('yesterday', parts.day, parts.dayBy && list(label, parts.dayBy)),
      ...before('a week ago', parts.week),
    ],
  };
}

export const source = (id: string, told: Partial<LiveSource> = {}): LiveSource => ({
  id,
  kind: 'otlp',
  title: 'OTLP on port 4318',
  isSample: false,
  state: 'live',
  message: null,
  lastAt: AT - 4000,
  setUp: [
    'export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318',
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
  ],
  queryUrl: null,
  ...told,
});

const PROMETHEUS = source('prom', {
  kind: 'prometheus',
  title: 'Prometheus at prom.example.com',
  setUp: [],
  queryUrl: 'https://prom.example.com/graph?g0.expr=',
});

export const measured = (
  from: string,
  vocabulary: string,
  counter: Counter,
  signals: readonly Signal[],
): Measurement => ({ source: from, vocabulary, counter, signals });

const MODELS = { 'gpt-4.1': 0.81, 'claude-sonnet-4-5': 0.36, 'gpt-4.1-mini': 0.07 };

export const CLIENT: readonly Signal[] = [
  signal('spend', 1.24, 'USD/h', {
    by: MODELS,
    services: { assistant: 0.9, search: 0.34 },
    day: 0.9,
    week: 0.85,
    dayBy: { 'gpt-4.1': 0.43, 'claude-sonnet-4-5': 0.38, 'gpt-4.1-mini': 0.07 },
    told: { exactness: 'approximate', why: ['prices are of the list, discounts are not known'] },
  }),
  signal('requests', 1.85, 'requests/s', {
    by: { 'gpt-4.1': 0.9, 'claude-sonnet-4-5': 0.2, 'gpt-4.1-mini': 0.75 },
    day: 1.8,
  }),
  signal('input-tokens', 4210.4, 'tokens/s', {
    by: { 'gpt-4.1': 2810, 'claude-sonnet-4-5': 600.4, 'gpt-4.1-mini': 800 },
    services: { assistant: 3010, search: 1200.4 },
    hour: 3120,
    day: 3050,
  }),
  signal('output-tokens', 312.2, 'tokens/s', {
    by: { 'gpt-4.1': 160, 'claude-sonnet-4-5': 92.2, 'gpt-4.1-mini': 60 },
    day: 318,
  }),
  signal('prompt-length-p95', 3104, 'tokens', {
    by: { 'gpt-4.1': 3350, 'claude-sonnet-4-5': 3010, 'gpt-4.1-mini': 1120 },
    day: 2249,
    week: 2230,
    told: {
      exactness: 'approximate',
      why: ['estimated within a bucket of the histogram'],
      range: { low: 2000, high: 5000 },
    },
  }),
  signal('prompt-length-p50', 1404, 'tokens', { by: { 'gpt-4.1': 1650 }, day: 1390, week: 1400 }),
  signal('cache-prompt', 0.41, 'ratio', { by: { 'gpt-4.1': 0.52, 'claude-sonnet-4-5': 0 }, day: 0.53, week: 0.52 }),
  signal('routing', 0.034, 'ratio', {
    by: { 'gpt-4.1': 0.49, 'gpt-4.1-mini': 0.4, 'claude-sonnet-4-5': 0.11 },
    day: 0.01,
  }),
  signal('failures', 0.012, 'ratio', { day: 0.011 }),
  signal('first-token-p95', 0.92, 's', { by: { 'gpt-4.1': 0.88 }, day: 0.9 }),
];

const use = (file: string, site: string, basis: SiteUse['basis'], spend: number | string): SiteUse => ({
  root: '/work',
  file,
  site,
  basis,
  source: 'otlp',
  isSample: false,
  window: { from: AT - 30 * DAY, to: AT },
  requests: reading(41_200, 'requests'),
  inputMean: reading(1510, 'tokens'),
  inputP50: reading(1400, 'tokens'),
  inputP95: reading(3104, 'tokens', { exactness: 'approximate', why: ['estimated within a bucket'] }),
  outputMean: reading(210, 'tokens'),
  cached: reading(0.4, 'ratio'),
  spend: reading(spend, 'USD'),
  bound: null,
});

export const state = (told: Partial<LiveState> = {}): LiveState => ({ ...nothingLive(AT), ...told });

const LIVE = state({
  sources: [source('otlp')],
  measurements: [{ ...measured('otlp', 'otel-genai', 'client', CLIENT), unitCosts: UNIT_COSTS }],
  sites: [
    use('service/assistant.py', 'answer openai.chat#1', 'line', 738.4),
    use('service/search.ts', 'rerank generateText#1', 'name', 211),
    use('service/gone.py', 'sum', 'model', 'the model has no price'),
  ],
  changes: [
    {
      at: AT - 7.3 * HOUR,
      commit: '9f3c1a2',
      title: 'SUPPORT_SYSTEM grew by 640 tok',
      file: 'service/prompts.py',
      line: 3,
    },
    {
      at: AT - 19 * HOUR,
      commit: '41bb0c7',
      title: 'rerank: gpt-4.1 → gpt-4.1-mini',
      file: 'service/old.ts',
      line: null,
    },
  ],
  budgets: [
    {
      name: 'Shop',
      perMonthUsd: 900,
      spent: reading(512.3, 'USD', { exactness: 'lower-bound', why: ['seen since 4 November only'] }),
      burn: [
        {
          windows: { long: '1h', short: '5m' },
          long: reading(15.2, 'factor'),
          short: reading(16, 'factor'),
          limit: 14.4,
          severity: 'page',
          isBurning: true,
        },
        {
          windows: { long: '6h', short: '30m' },
          long: reading(3, 'factor'),
          short: reading(2, 'factor'),
          limit: 6,
          severity: 'ticket',
          isBurning: false,
        },
      ],
      forecast: {
        low: reading(704, 'USD', { exactness: 'approximate' }),
        high: reading(931, 'USD', { exactness: 'approximate' }),
      },
    },
  ],
  mismatches: MISMATCHES,
  rates: RATES,
  alerts: ALERTS,
});

const GATEWAY: readonly Signal[] = [
  signal('spend', 1.31, 'USD/h', {
    by: { 'gpt-4.1': 0.9, 'claude-sonnet-4-5': 0.41 },
    day: 1.29,
    told: { basis: 'billed', how: 'sum(rate(litellm_spend_metric_total[5m])) * 3600' },
  }),
  signal('requests', 2, 'requests/s', { told: { how: 'sum(rate(litellm_proxy_total_requests_metric_total[5m]))' } }),
  signal('cache-response', 0.07, 'ratio', { day: 0.08 }),
  signal('retries', 1.12, 'factor', { day: 1.02, by: { 'gpt-4.1': 1.16, 'claude-sonnet-4-5': 1.01 } }),
];

const SERVER: readonly Signal[] = [
  signal('spend', 'the model llama-3.3-70b has no price', 'USD/h'),
  signal('input-tokens', 8200, 'tokens/s', { by: { 'llama-3.3-70b': 8200 } }),
  signal('output-tokens', 510, 'tokens/s', { by: { 'llama-3.3-70b': 510 } }),
  signal('requests', 2.4, 'requests/s'),
  signal('cache-prompt', 0.63, 'ratio', { by: { 'llama-3.3-70b': 0.63 }, day: 0.64 }),
];

const GPUS: readonly Signal[] = [
  signal('gpu-hourly', 19.92, 'USD/h', {
    by: { 'H100 80GB': 15.92, L4: 4 },
    day: 19.92,
    told: {
      exactness: 'approximate',
      why: ['list price of one provider on 2026-10-01'],
      how: 'OpenCost node_gpu_hourly_cost',
    },
  }),
  signal('gpu-utilization', 0.57, 'ratio', {
    by: { 'H100 80GB': 0.71, L4: 0.15 },
    day: 0.7,
    told: { how: 'avg(DCGM_FI_DEV_GPU_UTIL) / 100' },
  }),
  signal('gpu-count', 8, 'GPUs', { by: { 'H100 80GB': 4, L4: 4 } }),
  signal('gpu-power', 2410, 'W'),
];

const prometheus = (gpus: readonly Signal[] = []): LiveState =>
  state({
    sources: [PROMETHEUS, source('otlp')],
    measurements: [
      measured('otlp', 'otel-genai', 'client', CLIENT),
      measured('prom', 'litellm', 'gateway', GATEWAY),
      measured('prom', 'vllm', 'server', SERVER),
      ...(gpus.length > 0 ? [measured('prom', 'dcgm', 'gpu', gpus)] : []),
    ],
  });

const models = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`model-${i}`, 1 / (i + 1)]));

export const STATES: Readonly<Record<string, () => LiveState>> = {
  none: () => state(),
  waiting: () => state({ sources: [source('otlp', { state: 'waiting', lastAt: null })] }),
  live: () => LIVE,
  sample: () => ({
    ...LIVE,
    alerts: [],
    mismatches: [],
    rates: [],
    sources: [source('otlp', { id: 'otlp', title: 'Sample traffic', isSample: true, setUp: [] })],
  }),
  prometheus: () => prometheus(),
  opencost: () => prometheus(GPUS),
  gpu: () => withCards(prometheus([...GPUS.slice(1, 2), signal('gpu-count', 6, 'GPUs'), ...GPUS.slice(3)])),
  stale: () => ({ ...LIVE, sources: [source('otlp', { state: 'stale', lastAt: AT - 3 * HOUR })] }),
  failed: () =>
    state({
      sources: [
        {
          ...PROMETHEUS,
          state: 'failed',
          lastAt: null,
          message: 'It answers 401: the token is missing or wrong. Connect again.',
        },
        source('otlp', { state: 'failed', lastAt: null, message: 'Ports 4318 to 4328 are taken.' }),
      ],
    }),
  many: () =>
    state({
      sources: [PROMETHEUS],
      measurements: [
        measured('prom', 'litellm', 'gateway', [
          signal('spend', 9.8, 'USD/h', { by: models(10_000), dayBy: models(10_000), day: 9.8 }),
          signal('input-tokens', 9.8, 'tokens/s', { by: models(10_000), day: 9.8 }),
        ]),
      ],
    }),
};
