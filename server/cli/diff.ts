import { relative, resolve } from 'node:path';
import { version } from '../../package.json';
import { type CostDiff, placeOf } from '../core/history/diff.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { outcomeOf } from '../core/policies/evaluate.ts';
import { writeDiff } from '../report/diff.ts';
import { writeCodeQuality } from '../report/diff-code-quality.ts';
import { writeDiffHtml } from '../report/diff-html.ts';
import { explainDiff } from '../report/diff-explain.ts';
import { writeDiffJson } from '../report/diff-json.ts';
import { writeDiffMarkdown } from '../report/diff-markdown.ts';
import { writeDiffSarif } from '../report/diff-sarif.ts';
import { readDiff } from '../workspace/git/diff.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { progressLine, terminalOf, widthOfOutput } from './output.ts';
import { rootFor } from './root.ts';

const FORMATS = ['json', 'markdown', 'sarif', 'code-quality', 'html'] as const;
const SEE_HELP = 'See prompt-cost diff --help.';

export const diff: Command = {
  summary: 'what a change does to the bill',
  help: `What a change does to the bill: calls added, removed and changed, and why each costs more or less.

  prompt-cost diff                  since this branch left the default one, with what is not committed
  prompt-cost diff main             since it left main
  prompt-cost diff main...topic     what topic changed since it left main
  prompt-cost diff v1.2..v1.3       one revision against another
  prompt-cost diff --staged         what would be committed now
  prompt-cost diff --explain service/chat.py:25
                                    how that number comes about, line by line
  prompt-cost diff --markdown       as a comment on a pull request
  prompt-cost diff --json           every site, cause and place, for a program

Both sides are read as git has them: nothing is checked out, built or run. Prices are those of today on both
sides. What only moved, was renamed or formatted is not told; neither are tests, examples and vendored code.
\`policies\` in promptcost.config.yaml say what a change may not do.
Exit codes: 0 fine, 1 a policy failed, 2 could not evaluate.

Options
  --staged        compare the index with HEAD, or with the revision given
  --config FILE   read this in place of promptcost.config.yaml
  --all           tests, examples and vendored code too
  --explain CALL  the arithmetic of one call before and after; FILE:LINE, or its id, which --json tells
  --markdown      write Markdown, in which nothing of the source can be a link, a mention or HTML
  --html          write a page that needs no other file
  --sarif         write SARIF 2.1.0: a result for each call, as serious as your policies say
  --code-quality  write GitLab's code quality report
  --json          write JSON
  --no-color      no colours, also with NO_COLOR set
  -h, --help      this text
`,
  options: {
    staged: { type: 'boolean' },
    config: { type: 'string' },
    all: { type: 'boolean' },
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
    sarif: { type: 'boolean' },
    html: { type: 'boolean' },
    'code-quality': { type: 'boolean' },
    explain: { type: 'string' },
    'no-color': { type: 'boolean' },
  },
  run,
};

async function run({ values, paths: [range, ...others] }: Arguments): Promise<ExitCode> {
  const formats = FORMATS.filter(name => values[name] === true);
  if (formats.length > 1) return refuse(`--${formats.join(' and --')} are two formats`, SEE_HELP);
  if (others.length > 0) return refuse(`one range at a time: ${[range, ...others].join(' ')}`, SEE_HELP);
  const root = rootFor([], process.cwd());
  const config = stringOf(values['config']);
  const progress = progressLine('Reading');
  const found = await readDiff({
    root,
    assets: import.meta.dirname,
    range,
    isStaged: values['staged'] === true,
    config: config === undefined ? null : pathFrom(root, config),
    onProgress: progress.show,
  });
  progress.clear();
  if (!found.ok) return refuse(found.why, SEE_HELP);
  const { compared, diff: told, verdicts, hasOtherPolicies, problems } = found.value;
  const [problem] = problems;
  if (problem)
    return refuse(
      `${problem.file}:${problem.line}: ${problem.key === '' ? '' : `${problem.key}: `}${problem.why}`,
      problem.next,
    );
  const asked = stringOf(values['explain']);
  if (asked !== undefined) return explainOne(asked, told, { root, labels: compared.labels });
  const isAll = values['all'] === true;
  const write = {
    json: () => writeDiffJson(told, verdicts, compared.labels),
    markdown: () => writeDiffMarkdown(told, { isAll, compared: compared.labels, verdicts, hasOtherPolicies }),
    sarif: () => writeDiffSarif(told, verdicts, version, isAll),
    'code-quality': () => writeCodeQuality(told, verdicts, isAll),
    html: () => writeDiffHtml(told, { isAll, compared: compared.labels, verdicts }),
    terminal: () =>
      writeDiff(told, {
        ...terminalOf(values, root),
        compared: `${compared.labels.base} → ${compared.labels.head}`,
        verdicts,
        isAll,
      }),
  };
  process.stdout.write(write[formats[0] ?? 'terminal']());
  return outcomeOf(verdicts) === 'fail' ? 1 : 0;
}

/** The arithmetic of the calls on a line, or of the one of that id. */
function explainOne(asked: string, { sites }: CostDiff, { root, labels }: { root: string; labels: Labels }): ExitCode {
  const [, file, line] = /^(.+):(\d+)$/.exec(asked) ?? [];
  const path = file === undefined ? undefined : pathFrom(root, file);
  const isMeant = (call: AnalyzedCall | null): boolean =>
    call !== null &&
    (call.id === asked ||
      ([path, file].includes(call.place.file) &&
        call.place.range.start.line < Number(line) &&
        Number(line) <= call.place.range.end.line + 1));
  const found = sites.filter(({ before, after }) => isMeant(after ?? before));
  const places = sites.map(placeOf).map(place => `${place.file}:${place.range.start.line + 1}`);
  if (found.length === 0)
    return refuse(
      `no call that changed at ${asked}`,
      places.length === 0 ? 'None did.' : `These did: ${places.slice(0, 10).join(', ')}.`,
    );
  process.stdout.write(found.map(site => explainDiff(site, labels, widthOfOutput())).join('\n'));
  return 0;
}

/** As the repository calls it. */
const pathFrom = (root: string, file: string): string => relative(root, resolve(file)).replaceAll('\\', '/');

type Labels = { base: string; head: string };
