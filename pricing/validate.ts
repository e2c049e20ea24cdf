import type { MatchLogic, Provider } from '@pydantic/genai-prices';

/** What is wrong with a catalogue: where, as a path into the JSON, and what. */
export interface Fault {
  key: string;
  why: string;
}

/** A catalogue in genai-prices' JSON shape. All that is read is looked at; what else stands in it is left alone. */
export function readProviders(data: unknown): { ok: true; providers: Provider[] } | { ok: false; fault: Fault } {
  try {
    const providers = listAt(data, '').map((provider, at) => providerAt(provider, `[${at}]`));
    if (providers.length === 0) throw new Faulty('', 'an empty list');
    return { ok: true, providers };
  } catch (error) {
    if (error instanceof Faulty) return { ok: false, fault: { key: error.key, why: error.message } };
    throw error;
  }
}

/** Thrown and caught within this file: a fault ends the reading, however deep. */
class Faulty extends Error {
  constructor(
    readonly key: string,
    why: string,
  ) {
    super(why);
  }
}

type Fields = Record<string, unknown>;

function providerAt(value: unknown, key: string): Provider {
  const fields = objectAt(value, key);
  const { fallback_model_providers: others, model_match: match } = fields;
  return {
    ...fields,
    id: textAt(fields['id'], `${key}.id`),
    name: textAt(fields['name'], `${key}.name`),
    api_pattern: patternAt(fields['api_pattern'], `${key}.api_pattern`),
    models: listAt(fields['models'], `${key}.models`).map((model, at) => modelAt(model, `${key}.models[${at}]`)),
    ...(others != null && {
      fallback_model_providers: listAt(others, `${key}.fallback_model_providers`).map((id, at) =>
        textAt(id, `${key}.fallback_model_providers[${at}]`),
      ),
    }),
    ...(match != null && { model_match: matchAt(match, `${key}.model_match`) }),
  } as Provider;
}

function modelAt(value: unknown, key: string): Provider['models'][number] {
  const fields = objectAt(value, key);
  const { prices, context_window: context } = fields;
  if (context != null) numberAt(context, `${key}.context_window`);
  return {
    ...fields,
    id: textAt(fields['id'], `${key}.id`),
    match: matchAt(fields['match'], `${key}.match`),
    prices: Array.isArray(prices)
      ? prices.map((row, at) => rowAt(row, `${key}.prices[${at}]`))
      : pricesAt(prices, `${key}.prices`),
  } as Provider['models'][number];
}

function rowAt(value: unknown, key: string): object {
  const fields = objectAt(value, key);
  const prices = pricesAt(fields['prices'], `${key}.prices`);
  if (fields['constraint'] == null) return { prices };
  const constraint = objectAt(fields['constraint'], `${key}.constraint`);
  if ('start_date' in constraint) {
    const day = formAt(constraint['start_date'], `${key}.constraint.start_date`, /^\d{4}-\d{2}-\d{2}$/, 'a date');
    return { prices, constraint: { type: 'start_date', start_date: day } };
  }
  const time = (name: string): string =>
    formAt(
      constraint[name],
      `${key}.constraint.${name}`,
      /^\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
      'a time of day',
    );
  const [start_time, end_time] = [time('start_time'), time('end_time')];
  return { prices, constraint: { type: 'time_of_date', start_time, end_time } };
}

function pricesAt(value: unknown, key: string): object {
  const entries = Object.entries(objectAt(value, key)).filter(([, price]) => price != null);
  return Object.fromEntries(entries.map(([name, price]) => [name, priceAt(price, `${key}.${name}`)]));
}

function priceAt(value: unknown, key: string): unknown {
  if (typeof value !== 'object') return numberAt(value, key);
  const fields = objectAt(value, key);
  const tiers = listAt(fields['tiers'], `${key}.tiers`).map((tier, at) => {
    const { start, price } = objectAt(tier, `${key}.tiers[${at}]`);
    return {
      start: numberAt(start, `${key}.tiers[${at}].start`),
      price: numberAt(price, `${key}.tiers[${at}].price`),
    };
  });
  return { base: numberAt(fields['base'], `${key}.base`), tiers: tiers.toSorted((a, b) => a.start - b.start) };
}

function matchAt(value: unknown, key: string): MatchLogic {
  const [[kind = '', rest] = [], ...others] = Object.entries(objectAt(value, key));
  if (others.length > 0) throw new Faulty(key, 'more than one rule');
  if (kind === 'or' || kind === 'and') {
    const rules = listAt(rest, `${key}.${kind}`).map((one, at) => matchAt(one, `${key}.${kind}[${at}]`));
    return { [kind]: rules } as MatchLogic;
  }
  if (kind === 'regex') return { regex: patternAt(rest, `${key}.regex`) };
  if (!['equals', 'starts_with', 'ends_with', 'contains'].includes(kind))
    throw new Faulty(key, `no such rule: "${kind}"`);
  return { [kind]: textAt(rest, `${key}.${kind}`) } as MatchLogic;
}

function objectAt(value: unknown, key: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Faulty(key, 'not an object');
  return value as Fields;
}

function listAt(value: unknown, key: string): unknown[] {
  if (!Array.isArray(value)) throw new Faulty(key, 'not a list');
  return value;
}

function textAt(value: unknown, key: string): string {
  if (typeof value !== 'string' || value === '') throw new Faulty(key, 'not a text');
  return value;
}

function numberAt(value: unknown, key: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new Faulty(key, 'not a number from 0 upwards');
  return value;
}

function formAt(value: unknown, key: string, form: RegExp, what: string): string {
  const text = textAt(value, key);
  if (!form.test(text)) throw new Faulty(key, `not ${what}: "${text}"`);
  return text;
}

function patternAt(value: unknown, key: string): string {
  const text = textAt(value, key);
  if (!isPattern(text)) throw new Faulty(key, 'no valid regular expression');
  return text;
}

function isPattern(text: string): boolean {
  try {
    RegExp(text);
    return true;
  } catch {
    return false; // that is the answer
  }
}
