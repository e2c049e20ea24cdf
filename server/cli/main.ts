import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { type Arguments, type Command, type ExitCode, refuse } from './command.ts';
import { loadCatalogue } from '../workspace/catalogue.ts';
import { diff } from './diff.ts';
import { drift } from './drift.ts';
import { explain } from './explain.ts';
import { lint } from './lint.ts';
import { live } from './live.ts';
import { prices } from './prices.ts';
import { reconcile } from './reconcile.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';
import { usage } from './usage.ts';
import { watch } from './watch.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  scan,
  explain,
  lint,
  diff,
  watch,
  drift,
  live,
  usage,
  prices,
  reconcile,
  report,
  rules,
};

async function main(argv: readonly string[]): Promise<ExitCode> {
  const [name = '--help', ...rest] = argv;
  if (name === '--version' || name === '-v') return print(`${version}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return print(COMMANDS[rest[0] ?? '']?.help ?? overview());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return refuse(`unknown ${name.startsWith('-') ? 'option' : 'command'} "${name}"`, NEXT);
  const args = parse(command, rest);
  if (typeof args === 'string') return refuse(args, `See prompt-cost ${name} --help.`);
  if (args.values['help'] === true) return print(command.help);
  const problem = loadCatalogue();
  if (problem !== null) process.stderr.write(`prompt-cost: ${problem}\n`);
  return command.run(args);
}

const NEXT = `Commands: ${Object.keys(COMMANDS).join(', ')}. See prompt-cost --help.`;

/** The arguments, or what is wrong with them. */
function parse({ options }: Command, args: string[]): Arguments | string {
  try {
    const config = { ...options, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args, options: config, allowPositionals: true });
    return { values: values as Arguments['values'], paths: positionals };
  } catch (error) {
    if (!isParseError(error)) throw error;
    // Node goes on to explain `--`, which is seldom what was meant.
    return (error.message.split('. ', 1)[0] ?? '').replace(/^[A-Z]/, first => first.toLowerCase());
  }
}

const isParseError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

function print(text: string): ExitCode {
  process.stdout.write(text);
  return 0;
}

const overview = (): string => `What LLM calls in source code will cost, found without running it.

  prompt-cost scan                    the calls of this repository
  prompt-cost scan src/agents         of a folder
  prompt-cost scan --json | jq        for a program
  prompt-cost explain src/chat.py:25  how one call's cost comes about
  prompt-cost diff main               what a change does to the bill
  prompt-cost lint                    calls that cost more than they need to
  prompt-cost drift                   how prompts grew, commit by commit
  prompt-cost live                    what calls cost while they run
  prompt-cost prices gpt-4o           what is known of a model
  prompt-cost reconcile costs.json    what was billed, and where it differs
  prompt-cost report -o report.html   all of it as a page
  prompt-cost rules --budget 1000     alerts on what it costs while it runs

Commands
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(11)}${summary}`)
  .join('\n')}

Each has its --help. --version tells the version.
Nothing leaves this machine: prices are built in, and asked for elsewhere only where you say so. Exit codes: 0 done, 1 a policy or a rule of severity error is broken, 2 could not run.
`;

// The reader of a pipe may have seen enough (`| head`): no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

async function start(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const what = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`prompt-cost: this is a bug in prompt-cost\n${what}\n`);
    process.exitCode = 2;
  }
}

void start();
