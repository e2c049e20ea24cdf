import { amd } from './amd.ts';
import { dcgm } from './dcgm.ts';
import { kong } from './kong.ts';
import { liteLlm } from './litellm.ts';
import { llamacpp } from './llamacpp.ts';
import { logfire } from './logfire.ts';
import { nvidiaSmi } from './nvidia-smi.ts';
import { openInference } from './openinference.ts';
import { openLit } from './openlit.ts';
import { openLlmetry } from './openllmetry.ts';
import { opencost } from './opencost.ts';
import { otelGenAiInference } from './otel-genai-inference.ts';
import { otelGenAi } from './otel-genai.ts';
import { ray } from './ray.ts';
import { semanticRouter } from './semantic-router.ts';
import { sglang } from './sglang.ts';
import { tgi } from './tgi.ts';
import { triton } from './triton.ts';
import { trtllm } from './trtllm.ts';
import { vercelAi } from './vercel-ai.ts';
import { vllm } from './vllm.ts';
import { vllmRouter } from './vllm-router.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * All of them: clients, gateways, servers, GPUs. What several tell of a span is told by the first: OpenTelemetry's own is the last of the
 * clients, as most write it beside theirs.
 */
export const VOCABULARIES: readonly Vocabulary[] = [
  vercelAi,
  openInference,
  liteLlm,
  logfire,
  openLit,
  openLlmetry,
  otelGenAiInference,
  otelGenAi,
  kong,
  vllmRouter,
  semanticRouter,
  vllm,
  ray,
  sglang,
  tgi,
  trtllm,
  triton,
  llamacpp,
  dcgm,
  nvidiaSmi,
  amd,
  opencost,
];
