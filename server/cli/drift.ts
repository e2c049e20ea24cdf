import { resolve } from 'node:path';
import { writeDriftJson } from '../report/drift.ts';
import { readDrift } from '../workspace/git/drift.ts';
import { git } from '../workspace/git/git.ts';
import { sentIn } from '../workspace/git/sent.ts';
import { openSession } from '../workspace/open.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { progressLine } from './output.ts';
import { isInside, rootFor } from './root.ts';

const SEE_HELP = 'See prompt-cost drift --help.';

export const drift: Command = {
  summary: 'how prompts grew, commit by commit',
  help: `How prompts grew, commit by commit.
`,
  options: {
    json: { type: 'boolean' },
    since: { type: 'string' },
    'no-color': { type: 'boolean' },
  },
  run,
};

async function run({ values, paths: given }: Arguments): Promise<ExitCode> {
  const paths = given.map(path => resolve(path));
  const around = rootFor(paths, process.cwd());
  const top = await git(around, ['rev-parse', '--show-toplevel']);
  if (!top.ok) return refuse(`no git repository: ${around}`, `git says: ${top.why}.`);
  const root = top.stdout.trim();
  const session = await openSession({ root, assets: import.meta.dirname });
  const { analyses } = await session.scan({});
  const found = await readDrift({ root, assets: import.meta.dirname, paths, since: null, sent: sentIn(analyses) });
  if (!found.ok) return refuse(found.why, SEE_HELP);
  process.stdout.write(writeDriftJson(found.value));
  return 0;
}
