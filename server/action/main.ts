import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import { toDecimal } from '../../pricing/money.ts';
import { reaches, sizeOf } from '../core/history/size.ts';
import type { Place } from '../core/model.ts';
import { outcomeOf } from '../core/policies/evaluate.ts';
import { writeDiffJson } from '../report/diff-json.ts';
import { type DiffMarkdownOptions, writeDiffMarkdown } from '../report/diff-markdown.ts';
import { writeDiffSarif } from '../report/diff-sarif.ts';
import { sentencesInAll, sentencesOf } from '../report/diff-sentences.ts';
import { headline } from '../report/diff-headline.ts';
import { isSilent, ofProduction } from '../report/diff-words.ts';
import { linkTo } from '../report/quoting.ts';
import { type ReadDiff, readDiff } from '../workspace/git/diff.ts';
import { findPull, upsertComment } from './comment.ts';
import { bringCommits } from './commits.ts';
import { type Event, readEvent } from './event.ts';
import { createGitHub, type GitHub } from './github.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { announce, annotate, hide, log, writeOutputs, writeSummary } from './workflow.ts';

/** The GitHub Action. Exit codes: 0 fine, 1 a policy failed, 2 could not evaluate. */

/** A summary may be longer than a comment. */
const MOST_OF_A_SUMMARY = 250_000;

interface Run {
  env: NodeJS.ProcessEnv;
  inputs: Inputs;
  event: Event;
  github: GitHub;
}

async function main(env: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  const inputs = readInputs(env);
  if (typeof inputs === 'string') return refuse(inputs);
  if (inputs.token !== null) hide(inputs.token);
  const event = readEvent(env);
  if (typeof event === 'string') return refuse(event);
  const api = (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/$/, '');
  const run = {
    env,
    inputs,
    event,
    github: createGitHub({ api, graphql: env['GITHUB_GRAPHQL_URL'] ?? `${api}/graphql`, token: inputs.token, log }),
  };
  const pull = await pullOf(run);
  if (event.source && !pull) return leave('nothing to compare: no open pull request has that commit as its head');
  const known = pull
    ? { ...event, pull: pull.number, base: pull.base.sha, labels: { ...event.labels, base: pull.base.ref } }
    : event;
  return compare({ ...run, event: known });
}

/** After another workflow the event does not say whose pull request it was, if that comes from a fork. */
const pullOf = async ({ event: { source, repository, head }, github }: Run): ReturnType<typeof findPull> =>
  source && head !== null ? findPull(github, repository, { ...source, head }) : null;

async function compare(run: Run): Promise<0 | 1 | 2> {
  const { env, inputs, event, github } = run;
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const base = inputs.base ?? event.base;
  if (base === null) return refuse(`an event ${event.name} says no base: give one with \`base\``);
  const wanted = {
    root: workspace,
    base,
    head: inputs.head ?? event.head ?? 'HEAD',
    isAncestor: inputs.base !== null || event.isAncestor,
    repository: event.repository,
    server: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
    token: inputs.token,
  };
  const commits = await bringCommits(wanted, github);
  if (!commits.ok) return refuse(commits.why);
  const found = await readDiff({
    root: join(workspace, inputs.folder),
    config: inputs.config,
    // The bundle lies in a folder of its own beside what it needs.
    assets: dirname(import.meta.dirname),
    range: `${commits.value.base}..${commits.value.head}`,
  });
  if (!found.ok) return refuse(found.why);
  const [problem] = found.value.problems;
  if (problem)
    return refuse(
      `${problem.file}:${problem.line}: ${problem.key === '' ? '' : `${problem.key}: `}${problem.why}. ${problem.next}`,
    );
  return tell(run, found.value, { ...commits.value, server: wanted.server });
}

