import type { Binding, Expr } from '../languages/facts.ts';
import type { Known, Place, Repetition } from '../model.ts';
import { regionAt } from '../languages/regions.ts';
import { blockAt } from './blocks.ts';
import { type CallArguments, locate, numberOf } from './locate.ts';
import { placeOf } from './place.ts';
import { IMPORTS, type Question } from './questions.ts';
import { type Arguments, type Engine, type Frame, type Module, type Value, frameOf, spell } from './value.ts';

/** What calls a function again where it fails. */
interface Retrier {
  package: string;
  /** Its name in the package; `default` is the module itself where that is called. */
  name: string;
  /** Named arguments with the most attempts there are, and with how many may follow the first. */
  attempts: readonly string[];
  retries: readonly string[];
  /** Named arguments that end it by the clock or by a test of the program's own. */
  endedBy?: readonly string[];
  /** Attempts where neither is given; null: until it succeeds. */
  unlessSet: number | null;
}

/** Where nothing is said, what the library's documentation says; `stop_after_attempt(3)` says it by its first argument. */
const RETRIERS: readonly Retrier[] = [
  // https://tenacity.readthedocs.io
  { package: 'tenacity', name: 'retry', attempts: ['stop'], retries: [], unlessSet: null },
  { package: 'tenacity', name: 'Retrying', attempts: ['stop'], retries: [], unlessSet: null },
  { package: 'tenacity', name: 'AsyncRetrying', attempts: ['stop'], retries: [], unlessSet: null },
  // https://github.com/litl/backoff
  {
    package: 'backoff',
    name: 'on_exception',
    attempts: ['max_tries'],
    retries: [],
    endedBy: ['max_time'],
    unlessSet: null,
  },
  {
    package: 'backoff',
    name: 'on_predicate',
    attempts: ['max_tries'],
    retries: [],
    endedBy: ['max_time'],
    unlessSet: null,
  },
  // https://github.com/invl/retry, https://github.com/rholder/retrying, https://stamina.hynek.me
  { package: 'retry', name: 'retry', attempts: ['tries'], retries: [], unlessSet: null },
  {
    package: 'retrying',
    name: 'retry',
    attempts: ['stop_max_attempt_number'],
    retries: [],
    endedBy: ['stop_max_delay', 'stop_func', 'stop'],
    unlessSet: null,
  },
  { package: 'stamina', name: 'retry', attempts: ['attempts'], retries: [], unlessSet: 10 },
  // https://github.com/sindresorhus/p-retry, https://github.com/vercel/async-retry, https://github.com/coveooss/exponential-backoff
  { package: 'p-retry', name: 'default', attempts: [], retries: ['retries'], unlessSet: 11 },
  { package: 'async-retry', name: 'default', attempts: [], retries: ['retries'], unlessSet: 11 },
  { package: 'exponential-backoff', name: 'backOff', attempts: ['numOfAttempts'], retries: [], unlessSet: 10 },
];

/** How the SDKs are told to try again themselves; where they are not, they do it twice or so, and nothing is shown. */
const OF_SDKS = ['max_retries', 'maxRetries', 'num_retries', 'made:max_retries', 'made:maxRetries'];

/** The call is made again where it fails: by a function around it, or by the SDK where it is told how often. */
export function attemptsOf(call: CallArguments, place: Place): Repetition[] {
  const { frame } = call.args;
  const { value } = locate(call, OF_SDKS);
  const retries = value && numberOf(value);
  const own: Repetition[] =
    retries === undefined || retries < 1
      ? []
      : [{ kind: 'attempts', over: 'attempts of the SDK', count: { known: true, value: retries + 1 }, place }];
  return [...around(call.engine, frame), ...own];
}

function around(engine: Engine, frame: Frame): Repetition[] {
  const { module } = frame;
  if (!module.ask(IMPORTS, null).some(name => PACKAGES.has(name))) return [];
  const found: Repetition[] = [];
  for (let scope = frame.scope; scope > 0; scope = module.shape(scope)?.parent ?? 0) {
    const { kind, name = '', parent = 0, decorators = [] } = module.scope(scope) ?? {};
    if (kind !== 'function') break;
    const callers = name === '' ? module.ask(CALLS_WITH, scope) : [];
    for (const by of [...decorators, ...callers]) {
      const repeated = retried(engine, by, frameOf(module, Math.max(0, parent)));
      if (repeated) found.push({ kind: 'attempts', ...repeated, place: placeOf(module, by.span) });
    }
    if (name !== '') break;
  }
  return found;
}

