import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DAY_MS } from '../core/time.ts';
import { writeDriftJson } from '../report/drift-json.ts';
import { writeDrift } from '../report/drift.ts';
import { readDrift } from '../workspace/git/drift.ts';
import { openRepository, placeOf } from '../workspace/git/repository.ts';
import { sentIn } from '../workspace/git/sent.ts';
import { openSession } from '../workspace/open.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { progressLine, terminalOf } from './output.ts';
import { isInside, rootFor } from './root.ts';

const SEE_HELP = 'See prompt-cost drift --help.';

export const drift: Command = {
  summary: 'how prompts grew, commit by commit',
  help: `How prompts grew, commit by commit: through renames, and moves between files.

  prompt-cost drift                      every prompt of the repository, the biggest growth first
  prompt-cost drift backend/prompts      of a folder or file, those included that are gone
  prompt-cost drift --since 90d          the history of so long only
  prompt-cost drift --json > drift.json  every step: commit, date, place, size, what happened

  ▁▂▃▅▇  sizes from the first commit to now     new  was not there then
  ·      the same size as then                  ?    older than the history that is here

Sizes are o200k_base tokens of the text that the source decides; what is filled in at run time is left out.
p50 is the prompt in the middle, p95 the one that 95 % are no longer than; month by month in --json.
Merges count as one step. What is not committed yet counts too.

Options
  --since TIME  how far back: 90d, 12w, 6m, 1y or a date (2026-01-31); all of it if left out
  --json        write JSON
  --no-color    no colours, also with NO_COLOR set
  -h, --help    this text
`,
  options: {
    since: { type: 'string' },
    json: { type: 'boolean' },
    'no-color': { type: 'boolean' },
  },
  run,
};

async function run({ values, paths: given }: Arguments): Promise<ExitCode> {
  const told = stringOf(values['since']);
  const since = told === undefined ? null : readSince(told, new Date());
  if (since === undefined) return refuse(`--since ${told}: no time`, 'Say 90d, 12w, 6m, 1y or a date: 2026-01-31.');
  const paths = given.map(path => resolve(path));
  const root = rootFor(paths, process.cwd());
  const outside = paths.find(path => !isInside(root, path));
  if (outside !== undefined) return refuse(`${outside} is outside of ${root}`, 'One repository is read at a time.');
  const place = await placeOf(root);
  if (!place.ok) return refuse(`no history to read: ${root}`, `git says: ${place.why}.`);

  const assets = import.meta.dirname;
  const session = await openSession({ root, assets });
  const progress = progressLine('Scanning');
  // Who sends a prompt is looked for where it stands.
  const scan = await session.scan({ paths: paths.filter(path => existsSync(path)), onProgress: progress.show });
  const history = progressLine('Reading history:', 'commits');
  const sent = sentIn(scan.analyses);
  const repository = openRepository(place.value, assets);
  const found = await readDrift(repository, { paths, since, sent, withGone: true, onProgress: history.show });
  repository.close();
  history.clear();
  if (!found.ok) return refuse(found.why, SEE_HELP);
  process.stdout.write(
    values['json'] === true ? writeDriftJson(found.value) : writeDrift(found.value, terminalOf(values, root)),
  );
  return 0;
}

const DAYS_OF: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

/** Undefined where it is no time. */
function readSince(text: string, now: Date): Date | undefined {
  const [, count, unit = ''] = /^(\d{1,4})([dwmy])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (DAYS_OF[unit] ?? 1) * DAY_MS);
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(text) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}
