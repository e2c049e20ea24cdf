import type { GpuDevice, GpuObservation } from '../../core/signals/gpu-model.ts';
import type { Reading, SignalId, Window } from '../../core/signals/model.ts';
import { isAnswerable } from '../../core/signals/prometheus/present.ts';
import { durationOf, expressionOf } from '../../core/signals/prometheus/promql.ts';
import { readInstant } from '../../core/signals/prometheus/read.ts';
import type { DeviceLabels, PrometheusQuery } from '../../core/signals/vocabularies/vocabulary.ts';
import type { Detection, Found } from './detect.ts';
import type { HttpClient } from './http.ts';
import { askedFor, type SourceOf, windowOf } from './asked.ts';
import { readTotal } from './measure.ts';
import { askAt } from './query.ts';

/** More cards than that are not listed one by one. */
const MOST_DEVICES = 5000;
const DAY_S = 86_400;

/** What a server says of GPUs, of what nodes cost, and of the servers that run on them. A part that fails is named; the others stand. */
export async function observeGpus(
  of: Omit<SourceOf, 'found'>,
  { found, skewMs }: Detection,
  now: number,
  signal: AbortSignal,
): Promise<GpuObservation> {
  const at = now + skewMs;
  const problems: string[] = [];
  const window = windowOf(found[0]?.intervalMs ?? null, at);
  const exporters = found.filter(({ vocabulary }) => vocabulary.prometheus.devices);
  const opencost = found.find(({ vocabulary }) => vocabulary.id === 'opencost');
  const server = serverOf(found);
  const [devices, prices, allocations, served] = await Promise.all([
    Promise.all(exporters.map(one => devicesOf({ ...of, found: one }, window, problems, signal))),
    pricesOf(of.client, opencost, at, problems, signal),
    allocationsOf(of.client, opencost, at, problems, signal),
    server ? servedOf({ ...of, found: server }, window, signal) : null,
  ]);
  const own = onceEach(devices);
  const none: Pick<GpuObservation, 'served' | 'peakTokens' | 'waiting'> = {
    served: null,
    peakTokens: null,
    waiting: null,
  };
  return {
    window,
    devices: own.flatMap(({ rows }) => rows),
    nodePrices: prices.rows,
    allocations: allocations.rows,
    ...(served ?? none),
    exporters: exporters.filter((_, i) => (own[i]?.rows.length ?? 0) > 0).map(({ vocabulary }) => vocabulary.id),
    how: { devices: howOf(own), prices: prices.how, allocations: allocations.how },
    problems,
  };
}

/** Two exporters may watch the same card, and write its id each in its way: the first one's word stands. */
function onceEach(all: readonly Seen[]): Seen[] {
  const known = new Set<string>();
  return all.map(({ rows, how }) => {
    const own = rows.filter(({ id }) => !known.has(bare(id)));
    for (const { id } of own) known.add(bare(id));
    return { rows: own, how };
  });
}

/** What one exporter tells of, and the query that said it. */
interface Seen {
  rows: readonly GpuDevice[];
  how: string;
}

const bare = (id: string): string => id.toLowerCase().replace(/^gpu-/, '');

/** One query that answers with the cards of all of them. */
function howOf(devices: readonly Seen[]): string {
  const hows = devices.filter(({ rows }) => rows.length > 0).map(({ how }) => how);
  const [first = devices[0]?.how ?? 'no exporter', ...others] = hows;
  return others.length === 0 ? first : hows.map(how => `(${how})`).join(' or ');
}

/** Servers count the same tokens as clients and gateways do: of several the first is asked. */
const serverOf = (found: readonly Found[]): Found | undefined =>
  found.find(({ vocabulary }) => vocabulary.counter === 'server' && vocabulary.prometheus.signals['input-tokens']);

async function devicesOf(
  of: SourceOf,
  window: Window,
  problems: string[],
  signal: AbortSignal,
): Promise<{ rows: GpuDevice[]; how: string }> {
  const { found, client, matchers } = of;
  const { devices: labels, signals } = found.vocabulary.prometheus;
  const queries = [signals['gpu-utilization'] ?? []].flat();
  const query = queries.find(candidate => isAnswerable(candidate, found.spell));
  if (!labels || !query) return { rows: [], how: 'no utilisation is told' };
  const all = Object.values(labels).flat();
  const each: PrometheusQuery = { ...query, by: Object.fromEntries(all.map(label => [label, label])) };
  const windowS = Math.round((window.to - window.from) / 1000);
  const expression = expressionOf(each, {}, { spell: found.spell, windowS, matchers, replicas: found.replicas });
  const how = expression.each ?? expression.total;
  const answer = await askAt(client, `topk(${MOST_DEVICES}, ${how})`, window.to, signal);
  if (!answer.known) problems.push(`${found.vocabulary.id}: ${answer.why}`);
  const rows = answer.known ? answer.value.rows : [];
  const cards = rows.map(row => deviceOf(row.labels, row.points[0]?.[1], labels));
  return { rows: cards.toSorted((a, b) => (a.id < b.id ? -1 : 1)), how };
}

