import { ENDPOINTS } from '../http/endpoints.ts';
import { languageOf } from '../languages/index.ts';
import type { CallSite } from '../model.ts';
import { sdksOf } from '../sdks/index.ts';
import type { Operation } from '../sdks/sdk.ts';

type Body = Omit<Operation, 'callee' | 'operation'>;

/** What the call's SDK, or the endpoint that is asked without one, takes as arguments. */
export function operationOf({ sdk, operation, place }: CallSite): Body | undefined {
  const language = languageOf(place.file)?.id;
  const known = language && sdksOf(language).find(({ id }) => id === sdk);
  return (
    known?.operations.find(one => one.operation === operation) ??
    ENDPOINTS.find(({ paths }) => operation === `POST ${paths[0]}`)?.body
  );
}

/** The last name of a locator, which is what the argument is called: `max_tokens` of `config.max_tokens`. */
export const nameIn = (locator: string): string => /[^.:]+$/.exec(locator)?.[0] ?? locator;
