import type { Sdk } from '../sdks/sdk.ts';
import { type CallArguments, locate } from './locate.ts';
import { matchClient } from './match.ts';
import type { Value } from './value.ts';

/** An object that a call is handed, with all that it was made with. */
export interface Client {
  sdk: Sdk;
  /** Who it speaks to, as far as its class tells. */
  provider: string | null;
  made: CallArguments;
}

/** A chain of a wrapper of a client: longer ways are not followed. */
const MAX_DEPTH = 6;

export function clientOf(call: CallArguments, value: Value): Client | undefined {
  if (value.kind !== 'external') return undefined;
  const match = matchClient(value, call.args.frame.module.language.id);
  const made = { ...call, args: { ...call.args, list: [] }, steps: value.steps };
  return match && { sdk: match.sdk, provider: match.provider, made };
}

/** What a call says of something, or else what the client says that it is handed, and that one's client. */
export function toldBy(
  call: CallArguments,
  client: { client?: readonly string[] },
  tell: (client: Client) => Value | undefined,
  depth = 0,
): Value | undefined {
  const handed = client.client && depth < MAX_DEPTH ? locate(call, client.client).value : undefined;
  const inner = handed && clientOf(call, handed);
  if (!inner) return undefined;
  return tell(inner) ?? toldBy(inner.made, inner.sdk.made ?? {}, tell, depth + 1);
}