function deviceOf(row: Readonly<Record<string, string>>, value: number | undefined, labels: DeviceLabels): GpuDevice {
  const first = (meaning: keyof DeviceLabels): string | null =>
    labels[meaning].map(label => row[label]).find(text => text !== undefined && text !== '') ?? null;
  const pod = first('pod');
  return {
    id: first('id') ?? JSON.stringify(row),
    type: first('type'),
    node: first('node'),
    namespace: pod === null ? null : first('namespace'),
    pod,
    slice: first('slice'),
    utilization: value !== undefined && Number.isFinite(value) ? value : null,
  };
}

async function pricesOf(
  client: HttpClient,
  opencost: Found | undefined,
  at: number,
  problems: string[],
  signal: AbortSignal,
): Promise<{ rows: Record<string, number>; how: string }> {
  const name = opencost?.spell('node_gpu_hourly_cost')[0];
  if (name === undefined) return { rows: {}, how: 'no OpenCost' };
  const how = `avg by (node) (${name})`;
  const answer = await askAt(client, how, at, signal);
  if (!answer.known) problems.push(`opencost: ${answer.why}`);
  // OpenCost says 0 of nodes whose price it does not know.
  const rows = (answer.known ? answer.value.rows : []).flatMap(({ labels, points }) =>
    labels['node'] !== undefined && (points[0]?.[1] ?? 0) > 0 ? [[labels['node'], points[0]?.[1] ?? 0] as const] : [],
  );
  return { rows: Object.fromEntries(rows), how };
}

async function allocationsOf(
  client: HttpClient,
  opencost: Found | undefined,
  at: number,
  problems: string[],
  signal: AbortSignal,
): Promise<{ rows: GpuObservation['allocations']; how: string }> {
  const name = opencost?.spell('container_gpu_allocation')[0];
  if (name === undefined) return { rows: [], how: 'no OpenCost' };
  const how = `sum by (namespace, pod) (avg by (container, pod, namespace, node) (${name})) > 0`;
  const answer = await askAt(client, how, at, signal);
  if (!answer.known) problems.push(`opencost: ${answer.why}`);
  const rows = (answer.known ? answer.value.rows : []).map(({ labels, points }) => ({
    namespace: labels['namespace'] ?? '(not told)',
    pod: labels['pod'] ?? '(not told)',
    gpus: points[0]?.[1] ?? 0,
  }));
  return { rows, how };
}

async function servedOf(
  of: SourceOf,
  window: Window,
  signal: AbortSignal,
): Promise<Pick<GpuObservation, 'served' | 'peakTokens' | 'waiting'> | null> {
  const ask = (id: SignalId) => askedFor(id, of, window);
  const [input, output, requests] = [ask('input-tokens'), ask('output-tokens'), ask('requests')];
  if (!input || !output || !requests) return null;
  const { client, found } = of;
  const models = await askAt(client, input.expression.each ?? input.expression.total, window.to, signal);
  const told = readInstant(input, models).by.flatMap(({ of: { model }, value }) =>
    model !== undefined && value.known && value.value > 0 ? [model] : [],
  );
  const read = (asked: typeof input) => readTotal(client, asked, signal);
  const asOne = (total: string) => ({ ...input, expression: { ...input.expression, total, buckets: null } });
  const tokens = `(${input.expression.total}) + (${output.expression.total})`;
  const peak = `max_over_time((${tokens})[${durationOf(DAY_S)}:5m])`;
  const running = found.vocabulary.prometheus.running;
  const gauge = running && found.spell(running.name)[0];
  const span = durationOf(Math.round((window.to - window.from) / 1000));
  const waiting = gauge && `avg(avg_over_time((${gauge}{${of.matchers}} == bool 0)[${span}:1m]))`;
  const asRatio = (reading: Reading): Reading => ({ ...reading, unit: 'ratio', why: ['each server counts alike'] });
  return {
    served: { input: await read(input), output: await read(output), requests: await read(requests), models: told },
    peakTokens: await read(asOne(peak)),
    waiting: waiting === undefined ? null : asRatio(await read(asOne(waiting))),
  };
}
