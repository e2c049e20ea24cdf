import type { CallFact, Scope } from '../../languages/facts.ts';
import type { Place } from '../../model.ts';
import { directoryOf, joinPath } from '../../paths.ts';
import { setOfType } from '../allowed.ts';
import { constructed } from '../fields.ts';
import { CALLS_NAMED } from '../questions.ts';
import { type Arguments, type Engine, type Frame, type Value, frameOf, plainText, spell, unknown } from '../value.ts';
import type { External } from './call.ts';
import { settingsFiles } from './data.ts';

/** Options of a command line: what stands where one is not given, or what it may be. */

interface Option {
  /** As the user types it. */
  spelled: string;
  fallback: Value | undefined;
  choices: Value | undefined;
}

/** How libraries of parsed options are reached, and the method that declares an option. */
const PARSED: readonly (readonly [way: RegExp, declares: string])[] = [
  [/^argparse\.ArgumentParser\(\)\.parse_args\(\)$/, 'add_argument'],
  [/^commander(?:\.default)?(?:\.program|\.Command\(\))?\.opts\(\)$/, 'option'],
];

/** A member of parsed options; undefined where it is none, or the option is declared elsewhere. */
export function optionMember(
  engine: Engine,
  object: External,
  way: string,
  name: string,
  place: Place,
): Value | undefined {
  if (/^util\.parseArgs\(\)\.values$/.test(way))
    return fromTable(engine, lastArguments(object), ['options', name], name, place);
  if (/^yargs\b.*\.(?:argv|parse\(\)|parseSync\(\))$/.test(way)) return fromChain(engine, object, name, place);
  const declares = PARSED.find(([pattern]) => pattern.test(way))?.[1];
  const module = declares === undefined ? undefined : engine.moduleOf(object.place.file);
  if (!module) return undefined;
  const found = module
    .ask(CALLS_NAMED, declares ?? '')
    .filter(({ expr: { callee } }) => callee.kind === 'member')
    .map(call => declared(engine, call, frameOf(module, call.scope)))
    .find(option => option !== undefined && destinationsOf(option.spelled).includes(name));
  return found && valueOf(found, name, place);
}

/** A parameter that a decorator fills from the command line or from settings: `@click.option("--model", default=…)`. */
export function decorated(
  engine: Engine,
  { decorators, params }: Scope,
  index: number,
  frame: Frame,
  place: Place,
): Value | undefined {
  const name = params[index]?.name ?? '';
  for (const decorator of decorators) {
    if (decorator.kind !== 'call' || decorator.callee.kind !== 'member') continue;
    const outer = frame.outer ?? frameOf(frame.module, frame.module.shape(frame.scope)?.parent ?? 0);
    const { name: method } = decorator.callee;
    const args: Arguments = { list: decorator.args, frame: outer };
    if (method === 'main' && index === 0 && spell(decorator.callee) === 'hydra.main')
      return composed(engine, args, place);
    if (method !== 'option' && method !== 'argument') continue;
    const option = optionOf(engine, args);
    if (option && destinationsOf(option.spelled).includes(name)) return valueOf(option, name, place);
  }
  return undefined;
}

/** Hydra: `@hydra.main(config_path="conf", config_name="config")`. */
function composed(engine: Engine, args: Arguments, place: Place): Value | undefined {
  const text = (keyword: string): string | undefined => {
    const value = named(engine, args, keyword);
    return value && plainText(value);
  };
  const file = text('config_name');
  if (file === undefined) return undefined;
  const path = joinPath(
    directoryOf(place.file),
    text('config_path') ?? '',
    /\.ya?ml$/.test(file) ? file : `${file}.yaml`,
  );
  return path === undefined ? undefined : settingsFiles(engine, [path]);
}

const declared = (engine: Engine, { expr }: CallFact, frame: Frame): Option | undefined =>
  optionOf(engine, { list: expr.args, frame });

