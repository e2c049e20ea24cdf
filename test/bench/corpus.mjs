// Scores a scan against labelled code. The labels and their scorers live outside the project: their folders are given.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIST } from '../../esbuild.mjs';
import { countLiterals } from './literals.mjs';

const MAX_BUFFER = 1 << 28;
const json = (command, args) => JSON.parse(execFileSync(command, args, { encoding: 'utf8', maxBuffer: MAX_BUFFER }));

/** Calls of every repository under `src`, each scanned for itself; a repository is `depth` folders down. */
function scanAll(src, depth) {
  const folders = Array.from({ length: depth }).reduce(
    paths => paths.flatMap(folder => readdirSync(path.join(src, folder)).map(name => path.join(folder, name))),
    [''],
  );
  return folders.flatMap(folder => {
    const root = path.join(src, folder);
    const { calls } = json(process.execPath, [path.join(DIST, 'cli.cjs'), 'scan', root, '--root', root, '--json']);
    return calls.map(call => ({ ...call, file: path.join(root, call.file) }));
  });
}

function withFindings(calls, score) {
  const folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-bench-'));
  try {
    const findings = path.join(folder, 'findings.json');
    writeFileSync(findings, JSON.stringify(calls));
    return score(findings);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const percent = share => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);

/** Found and missed call sites of labelled applications. */
export function scoreSites(src, labels) {
  const score = withFindings(scanAll(src, 1), findings =>
    json(process.execPath, [path.join(labels, 'score-sites.mjs'), findings, labels, '--json']),
  );
  const { tier1, tier2, model_literal: models } = score;
  return [
    ['precision', percent(score.precision)],
    ['recall, direct calls', `${percent(score.recall_tier1)} (${tier1.join('/')})`],
    ['recall, through wrappers', `${percent(score.recall_tier2)} (${tier2.join('/')})`],
    ['model exact, of those found', `${percent(score.model_exact)} (${models.join('/')})`],
    ['model where none can be known', String(score.model_invented)],
    ['tempting lines hit', `${score.negatives_hit}/${score.negatives}`],
    ...Object.entries(score.by_lang).map(([language, { n1, h1 }]) => [
      `recall, direct calls, ${language}`,
      `${h1}/${n1}`,
    ]),
  ];
}

/** Estimates of recorded requests, against what the provider billed, with the peer that counts literals beside them. */
export function scoreUsage(src, labels) {
  const truth = path.join(path.dirname(src), 'truth.jsonl');
  const args = ['--truth', truth, '--kind', 'sdk,litellm,ai-sdk', '--by', 'provider', '--json'];
  const score = calls =>
    withFindings(calls, findings =>
      json(process.execPath, [path.join(labels, 'score.mjs'), '--findings', findings, ...args]),
    );
  const [scored, peer] = [scoreAll(score(scanAll(src, 2))), scoreAll(score(countLiterals(src, truth)))];
  return [...scored].map(([name, m]) => {
    const literals = peer.get(name);
    return [
      name,
      `${percent(m.recall)} of ${m.sites}`,
      percent(m.model_exact_of_found),
      percent(m.estimated),
      percent(m.MdAPE),
      percent(m.within5),
      percent(m.within10_of_all),
      percent(literals.MdAPE),
      percent(literals.within10_of_all),
    ];
  });
}

const scoreAll = ({ all, by }) =>
  new Map([['all', all], ...Object.entries(by.provider).filter(([, m]) => m.sites >= 10)]);
