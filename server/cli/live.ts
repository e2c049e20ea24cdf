import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { targetOf } from '../core/signals/join.ts';
import type { LiveProject, LiveSetup, LiveState } from '../core/signals/live.ts';
import type { CallSite } from '../core/model.ts';
import { writeLive } from '../report/live.ts';
import { panelOf } from '../report/panel/index.ts';
import { cacheFolder } from '../workspace/git/cache-folder.ts';
import type { Session } from '../workspace/session.ts';
import { CREDENTIALS_HELP, credentialsIn } from '../workspace/telemetry/credentials.ts';
import { openLive } from '../workspace/telemetry/live.ts';
import { placesOf } from '../workspace/telemetry/places.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { openFor } from './open.ts';
import { progressLine, terminalOf } from './output.ts';

export const live: Command = {
  summary: 'what calls cost while they run, by OpenTelemetry or Prometheus',
  help: `What the calls of this repository cost while they run.

  prompt-cost live                                     receives OTLP on port 4318 of this machine
  prompt-cost live --prometheus http://localhost:9090  asks a Prometheus, VictoriaMetrics, Thanos, Mimir
  prompt-cost live --sample --for 60s                  made-up traffic, to see how it looks
  prompt-cost live --for 5m --json > live.json         for a program, once, at the end

It listens on the loopback address alone. Prompts and answers are dropped while they are read; tokens, models, times and
names are kept, in a file of this user's cache, for 15 days. Nothing is sent anywhere. Ctrl+C ends it.
Budgets (spend), labels and shares are those of promptcost.config.yaml.

Options
  --port N           where OTLP is received, HTTP and gRPC; the next free port where it is taken
  --prometheus URL   asks this server; ${CREDENTIALS_HELP}
  --sample           made-up traffic through the real way in
  --for TIME         ends after 30s, 5m, 2h
  --every TIME       how often it is shown: 10s if left out
  --json             one JSON document at the end, none before
  --no-color         no colours, also with NO_COLOR set
  -h, --help         this text

Exit codes: 0 done, 1 a budget burns, or tokens or dollars go four times as fast as at this time of other weeks, so that
somebody is to be woken, 2 could not run.
`,
  options: {
    port: { type: 'string' },
    prometheus: { type: 'string' },
    sample: { type: 'boolean' },
    for: { type: 'string' },
    every: { type: 'string' },
    json: { type: 'boolean' },
    'no-color': { type: 'boolean' },
  },
  run,
};

const EVERY_MS = 10_000;

async function run({ values, paths: [folder, ...others] }: Arguments): Promise<ExitCode> {
  if (others.length > 0) return refuse('one folder at a time', NEXT);
  const setup = setupOf(values);
  if (typeof setup === 'string') return refuse(setup, NEXT);
  const [forMs, everyMs] = [values['for'], values['every']].map(value => durationOf(stringOf(value)));
  if (Number.isNaN(forMs) || Number.isNaN(everyMs)) return refuse('a time is written as 30s, 5m or 2h', NEXT);
  const opened = await openFor(folder === undefined ? [] : [folder], folder);
  if (typeof opened === 'number') return opened;
  const { session, root } = opened;
  const progress = progressLine('Scanning');
  const { project, calls } = await projectOf(session, progress.show).finally(progress.clear);

  const places = placesOf(calls.map(call => ({ root, call })));
  let state: LiveState | undefined;
  const running = openLive(setup.sample ? null : cacheFolder(), {
    onState: heard => (state = heard),
    onProblem: why => process.stderr.write(`prompt-cost: ${why}\n`),
  });
  await running.setProject(project);
  await running.setUp(setup);
  const isJson = values['json'] === true;
  const show = (): void => {
    if (isJson || !state) return;
    const model = panelOf(state, places);
    const text = writeLive(model, { ...terminalOf(values, root), rows: MOST_ROWS });
    // A terminal shows what is now, a log what was.
    process.stdout.write(process.stdout.isTTY ? `\u001B[2J\u001B[H${text}` : `${text}\n`);
  };
  const showing = setInterval(show, everyMs ?? EVERY_MS);
  const ended = [once(process, 'SIGINT'), once(process, 'SIGTERM'), ...(forMs === undefined ? [] : [wait(forMs)])];
  await Promise.race(ended);
  clearInterval(showing);
  await running.close();
  if (isJson) process.stdout.write(`${JSON.stringify({ version: 1, ...state }, null, 2)}\n`);
  else show();
  return state?.alerts.some(({ severity }) => severity === 'page') === true ? 1 : 0;
}

const NEXT = 'See prompt-cost live --help.';
const MOST_ROWS = 8;
const DEFAULT_PORT = 4318;

/** What to read from, or what is wrong with how it was asked for. */
function setupOf(values: Arguments['values']): LiveSetup | string {
  const port = stringOf(values['port']);
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) return `no port: ${port}`;
  const url = stringOf(values['prometheus']);
  if (url !== undefined && !URL.canParse(url)) return `no URL: ${url}`;
  const credentials = credentialsIn(process.env);
  if (!credentials.known) return credentials.why;
  const isSample = values['sample'] === true;
  return {
    receive: (url !== undefined || isSample) && port === undefined ? null : { port: number },
    prometheus: url === undefined ? null : { url, credentials: credentials.value },
    sample: isSample,
  };
}

/** `90s`, `5m`, `2h` in milliseconds; undefined where nothing is given, NaN where it is no time. */
function durationOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(text) ?? [];
  return Number(count ?? Number.NaN) * ({ s: 1000, m: 60_000, h: 3_600_000 }[unit ?? ''] ?? Number.NaN);
}

async function projectOf(
  session: Session,
  onProgress: (done: number, total: number) => void,
): Promise<{ project: LiveProject; calls: CallSite[] }> {
  const { analyses } = await session.scan({ onProgress });
  const calls = analyses.flatMap(analysis => analysis.calls);
  const { prices, spend, gpus, live: settings } = session.configuration();
  const targets = calls.map(call => targetOf(session.root, call));
  return { project: { roots: [session.root], targets, prices, spend, gpus, live: settings }, calls };
}
