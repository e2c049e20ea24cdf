import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeJson } from '../report/json.ts';
import type { ScanReport } from '../report/scan.ts';
import { writeTable } from '../report/table.ts';
import type { Session } from '../workspace/session.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { openFor } from './open.ts';
import { progressLine, terminalOf } from './output.ts';

const SEE_HELP = 'See prompt-cost scan --help.';

export const scan: Command = {
  summary: 'list LLM calls with their tokens and cost',
  help: `List LLM calls with their tokens and cost per call.

  prompt-cost scan                          every file of the repository around this folder
  prompt-cost scan service web/src/chat.ts  folders and files
  prompt-cost scan --json > calls.json      for a program; lines count from 1
  prompt-cost scan --stdin-path a.py < b    text from a pipe, as if it were the file a.py

  1,204 tok   exact              ~1,204 tok   counted by a fitted rule
  ≥1,204 tok  this or more       ? tok        not known; the reason stands below the call

Options
  --json             write JSON
  --stdin-path FILE  read the text of FILE from standard input
  --root DIR         folder that imports and paths count from (default: the git repository around this folder)
  --no-color         no colours, also with NO_COLOR set
  -h, --help         this text
`,
  options: {
    json: { type: 'boolean' },
    'stdin-path': { type: 'string' },
    root: { type: 'string' },
    'no-color': { type: 'boolean' },
  },
  run,
};

async function run({ values, paths: given }: Arguments): Promise<ExitCode> {
  const stdinPath = stringOf(values['stdin-path']);
  if (stdinPath !== undefined && given.length > 0) return refuse('--stdin-path takes no other paths', SEE_HELP);
  const opened = await openFor(stdinPath === undefined ? given : [], stringOf(values['root']), stdinPath);
  if (typeof opened === 'number') return opened;
  const { session, root, paths } = opened;
  const report =
    stdinPath === undefined ? await scanPaths(session, paths) : await scanText(session, resolve(stdinPath));
  if (!report)
    return refuse(`no language that is read: ${stdinPath}`, 'Python, TypeScript, JavaScript and Go are read.');
  process.stdout.write(values['json'] === true ? writeJson(report) : writeTable(report, terminalOf(values, root)));
  return 0;
}

async function scanPaths(session: Session, paths: string[]): Promise<ScanReport> {
  const progress = progressLine('Scanning');
  try {
    return await session.scan({ paths, onProgress: progress.show });
  } finally {
    progress.clear();
  }
}

async function scanText(session: Session, file: string): Promise<ScanReport | undefined> {
  session.setText(file, await text(process.stdin));
  const analysis = await session.analyze(file);
  return analysis && { analyses: [analysis], skipped: [], files: 1, ignoredFiles: 0, on: session.meter().on };
}
