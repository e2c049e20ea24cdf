import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layAssets } from '../harness/assets.ts';
import { describeCall, describeFile } from '../harness/describe.ts';
import { configurationOf, createPrograms } from '../harness/program.ts';
import { type Case, type CaseFile, expectationsOf, readCases } from '../harness/markdown.ts';
import { analyze } from '../../server/core/index.ts';
import { GRAMMARS, grammarOf } from '../../server/core/languages/index.ts';
import type { AnalyzedCall } from '../../server/core/model.ts';
import type { Meter } from '../../server/core/ports.ts';
import { createGrammars, createMeterCounter } from '../../server/workspace/assets.ts';

/** Prices are asked for on this day, so that a new price breaks no case. */
const ON = '2026-11-21';
const UPDATE = process.env['UPDATE'] === '1';

const assets = await layAssets();
const grammars = createGrammars(assets);
await grammars.need(GRAMMARS);
const meter: Meter = { count: createMeterCounter(assets), on: ON };
const projectOf = createPrograms(grammars);

type Kind = keyof ReturnType<typeof describeCall>;

/** Lines of a file as they ought to be: what its comments expect, said as it is. */
function corrected(file: CaseFile, calls: readonly AnalyzedCall[]): string[] {
  const comment = /\.(?:py|rb|sh|ya?ml)$/.test(file.path) ? '#' : '//';
  const expected = expectationsOf(file);
  const lines = [...file.lines];
  const missing = new Map<number, string[]>();
  for (const { at, text, line } of expected) {
    const call = calls.find(c => c.place.range.start.line === line);
    const kind = text.slice(0, text.indexOf(':')) as Kind;
    const own = call && describeCall(call)[kind];
    lines[at] = own === undefined ? `${comment} (expected of no call: ${text})` : `${comment.padEnd(call?.place.range.start.character ?? 0)}^ ${kind}: ${own}`;
  }
  for (const call of calls) {
    const { line, character } = call.place.range.start;
    if (expected.some(e => e.line === line && e.text.startsWith('call:'))) continue;
    missing.set(line, [...(missing.get(line) ?? []), `${comment.padEnd(character)}^ call: ${describeCall(call).call}`]);
  }
  return lines.flatMap((text, at) => [text, ...(missing.get(at) ?? [])]);
}

function check({ files: all }: Case): Map<CaseFile, string[]> {
  const stated = all.filter(file => file.expects);
  const shared = all.filter(file => file.named && !file.expects);
  const programs = all.filter(file => !file.named).map(file => [file, ...shared]);
  const out = new Map<CaseFile, string[]>();
  for (const files of programs.length > 0 ? programs : [shared]) {
    const project = projectOf(files);
    for (const file of files.filter(f => grammarOf(f.path))) {
      out.set(file, corrected(file, analyze(file.path, project, meter, configurationOf(project)).calls));
    }
    for (const file of stated) out.set(file, describeFile(file.path, project, meter));
  }
  return out;
}

const documents = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.md'));

for (const name of documents.toSorted()) {
  const path = join(import.meta.dirname, name);
  const markdown = readFileSync(path, 'utf8');
  describe(`cases/${name}`, () => {
    const cases = readCases(markdown);
    for (const one of cases) {
      it(one.title, () => {
        for (const [file, lines] of UPDATE ? [] : check(one)) assert.equal(lines.join('\n'), file.lines.join('\n'), file.path);
      });
    }
    if (UPDATE) writeFileSync(path, updated(markdown, cases));
  });
}

/** The Markdown with every expectation as it is now, from the last fence to the first so that offsets hold. */
function updated(markdown: string, cases: readonly Case[]): string {
  const lines = markdown.split('\n');
  const blocks = cases.flatMap(one => [...check(one)]).toSorted(([a], [b]) => b.offset - a.offset);
  for (const [file, text] of blocks) lines.splice(file.offset, file.lines.length, ...text);
  return lines.join('\n');
}
