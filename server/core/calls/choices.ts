import type { ModelChoice } from '../model.ts';

/** Any of several choices. */
export function mergedModels(choices: readonly ModelChoice[]): ModelChoice {
  const open = choices.find(choice => choice.unknown !== null);
  return {
    candidates: choices
      .flatMap(choice => choice.candidates)
      .filter((c, at, all) => all.findIndex(o => o.id === c.id && o.provider === c.provider) === at),
    unknown: choices.length === 0 ? 'the model is decided at run time' : (open?.unknown ?? null),
    ...(open?.name === undefined ? {} : { name: open.name }),
  };
}
