import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { writeHtml } from '../report/html.ts';
import { writeJson } from '../report/json.ts';
import { plural } from '../report/tally.ts';
import { openSession } from '../workspace/open.ts';
import { loadPage } from '../workspace/page.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { progressLine } from './output.ts';
import { isInside, rootFor } from './root.ts';

const SEE_HELP = 'See prompt-cost report --help.';

export const report: Command = {
  summary: 'all calls as one page: a map of the cost by file, a table to sort',
  help: `All calls as one page to open in a browser: a map of the cost by file, a table to sort and filter.

  prompt-cost report -o report.html         of the repository around this folder
  prompt-cost report service -o cost.html   of folders and files
  prompt-cost report > report.html          the same through a pipe
  prompt-cost report --json                 the calls as JSON, as scan --json writes them

The page needs no network and no other file. What is not known is in no sum and no area: it lies apart, hatched.

Options
  --html            write the page (so it is if nothing else is said)
  --json            write JSON
  -o, --output FILE write to FILE, in place of standard output
  --root DIR        folder that imports and paths count from (default: the git repository around this folder)
  -h, --help        this text
`,
  options: {
    html: { type: 'boolean' },
    json: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    root: { type: 'string' },
  },
  run,
};

async function run({ values, paths: given }: Arguments): Promise<ExitCode> {
  const output = stringOf(values['output']);
  const isJson = values['json'] === true;
  if (isJson && values['html'] === true) return refuse('--html or --json, not both', SEE_HELP);
  if (!isJson && output === undefined && process.stdout.isTTY)
    return refuse('a page is nothing for a terminal', 'Name a file for it: prompt-cost report -o report.html');
  const missing = given.find(path => !existsSync(path));
  if (missing !== undefined) return refuse(`no such file or folder: ${missing}`, `Paths count from ${process.cwd()}.`);
  const paths = given.map(path => resolve(path));
  const root = resolve(stringOf(values['root']) ?? rootFor(paths, process.cwd()));
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return refuse(`not a folder: ${root}`, SEE_HELP);
  const outside = paths.find(path => !isInside(root, path));
  if (outside !== undefined)
    return refuse(`${outside} is outside of ${root}`, 'Name a folder around both with --root.');

  const session = await openSession({ root, assets: import.meta.dirname });
  const [problem] = session.problems();
  if (problem) return refuse(`${problem.file}:${problem.line}: ${problem.why}`, problem.next);
  const progress = progressLine('Scanning');
  const scan = await session.scan({ paths, onProgress: progress.show }).finally(progress.clear);
  const text = isJson
    ? writeJson(scan)
    : writeHtml([{ name: null, scan }], { title: basename(root), ...(await loadPage(import.meta.dirname)) });
  if (output === undefined) process.stdout.write(text);
  else {
    try {
      writeFileSync(output, text);
    } catch (error) {
      return refuse(`${output} can't be written: ${String(error)}`, 'Name another file with -o.');
    }
    const calls = scan.analyses.reduce((sum, analysis) => sum + analysis.calls.length, 0);
    process.stderr.write(`${output}: ${plural(calls, 'call site')} in ${plural(scan.analyses.length, 'file')}\n`);
  }
  return 0;
}
