import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_CONFIGURATION } from '../../server/core/configuration/configuration.ts';
import { analyze } from '../../server/core/index.ts';
import { GRAMMARS, grammarOf, readFacts } from '../../server/core/languages/index.ts';
import { templateOf } from '../../server/core/templates/index.ts';
import type { Finding } from '../../server/core/model.ts';
import type { Meter } from '../../server/core/ports.ts';
import { findingsOf, RULES } from '../../server/core/rules/index.ts';
import { fixTitle } from '../../server/report/findings.ts';
import { createGrammars, createMeterCounter } from '../../server/workspace/assets.ts';
import { layAssets } from '../harness/assets.ts';
import { edited } from '../harness/edits.ts';
import { type Case, type CaseFile, expectationsOf, readCases } from '../harness/markdown.ts';
import { configurationOf, createPrograms } from '../harness/program.ts';

/**
 * Each rule has a file of cases by its name. A comment `^ severity rule: message` states a finding of the line above, the `^` what it
 * marks, and `^ fix: …` what is offered. All that the rule finds must be stated; what others find need not be. A fence `expect FILE` is
 * what the fixes make of a file.
 */

const UPDATE = process.env['UPDATE'] === '1';
const assets = await layAssets();
const grammars = createGrammars(assets);
await grammars.need(GRAMMARS);
const meter: Meter = { count: createMeterCounter(assets), on: '2026-11-21' };
const projectOf = createPrograms(grammars);

const severities = new Map(RULES.map(({ id, severity }) => [id, severity]));

/** What one rule finds in some files; a rule that is off by default is asked, too. */
function findingsIn(files: readonly CaseFile[], id: string): Finding[] {
  const project = projectOf(files);
  const stated = configurationOf(project);
  const own = severities.get(id) === 'off' && !stated.rules.has(id) ? new Map([[id, 'info' as const]]) : stated.rules;
  const configuration = { ...NO_CONFIGURATION, ...stated, rules: own };
  const sources = files.filter(({ path }) => grammarOf(path) ?? templateOf(path));
  const analyses = sources.map(({ path }) => analyze(path, project, meter, configuration));
  return findingsOf(analyses, { project, meter, configuration }).filter(({ rule }) => rule === id);
}

/** Lines of a file with what is found in it stated anew. */
function corrected(file: CaseFile, findings: readonly Finding[]): string[] {
  const marks = new Set(expectationsOf(file).map(({ at }) => at));
  const comment = /\.(?:py|rb|prompty)$/.test(file.path) ? '#' : '//';
  return file.lines.flatMap((line, at) => {
    if (marks.has(at)) return [];
    const own = findings.filter(({ place }) => place.file === file.path && place.range.start.line === at);
    return [
      line,
      ...own.flatMap(finding =>
        statedOf(finding).map(text => `${comment.padEnd(finding.place.range.start.character)}^ ${text}`),
      ),
    ];
  });
}

const statedOf = ({ severity, rule, message, fix }: Finding): string[] => [
  `${severity} ${rule}: ${message}`,
  ...(fix === null ? [] : [fix.kind === 'edit' ? `fix: ${fixTitle(fix)}` : `by hand: ${fixTitle(fix)} (${fix.why})`]),
];

/** A program without what is stated of it. */
const bare = (file: CaseFile): CaseFile => {
  const marks = new Set(expectationsOf(file).map(({ at }) => at));
  return { ...file, lines: file.lines.filter((_, at) => !marks.has(at)) };
};

/** A program with all fixes made, one after the other; each must parse, and take its finding away. */
function fixed(files: readonly CaseFile[], path: string, id: string): string[] {
  let current = files.map(bare);
  for (let round = 0; round < 10; round++) {
    const fix = findingsIn(current, id).find(one => one.place.file === path && one.fix?.kind === 'edit')?.fix;
    if (fix?.kind !== 'edit') break;
    const before = findingsIn(current, id).length;
    current = current.map(file =>
      file.path === path
        ? { ...file, lines: parsed(path, edited(file.lines.join('\n'), fix.edits)).split('\n') }
        : file,
    );
    assert.equal(
      findingsIn(current, id).length,
      before - 1,
      `the fix takes its finding away:\n${current[0]?.lines.join('\n')}`,
    );
  }
  return current.find(file => file.path === path)?.lines ?? [];
}

