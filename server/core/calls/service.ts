import type { Service } from '../../../pricing/facts/service-tiers.ts';
import type { Known } from '../model.ts';
import { type CallArguments, locate } from './locate.ts';
import type { Match } from './match.ts';
import { type Value, plainText } from './value.ts';

/** What providers call the ways they serve a request. `auto` is the standard one, unless the account says otherwise. */
const SERVICES: ReadonlyMap<string, Service> = new Map([
  ['auto', 'standard'],
  ['default', 'standard'],
  ['standard_only', 'standard'],
  ['standard', 'standard'],
  ['on_demand', 'standard'],
  ['flex', 'flex'],
  ['priority', 'priority'],
  ['fast', 'priority'],
  ['scale', 'reserved'],
  ['performance', 'reserved'],
  ['reserved', 'reserved'],
]);

/** How a call asks to be served, which decides its price. */
export function serviceOf(call: CallArguments, { operation }: Match): Known<Service> {
  if (operation.service !== undefined) return { known: true, value: operation.service };
  const { value } = locate(call, operation.serviceTier ?? []);
  if (!value) return { known: true, value: 'standard' };
  const name = plainText(value) ?? memberOf(value);
  if (name === undefined) return { known: false, why: 'the service tier is decided at run time' };
  const service = SERVICES.get(name);
  return service
    ? { known: true, value: service }
    : { known: false, why: `the price of service tier "${name}" is not known` };
}

/** The library's own constant: `types.ServiceTier.FLEX`. */
function memberOf(value: Value): string | undefined {
  const last = value.kind === 'external' ? value.steps.at(-1) : undefined;
  return last?.kind === 'member' ? last.name.toLowerCase() : undefined;
}