const PACKAGES = new Set(RETRIERS.map(one => one.package));

/** Calls that are handed a function. */
const CALLS_WITH: Question<number, readonly Expr[]> = {
  of: ({ calls }, scope) =>
    calls.flatMap(({ expr }) =>
      expr.args.some(({ value }) => value.kind === 'function' && value.scope === scope) ? [expr] : [],
    ),
};

/** A decorator or a call that is a retrier's, and how often it tries. */
function retried(engine: Engine, by: Expr, frame: Frame): Pick<Repetition, 'over' | 'count'> | undefined {
  const callee = by.kind === 'call' ? by.callee : by;
  const retrier = retrierOf(engine.evaluate(callee, frame));
  if (!retrier) return undefined;
  const args: Arguments = { list: by.kind === 'call' ? by.args : [], frame };
  return { over: spell(callee), count: mostOf(engine, retrier, args) };
}

function retrierOf(value: Value): Retrier | undefined {
  if (value.kind !== 'external') return undefined;
  const [step, ...rest] = value.steps;
  const name = step === undefined ? 'default' : step.kind === 'member' && rest.length === 0 ? step.name : '';
  return RETRIERS.find(one => one.package === value.package && one.name === name);
}

function mostOf(engine: Engine, retrier: Retrier, args: Arguments): Known<number> {
  const call: CallArguments = { engine, offset: 0, receiver: null, args, steps: [] };
  const given = (names: readonly string[]): Value | undefined =>
    locate(
      call,
      names.flatMap(name => [name, `(1).${name}`]),
    ).value;
  const [attempts, retries] = [given(retrier.attempts), given(retrier.retries)];
  const isEnded = given(retrier.endedBy ?? []) !== undefined || args.list.some(({ spread }) => spread);
  const most = attempts ? stopOf(engine, attempts) : retries && plusOne(numberOf(retries));
  if (most !== undefined) return { known: true, value: most };
  if (attempts || retries || isEnded) return { known: false, why: 'how often it is tried is decided at run time' };
  return retrier.unlessSet === null
    ? { known: false, why: UNTIL_IT_SUCCEEDS }
    : { known: true, value: retrier.unlessSet };
}

/** What is said of attempts that nothing limits. */
export const UNTIL_IT_SUCCEEDS = 'it is tried until it succeeds';

const plusOne = (count: number | undefined): number | undefined => (count === undefined ? undefined : count + 1);

/** A number, or `stop_after_attempt(3)`. */
function stopOf(engine: Engine, value: Value): number | undefined {
  const number = numberOf(value);
  if (number !== undefined || value.kind !== 'external') return number;
  const last = value.steps.at(-1);
  const named = value.steps.at(-2);
  const first = last?.kind === 'call' ? last.args?.list[0] : undefined;
  if (!first || named?.kind !== 'member' || named.name !== 'stop_after_attempt') return undefined;
  const limit = last?.kind === 'call' && last.args ? engine.evaluate(first.value, last.args.frame) : undefined;
  return limit && numberOf(limit);
}

/** `for attempt in range(MAX_RETRIES)`: a loop that ends with the first success. */
export function isOfAttempts(module: Module, number: number): boolean {
  const { blocks } = module.current();
  const block = blocks[number];
  if (!block) return false;
  const isHead = ({ value, lexical, span }: Binding): boolean =>
    value.kind === 'element' ? isOneSpan(value.over, block.over) : lexical && blockAt(module, span[0]) === number;
  const names = module
    .ask(DECLARED, regionAt(module.current(), block.span[0]))
    .flatMap(binding => (isHead(binding) ? [binding.name] : []));
  return [...names, ...(block.over ? [spell(block.over)] : [])].some(saysAttempt);
}

/** What is bound by a head, or seen in one block only, in an outermost function. */
const DECLARED: Question<number, readonly Binding[]> = {
  of: (facts, region) =>
    facts.bindings.filter(
      ({ value, lexical, span }) => (value.kind === 'element' || lexical) && regionAt(facts, span[0]) === region,
    ),
};

const isOneSpan = (one: Expr, other: Expr | null): boolean =>
  one.span[0] === other?.span[0] && one.span[1] === other.span[1];

const saysAttempt = (name: string): boolean =>
  name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).some(word => ATTEMPT.has(word.toLowerCase()));

const ATTEMPT: ReadonlySet<string> = new Set(['attempt', 'attempts', 'retry', 'retries', 'tries']);
