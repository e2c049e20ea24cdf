import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Imported } from '../core/billing/bill.ts';
import { daysOf } from '../core/signals/days.ts';
import { readMeasured } from '../core/billing/measured.ts';
import { type MeasuredDay, reconcile as compare } from '../core/billing/reconcile.ts';
import { DAY_MS } from '../core/time.ts';
import { writeReconciliationJson } from '../report/reconcile-json.ts';
import { writeReconciliation } from '../report/reconcile.ts';
import { BILL_SOURCES, type BillSource, fetchBills } from '../workspace/billing/fetch.ts';
import { readBill } from '../workspace/billing/read.ts';
import { cacheFolder } from '../workspace/git/cache-folder.ts';
import { keepRollup } from '../workspace/telemetry/kept-rollup.ts';
import { storeFile } from '../workspace/telemetry/live.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { openFor } from './open.ts';
import { progressLine, terminalOf } from './output.ts';

const SEE_HELP = 'See prompt-cost reconcile --help.';

export const reconcile: Command = {
  summary: 'bills held against what was measured and what the code lets expect',
  help: `What was billed, measured and estimated, by model and day, and where the difference sits.

  prompt-cost reconcile costs.json usage.json             exports, in any order; their content tells what they are
  prompt-cost reconcile focus.csv.gz focus.parquet        bills of clouds as FOCUS tables
  prompt-cost reconcile --from openai --since 2026-11-01  asked for with your own admin key, from OPENAI_ADMIN_KEY
  prompt-cost reconcile --from anthropic                  the same, from ANTHROPIC_ADMIN_KEY
  prompt-cost reconcile --from litellm --url http://localhost:4000   from LITELLM_MASTER_KEY
  prompt-cost reconcile costs.json usage.json --measured measured.json
  prompt-cost reconcile costs.json --json | jq .models

Without a measurement the bill's tokens are priced by us: that alone shows another rate.
Parts of a difference add up. What the numbers do not show is "not explained".

Read are FOCUS 1.0 to 1.2 (CSV, Parquet), usage and costs of OpenAI (group_by=line_item) and
Anthropic (group_by[]=description), and spend logs, reports and daily activity of LiteLLM.
A measurement is a list of { day, provider, model, requests, tokens, pricedUsd }.

Options
  --from SERVICE   openai, anthropic or litellm, asked now; nothing else is asked of a network
  --url BASE       another address than the service's own
  --measured FILE  what was measured, as JSON; left out: what the editor or prompt-cost live received
                   for this folder
  --since DAY      from this UTC day on (asked of a service: the last 30 days)
  --until DAY      up to this UTC day
  --json           write JSON
  --root DIR       folder of the code (default: the git repository around this folder)
  --no-code        leave the code aside: no estimate
  --no-color       no colours, also with NO_COLOR set
  -h, --help       this text
`,
  options: {
    from: { type: 'string' },
    url: { type: 'string' },
    measured: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    json: { type: 'boolean' },
    root: { type: 'string' },
    'no-code': { type: 'boolean' },
    'no-color': { type: 'boolean' },
  },
  run,
};

async function run({ values, paths: files }: Arguments): Promise<ExitCode> {
  const [since, until] = [stringOf(values['since']) ?? null, stringOf(values['until']) ?? null];
  const wrong = [since, until].find(day => day !== null && !isDay(day));
  if (wrong != null) return refuse(`no date: ${wrong}`, 'Write it as 2026-11-21.');
  if (files.length === 0 && values['from'] === undefined)
    return refuse(
      'no bill is named',
      'prompt-cost reconcile costs.json, or --from openai. See prompt-cost reconcile --help.',
    );
  if (values['url'] !== undefined && values['from'] === undefined) return refuse('--url belongs to --from', SEE_HELP);

  const bills: Imported[] = [];
  for (const file of files) {
    const read = existsSync(file) ? await readBill(file) : { ok: false as const, why: 'no such file' };
    if (!read.ok) return refuse(`${file}: ${read.why}`, SEE_HELP);
    bills.push(read.value);
  }
  const fetched = await fetchFrom(values, since, until);
  if (typeof fetched === 'number') return fetched;
  const given = measuredFrom(stringOf(values['measured']));
  if (typeof given === 'number') return given;

  const opened = await openFor([], stringOf(values['root']));
  if (typeof opened === 'number') return opened;
  const { session, root } = opened;
  const measured = given ?? receivedFor(root);
  const progress = progressLine('Scanning');
  const scan =
    values['no-code'] === true ? null : await session.scan({ onProgress: progress.show }).finally(progress.clear);
  const found = compare([...bills, ...fetched], measured, {
    since,
    until,
    own: session.meter().prices ?? [],
    calls: scan && scan.analyses.flatMap(({ calls }) => calls),
  });
  process.stdout.write(
    values['json'] === true ? writeReconciliationJson(found) : writeReconciliation(found, terminalOf(values, root)),
  );
  return 0;
}

const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

const DAYS_ASKED = 30;

async function fetchFrom(
  values: Arguments['values'],
  since: string | null,
  until: string | null,
): Promise<Imported[] | ExitCode> {
  const from = stringOf(values['from']);
  if (from === undefined) return [];
  if (!Object.hasOwn(BILL_SOURCES, from))
    return refuse(`--from ${from}: not known`, `Known: ${Object.keys(BILL_SOURCES).join(', ')}.`);
  const source = from as BillSource;
  const { key: name, base: own } = BILL_SOURCES[source];
  const base = stringOf(values['url']) ?? own;
  if (base === null)
    return refuse(
      `--from ${from} needs an address`,
      `prompt-cost reconcile --from ${from} --url http://localhost:4000`,
    );
  if (!/^https?:\/\//.test(base) || !URL.canParse(base))
    return refuse(`no address: ${base}`, 'Write it as https://host.');
  const key = process.env[name];
  if (key === undefined || key === '')
    return refuse(`no key in ${name}`, `Put your own admin key into the environment as ${name}.`);
  const last = until ?? new Date().toISOString().slice(0, 10);
  const first = since ?? new Date(Date.parse(last) - (DAYS_ASKED - 1) * DAY_MS).toISOString().slice(0, 10);
  const progress = progressLine(`Asking ${from}`);
  const fetched = await fetchBills(source, base, key, { since: first, until: last }).finally(progress.clear);
  return fetched.ok ? fetched.value : refuse(fetched.why, SEE_HELP);
}

/** What the editor, or `prompt-cost live`, received for this folder; null: nothing. */
function receivedFor(root: string): MeasuredDay[] | null {
  const file = storeFile(cacheFolder(), [root]);
  if (!existsSync(file)) return null;
  const { state } = keepRollup(file, why => process.stderr.write(`prompt-cost: ${why}\n`));
  const days = daysOf(state, Date.now());
  return days.length > 0 ? days : null;
}

/** Null: nothing measured is given. */
function measuredFrom(file: string | undefined): MeasuredDay[] | null | ExitCode {
  if (file === undefined) return null;
  if (!existsSync(file)) return refuse(`no such file: ${file}`, `Paths count from ${resolve('.')}.`);
  try {
    const read = readMeasured(JSON.parse(readFileSync(file, 'utf8')));
    return read.ok ? read.value : refuse(`${file}: ${read.why}`, SEE_HELP);
  } catch (error) {
    return refuse(`${file}: ${error instanceof Error ? error.message : String(error)}`, SEE_HELP);
  }
}
