// Three days of history with a known truth, asked of real servers: how far off each signal is, and how long a round takes.
import { openPrometheus } from '../../server/workspace/telemetry/prometheus.ts';
import { installMetricServers } from '../harness/metrics/install.mjs';
import { load } from '../harness/metrics/load.ts';
import { startPrometheus, startVictoria } from '../harness/metrics/servers.ts';
import { SPARSE } from '../harness/metrics/world-gateways.ts';
import { world } from '../harness/metrics/world.ts';

const STEP_MS = 20_000;
const HOUR = 3_600_000;

export async function run() {
  await installMetricServers();
  const end = Math.floor(Date.now() / 60_000) * 60_000;
  const span = { end, stepMs: STEP_MS };
  const { curves, truths } = world(span);
  const rows = [];
  for (const start of [startPrometheus, startVictoria]) {
    const server = await start();
    try {
      await load(server, curves, span);
      rows.push([server.name, curves.length, ...(await ask(server, end, truths))]);
    } finally {
      await server.stop();
    }
  }
  return rows;
}

async function ask(server, end, truths) {
  const { value: client } = openPrometheus({ url: server.url });
  const begun = performance.now();
  await client.detect(end);
  const detected = performance.now();
  const { measurements } = await client.measure({ now: end, before: [{ label: 'yesterday', ms: 24 * HOUR }] });
  const measured = performance.now();
  const told = truths.flatMap(({ vocabulary, signal, total }) => {
    const { value } = measurements
      .find(one => one.vocabulary === vocabulary)
      .signals.find(({ id }) => id === signal).total;
    return total === null ? [] : [Math.abs(value.value / total - 1)];
  });
  const spend = await client.spend({ windows: [{ from: end - HOUR, to: end }], models: [null], prices: [] });
  const [hour] = spend.value.find(({ vocabulary }) => vocabulary === 'litellm').readings;
  const sparse = Math.abs(hour.value.value / (SPARSE.densePerHour + SPARSE.lastHour) - 1);
  const percent = share => `${(share * 100).toFixed(2)} %`;
  const queries = measurements.reduce((all, { signals }) => all + signals.length * 2, 0);
  return [
    told.length,
    percent(Math.max(...told)),
    percent(sparse),
    `${(detected - begun).toFixed(0)} ms`,
    `${(measured - detected).toFixed(0)} ms for ${queries}`,
  ];
}
