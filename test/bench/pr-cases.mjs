// `prompt-cost diff` against labelled pull requests, which live outside the project: `node test/bench/pr-cases.mjs LABELS REPOSITORIES`, the
// folder of `prcases.jsonl` and the one with a clone for each repository (`owner+name/repo`). Prints what is not as the label has it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DIST } from '../../esbuild.mjs';

const CAUSES = { model: 'model', prompt: 'prompt', max_tokens: 'output limit' };

function diffOf(repository, base, head) {
  const run = spawnSync(process.execPath, [path.join(DIST, 'cli.cjs'), 'diff', `${base}..${head}`, '--json', '--all'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status === 2) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

const isProduction = ({ tier, after, before }) => (tier ?? (after ?? before).tier) === 'production';

const filesOf = ({ before, after, changes }) =>
  [before?.file, after?.file, ...changes.flatMap(({ places }) => places.map(({ file }) => file))].filter(Boolean);

/** Models that a call may take stand as `a or b`. */
const names = (words, wanted) => String(words).split(' or ').includes(String(wanted));

function isTold({ sites, prompts, settings }, { path: file, change, before, after }) {
  if (change === 'added' || change === 'removed')
    return sites.some(site => site.kind === change && filesOf(site).includes(file));
  if (change === 'prompt')
    return (
      sites.some(({ changes }) =>
        changes.some(one => one.cause === 'prompt' && one.places.some(at => at.file === file)),
      ) || prompts.some(prompt => prompt.kind === 'changed' && prompt.file === file)
    );
  const isIt = one => one.cause === CAUSES[change] && names(one.before, before) && names(one.after, after);
  return (
    sites.some(site => site.changes.some(isIt) && filesOf(site).includes(file)) ||
    settings.some(
      one => one.what === CAUSES[change] && one.file === file && `${one.before} ${one.after}` === `${before} ${after}`,
    )
  );
}

/** What of a labelled pull request is not told as the label has it. */
function faultsIn({ silent, expected }, diff) {
  if (!silent)
    return expected.filter(one => one.change !== 'none' && !isTold(diff, one)).map(one => JSON.stringify(one));
  const told = [...diff.sites, ...diff.prompts, ...diff.settings].filter(isProduction);
  return told.length === 0 ? [] : [`${told.length} told where nothing is to be said`];
}

const [labels, repositories] = process.argv.slice(2);
const cases = readFileSync(path.join(labels, 'prcases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));
let right = 0;
for (const one of cases) {
  const diff = diffOf(path.join(repositories, one.repo, 'repo'), one.base, one.head);
  const faults = faultsIn(one, diff);
  if (faults.length === 0) right += 1;
  else console.log(`${one.repo} ${one.base.slice(0, 8)}..${one.head.slice(0, 8)}\n  ${faults.join('\n  ')}`);
}
console.log(`${right} of ${cases.length} as they are labelled`);
