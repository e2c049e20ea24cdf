import { version } from '../../package.json';
import type { Finding } from '../core/model.ts';
import { RULES } from '../core/rules/index.ts';
import { writeFindings, writeFindingsJson } from '../report/findings.ts';
import { writeSarif } from '../report/sarif.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { openFor } from './open.ts';
import { progressLine, terminalOf } from './output.ts';

const SEE_HELP = 'See prompt-cost lint --help.';
const SEVERITIES = ['info', 'warning', 'error'] as const;

export const lint: Command = {
  summary: 'calls that cost more than they need to, and what to do about it',
  help: `Calls that cost more than they need to, and what to do about it.

  prompt-cost lint                       every file of the repository around this folder
  prompt-cost lint service web/chat.ts   folders and files
  prompt-cost lint --severity warning    warnings and errors only
  prompt-cost lint --sarif > lint.sarif  for code scanning
  prompt-cost lint --rules               the rules, and how serious each is

A comment \`prompt-cost: ignore RULE\` on a call's line or above it silences a rule there, \`prompt-cost: ignore-file RULE\`
in the file. promptcost.config.yaml says how serious a rule is to you: rules: { no-output-limit: off }.
Exit codes: 0 nothing of severity error, 1 something is, 2 could not run.

Options
  --severity S  from this severity on: info (default), warning, error
  --json        write JSON; lines count from 1
  --sarif       write SARIF 2.1.0
  --rules       list the rules
  --root DIR    folder that imports and paths count from (default: the git repository around this folder)
  --no-color    no colours, also with NO_COLOR set
  -h, --help    this text
`,
  options: {
    json: { type: 'boolean' },
    sarif: { type: 'boolean' },
    rules: { type: 'boolean' },
    severity: { type: 'string' },
    root: { type: 'string' },
    'no-color': { type: 'boolean' },
  },
  run,
};

async function run({ values, paths: given }: Arguments): Promise<ExitCode> {
  if (values['rules'] === true) return listRules();
  const asked = stringOf(values['severity']) ?? 'info';
  const least = SEVERITIES.findIndex(one => one === asked);
  if (least < 0) return refuse(`no severity: ${asked}`, `Say one of: ${SEVERITIES.join(', ')}.`);
  if (values['json'] === true && values['sarif'] === true)
    return refuse('--json and --sarif are two formats', SEE_HELP);
  const opened = await openFor(given, stringOf(values['root']));
  if (typeof opened === 'number') return opened;
  const { session, root, paths } = opened;
  const progress = progressLine('Reading');
  const scan = await session.scan({ paths, lint: true, onProgress: progress.show });
  progress.clear();
  const findings = scan.findings.filter(({ severity }) => SEVERITIES.indexOf(severity) >= least);
  process.stdout.write(written(findings, scan.files));
  return scan.findings.some(({ severity }) => severity === 'error') ? 1 : 0;

  function written(all: readonly Finding[], files: number): string {
    if (values['json'] === true) return writeFindingsJson(all);
    if (values['sarif'] === true) return writeSarif(all, RULES, version);
    return writeFindings(all, {
      ...terminalOf(values, root),
      currency: session.meter().currency ?? null,
      files,
    });
  }
}

function listRules(): ExitCode {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  const lines = RULES.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
