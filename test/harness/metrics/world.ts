import type { Span } from './history.ts';
import type { World } from './truth.ts';
import { clients, gateways, gpus, litellm } from './world-gateways.ts';
import { otherServers, vllm } from './world-servers.ts';

/** Every vocabulary with several models and instances, two generations of vLLM's names among them. */
export function world(span: Span): World {
  const parts = [vllm(span), otherServers(span), clients(span), gateways(span), litellm(span), gpus(span)];
  return { curves: parts.flatMap(({ curves }) => curves), truths: parts.flatMap(({ truths }) => truths) };
}
