import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { AnalyzedCall } from '../core/model.ts';
import { explain as explainCall } from '../report/explain.ts';
import { callJson } from '../report/json.ts';
import { openSession } from '../workspace/open.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { widthOfOutput } from './output.ts';
import { isInside, rootFor } from './root.ts';

export const explain: Command = {
  summary: 'how the cost of one call comes about, line by line',
  help: `How the cost of one call comes about, line by line.

  prompt-cost explain service/chat.py:25    the call on that line
  prompt-cost explain 'service/chat.py#answer.openai.responses.create'
                                            the call of that id, which scan --json tells
  prompt-cost explain service/chat.py:25 --json

Nothing is rounded: what is counted, times its rate, is what it comes to.

Options
  --json       write JSON
  --root DIR   folder that imports and paths count from (default: the git repository around the file)
  -h, --help   this text
`,
  options: { json: { type: 'boolean' }, root: { type: 'string' } },
  run,
};

async function run({ values, paths: [where, ...others] }: Arguments): Promise<ExitCode> {
  const asked = where === undefined || others.length > 0 ? undefined : readWhere(where);
  if (!asked) return refuse('which call? FILE:LINE or the id of one', 'See prompt-cost explain --help.');
  const file = resolve(asked.file);
  const root = resolve(stringOf(values['root']) ?? rootFor([file], process.cwd()));
  const path = existsSync(file) || asked.line !== null ? file : resolve(root, asked.file);
  if (!existsSync(path)) return refuse(`no such file: ${asked.file}`, `Paths count from ${process.cwd()}.`);
  if (!isInside(root, path)) return refuse(`${path} is outside of ${root}`, 'Name a folder around it with --root.');
  const session = await openSession({ root, assets: import.meta.dirname });
  const calls = (await session.analyze(path))?.calls ?? [];
  const id = asked.id === null ? null : `${relative(root, path).replaceAll('\\', '/')}#${asked.id}`;
  const found = calls.filter(call => (id === null ? isOn(call, asked.line ?? 0) : call.id === id));
  if (found.length === 0) return refuse(`no LLM call at ${where}`, placesOf(calls));
  process.stdout.write(
    values['json'] === true
      ? `${JSON.stringify({ version: 1, calls: found.map(callJson) }, null, 2)}\n`
      : found.map(call => explainCall(call, widthOfOutput())).join('\n'),
  );
  return 0;
}

/** `file:line`, or a call's id, which begins with its file. */
function readWhere(where: string): { file: string; line: number | null; id: string | null } | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(where) ?? [];
  if (file !== undefined) return { file, line: Number(line), id: null };
  const [, ofCall, id] = /^([^#]+)#(.+)$/.exec(where) ?? [];
  return ofCall === undefined ? undefined : { file: ofCall, line: null, id: id ?? '' };
}

/** The call that begins on a line, else the one that goes over it. */
const isOn = ({ place: { range } }: AnalyzedCall, line: number): boolean =>
  range.start.line < line && line <= range.end.line + 1;

function placesOf(calls: readonly AnalyzedCall[]): string {
  const lines = [...new Set(calls.map(({ place }) => place.range.start.line + 1))].toSorted((a, b) => a - b);
  return lines.length === 0 ? 'There is none in that file.' : `There are calls on line ${lines.join(', ')}.`;
}
