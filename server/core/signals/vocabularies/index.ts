import { liteLlm } from './litellm.ts';
import { logfire } from './logfire.ts';
import { openInference } from './openinference.ts';
import { openLit } from './openlit.ts';
import { openLlmetry } from './openllmetry.ts';
import { otelGenAiInference } from './otel-genai-inference.ts';
import { otelGenAi } from './otel-genai.ts';
import { vercelAi } from './vercel-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All of them. What is told by several is told by the first: OpenTelemetry's own is last, as most write it beside theirs. */
export const VOCABULARIES: readonly Vocabulary[] = [
  vercelAi,
  openInference,
  liteLlm,
  logfire,
  openLit,
  openLlmetry,
  otelGenAiInference,
  otelGenAi,
];
