import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { programs } from './install.mjs';

/** A real server on loopback, with a folder of its own. */
export interface MetricServer {
  name: 'Prometheus' | 'VictoriaMetrics';
  url: string;
  /** Where points are sent. */
  writeUrl: string;
  stop(): Promise<void>;
}

/** `config`: prometheus.yml; without one it scrapes nothing and takes what is sent. */
export async function startPrometheus(config = 'global: {}\n', args: readonly string[] = []): Promise<MetricServer> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-cost-prometheus-'));
  writeFileSync(join(folder, 'prometheus.yml'), config);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    required('prometheus'),
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
      '--log.level=error',
      ...args,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await ready(child, `${url}/-/ready`, folder);
  return { name: 'Prometheus', url, writeUrl: `${url}/api/v1/write`, stop: () => stop(child, folder) };
}

export async function startVictoria(args: readonly string[] = []): Promise<MetricServer> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-cost-victoria-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    required('victoria'),
    [
      `-storageDataPath=${folder}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      '-retentionPeriod=12',
      '-loggerLevel=ERROR',
      '-search.latencyOffset=0s', // what was sent a moment ago is asked for
      ...args,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await ready(child, `${url}/health`, folder);
  return { name: 'VictoriaMetrics', url, writeUrl: `${url}/api/v1/write`, stop: () => stop(child, folder) };
}

function required(name: 'prometheus' | 'promtool' | 'victoria'): string {
  const program = programs()[name];
  if (program === undefined) throw new Error(`${name} is missing: npm run check downloads it`);
  return program;
}

/** The program that holds rules against what Prometheus understands. */
export const promtool = (): string => required('promtool');

async function ready(child: ChildProcess, url: string, folder: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) break;
    const response = await fetch(url).catch(() => null); // not yet
    if (response?.ok) return;
    await wait(50);
  }
  await stop(child, folder);
  throw new Error(`no answer from ${url}\n${said}`);
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL'); // its data is thrown away
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
