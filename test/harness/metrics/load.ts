import { type Curve, type Span, pointsOf, startOf } from './history.ts';
import { remoteWrite } from './remote-write.ts';
import type { MetricServer } from './servers.ts';

const CHUNK_MS = 6 * 3_600_000;

/** Sends a history to a server, in order of time as Prometheus wants it. */
export async function load(server: MetricServer, curves: readonly Curve[], span: Span): Promise<void> {
  for (let from = startOf(span); from <= span.end; from += CHUNK_MS)
    await remoteWrite(server.writeUrl, pointsOf(curves, span, from, Math.min(from + CHUNK_MS, span.end + 1)));
  if (server.name === 'VictoriaMetrics') await fetch(`${server.url}/internal/force_flush`); // it shows what it took a second later
}