/** `("-m", "--model", default="gpt-4o", choices=[…])`, `('--model <name>', 'which one', 'gpt-4o')`. */
function optionOf(engine: Engine, args: Arguments): Option | undefined {
  const positional = args.list
    .filter(arg => arg.name === null && !arg.spread)
    .map(arg => engine.evaluate(arg.value, args.frame));
  const texts = positional.map(plainText);
  const flags = texts.filter(text => text !== undefined && /^-|^\w+$/.test(text));
  const spelled = flags.find(flag => flag?.startsWith('--')) ?? flags[0];
  if (spelled === undefined) return undefined;
  const destination = named(engine, args, 'dest');
  const type = named(engine, args, 'type');
  const choices = named(engine, args, 'choices') ?? (type && argumentOf(engine, type));
  // Commander's default is the third argument.
  const fallback =
    named(engine, args, 'default') ?? (texts[0]?.includes('<') || texts[0]?.includes('[') ? positional[2] : undefined);
  return { spelled: (destination && plainText(destination)) ?? spelled, fallback, choices };
}

function named(engine: Engine, { list, frame }: Arguments, keyword: string): Value | undefined {
  const found = list.find(arg => arg.name === keyword);
  return found && engine.evaluate(found.value, frame);
}

/** The list in `click.Choice([…])`. */
function argumentOf(engine: Engine, type: Value): Value | undefined {
  const made = constructed(type);
  const [first] = made?.list ?? [];
  return first && made ? engine.evaluate(first.value, made.frame) : undefined;
}

const lastArguments = ({ steps }: External): Arguments | null => {
  const last = steps.findLast(step => step.kind === 'call');
  return last?.kind === 'call' ? last.args : null;
};

/** `yargs(argv).option('model', { default: 'gpt-4o' }).argv`. */
function fromChain(engine: Engine, { steps }: External, name: string, place: Place): Value | undefined {
  for (const [at, step] of steps.entries()) {
    const before = steps[at - 1];
    if (step.kind !== 'call' || !step.args || before?.kind !== 'member') continue;
    const [first, second] = step.args.list;
    const key = first && plainText(engine.evaluate(first.value, step.args.frame));
    if (before.name === 'options') return fromTable(engine, step.args, [name], name, place);
    if (before.name === 'option' && key === name && second)
      return fromTable(engine, { list: [second], frame: step.args.frame }, [], name, place);
  }
  return undefined;
}

/** `{ model: { type: 'string', default: 'gpt-4o' } }`. */
function fromTable(
  engine: Engine,
  args: Arguments | null,
  keys: readonly string[],
  name: string,
  place: Place,
): Value | undefined {
  const [first] = args?.list ?? [];
  let table: Value | undefined = first && args ? engine.evaluate(first.value, args.frame) : undefined;
  for (const key of keys) table = table?.kind === 'object' ? table.entries.get(key) : undefined;
  if (table?.kind !== 'object') return undefined;
  const option = {
    spelled: `--${name}`,
    fallback: table.entries.get('default'),
    choices: table.entries.get('choices'),
  };
  return valueOf(option, name, place);
}

function valueOf({ spelled, fallback, choices }: Option, name: string, place: Place): Value {
  const flag = spelled.split(/[ ,=]/).find(part => part.startsWith('--')) ?? spelled;
  if (fallback?.kind === 'text')
    return {
      ...fallback,
      origin:
        fallback.origin?.how === 'environment-default'
          ? fallback.origin
          : { how: 'option-default', note: `default of the option \`${flag}\``, variable: flag },
    };
  const listed =
    choices?.kind === 'list'
      ? setOfType(
          choices.items.map(item => item.value),
          place,
        )
      : undefined;
  if (listed && listed.kind !== 'unknown') return listed;
  return fallback?.kind === 'unknown' && fallback.from === 'environment'
    ? fallback
    : unknown(name, 'an option of the command line', place);
}

/** Names that an option's value may be read by: `--model-name` as `model_name` or `modelName`. */
function destinationsOf(spelled: string): string[] {
  const flag = spelled.split(/[ ,=]/).find(part => part.startsWith('--')) ?? spelled;
  const bare = flag.replace(/^-+/, '');
  return [bare.replaceAll('-', '_'), bare.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
}
