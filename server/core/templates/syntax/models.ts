import { providerNamed } from '../../../../pricing/provider.ts';
import type { Known, ModelChoice, Place } from '../../model.ts';

/** A model by the name a file has for it, with the provider before it where it has one: `openai/gpt-4o`. */
export function modelNamed(name: string, place: Place, provider: string | null = null): ModelChoice {
  const variable = /\$\{?(?:env:)?(\w+)|\{\{\s*([\w.]+)|^<(.+)>$/.exec(name);
  if (variable) {
    const { 1: environment, 2: field, 3: blank } = variable;
    const named = environment ?? field ?? blank ?? '';
    return { candidates: [], unknown: `the model \`${named}\` is set where the file is used`, name: named };
  }
  const [, prefix, rest] = provider === null ? (/^([\w.-]+)[/:](.+)$/.exec(name) ?? []) : [];
  const served = prefix === undefined ? provider : providerNamed(prefix);
  return {
    candidates: [{ id: rest ?? name, provider: served, origin: 'literal', note: 'literal', variable: null, place }],
    unknown: null,
  };
}

/** The bound on an answer's length, as a file sets it. */
export const boundOf = (tokens: number | undefined): Known<number> =>
  tokens === undefined ? { known: false, why: 'no output limit is set' } : { known: true, value: tokens };
