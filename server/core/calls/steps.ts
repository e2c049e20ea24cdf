import type { PromptArgument } from '../sdks/sdk.ts';
import type { Engine, Step, Value } from './value.ts';

type External = Extract<Value, { kind: 'external' }>;

/** A builder's step that adds (`.content(a).content(b)`), taken more than once. */
export function givenTwice(engine: Engine, { steps }: External, key: string): Value | undefined {
  const given = argumentsOfSteps(engine, steps).filter(step => step.name === key);
  const items = given.map(({ value }) => ({ value, repeat: null }));
  return given.length > 1 ? { kind: 'list', items, open: [] } : undefined;
}

/** What each step of a builder was given first. */
const argumentsOfSteps = (engine: Engine, steps: readonly Step[]): { name: string; value: Value }[] =>
  steps.flatMap((step, at) => {
    const before = steps[at - 1];
    const [first] = step.kind === 'call' ? (step.args?.list ?? []) : [];
    if (step.kind !== 'call' || !step.args || !first || before?.kind !== 'member') return [];
    return [{ name: before.name, value: engine.evaluate(first.value, step.args.frame) }];
  });

/** Steps of a builder that add to what is sent. */
const ADDING: readonly (readonly [RegExp, PromptArgument['as']])[] = [
  [
    /^(?:(?:with|set|add|append|push|from)_?)?(?:system|developer|preamble|instructions?|context)(?:_?(?:prompt|message)s?)?$/i,
    'system',
  ],
  [/^(?:(?:with|set|add|append|push|from)_?)?(?:user|human)(?:_?(?:prompt|message)s?)?(?:of\w+)?$/i, 'user'],
  [/^(?:(?:with|set|add|append|push|from)_?)?(?:assistant|model)_?(?:message|response)s?(?:of\w+)?$/i, 'assistant'],
  [/^(?:(?:with|set|add|append|push|from)_?)?(?:messages?|history|prompt)$/i, 'messages'],
];

/** What the steps of a builder add to what is sent, one after the other; a list that it begins with is its messages. */
export function addedBySteps(engine: Engine, { steps }: External): { as: PromptArgument['as']; value: Value }[] {
  return argumentsOfSteps(engine, steps).flatMap(({ name, value }) => {
    const as = ADDING.find(([pattern]) => pattern.test(name))?.[1];
    const begun = name === 'new' && value.kind === 'list' ? 'messages' : undefined;
    return as || begun ? [{ as: as ?? 'messages', value }] : [];
  });
}
