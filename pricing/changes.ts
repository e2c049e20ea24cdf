import type { Catalogue } from './catalogue.ts';
import { pricesAt } from './catalogue.ts';
import type { UnitPrice } from './units.ts';
import { unitPrices } from './units.ts';

/** What one catalogue says otherwise than another, on one day. */
export interface Changes {
  added: string[];
  removed: string[];
  changed: { model: string; label: string; before: UnitPrice | null; after: UnitPrice | null }[];
}

export function changesBetween(before: Catalogue, after: Catalogue, on: string): Changes {
  const [old, now] = [modelsOf(before, on), modelsOf(after, on)];
  const both = [...now].filter(([model]) => old.has(model));
  return {
    added: [...now.keys()].filter(model => !old.has(model)),
    removed: [...old.keys()].filter(model => !now.has(model)),
    changed: both.flatMap(([model, units]) =>
      changedUnits(old.get(model) ?? [], units).map(row => ({ model, ...row })),
    ),
  };
}

/** `openai/gpt-4o` and what it takes. */
function modelsOf({ providers }: Catalogue, on: string): Map<string, UnitPrice[]> {
  const at = new Date(`${on}T00:00:00Z`);
  const rows = providers.flatMap(({ id, models }) =>
    models.map(model => [`${id}/${model.id}`, unitPrices(pricesAt(model, at)).units] as const),
  );
  return new Map(rows);
}

function changedUnits(
  old: readonly UnitPrice[],
  now: readonly UnitPrice[],
): Omit<Changes['changed'][number], 'model'>[] {
  const keys = new Set([...old, ...now].map(({ unit }) => unit.key));
  return [...keys].flatMap(key => {
    const of = (units: readonly UnitPrice[]): UnitPrice | null => units.find(({ unit }) => unit.key === key) ?? null;
    const [before, after] = [of(old), of(now)];
    if (before && after && isSame(before, after)) return [];
    return [{ label: (after ?? before)?.unit.label ?? key, before, after }];
  });
}

const isSame = (a: UnitPrice, b: UnitPrice): boolean =>
  a.rate === b.rate &&
  a.tiers.length === b.tiers.length &&
  a.tiers.every((tier, at) => tier.above === b.tiers[at]?.above && tier.rate === b.tiers[at]?.rate);
