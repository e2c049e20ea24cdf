// `npm test`; with `--fast` `npm run check`, which leaves the real VS Code out. Ends with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bin, build, explain, installMissing, packageExtension, run, step } from '../esbuild.mjs';
import { installMetricServers } from './harness/metrics/install.mjs';

/** What a check or a suite came to. `failures` are texts for the reader. */
const passed = { passes: 1, failures: [] };
const failed = error => ({ passes: 0, failures: [explain(error)] });

/** The second run of the compiler looks only at what changed since. */
const types = (project, name) => [
  'tsc',
  '-p',
  project,
  '--incremental',
  '--tsBuildInfoFile',
  `.cache/${name}.tsbuildinfo`,
];

const CHECKS = {
  types: types('.', 'all'),
  'types of core': types('server/core', 'core'),
  'types of the page': types('server/report/page', 'page'),
  'types of the panel': types('extension/panel/view', 'panel'),
  lint: ['oxlint', '--deny-warnings'],
  format: ['oxfmt', '--check'],
  layers: ['depcruise', 'server', 'extension', 'pricing', 'test'],
  'dead code': ['knip'],
};

const FAST_TESTS = ['test/**/*.test.ts', '--ignore', 'test/vscode/**', '--parallel', '--jobs', '2'];

const isFast = process.argv.includes('--fast');
const results = await runAll().catch(error => [failed(error)]);
const failures = results.flatMap(result => result.failures);
const passes = results.reduce((sum, result) => sum + result.passes, 0);
for (const failure of failures) console.log(`\n${failure}`);
console.log(`${failures.length > 0 ? '\n' : ''}${passes} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passes === 0 ? 1 : 0;

async function runAll() {
  await installMissing();
  await installMetricServers();
  const built = await attempt('build', build);
  const isBuilt = built.failures.length === 0;
  // Two lanes for two cores: the checks one after the other beside the tests, of which some run the built programs.
  const [checks, tests] = await Promise.all([runChecks(), isBuilt ? runMocha('tests', FAST_TESTS) : []]);
  const real = isBuilt && !isFast ? await runInVSCode() : [];
  return [built, checks, tests, real].flat();
}

async function runChecks() {
  const done = [];
  for (const [name, [tool, ...args]] of Object.entries(CHECKS))
    done.push(await attempt(name, () => run(bin(tool), args)));
  return done;
}

function attempt(name, work) {
  return step(name, work).then(() => passed, failed);
}

async function runInVSCode() {
  const { installVSCode } = await import('./vscode/install.mjs');
  const { runHostSuite } = await import('./vscode/host.mjs');
  try {
    const vsix = await step('package the extension', packageExtension);
    const installation = await step('real VS Code', installVSCode);
    const host = await inVSCode('extension host', () => runHostSuite(installation, vsix));
    return [host, await runMocha('rendered', ['test/vscode/*.test.mjs'])];
  } catch (error) {
    return [failed(error)];
  }
}

function inVSCode(name, suite) {
  return step(name, suite).then(countMocha, failed);
}

/** Runs test files; the counts are mocha's own, from a file, so that a run that broke off is none that passed. */
async function runMocha(name, args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-test-'));
  const output = path.join(folder, 'results.json');
  let crash;
  await step(name, () =>
    run(bin('mocha'), [...args, '--reporter', 'json', '--reporter-option', `output=${output}`]),
  ).catch(error => (crash = error));
  try {
    return countMocha(JSON.parse(readFileSync(output, 'utf8')));
  } catch {
    return failed(crash ?? Object.assign(new Error('mocha wrote no results'), { step: name })); // says why there is no file
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A test that was skipped has not passed, and a suite without a test is no suite. */
function countMocha({ passes: done, failures: broken, pending, stats }) {
  const texts = [
    ...broken.map(({ fullTitle, err }) => `✗ ${fullTitle}\n${describeError(err)}`),
    ...pending.map(({ fullTitle }) => `✗ ${fullTitle}\nskipped`),
    ...(stats.tests === 0 ? ['✗ a suite had no test'] : []),
  ];
  return { passes: done.length, failures: texts };
}

function describeError({ message, stack = '', expected, actual }) {
  const where = stack.split('\n').filter(line => /^\s+at .*\/test\//.test(line));
  const isDiff = expected !== undefined && actual !== undefined && !message.includes(String(expected));
  const diff = isDiff ? [`expected: ${expected}`, `actual:   ${actual}`] : [];
  return [message, ...diff, ...where.slice(0, 1)].join('\n');
}
