import { once } from 'node:events';
import { diffRevisions, type AnalyzedRevision } from '../core/history/diff.ts';
import { writeDiff } from '../report/diff.ts';
import { isSilent } from '../report/diff-words.ts';
import { summarize } from '../report/summary.ts';
import { keepScans } from '../workspace/kept-scans.ts';
import type { Scan } from '../workspace/session.ts';
import { watchFolder } from '../workspace/watch.ts';
import { type Arguments, type Command, type ExitCode, refuse } from './command.ts';
import { openFor } from './open.ts';
import { progressLine, terminalOf } from './output.ts';

export const watch: Command = {
  summary: 'what each save does to the bill, as files change',
  help: `What each save does to the bill: keeps running, and tells what changed whenever files do.

  prompt-cost watch            the repository around this folder
  prompt-cost watch service    a folder alone

Ctrl+C ends it. Saves that change nothing that is paid for are not told.

Options
  --all       tests, examples and vendored code too
  --no-color  no colours, also with NO_COLOR set
  -h, --help  this text
`,
  options: { all: { type: 'boolean' }, 'no-color': { type: 'boolean' } },
  run,
};

async function run({ values, paths: [folder, ...others] }: Arguments): Promise<ExitCode> {
  if (others.length > 0) return refuse('one folder at a time', 'See prompt-cost watch --help.');
  const opened = await openFor(folder === undefined ? [] : [folder], folder);
  if (typeof opened === 'number') return opened;
  const { root } = opened;
  const scans = keepScans();
  const session = scans.keep(opened.session);
  const { pathOf } = terminalOf(values, root);
  const revisionOf = ({ analyses }: Scan): AnalyzedRevision => ({ analyses, meter: session.meter() });
  const progress = progressLine('Scanning');
  const first = await scans.scan(session, { onProgress: progress.show });
  progress.clear();
  let known = revisionOf(first);
  process.stdout.write(`${summarize(first, pathOf).join('\n')}\n`);

  const watcher = await watchFolder(root, async files => {
    session.invalidate(files);
    for (const { file, line, key, why } of session.problems())
      process.stderr.write(`prompt-cost: ${file}:${line}: ${[key, why].filter(word => word !== '').join(': ')}\n`);
    const next = revisionOf(await scans.scan(session));
    const diff = diffRevisions(known, next, path => path);
    known = next;
    if (isSilent(diff)) return;
    process.stdout.write(
      `\n${writeDiff(diff, {
        ...terminalOf(values, root),
        compared: new Date().toLocaleTimeString('en-GB'),
        verdicts: [],
        isAll: values['all'] === true,
      })}`,
    );
  });
  process.stdout.write(`Watching ${root}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await watcher.close();
  return 0;
}
