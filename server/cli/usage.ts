import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { USAGE_FILES } from '../core/configuration/configuration.ts';
import { withMeasured, type WrittenUsage } from '../core/configuration/usage-file.ts';
import { joinTo, targetOf } from '../core/signals/join.ts';
import { type UsageOf, usageRowOf } from '../core/signals/usage-rows.ts';
import { KEPT_MS } from '../core/signals/rollup.ts';
import { usesOf } from '../core/signals/uses.ts';
import { cacheFolder } from '../workspace/git/cache-folder.ts';
import { keepRollup } from '../workspace/telemetry/kept-rollup.ts';
import { storeFile } from '../workspace/telemetry/live.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { openFor } from './open.ts';
import { progressLine } from './output.ts';

export const usage: Command = {
  summary: 'how calls are made, as it was measured, for the cost of a month',
  help: `Writes what was measured of each call (calls a month, lengths, cache) into promptcost.usage.yaml, with source and day.

  prompt-cost usage sync            what the editor, or prompt-cost live, received for this repository
  prompt-cost usage sync --dry-run  shows the file, and writes nothing

Rows that you wrote stay as they are, and count before measured ones. A month is told from a day of traffic on.
prompt-cost diff and the GitHub Action then tell what a change does to the month.

Options
  --root DIR   the folder that promptcost.usage.yaml lies in
  --from FILE  measurements of another folder: a file that prompt-cost live kept
  --dry-run    prints the file instead
  -h, --help   this text
`,
  options: { root: { type: 'string' }, from: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  run,
};

const NEXT = 'See prompt-cost usage --help.';

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

async function run({ values, paths: [what, ...others] }: Arguments): Promise<ExitCode> {
  if (what !== 'sync' || others.length > 0)
    return refuse(`${what === undefined ? 'nothing' : `"${what}"`} to do`, NEXT);
  const opened = await openFor([], stringOf(values['root']));
  if (typeof opened === 'number') return opened;
  const { session, root } = opened;
  const source = stringOf(values['from']) ?? storeFile(cacheFolder(), [root]);
  if (!existsSync(source))
    return refuse(
      `nothing was measured for ${root}`,
      'Receive traffic first: prompt-cost live, or Prompt Cost: Receive Live Use in the editor.',
    );
  const problems: string[] = [];
  const { state } = keepRollup(source, why => problems.push(why));
  const [problem] = problems;
  if (problem !== undefined) return refuse(problem, 'Receive traffic anew: prompt-cost live.');

  const progress = progressLine('Scanning');
  const { analyses, on } = await session.scan({ onProgress: progress.show }).finally(progress.clear);
  const calls = new Map(analyses.flatMap(({ calls: all }) => all.map(call => [call.id, call] as const)));
  const targets = [...calls.values()].map(call => targetOf(root, call));
  // What was missed since is no part of what was seen.
  const now = state.listened.at(-1)?.to ?? Date.now();
  const asked = { now, window: { from: now - KEPT_MS, to: now } };
  const uses = usesOf(state, joinTo(targets, on), asked, { source: 'otlp', isSample: false });
  const rows = uses.flatMap(use => {
    const call = calls.get(use.site);
    return call ? [usageRowOf(use, call, { from: 'OTLP', on: dayOf(now) })] : [];
  });
  if (rows.length === 0)
    return refuse(
      'none of what was measured could be tied to a call of this repository',
      'Spans that name their line can be: see docs/live.',
    );
  return write(root, rows, site => calls.has(site), values['dry-run'] === true);
}

function write(root: string, rows: readonly UsageOf[], isCall: (site: string) => boolean, isDry: boolean): ExitCode {
  const [name] = USAGE_FILES;
  const there = USAGE_FILES.find(file => existsSync(path.join(root, file))) ?? name;
  const file = path.join(root, there);
  let written: WrittenUsage;
  try {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    written = withMeasured(
      text,
      rows.map(({ row }) => row),
      isCall,
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
  for (const { row, notes } of rows) for (const note of notes) process.stderr.write(`  ${row.site}: ${note}\n`);
  return 0;
}