function parsed(path: string, text: string): string {
  const grammar = grammars.get(grammarOf(path) ?? '');
  if (grammar) assert.equal(readFacts(path, text, grammar)?.broken, false, `it parses after the fix:\n${text}`);
  return text;
}

function check({ files: all }: Case, id: string): Map<CaseFile, string[]> {
  const results = all.filter(file => file.expects);
  const shared = all.filter(file => file.named && !file.expects);
  const programs = all.filter(file => !file.named).map(file => [file, ...shared]);
  const out = new Map<CaseFile, string[]>();
  for (const files of programs.length > 0 ? programs : [shared]) {
    const found = findingsIn(files, id);
    for (const file of files.filter(({ path }) => grammarOf(path) ?? templateOf(path))) {
      out.set(file, corrected(file, found));
      const lines = fixed(files, file.path, id);
      for (const result of results.filter(({ path }) => path === file.path)) out.set(result, lines);
    }
  }
  return out;
}

for (const name of readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.md'))
  .toSorted()) {
  const path = join(import.meta.dirname, name);
  const id = name.replace('.md', '');
  const markdown = readFileSync(path, 'utf8');
  const cases = readCases(markdown);
  describe(`rules/${name}`, () => {
    for (const one of cases)
      it(one.title, () => {
        for (const [file, lines] of UPDATE ? [] : check(one, id))
          assert.equal(file.lines.join('\n'), lines.join('\n'), file.path);
      });
  });
  if (UPDATE) writeFileSync(path, updated(markdown, cases, id));
}

it('every rule has cases', () => {
  const named = new Set(readdirSync(import.meta.dirname).map(name => name.replace('.md', '')));
  assert.deepEqual(
    RULES.map(rule => rule.id).filter(id => !named.has(id)),
    [],
  );
});

const CASES = join(import.meta.dirname, '../cases');

describe('fixes of all programs of the cases', () => {
  const configuration = { ...NO_CONFIGURATION, rules: new Map(RULES.map(rule => [rule.id, 'info' as const])) };
  const isBroken = (file: string, text: string): boolean => {
    const grammar = grammars.get(grammarOf(file) ?? '');
    return grammar !== undefined && readFacts(file, text, grammar)?.broken === true;
  };
  let fixes = 0;

  for (const name of readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter(one => one.endsWith('.md')))
    it(`${name} parse as they did before`, () => {
      for (const { files: all } of readCases(readFileSync(join(CASES, name), 'utf8'))) {
        const shared = all.filter(file => file.named && !file.expects);
        for (const program of all.filter(file => !file.expects && grammarOf(file.path))) {
          const project = projectOf(program.named ? shared : [program, ...shared]);
          const found = findingsOf([analyze(program.path, project, meter)], { project, meter, configuration });
          const text = program.lines.join('\n');
          for (const { fix } of found) {
            if (fix?.kind !== 'edit') continue;
            fixes++;
            const after = edited(text, fix.edits);
            assert.notEqual(after, text);
            assert.ok(isBroken(program.path, text) || !isBroken(program.path, after), after);
          }
        }
      }
    });

  it('are many', () => assert.ok(fixes > 50, String(fixes)));
});

/** From the last fence to the first, so that offsets hold. */
function updated(markdown: string, cases: readonly Case[], id: string): string {
  const lines = markdown.split('\n');
  const blocks = cases.flatMap(one => [...check(one, id)]).toSorted(([a], [b]) => b.offset - a.offset);
  for (const [file, text] of blocks) lines.splice(file.offset, file.lines.length, ...text);
  return lines.join('\n');
}
