import type { Node } from 'jsonc-parser';
import type { Configuration, Exemption, Policy } from './configuration.ts';
import { isDay, noDay, rowsIn } from './rows.ts';
import type { Tell } from './values.ts';

/** A row as it is written: what may be left out has a default. */
type Written = Omit<Policy, 'action' | 'unknown' | 'step'> & {
  [K in 'action' | 'unknown' | 'step']: Policy[K] | null;
};

/** By how much of the limit a call that was beyond it must grow to be told again, in percent. */
const STEP = 10;

/** What a change may not do to the bill, and what is let pass. */
export function readPolicies(
  entries: ReadonlyMap<string, Node>,
  tell: Tell,
): Pick<Configuration, 'policies' | 'exemptions'> {
  const found = rowsIn<Written>(entries, 'policies', tell);
  const policies = found.flatMap(({ node, key, row }, at): Policy[] => {
    if (found.findIndex(other => other.row.name === row.name) < at) {
      tell(node.offset, `${key}.name`, `a second policy of that name: "${row.name}"`, 'Give it another one.');
      return [];
    }
    return [{ ...row, action: row.action ?? 'warn', unknown: row.unknown ?? 'warn', step: row.step ?? STEP }];
  });
  const names = new Set(found.map(({ row }) => row.name));
  const exemptions = rowsIn<Exemption>(entries, 'exemptions', tell).flatMap(({ node, key, row }): Exemption[] => {
    const refuse = (name: string, why: string, next: string): [] => {
      tell(node.offset, `${key}.${name}`, why, next);
      return [];
    };
    if (!isDay(row.until)) return refuse('until', ...noDay(row.until));
    if (row.policy !== null && !names.has(row.policy))
      return refuse('policy', `no policy "${row.policy}"`, `Known: ${[...names].join(', ') || 'none'}.`);
    return [row];
  });
  return { policies, exemptions };
}
