import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { USAGE_FILES } from '../core/configuration/configuration.ts';
import { type MeasuredOf, nameOf, withMeasured, type WrittenUsage } from '../core/configuration/usage-file.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { joinTo, targetOf } from '../core/signals/join.ts';
import { type UsageOf, usageRowOf } from '../core/signals/usage-rows.ts';
import { KEPT_MS } from '../core/signals/rollup.ts';
import { usesOf } from '../core/signals/uses.ts';
import { cacheFolder } from '../workspace/git/cache-folder.ts';
import { authOf, CREDENTIALS_HELP, credentialsIn } from '../workspace/telemetry/credentials.ts';
import { keepRollup } from '../workspace/telemetry/kept-rollup.ts';
import { storeFile } from '../workspace/telemetry/live.ts';
import { usageFromPrometheus } from '../workspace/telemetry/prometheus-usage.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { openFor } from './open.ts';
import { progressLine } from './output.ts';

export const usage: Command = {
  summary: 'how calls are made, as it was measured, for the cost of a month',
  help: `Writes what was measured of each call (calls a month, lengths, cache) into promptcost.usage.yaml, with source and day.

  prompt-cost usage sync            what the editor, or prompt-cost live, received for this repository
  prompt-cost usage sync --dry-run  shows the file, and writes nothing
  prompt-cost usage sync --prometheus http://localhost:9090 --where 'service_name="shop"'
                                    what a Prometheus, VictoriaMetrics, Thanos, Mimir counted in 30 days

Rows that you wrote stay as they are, and count before measured ones. A month is told from a day of traffic on, and only
where all of it was watched. prompt-cost diff and the GitHub Action then tell what a change does to the month.

A server counts by model and program: where a model is that of one call alone, it is that call's; where several calls
have it, a row by model says what they have in common, and how often each is made stays unknown.

Options
  --root DIR         the folder that promptcost.usage.yaml lies in
  --from FILE        measurements of another folder: a file that prompt-cost live kept
  --prometheus URL   asks this server; ${CREDENTIALS_HELP}
  --days N           how far back it is asked, up to 30
  --where MATCHERS   which of its series are of this repository: 'service_name="shop"', 'namespace="prod", team="a"'
  --all              all of them are
  --dry-run          prints the file instead
  -h, --help         this text
`,
  options: {
    root: { type: 'string' },
    from: { type: 'string' },
    prometheus: { type: 'string' },
    days: { type: 'string' },
    where: { type: 'string' },
    all: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  run,
};

const NEXT = 'See prompt-cost usage --help.';

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A repository's calls, and the day. */
interface Scanned {
  root: string;
  calls: ReadonlyMap<string, AnalyzedCall>;
  on: string;
}
type Refused = { why: string; next: string };
type Measured = { rows: UsageOf[]; problems: string[] };

async function run({ values, paths: [what, ...others] }: Arguments): Promise<ExitCode> {
  if (what !== 'sync' || others.length > 0)
    return refuse(`${what === undefined ? 'nothing' : `"${what}"`} to do`, NEXT);
  const wrong = wrongIn(values);
  if (wrong !== null) return refuse(wrong, NEXT);
  const opened = await openFor([], stringOf(values['root']));
  if (typeof opened === 'number') return opened;
  const { session, root } = opened;
  const url = stringOf(values['prometheus']);
  const file = stringOf(values['from']) ?? storeFile(cacheFolder(), [root]);
  if (url === undefined && !existsSync(file))
    return refuse(
      `nothing was measured for ${root}`,
      'Receive traffic first: prompt-cost live, or Prompt Cost: Receive Live Use in the editor. Or ask a --prometheus.',
    );

  const progress = progressLine('Scanning');
  const { analyses, on } = await session.scan({ onProgress: progress.show }).finally(progress.clear);
  const calls = new Map(analyses.flatMap(({ calls: all }) => all.map(call => [call.id, call] as const)));
  const scanned = { root, calls, on };
  const measured = url === undefined ? received(file, scanned) : await asked(url, values, scanned);
  if ('why' in measured) return refuse(measured.why, measured.next);
  return write(measured, scanned, values['dry-run'] === true);
}

const MOST_DAYS = 30;

function wrongIn({ prometheus, from, days, where, all }: Arguments['values']): string | null {
  if (prometheus !== undefined && from !== undefined) return '--prometheus and --from are two sources';
  if (prometheus === undefined && [days, where, all].some(value => value !== undefined))
    return '--days, --where and --all are for --prometheus';
  if (where !== undefined && all !== undefined) return '--where says which series, --all that it is all of them';
  const count = Number(days ?? MOST_DAYS);
  return Number.isInteger(count) && count >= 1 && count <= MOST_DAYS ? null : `no number of days up to 30: ${days}`;
}

/** What was received by OTLP, and kept. */
function received(file: string, { root, calls, on }: Scanned): Measured | Refused {
  const problems: string[] = [];
  const { state } = keepRollup(file, why => problems.push(why));
  const [problem] = problems;
  if (problem !== undefined) return { why: problem, next: 'Receive traffic anew: prompt-cost live.' };
  const targets = [...calls.values()].map(call => targetOf(root, call));
  // What was missed since is no part of what was seen.
  const now = state.listened.at(-1)?.to ?? Date.now();
  const window = { now, window: { from: now - KEPT_MS, to: now } };
  const uses = usesOf(state, joinTo(targets, on), window, { source: 'otlp', isSample: false });
  const rows = uses.flatMap(use => {
    const call = calls.get(use.site);
    return call ? [usageRowOf(use, call, { from: 'OTLP', on: dayOf(now) })] : [];
  });
  if (rows.length > 0) return { rows, problems };
  return {
    why: 'none of what was measured could be tied to a call of this repository',
    next: 'Spans that name their line can be: see docs/live.',
  };
}

/** What a server counted. */
async function asked(url: string, values: Arguments['values'], scanned: Scanned): Promise<Measured | Refused> {
  const credentials = credentialsIn(process.env);
  if (!credentials.known) return { why: credentials.why, next: NEXT };
  // As a query has them, or in braces.
  const matchers = (stringOf(values['where']) ?? '').trim().replace(/^\{(.*)\}$/s, '$1');
  const found = await usageFromPrometheus({
    ...scanned,
    server: { url, auth: authOf(credentials.value), matchers },
    now: Date.now(),
    days: Number(values['days'] ?? MOST_DAYS),
    isAllOurs: matchers !== '' || values['all'] === true,
  });
  if (!found.known) return { why: found.why, next: NEXT };
  const { rows, problems } = found.value;
  if (rows.length > 0) return { rows, problems };
  return {
    why: 'none of what was counted could be tied to a call of this repository',
    next: problems.join('\n') || 'It may have counted nothing of late: see docs/live/prometheus.md.',
  };
}

function write({ rows, problems }: Measured, { root, calls }: Scanned, isDry: boolean): ExitCode {
  const [name] = USAGE_FILES;
  const there = USAGE_FILES.find(file => existsSync(path.join(root, file))) ?? name;
  const file = path.join(root, there);
  const models = new Set([...calls.values()].flatMap(({ model }) => model.candidates.map(({ id }) => id)));
  const isThere = (of: MeasuredOf): boolean => ('site' in of ? calls.has(of.site) : models.has(of.model));
  let written: WrittenUsage;
  try {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    written = withMeasured(
      text,
      rows.map(({ row }) => row),
      isThere,
    );
  } catch (error) {
    return refuse(
      `${there}: ${error instanceof Error ? error.message : String(error)}`,
      'Mend it first: nothing was written.',
    );
  }
  if (isDry) process.stdout.write(written.text);
  else writeFileSync(file, written.text);
  const { added, changed, kept, removed } = written;
  const counts = [
    `${added.length} added`,
    `${changed.length} changed`,
    `${kept.length} as before`,
    ...(removed.length > 0 ? [`${removed.length} removed, whose calls are gone`] : []),
  ];
  process.stderr.write(`${isDry ? 'Not written' : there}: ${counts.join(', ')}\n`);
  for (const { row, notes } of rows) for (const note of notes) process.stderr.write(`  ${nameOf(row)}: ${note}\n`);
  for (const problem of problems) process.stderr.write(`  ${problem}\n`);
  return 0;
}
