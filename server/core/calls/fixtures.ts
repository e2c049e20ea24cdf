import type { Expr, Scope } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { ancestors, joinPath } from '../paths.ts';
import { type Question, scopesIn } from './questions.ts';
import { type Engine, type Frame, type Module, type Value, choiceOf, frameOf, plainText } from './value.ts';

/**
 * What pytest hands to a test by a parameter's name: what the fixture of that name gives, of the test's class, its file or the
 * nearest `conftest.py` above it; undefined where there is none.
 */
export function fixtureValue(engine: Engine, name: string, frame: Frame, place: Place): Value | undefined {
  const { module, scope } = frame;
  if (module.language.id !== 'python' || !isFilledIn(module, scope)) return undefined;
  const listed = parametrized(engine, name, frame, place);
  if (listed) return listed;
  const home = module.shape(scope)?.parent ?? 0;
  const near = fixtureIn(module, name, [home, 0], scope);
  if (near !== undefined) return given(engine, module, near, name, place);
  for (const folder of ancestors(module.file)) {
    const conftest = engine.moduleOf(joinPath(folder, 'conftest.py') ?? 'conftest.py');
    const found = conftest && fixtureIn(conftest, name, [0], scope);
    if (conftest && found !== undefined) return given(engine, conftest, found, name, place);
  }
  return undefined;
}

/** `@pytest.mark.parametrize("model", ["gpt-4o", "o3"])`: one of these. */
function parametrized(engine: Engine, name: string, { module, scope }: Frame, place: Place): Value | undefined {
  const { decorators = [], parent = 0 } = module.scope(scope) ?? {};
  for (const decorator of decorators) {
    if (decorator.kind !== 'call' || decorator.callee.kind !== 'member' || decorator.callee.name !== 'parametrize')
      continue;
    const [names, values] = decorator.args.map(arg => engine.evaluate(arg.value, frameOf(module, Math.max(0, parent))));
    const at = names ? namesOf(names).indexOf(name) : -1;
    if (!names || at < 0) continue;
    if (values?.kind !== 'list' || values.open.length > 0) return undefined;
    const isRow = namesOf(names).length > 1;
    const options = values.items.flatMap(({ value }) => (isRow ? (rowOf(value)[at] ?? []) : value));
    return options.length === values.items.length ? choiceOf(options, name, place) : undefined;
  }
  return undefined;
}

const namesOf = (value: Value): string[] =>
  value.kind === 'list'
    ? value.items.map(item => plainText(item.value) ?? '')
    : (plainText(value) ?? '').split(',').map(name => name.trim());

const rowOf = (value: Value): Value[] => (value.kind === 'list' ? value.items.map(item => item.value) : []);

/** Tests and fixtures are called by pytest alone. */
const isFilledIn = (module: Module, scope: number): boolean =>
  module.shape(scope)?.name.startsWith('test') === true || fixtureNames(module.scope(scope)).length > 0;

/** The last one of the name in the first of the scopes that has one. A fixture may ask for the one it replaces. */
function fixtureIn(module: Module, name: string, homes: readonly number[], asking: number): number | undefined {
  const named = module.ask(FIXTURES, name).filter(number => number !== asking);
  for (const home of homes) {
    const found = named.findLast(number => module.shape(number)?.parent === home);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Functions that are fixtures of a name. */
const FIXTURES: Question<string, readonly number[]> = {
  of: (facts, name) =>
    scopesIn(facts).flatMap(([number, scope]) => (fixtureNames(scope).includes(name) ? [number] : [])),
};

/** The name that a fixture is asked for by: `@pytest.fixture`, `@pytest_asyncio.fixture(name="client")`. */
function fixtureNames(scope: Scope | undefined): string[] {
  const { decorators = [], name = '' } = scope ?? {};
  return decorators.flatMap(decorator => {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    if ((callee.kind !== 'member' && callee.kind !== 'name') || callee.name !== 'fixture') return [];
    const own = decorator.kind === 'call' ? decorator.args.find(arg => arg.name === 'name')?.value : undefined;
    return [own ? plain(own) : name];
  });
}

const plain = (expr: Expr): string =>
  expr.kind === 'text' ? expr.parts.map(part => (part.kind === 'chars' ? part.text : '')).join('') : '';

function given(engine: Engine, module: Module, scope: number, name: string, place: Place): Value | undefined {
  const returns = module.scope(scope)?.returns ?? [];
  if (returns.length === 0) return undefined;
  const frame = frameOf(module, scope);
  return choiceOf(
    returns.map(r => engine.evaluate(r.value, frame)),
    name,
    place,
  );
}