/** The same in every place that can be written to; then what follows from it. */
async function tell(
  run: Run,
  found: ReadDiff,
  commits: { base: string; head: string; server: string },
): Promise<0 | 1> {
  const { env, inputs } = run;
  const { diff: whole, verdicts } = found;
  const diff = ofProduction(whole);
  const options = optionsOf(run, found, commits);
  const result = outcomeOf(verdicts);
  log(headline(diff));
  annotate(sentencesOf(diff, verdicts), inputs.folder);
  for (const { level, text } of sentencesInAll(verdicts, diff.on)) announce(level, text);
  writeSummary(writeDiffMarkdown(whole, { ...options, most: MOST_OF_A_SUMMARY }), env['GITHUB_STEP_SUMMARY']);
  const markdown = writeDiffMarkdown(whole, { ...options, most: MOST_OF_COMMENT_TEXT });
  const folder = env['RUNNER_TEMP'] ?? tmpdir();
  const paths = {
    'markdown-path': write(folder, 'diff.md', markdown),
    'json-path': write(folder, 'diff.json', writeDiffJson(whole, verdicts, options.compared)),
    'sarif-path': write(folder, 'diff.sarif', writeDiffSarif(whole, verdicts, version)),
  };
  const { usd } = sizeOf(diff).input;
  const outputs = {
    headline: headline(diff),
    'delta-input-usd': usd === null ? '' : toDecimal(usd),
    'sites-changed': String(diff.sites.length),
    'policy-result': result,
    ...paths,
  };
  writeOutputs(outputs, env['GITHUB_OUTPUT']);
  await comment(run, found, markdown);
  const isBad =
    inputs.failOn === 'never' ? false : result === 'fail' || (result === 'warn' && inputs.failOn === 'warn');
  if (isBad) log('a policy failed: see the annotations');
  return isBad ? 1 : 0;
}

/** What is around the text in a comment: a mark of at most this length. */
const MOST_OF_COMMENT_TEXT = 65_536 - 400;

function write(folder: string, name: string, text: string): string {
  const path = join(folder, 'prompt-cost', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function optionsOf(
  { event, inputs }: Run,
  { verdicts, hasOtherPolicies }: ReadDiff,
  commits: { base: string; head: string; server: string },
): DiffMarkdownOptions {
  const link = ({ file, range }: Place, isGone: boolean): string => {
    const path = inputs.folder === '' ? file : `${inputs.folder}/${file}`;
    const commit = isGone ? commits.base : commits.head;
    return linkTo(`${commits.server}/${event.repository}/blob/${commit}`, path, range.start.line + 1);
  };
  return { isAll: false, compared: event.labels, verdicts, hasOtherPolicies, linkOf: link };
}

/** Only where it is asked for, and only past the threshold; what was said before is taken back when it no longer holds. */
async function comment(
  { inputs, event, github }: Run,
  { diff: whole, verdicts }: ReadDiff,
  markdown: string,
): Promise<void> {
  if (inputs.comment === 'never' || event.pull === null) return;
  if (inputs.token === null) return log('no comment: no github-token is given');
  const diff = ofProduction(whole);
  const isPast = inputs.comment === 'always' || reaches(sizeOf(diff), inputs.threshold);
  const isJudged = verdicts.some(
    ({ outcome, action }) => action === 'fail' || (action === 'warn' && outcome === 'beyond'),
  );
  const isWorth = (isPast && !isSilent(diff)) || isJudged;
  const text = isWorth
    ? markdown
    : isSilent(diff)
      ? markdown
      : `**LLM cost: back under the threshold**\n\n<details><summary>What is left</summary>\n\n${markdown}\n</details>\n`;
  const target = { repository: event.repository, pull: event.pull, key: inputs.folder };
  const { what } = await upsertComment(github, target, { text, onlyThere: !isWorth });
  log(what);
}

/** Nothing was compared, and nothing should have been. */
function leave(why: string): 0 {
  log(why);
  return 0;
}

/** What the user can mend. */
function refuse(why: string): 2 {
  announce('error', `could not evaluate: ${why}`);
  return 2;
}

async function start(): Promise<void> {
  try {
    process.exitCode = await main(process.env);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    announce('error', `this is a bug in prompt-cost: ${what}`);
    process.exitCode = 2;
  }
}

void start();
